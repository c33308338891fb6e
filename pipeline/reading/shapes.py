"""What book.yaml, tome.yaml, part.yaml, contributors.yaml and the front matter of a text may hold.

Private to `reading`: what leaves this package are the values of `pipeline.model`. Keys are those of the model, spelled
as editors write them in YAML; a value that the schema refuses becomes a Diagnostic at its place (`validation`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from pipeline.model import BACK_ROLES, FRONT_ROLES

# BCP 47 (RFC 5646 §2.1), without grandfathered tags: language, script, region, variants, private use.
LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-x(-[a-z\d]{1,8})+)?"
)
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def _language(value: str) -> str:
    if not LANGUAGE_TAG.fullmatch(value):
        raise PydanticCustomError("B019", "language tag")
    return value


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value):
        raise PydanticCustomError("B033", "identifier")
    return value


def _words(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("B011", "words")
    return value


def _isbn(value: str) -> str:
    """Return an ISBN-13 as typed; its thirteenth digit checks the others (ISO 2108, annex C)."""
    digits = value.replace("-", "").replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise PydanticCustomError("B020", "ISBN")
    right = -sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits[:12])) % 10
    if int(digits[12]) != right:
        raise PydanticCustomError("B021", "check digit", {"right": right})
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_date(value: Any) -> Any:
    """Take only a whole date: pydantic would read a bare number as seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise PydanticCustomError("B015", "date")
    return value


Language = Annotated[str, AfterValidator(_language)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Words = Annotated[str, AfterValidator(_words)]
Isbn = Annotated[str, AfterValidator(_isbn)]
Day = Annotated[date, BeforeValidator(_as_date)]
Texts = Annotated[list[str], BeforeValidator(_as_list)]
# Pages of front or back matter: one list for every edition, or one an edition.
Pages = list[str] | dict[str, list[str]]
Role = Literal[(*FRONT_ROLES, *BACK_ROLES)]  # type: ignore[valid-type]  # the model's tuples are the only list

# The spacing of editions that name none.
USUAL_SPACING: Final = "mixed"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EditionTable(_Table):
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


class TomeFile(_Table):
    """tome.yaml: a volume whose texts stand in the folder of this file."""

    number: int | None = Field(default=None, ge=1)
    title: str = ""
    contents: Texts = []
    isbn: dict[str, Isbn] = {}
    front: Pages = []
    back: Pages = []
    cover: str = ""
    editions: Texts = []


class VolumeTable(TomeFile):
    """A volume made from texts of the others: a collected edition, a sample."""

    collects: Texts = []
    sample: bool = False
    more: str = ""


class PartFile(_Table):
    """part.yaml: the title of the part whose texts stand in the folder of this file."""

    title: Words


class Waiver(_Table):
    """A rule that does not speak in some files, and why."""

    files: str
    code: str
    reason: str


class LintTable(_Table):
    """Which rules speak and how loudly."""

    select: Texts = []
    ignore: Texts = []
    severity: dict[str, Literal["error", "warning", "info"]] = {}
    waivers: list[Waiver] = []


class BookFile(_Table):
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
    revised: Day | None = None
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


class Person(_Table):
    """An entry of contributors.yaml."""

    name: Words
    sort_name: str = ""
    role: Annotated[str, Field(pattern="^[a-z]{3}$")] = "aut"
    notice: str = ""
    handles: dict[str, str] = {}
    links: Texts = []
    orcid: str = ""
    isni: str = ""
    consent: Literal["given", "awaited", "refused"] = "awaited"


Contributors = dict[Identifier, Person]


class ContributionHead(_Table):
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
