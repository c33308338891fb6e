"""Bytes of a text file -> text: UTF-8 and nothing else, NFC, lines ended by `\\n`; what cannot be kept is reported."""

from __future__ import annotations

import re
import unicodedata

from pipeline.diagnostic import Diagnostic, Severity, Span, error, warning

# A contribution is a few dozen kilobytes, a long novel in one file two million.
MAX_BYTES = 2 * 1024 * 1024

# C0 and C1 controls but tab and line feed, surrogates and noncharacters: XML 1.0 §2.2 forbids most, none is text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Embeddings, overrides and isolates, which can show a line in another order than it is stored (Unicode TR36 §2.5).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Invisible where it stands: zero-width space, word joiner, and a byte order mark inside the text.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")

_FAULTS = (
    (CONTROL, "U002", error),
    (_BIDI, "U004", warning),
    (_INVISIBLE, "U005", warning),
)
# All of them at once: most files have none, and are gone through once to say so.
_ANY = re.compile("|".join(pattern.pattern for pattern, _, _ in _FAULTS))


def decode(data: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file and what is wrong with its characters; the text is empty when it is not UTF-8."""
    if len(data) > MAX_BYTES:
        return "", [error("M013", Span(path), size=_megabytes(len(data)), limit=_megabytes(MAX_BYTES))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return "", [_not_utf8(data, problem, path)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    found: list[Diagnostic] = []
    if not _ANY.search(text):
        return text, found
    for pattern, code, level in _FAULTS:
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            character = match[0]
            span = Span(path, line, column, line, column + 1)
            name = unicodedata.name(character, "CONTROL CHARACTER")
            found.append(level(code, span, character=f"U+{ord(character):04X}", name=name))
            if len(found) > 100:
                break
    return CONTROL.sub("\ufffd", text), found


def repairs(data: bytes, path: str) -> list[Diagnostic]:
    """Return what `decode` mends without being asked: a byte order mark, letters typed as base and accent."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return []
    found = [Diagnostic("U006", Severity.INFO, Span(path))] if text.startswith("\ufeff") else []
    if not unicodedata.is_normalized("NFC", text):
        lines = enumerate(text.split("\n"), 1)
        apart = [number for number, line in lines if not unicodedata.is_normalized("NFC", line)]
        found.append(Diagnostic("U007", Severity.INFO, Span(path, apart[0]), (("count", str(len(apart))),)))
    return found


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"


def _not_utf8(data: bytes, problem: UnicodeDecodeError, path: str) -> Diagnostic:
    before = data[: problem.start]
    start = before.rfind(b"\n") + 1
    line, column = before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1
    span = Span(path, line, column, line, column + 1)
    return error("U001", span, offset=problem.start, byte=f"0x{data[problem.start]:02X}", encoding=_likely(data))


def _likely(data: bytes) -> str:
    """Return the encoding that the bytes look like: what French files that are not UTF-8 are in practice."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > len(data[:200]) // 4:
        return "UTF-16"
    # é, è, à, ç in Mac OS Roman are 8E, 8F, 88, 8D, which Windows-1252 uses for rare letters or not at all.
    high = [byte for byte in data if byte >= 0x80]
    if sum(byte in (0x8E, 0x8F, 0x88, 0x8D) for byte in high) * 2 > len(high):
        return "Mac OS Roman"
    return "Windows-1252" if any(byte < 0xA0 for byte in high) else "ISO-8859-1"
