"""What is remembered while one section is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.model import Note, Paragraph, Publication, Section
from pipeline.xhtml.breaks import Breaks
from pipeline.xhtml.markup import Attributes, escape
from pipeline.xhtml.target import Target
from pipeline.xhtml.vocabulary import is_right_to_left


class Writer:
    """The section that is being written, its target, and how far the writing has come.

    `at_call` writes what a note leaves at its first call: its body, or nothing. `first` is the paragraph with which the
    text itself begins.
    """

    def __init__(
        self,
        section: Section,
        publication: Publication,
        target: Target,
        at_call: Callable[[Writer, Note], str],
        first: Paragraph | None = None,
    ) -> None:
        self.section = section
        self.publication = publication
        self.target = target
        self.at_call = at_call
        self.first = first
        self.labels = publication.labels
        self.notes: dict[str, Note] = {note.id: note for note in section.notes}
        self.breaks = Breaks((item for item in target.breaks if item.section == section.id), self.labels["page"])
        self._anchors: set[str] = set()
        self._calls: Counter[str] = Counter()
        self._headings: list[int] = []
        self._silent = False
        self._own = section.language or publication.metadata.language
        self._tongues = [self._own]

    def text(self, text: str) -> str:
        """Return text as markup, with the page breaks that fall in it."""
        if self._silent:
            return escape(text)
        return self.breaks.text(text)

    def line_end(self, markup: str) -> str:
        """Return the markup of a forced line end, after the page breaks that fall there."""
        return markup if self._silent else self.breaks.line_end(markup)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Write text that counts for nothing in positions: the body of a note."""
        before, self._silent = self._silent, True
        yield
        self._silent = before

    @property
    def counting(self) -> bool:
        """Whether the text that is written counts in positions."""
        return not self._silent

    def language(self, tag: str) -> Attributes:
        """Return the attributes that say the language of an element, and its direction; none when `tag` is empty."""
        if not tag:
            return {}
        around = "ltr" if any(map(is_right_to_left, self._tongues)) else ""
        direction = "rtl" if is_right_to_left(tag) else around
        return {"lang": tag, **({"xml:lang": tag} if self.target.xml else {}), "dir": direction}

    @contextmanager
    def tongue(self, tag: str) -> Iterator[None]:
        """Write a block of this language."""
        self._tongues.append(tag)
        yield
        self._tongues.pop()

    def own_language(self) -> Attributes:
        """Return the attributes that say the section's own language again, inside a block of another."""
        return self.language(self._own) if any(tag != self._own for tag in self._tongues) else {}

    def section_language(self) -> Attributes:
        """Return the attributes of the section, none where the book says the same of it.

        The direction is never the book's: WeasyPrint would take its first page for one on the left.
        """
        own = self.section.language
        told = own == self.publication.metadata.language and not is_right_to_left(own)
        return {} if told else self.language(own)

    def structure(self, kind: str, role: str) -> Attributes:
        """Return the attributes that say what an element is to a reading system."""
        return {"epub:type": kind, "role": role} if self.target.xml else {}

    def once(self, anchor: str) -> str:
        """Return the id `anchor` the first time: words that a note call cuts in two are one place."""
        first = anchor not in self._anchors
        self._anchors.add(anchor)
        return anchor if first else ""

    def call(self, note: str) -> str:
        """Return the id of the next call of `note`: the first one is what the note leads back to.

        Its dot, like that of a page, keeps it apart from ids that authors give, which have none.
        """
        self._calls[note] += 1
        times = self._calls[note]
        return f"call.{note}" if times == 1 else f"call.{note}.{times}"

    def heading(self, level: int) -> int:
        """Return the level at which a heading is written: one below the heading it belongs to, whatever was typed."""
        while self._headings and self._headings[-1] >= level:
            self._headings.pop()
        self._headings.append(level)
        return min(len(self._headings) + 1, 6)
