"""What a person who listens to a PDF meets: its structure as an indented text, with the words of each element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_ROW = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


def outline(pdf: pikepdf.Pdf) -> str:
    """Return the structure, an element a line: its type, what is said of it, the words that stand directly in it."""
    words = {page.obj.objgen: _words(page) for page in pdf.pages}
    return "\n".join(_lines(pdf.Root.StructTreeRoot.K[0], words, 0)) + "\n"


def elements(pdf: pikepdf.Pdf, kind: str = "") -> list[Any]:
    """Return every structure element in reading order, or those of one type."""
    found = _elements(pdf.Root.StructTreeRoot.K[0])
    return [one for one in found if not kind or str(one.S) == f"/{kind}"]


def text(pdf: pikepdf.Pdf, element: Any) -> str:
    """Return all the words of an element, those of its kids included."""
    words = {page.obj.objgen: _words(page) for page in pdf.pages}
    return "".join(_said(element, words))


def _elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", ()):
        if _is_element(kid):
            yield from _elements(kid)


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _lines(element: Any, words: Any, depth: int) -> Iterator[str]:
    said = [str(element.S).removeprefix("/")]
    said += [f"{key[1:]}={element[key]!s}" for key in ("/Lang", "/Alt", "/ID") if key in element]
    attributes = element.get("/A", {})
    said += [f"{key[1:]}={str(attributes[key])[1:]}" for key in ("/Scope", "/ListNumbering") if key in attributes]
    links = [kid.Obj for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
    said += [f"Contents={link.get('/Contents', '')!s}" for link in links]
    kids = [kid for kid in element.K if _is_element(kid)]
    own = "".join(_said(element, words, deep=False))
    yield "  " * depth + " ".join(said) + (f": {own}" if own.strip("| ") else "")
    for kid in kids:
        yield from _lines(kid, words, depth + 1)


def _said(element: Any, words: Any, *, deep: bool = True) -> Iterator[str]:
    for kid in element.K:
        if isinstance(kid, int):
            yield words[element.Pg.objgen].get(kid, "")
        elif kid.get("/Type") == "/MCR":
            yield words[kid.Pg.objgen].get(int(kid.MCID), "")
        elif deep and _is_element(kid):
            yield from _said(kid, words)
        elif _is_element(kid):
            yield "|"


def _words(page: Any) -> dict[int, str]:
    """Return the words of each numbered piece of content of a page."""
    maps = {name: _reading(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    found: dict[int, str] = {}
    nested: list[tuple[int | None, str | None]] = []
    font: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        number = next((number for number, _ in nested if number is not None), None)
        match str(operator):
            case "BDC" | "BMC":
                own = operands[1] if len(operands) > 1 else {}
                said = str(own.ActualText) if "/ActualText" in own else None
                nested.append((int(own.MCID) if "/MCID" in own else number, said))
                number = next((number for number, _ in nested if number is not None), None)
                if said is not None and number is not None:
                    found[number] = found.get(number, "") + said.replace("\u00ad", "")
            case "EMC":
                nested.pop()
            case "Tf":
                font = maps[str(operands[0])]
            case "TJ" if number is not None and all(said is None for _, said in nested):
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                shown = "".join(font[codes[at : at + 2]] for at in range(0, len(codes), 2))
                found[number] = found.get(number, "") + shown
    return found


def _reading(font: Any) -> dict[bytes, str]:
    rows = _ROW.findall(font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in rows}
