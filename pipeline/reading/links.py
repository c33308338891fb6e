"""Addresses: those outside the book, and references to its own texts and anchors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink

from pipeline.diagnostic import Diagnostic, Span, error
from pipeline.model import Mark, MarkKind
from pipeline.reading.context import Context

# What a reader's device can open without running anything (RFC 7595 names; no javascript:, data:, file:).
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# In code points: what browsers and servers take without question (RFC 9110 §4.1 asks for 8,000 octets at least).
LONGEST = 2000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SITE = re.compile(r"(www\.|[\w-]+(\.[\w-]+)*\.(fr|com|org|net|eu|be|ch|ca|info|io)(/|$))", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[-_. ]*")


def identifier(stem: str) -> str:
    """Return the id of a text whose file is called `stem`: without its leading number, in plain letters.

    `014-lea` and `lea` are `lea`; `Léa et moi` is `lea-et-moi`; `014` alone is `t014`, for an id begins with a letter.
    """
    name = _NUMBER.sub("", stem, count=1) if _NUMBER.match(stem) else stem
    result = plain_letters(name or stem) or "t"
    return result if result[0].isalpha() else f"t{result}"


def plain_letters(words: str) -> str:
    """Return words as a file name has them: `612 rencontres à l’été` is `612-rencontres-a-l-ete`."""
    plain = unicodedata.normalize("NFKD", words.lower().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9_]+", "-", kept).strip("-")


def mark(context: Context, address: str, span: Span) -> Mark | None:
    """Return the mark of a link to `address`; None, and a fault written down, when it leads nowhere."""
    address = address.strip()
    context.addresses += len(address)
    scheme = _SCHEME.match(address)
    if len(address) > LONGEST:
        context.error("M031", span)
    elif scheme and len(scheme[1]) > 1:
        if scheme[1].lower() in SCHEMES:
            return Mark(MarkKind.LINK, normalizeLink(address), span)
        context.error("R005", span, address=address[:80])
    elif address.startswith("//") or _SITE.match(address):
        context.error("R006", span, address=address[:80], instead=f"https://{address.lstrip('/')}"[:80])
    elif target := _target(address):
        context.references.append((target, span))
        return Mark(MarkKind.REFERENCE, target, span)
    else:
        context.error("R004", span, address=address[:80] or "#")
    return None


def _target(address: str) -> str:
    """Return the id that `014-lea.md`, `014-lea.md#ici` or `#ici` leads to, empty when it can be none."""
    path, _, fragment = address.partition("#")
    file = PurePosixPath(unquote(path))
    if path and ("\\" in path or ":" in path or path.startswith("/") or file.suffix.lower() != ".md"):
        return ""
    return unquote(fragment) or (identifier(file.stem) if path else "")


def check(references: Iterable[tuple[str, Span]], known: Iterable[str]) -> list[Diagnostic]:
    """Return what is wrong with references: those that no text and no anchor answers."""
    names = set(known)
    missing = [(target, span) for target, span in references if target not in names]
    ordered = sorted(names)
    return [
        error("R001", span, target=target, near=", ".join(get_close_matches(target, ordered, n=3, cutoff=0.5)) or "—")
        for target, span in missing
    ]
