"""Images: decoding within limits, and copies fit for an EPUB or for print."""

from pipeline.images.facts import MAX_BYTES, ImageFacts, ImageFault
from pipeline.images.worker import probe_all

__all__ = ["MAX_BYTES", "ImageFacts", "ImageFault", "probe_all"]
