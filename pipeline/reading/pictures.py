"""An image of a text: its place in the book's folder, its alternative text. The file itself is for `assets`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token

from pipeline.diagnostic import Diagnostic, Span, error
from pipeline.model import Mark, Picture
from pipeline.reading.attributes import Attributes
from pipeline.reading.context import Context

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_DRIVE = re.compile(r"[A-Za-z]:")


def picture(context: Context, token: Token, span: Span, marks: tuple[Mark, ...] = ()) -> Picture:
    """Return the picture of an image token; one that cannot lie in the book is reported, and its asset is empty."""
    given: Attributes = token.meta.get("attributes") or Attributes()
    context.known(given, span, ("decorative",), ())
    decorative = "decorative" in given.classes
    alt = " ".join("".join(_words(child) for child in token.children or []).split())
    if not alt and not decorative:
        context.error("F015", span)
    context.addresses += len(str(token.attrGet("src"))) + len(str(token.attrGet("title") or ""))
    if label := token.meta.get("label"):
        context.links_used.add(label)
    name = asset_name(PurePosixPath(context.path).parent, str(token.attrGet("src") or ""), span)
    if isinstance(name, Diagnostic):
        context.diagnostics.append(name)
        name = ""
    else:
        context.pictures.append((name, span))
    return Picture(name, "" if decorative else alt, decorative, marks, span)


def _words(token: Token) -> str:
    if token.children:
        return "".join(_words(child) for child in token.children)
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def asset_name(folder: PurePosixPath, address: str, span: Span) -> str | Diagnostic:
    """Return the path, from the book's root, of a file named in a file of `folder`; or why there is none."""
    written = unquote(address)
    if not written:
        return error("F001", span, name="…")
    if _DRIVE.match(written) or "\\" in written:
        right = re.sub(r"^[A-Za-z]:", "", written).replace("\\", "/").lstrip("/")
        return error("F005", span, name=written, instead=right)
    if _SCHEME.match(written):
        return error("F006", span, name=written)
    if written.startswith("/"):
        return error("F004", span, name=written)
    parts = [*folder.parts]
    for step in PurePosixPath(written).parts:
        if step != "..":
            parts.append(step)
        elif parts:
            parts.pop()
        else:
            return error("F003", span, name=written)
    return "/".join(parts)
