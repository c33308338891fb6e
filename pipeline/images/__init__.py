"""Images: decoding within limits, and copies fit for an EPUB or for print."""

from pipeline.images.copies import for_epub, for_print, on_screen
from pipeline.images.facts import MAX_BYTES, MAX_PIXELS, ImageFacts, ImageFault
from pipeline.images.printed import printed
from pipeline.images.probe import probe
from pipeline.images.worker import Prober, probe_all

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "ImageFacts",
    "ImageFault",
    "Prober",
    "for_epub",
    "for_print",
    "on_screen",
    "printed",
    "probe",
    "probe_all",
]
