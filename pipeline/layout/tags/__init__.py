"""The structure of a chunk: what each piece of its text is, for reading aloud (ISO 32000-1, 14.7 and 14.8).

One public door, `tagged(document)`, used around `write_pdf()`. WeasyPrint's own structure is one element a line and a
page; this one follows the markup: an element that crosses lines and pages is one, and notes are read after the
paragraph that calls them.
"""

from pipeline.layout.tags.writing import tagged

__all__ = ["tagged"]
