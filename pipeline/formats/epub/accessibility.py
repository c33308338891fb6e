"""Accessibility metadata, derived from the files that the EPUB holds (EPUB Accessibility 1.1, 2.2; schema.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

XHTML = "{http://www.w3.org/1999/xhtml}"
HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
# A size that the reader's own choice cannot change.
FIXED_SIZE = re.compile(r"font-size\s*:\s*[\d.]+\s*(?:px|pt|mm|cm|in|pc|q)\b", re.IGNORECASE)


class Access(Struct, frozen=True, kw_only=True):
    """What the text documents and the style sheet hold, as far as accessibility is concerned.

    `summary` is a sentence in the book's language.
    """

    images: int
    described: int
    decorative: int
    long_descriptions: int
    headings: bool
    roles: bool
    index: bool
    pages: bool
    adaptable: bool
    summary: str = ""

    @property
    def visual(self) -> bool:
        """Whether an image says something that is not only there to please the eye."""
        return self.images > self.decorative

    @property
    def readable(self) -> bool:
        """Whether everything can be read as text: every image that says something has an alternative."""
        return self.images == self.decorative + self.described

    def features(self) -> Iterator[str]:
        """Yield the values of schema:accessibilityFeature that hold."""
        yield "tableOfContents"
        yield "readingOrder"
        if self.headings:
            yield "structuralNavigation"
        if self.visual and self.readable:
            yield "alternativeText"
        if self.long_descriptions:
            yield "longDescription"
        if self.index:
            yield "index"
        if self.roles:
            yield "ARIA"
        if self.adaptable:
            yield "displayTransformability"
        if self.pages:
            yield "pageBreakMarkers"
            yield "pageNavigation"

    def metadata(self) -> Iterator[tuple[str, str]]:
        """Yield the properties of the package document and their values."""
        yield "schema:accessMode", "textual"
        if self.visual:
            yield "schema:accessMode", "visual"
            yield "schema:accessModeSufficient", "textual,visual"
        if self.readable:
            yield "schema:accessModeSufficient", "textual"
        for feature in self.features():
            yield "schema:accessibilityFeature", feature
        yield "schema:accessibilityHazard", "none"
        if self.summary:
            yield "schema:accessibilitySummary", self.summary


def examine(documents: Iterable[str], css: str, labels: Mapping[str, str], *, pages: bool) -> Access:
    """Return what `documents` (XHTML) and `css` hold; `pages` when the EPUB has a page list."""
    images = described = decorative = long = 0
    headings = roles = index = False
    for document in documents:
        for node in etree.fromstring(document.encode("utf-8")).iter(etree.Element):
            role = node.get("role", "")
            headings |= node.tag in HEADINGS
            roles |= bool(role)
            index |= role == "doc-index"
            if node.tag == f"{XHTML}img":
                images += 1
                decorative += role == "presentation"
                described += bool(node.get("alt"))
            long += node.tag == f"{XHTML}details" and node.get("class") == "description"
    found = Access(
        images=images,
        described=described,
        decorative=decorative,
        long_descriptions=long,
        headings=headings,
        roles=roles,
        index=index,
        pages=pages,
        adaptable=not FIXED_SIZE.search(css),
    )
    return replace(found, summary=" ".join(labels[name] for name in _sentences(found)))


def _sentences(access: Access) -> Iterator[str]:
    """Yield the labels of the sentences that sum up what holds."""
    yield "access-text" if access.readable else "access-partly"
    if access.visual and access.readable:
        yield "access-images"
    if access.long_descriptions:
        yield "access-descriptions"
    yield "access-navigation"
    if access.pages:
        yield "access-pages"
