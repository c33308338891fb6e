"""Drawings: a still picture of shapes and words. Scripts, links, foreign content and addresses are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.images.facts import SVG, ImageFacts, ImageFault

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

# What a drawing may hold (SVG 1.1); all else of its namespace moves, runs, or brings something from elsewhere.
_NAMES = """
svg g defs desc title metadata symbol use path rect circle ellipse line polyline polygon text tspan textPath
linearGradient radialGradient stop clipPath mask pattern marker filter image style switch view feBlend
feColorMatrix feComponentTransfer feComposite feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
feSpecularLighting feSpotLight feTile feTurbulence
"""
ELEMENTS = frozenset(_NAMES.split())
# Shapes after every <use> is written out: ten thousand take 13 s to draw, so more is a mistake or a bomb.
MAX_SHAPES = 50_000
_MAX_CHAIN = 100

_DATA = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")]*)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|pc|mm|cm|in|)\s*")
# CSS Values 3 §6.2: one inch is 96 px.
_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def drawing_facts(data: bytes) -> ImageFacts:
    """Return the size of a drawing that may be shown; ImageFault F016 or F017 names what may not."""
    root = _parsed(data)
    for element in root.iter():
        _check(element)
    _count(root)
    width, height = _size(root)
    return ImageFacts(SVG, width, height, "SVG")


def cleaned(data: bytes) -> bytes:
    """Return a drawing that was probed without comments, instructions, metadata and what drawing programs add."""
    from lxml import etree

    root = _parsed(data)
    for element in list(root.iter()):
        if (
            not isinstance(element.tag, str)
            or etree.QName(element).namespace != NAMESPACE
            or _local(element) == "metadata"
        ):
            parent = element.getparent()
            if parent is not None:
                _drop(element, parent)
            continue
        for name in list(element.attrib):
            if etree.QName(name).namespace not in (None, _XLINK, _XML):
                del element.attrib[name]
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def grounded(data: bytes) -> bytes:
    """Return a drawing on white: black lines on nothing would vanish where a reader's page is black."""
    from lxml import etree

    root = _parsed(data)
    left, top, width, height = ("0", "0", "100%", "100%")
    box = re.split(r"[\s,]+", str(root.get("viewBox") or "").strip())
    if len(box) == 4:
        left, top, width, height = box
    style = "fill:#fff;fill-opacity:1;stroke:none;opacity:1;display:inline;visibility:visible"
    ground = etree.Element(f"{{{NAMESPACE}}}rect", x=left, y=top, width=width, height=height, style=style)
    root.insert(0, ground)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _drop(element: _Element, parent: _Element) -> None:
    """Take an element away, and leave what is written after it."""
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    if re.search(rb"<!(DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise ImageFault("F016", what="<!DOCTYPE>")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise ImageFault("F011") from None
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise ImageFault("F012", kind="XML")
    return root


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_element(element: _Element) -> bool:
    """Return whether a node is an element: lxml gives comments and instructions a function for a tag."""
    return element.__class__.__name__ == "_Element"


def _attributes(element: _Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _check(element: _Element) -> None:
    if not _is_element(element):
        if element.__class__.__name__ == "_ProcessingInstruction":
            raise ImageFault("F016", what="<?…?>")
        return
    inside = str(element.tag).startswith(f"{{{NAMESPACE}}}")
    if inside and _local(element) not in ELEMENTS:
        raise ImageFault("F016", what=f"<{_local(element)}>")
    for name, value in _attributes(element):
        local = name.rpartition("}")[2].lower()
        if local.startswith("on"):
            raise ImageFault("F016", what=f"{local}=")
        if local in ("href", "src") and inside and not (value.startswith("#") or _DATA.match(value)):
            raise ImageFault("F016", what=f"{local}={value[:60]}")
        _check_addresses(value)
    if _local(element) == "style":
        words = "".join(str(part) for part in element.itertext())
        if "@import" in words.lower() or "\\" in words:
            raise ImageFault("F016", what="@import")
        _check_addresses(words)


def _check_addresses(value: str) -> None:
    for address in _URL.findall(value):
        if not (address.startswith("#") or _DATA.match(address)):
            raise ImageFault("F016", what=f"url({address[:60]})")


def _count(root: _Element) -> None:
    """Count what will be drawn once every reference inside the drawing is written out."""
    named = {str(element.get("id")): element for element in root.iter() if element.get("id")}
    known: dict[_Element, int] = {}

    def count(element: _Element, chain: int) -> int:
        if chain > _MAX_CHAIN:
            raise ImageFault("F017", limit=MAX_SHAPES)
        if element not in known:
            total = 0
            for part in element.iter():
                total += 1
                for target in _targets(part):
                    if target in named:
                        total += count(named[target], chain + 1)
                if total > MAX_SHAPES:
                    raise ImageFault("F017", limit=MAX_SHAPES)
            known[element] = total
        return known[element]

    count(root, 0)


def _targets(element: _Element) -> list[str]:
    if not _is_element(element):
        return []
    href = element.get("href") or element.get(f"{{{_XLINK}}}href") or ""
    found = [href[1:]] if href.startswith("#") else []
    for _, value in _attributes(element):
        found.extend(address[1:] for address in _URL.findall(value) if address.startswith("#"))
    return found


def _size(root: _Element) -> tuple[int, int]:
    """Return width and height in px, from the attributes or else the view box; ImageFault F011 where there is none."""
    box = re.split(r"[\s,]+", str(root.get("viewBox") or "").strip())
    sizes: list[float] = []
    for index, name in enumerate(("width", "height")):
        length = _LENGTH.fullmatch(str(root.get(name) or ""))
        try:
            sizes.append(float(length[1]) * _PX[length[2]] if length else float(box[2 + index]))
        except (IndexError, ValueError):
            raise ImageFault("F023") from None
    return max(1, round(sizes[0])), max(1, round(sizes[1]))
