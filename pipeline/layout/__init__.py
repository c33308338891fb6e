"""Chunks, page map, heads and folios: a publication becomes pages. The only package that uses WeasyPrint."""

from pipeline.layout.documents import Documents
from pipeline.layout.lay_out import lay_out, surroundings_of
from pipeline.layout.part import lay_out_part
from pipeline.layout.values import Layout
from pipeline.layout.versions import versions
from pipeline.layout.workers import Limits, Workers, cores, working
from pipeline.layout.workshop import Workshop

__all__ = [
    "Documents",
    "Layout",
    "Limits",
    "Workers",
    "Workshop",
    "cores",
    "lay_out",
    "lay_out_part",
    "surroundings_of",
    "versions",
    "working",
]
