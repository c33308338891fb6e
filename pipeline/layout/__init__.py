"""Chunks, page map, heads and folios: a publication becomes pages. The only package that uses WeasyPrint."""

from pipeline.layout.lay_out import lay_out
from pipeline.layout.values import Layout
from pipeline.layout.versions import versions
from pipeline.layout.workers import Limits, Workers, cores, working
from pipeline.layout.workshop import Workshop

__all__ = ["Layout", "Limits", "Workers", "Workshop", "cores", "lay_out", "versions", "working"]
