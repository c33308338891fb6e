"""What each element of the markup (docs/html.md) is in the structure of a PDF: every role stands in these tables.

A role is a standard structure type (ISO 32000-1, 14.8.4), or several with slashes, one inside the other. An element
that stands in neither table has no structure of its own: its text belongs to what is around it.
"""

from __future__ import annotations

from collections.abc import Iterable

ELEMENTS = {
    "section": "Sect",
    "p": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "blockquote": "BlockQuote",
    "pre": "P",
    "code": "Code",
    "ul": "L",
    "ol": "L",
    "li": "LI/LBody",
    "dl": "L",
    "dt": "LI/Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    # The caption stands beside the figure, not in it: the alternative text is read in place of all that a figure holds.
    "figure": "Div",
    "figcaption": "Caption",
    "a": "Link",
}

# Elements of a class. The bodies of notes are made of `span` only.
CLASSES = {
    ("ol", "contents"): "TOC",
    ("li", "level-1"): "TOCI",
    ("li", "level-2"): "TOCI",
    ("li", "level-3"): "TOCI",
    ("a", "note-call"): "Reference/Link",
    ("div", "attribution"): "P",
    ("div", "post"): "Art",
    ("aside", "note"): "Note",
    ("span", "footnote"): "Note",
    ("span", "note-paragraph"): "P",
    ("span", "note-heading"): "P",
    ("span", "note-quotation"): "BlockQuote",
    ("span", "note-list"): "L",
    ("span", "item"): "LI/LBody",
    ("span", "marker"): "Lbl",
    ("span", "note-codeblock"): "P",
    ("span", "line"): "P",
    ("span", "row"): "P",
    ("span", "caption"): "P",
    ("span", "attribution"): "P",
    ("span", "post-author"): "P",
}

# Paragraphs and headings are read in one go: a note is read after them, not inside.
READ_WHOLE = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6"))
# What stands inside a line of text.
INLINE = frozenset(("Span", "Code", "Link", "Reference"))
HEADINGS = frozenset(("H1", "H2", "H3", "H4", "H5", "H6"))
# A table keeps its empty cells; anything else that shows nothing is left out.
KEPT_EMPTY = frozenset(("TR", "TH", "TD"))
# The values of ListNumbering for lists whose items have markers, and of Scope (ISO 32000-1, tables 347 and 349).
NUMBERING = {"ol": "Decimal", "ul": "Disc"}
SCOPES = {"row": "Row", "col": "Column"}


def role_of(tag: str, classes: Iterable[str]) -> str:
    """Return the role of an element, empty when it has none."""
    for name in classes:
        if (tag, name) in CLASSES:
            return CLASSES[tag, name]
    return ELEMENTS.get(tag, "")
