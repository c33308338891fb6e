"""The one serialiser of nodes: a section becomes markup, in two syntaxes and with two ways of placing notes.

The elements and classes that it writes are described in docs/html.md. Nothing downstream edits the markup.
"""

from pipeline.xhtml.document import section_body, section_document
from pipeline.xhtml.target import Target

__all__ = ["Target", "section_body", "section_document"]
