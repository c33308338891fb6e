"""What book.yaml, tome.yaml, part.yaml, contributors.yaml and the front matter of a text may hold.

Private to `reading`: what leaves this package are the values of `pipeline.model`. Keys are those of the model, spelled
as editors write them in YAML; a value that the schema refuses becomes a Diagnostic at its place (`validation`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from pipeline.model import BACK_ROLES, FRONT_ROLES

# BCP 47 (RFC 5646 §2.1), without grandfathered tags: language, script, region, variants, private use.
LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-x(-[a-z\d]{1,8})+)?"
)
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class RefusedError(ValueError):
    """A value that is text, but not such as it must be: the code and the values of the Diagnostic that says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)


def _language(value: str) -> None:
    if not LANGUAGE_TAG.fullmatch(value):
        raise RefusedError("B019")


def _identifier(value: str) -> None:
    if not _IDENTIFIER.fullmatch(value):
        raise RefusedError("B033")


def _words(value: str) -> None:
    if not value.strip():
        raise RefusedError("B011")


def _isbn(value: str) -> None:
    """Refuse what is no ISBN-13, whose thirteenth digit checks the others (ISO 2108, annex C)."""
    digits = value.replace("-", "").replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise RefusedError("B020")
    right = -sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits[:12])) % 10
    if int(digits[12]) != right:
        raise RefusedError("B021", right=right)


# What an annotation says beside msgspec's own: a function refuses a value, ONE_OR_MORE takes one for a list of one.
ONE_OR_MORE: Final = "one or more"
Language = Annotated[str, _language]
Identifier = Annotated[str, _identifier]
Words = Annotated[str, _words]
Isbn = Annotated[str, _isbn]
Texts = Annotated[list[str], ONE_OR_MORE]
# Pages of front or back matter: one list for every edition, or one an edition.
Pages = list[str] | dict[str, list[str]]
Role = Literal[(*FRONT_ROLES, *BACK_ROLES)]  # type: ignore[valid-type]  # the model's tuples are the only list

# The spacing of editions that name none.
USUAL_SPACING: Final = "mixed"


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class EditionTable(_Table, frozen=True):
    """How every volume is published in this edition."""

    format: Literal["epub", "pdf", "cover"]
    trim: str = "148x210"
    theme: str = "default"
    printer: str = ""
    variant: Literal["", "print", "screen"] = ""
    notes: Literal["foot", "end"] = "foot"
    pages_from: str = "none"
    front_folios: Literal["continuous", "roman"] = "continuous"
    spacing: Literal["mixed", "fine-guillemets", "all-fine"] = USUAL_SPACING
    notices: Literal["back", "after", "none"] = "back"
    cover: str = ""


class TomeFile(_Table, frozen=True):
    """tome.yaml: a volume whose texts stand in the folder of this file."""

    number: Annotated[int, Meta(ge=1)] | None = None
    title: str = ""
    contents: Texts = []
    isbn: dict[str, Isbn] = {}
    front: Pages = []
    back: Pages = []
    cover: str = ""
    editions: Texts = []


class VolumeTable(TomeFile, frozen=True):
    """A volume made from texts of the others: a collected edition, a sample."""

    collects: Texts = []
    sample: bool = False
    more: str = ""


class PartFile(_Table, frozen=True):
    """part.yaml: the title of the part whose texts stand in the folder of this file."""

    title: Words


class Waiver(_Table, frozen=True):
    """A rule that does not speak in some files, and why."""

    files: str
    code: str
    reason: str


class LintTable(_Table, frozen=True):
    """Which rules speak and how loudly."""

    select: Texts = []
    ignore: Texts = []
    severity: dict[str, Literal["error", "warning", "info"]] = {}
    waivers: list[Waiver] = []


class BookFile(_Table, frozen=True):
    """book.yaml: the work, its volumes beside the tomes, its editions."""

    title: Words
    subtitle: str = ""
    short_title: str = ""
    slug: Identifier | None = None
    language: Language = "fr"
    collective: bool = False
    publisher: str = ""
    publisher_address: str = ""
    rights: str = ""
    series: str = ""
    issn: str = ""
    set_isbn: Isbn | None = None
    revised: date | None = None
    keywords: Texts = []
    description: str = ""
    subjects: dict[str, Texts] = {}
    price: str = ""
    legal_deposit: str = ""
    printer: str = ""
    printed: str = ""
    text_mining: str = ""
    volumes: dict[Identifier, VolumeTable] = {}
    editions: dict[Identifier, EditionTable] = {}
    lint: LintTable = LintTable()


class Person(_Table, frozen=True):
    """An entry of contributors.yaml."""

    name: Words
    sort_name: str = ""
    role: Annotated[str, Meta(pattern="^[a-z]{3}$")] = "aut"
    notice: str = ""
    handles: dict[str, str] = {}
    links: Texts = []
    orcid: str = ""
    isni: str = ""
    consent: Literal["given", "awaited", "refused"] = "awaited"


Contributors = dict[Identifier, Person]


class ContributionHead(_Table, frozen=True):
    """The front matter of a text."""

    title: str = ""
    subtitle: str = ""
    short_title: str = ""
    author: Texts = []
    authors: Texts = []
    language: Language | None = None
    status: Literal["ready", "draft", "awaited"] = "ready"
    role: Role | None = None
    signature: str = ""
