"""Laid-out chunks become one PDF: merging and finishing with pikepdf and uharfbuzz."""

from pipeline.pdf.assembly import assemble
from pipeline.pdf.variants import VARIANTS, Variant

__all__ = ["VARIANTS", "Variant", "assemble"]
