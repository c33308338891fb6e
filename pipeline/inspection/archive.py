"""Opening an EPUB that may come from anybody: no more is unpacked than a book can need, and no name is trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from msgspec import Struct

from pipeline.diagnostic import BookError, Span, error

# Shops take no book above 2 GB; a text document above 10 MB is refused by Kobo.
MAX_MEMBERS = 20_000
MAX_TOTAL = 2_000_000_000
MAX_DOCUMENT = 50_000_000
MAX_RATIO = 200  # how many times a member may swell, once it is larger than a mebibyte
SMALL = 1 << 20
# What the container format allows (EPUB 3.3, OCF, 4.3.2): nothing encrypted, nothing stored but as is or deflated.
COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED = 0x1

CONTAINER = "META-INF/container.xml"
OPF = "{http://www.idpf.org/2007/opf}"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Item(Struct, frozen=True):
    """A file of the manifest: where it is in the archive, its type, its properties."""

    member: str
    media_type: str
    properties: tuple[str, ...]


class Archive:
    """The members of an EPUB, checked before anything is read. BookError E010 and E011 when they are not fit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.sizes: Mapping[str, int] = {info.filename: info.file_size for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
            raise self._refusal("E010", str(fault)) from fault
        self._check()
        if "mimetype" not in self.sizes or self.read("mimetype").strip() != b"application/epub+zip":
            raise self._refusal("E010", "mimetype")

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise self._refusal("E011", f"{len(infos)} > {MAX_MEMBERS}")
        if len({info.filename.casefold() for info in infos}) < len(infos):
            raise self._refusal("E011", "A = a")
        if sum(info.file_size for info in infos) > MAX_TOTAL:
            raise self._refusal("E011", f"> {MAX_TOTAL}")
        for info in infos:
            path = PurePosixPath(info.filename)
            if path.is_absolute() or ".." in path.parts or "\\" in info.filename or "\0" in info.filename:
                raise self._refusal("E011", info.filename)
            if info.compress_type not in COMPRESSIONS or info.flag_bits & ENCRYPTED:
                raise self._refusal("E011", info.filename)
            if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise self._refusal("E011", f"{info.filename} × {info.file_size // max(info.compress_size, 1)}")

    def read(self, member: str) -> bytes:
        """Return a member's bytes, never more than it said it holds; BookError E012 when it is not there or damaged."""
        try:
            with self._zip.open(member) as file:
                return file.read(self.sizes[member] + 1)
        except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, EOFError, zlib.error) as fault:
            raise self._refusal("E012", member) from fault

    def parse(self, member: str) -> Any:
        """Return the root of an XML member; no entity is resolved. BookError E012 when it is too long or not XML."""
        if self.sizes.get(member, 0) > MAX_DOCUMENT:
            raise self._refusal("E011", member)
        try:
            return etree.fromstring(self.read(member), _parser())
        except etree.XMLSyntaxError as fault:
            raise self._refusal("E012", f"{member}: {fault.msg}") from fault

    def package(self) -> Package:
        """Return the package document and what it lists."""
        root = next(self.parse(CONTAINER).iter("{*}rootfile"), None)
        member = root.get("full-path", "") if root is not None else ""
        if member not in self.sizes:
            raise self._refusal("E012", member or CONTAINER)
        return _package(self.parse(member), PurePosixPath(member).parent)

    def _refusal(self, code: str, reason: str) -> BookError:
        return BookError([error(code, Span(self.name), file=self.name, reason=reason)])


class Package(Struct, frozen=True):
    """The package document of an EPUB: its metadata element, its files by id, the members of its spine in order."""

    root: Any
    items: Mapping[str, Item]
    spine: tuple[str, ...]

    def with_property(self, name: str) -> Item | None:
        """Return the first item that has that property."""
        return next((item for item in self.items.values() if name in item.properties), None)


def _package(root: Any, folder: PurePosixPath) -> Package:
    items = {
        node.get("id", ""): Item(
            str(folder / node.get("href", "")), node.get("media-type", ""), tuple(node.get("properties", "").split())
        )
        for node in root.iter(f"{OPF}item")
    }
    spine = (items.get(node.get("idref", "")) for node in root.iter(f"{OPF}itemref"))
    return Package(root, items, tuple(item.member for item in spine if item))
