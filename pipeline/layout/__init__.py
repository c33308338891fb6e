"""Chunks, page map, heads and folios: a publication becomes pages. The only package that uses WeasyPrint."""

from pipeline.layout.lay_out import lay_out
from pipeline.layout.values import Layout
from pipeline.layout.versions import versions

__all__ = ["Layout", "lay_out", "versions"]
