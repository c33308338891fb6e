"""An EPUB as reading systems show it: its documents in Chromium, with what a reader sets on top of our style sheet."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pipeline.inspection.archive import Archive
from tests.pictures.sheet import Shot


class Screen(NamedTuple):
    """A device and the reader's settings: size in CSS px, colours, size of text in hundredths."""

    name: str
    width: int
    height: int
    dark: bool = False
    text: int = 100


SCREENS = (
    Screen("phone", 390, 844),
    Screen("phone-dark", 390, 844, dark=True),
    Screen("phone-large", 390, 844, text=200),
    Screen("tablet", 820, 1180),
    Screen("tablet-dark", 820, 1180, dark=True),
    Screen("tablet-large", 820, 1180, text=200),
)
# How many screens of one document are shown.
_DEPTH = 4


@contextmanager
def browser() -> Iterator[Any]:
    """Give the machine's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise SystemExit("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        )
        yield chromium
        chromium.close()


def unpacked(epub: Path, folder: Path) -> list[Path]:
    """Unpack one of our own EPUBs and return the documents of its spine, in order."""
    with zipfile.ZipFile(epub) as archive:
        archive.extractall(folder)
    return [folder / member for member in Archive(epub.read_bytes(), epub.name).package().spine]


def shots(chromium: Any, documents: list[Path], screen: Screen) -> list[Shot]:
    """Return the first screens of each document."""
    page = chromium.new_page(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if screen.dark else "light",
        offline=True,
    )
    found = [shot for document in documents for shot in _document(page, document, screen)]
    page.close()
    return found


def _document(page: Page, document: Path, screen: Screen) -> Iterator[Shot]:
    page.goto(document.as_uri())
    page.evaluate(_READER, [_settings(screen)])
    page.wait_for_function("document.fonts.status === 'loaded'")
    wide = page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth")
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    for number in range(min(_DEPTH, -(-drawn.height // screen.height))):
        top = number * screen.height
        view = Image.new("RGB", (screen.width, screen.height), drawn.getpixel((2, 2)))
        view.paste(drawn.crop((0, top, screen.width, min(top + screen.height, drawn.height))), (0, 0))
        yield Shot(f"{document.stem} {number + 1}{' TOO WIDE' if wide else ''}", view)


# Adds a style sheet of the reader in front of the book's, as reading systems do.
_READER = """([css]) => {
    const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style');
    style.textContent = css;
    document.head.prepend(style);
}"""


def _settings(screen: Screen) -> str:
    scheme = "dark" if screen.dark else "light"
    return f":root {{ color-scheme: {scheme}; font-size: {screen.text}%; padding: 1.5em 6% }}"
