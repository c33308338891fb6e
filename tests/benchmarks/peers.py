"""Other programs that make the same book: EPUB and PDF from the same texts, on the same page, with the same faces.

A program is measured when it is installed: in the folder that TOMES_PEERS names (its `bin` and `node_modules/.bin` come
first), else on the PATH. docs/performance.md says how to set it up.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import join, quote

from tests.benchmarks.books import BookFolder
from tests.benchmarks.measure import Step

TEMPLATES = Path(__file__).parent / "peers"
# LaTeX is run until the table of contents is that of the run before, three times at most.
LATEX = (
    "rm -f book.aux book.toc book.out; for run in 1 2 3; do cp -f book.toc before.toc 2>/dev/null || :; "
    "{engine} -interaction=batchmode book.tex || :; cmp -s book.toc before.toc && break; done; test -s book.pdf"
)
TIMEOUT = 900  # seconds


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: what it is called, the commands it needs, the file it makes, the script that makes it.

    `faces` is the ending of the font files that it takes; `books` are those that it is measured on: where one is left
    out, it fails there or takes longer than all the others together (docs/performance.md).
    """

    name: str
    needs: tuple[str, ...]
    output: str
    script: Callable[[BookFolder], str]
    faces: str = "otf"
    books: tuple[str, ...] = ("novel", "huge")


def _pandoc(book: BookFolder, to: str, output: str, *options: str) -> str:
    """Return the command that turns a book's texts into something else, as they are written."""
    facts = [f"--metadata={key}:{value}" for key, value in
             (("title", book.title), ("author", book.author), ("lang", "fr"))]  # fmt: skip
    texts = map(str, book.texts)
    return join(["pandoc", "--from=markdown-smart", f"--to={to}", *facts, *options, f"--output={output}", *texts])


def _html(book: BookFolder, contents: str) -> str:
    styles = [f"--css={name}.css" for name in ("page", f"contents-{contents}")]
    return _pandoc(book, "html5", "book.html", "--wrap=none", "--template=book.html.template", "--toc", "--toc-depth=1",
                   *styles)  # fmt: skip


def _naive(book: BookFolder) -> str:
    return f"{_html(book, 'weasyprint')} && {quote(sys.executable)} -m weasyprint book.html book.pdf"


def _epub(book: BookFolder) -> str:
    return _pandoc(book, "epub3", "book.epub", "--toc", "--split-level=1", f"--epub-cover-image={book.cover}")


def _typst(book: BookFolder) -> str:
    made = _pandoc(book, "typst", "book.typ", "--template=book.typ.template", f"--variable=family:{book.family}")
    return f"{made} && typst compile --ignore-system-fonts --font-path fonts book.typ book.pdf"


def _latex(engine: str) -> Callable[[BookFolder], str]:
    def script(book: BookFolder) -> str:
        made = _pandoc(book, "latex", "book.tex", "--template=book.tex.template", "--top-level-division=chapter")
        return f"{made} && {LATEX.format(engine=engine)}"

    return script


def _pagedjs(book: BookFolder) -> str:
    run = f"pagedjs-cli book.html --output book.pdf --timeout {TIMEOUT * 1000} --browserArgs --no-sandbox"
    return f"{_html(book, 'browser')} && PUPPETEER_EXECUTABLE_PATH=$(command -v chromium) {run}"


def _vivliostyle(book: BookFolder) -> str:
    options = f'--executable-browser "$(command -v chromium)" --timeout {TIMEOUT} --log-level silent'
    return f"{_html(book, 'browser')} && vivliostyle build book.html --output book.pdf {options}"


def _asciidoctor(book: BookFolder) -> str:
    options = "-a toc -a toclevels=1 -a doctype=book -a lang=fr --theme asciidoctor.yml -a pdf-fontsdir=fonts"
    return f"{_pandoc(book, 'asciidoc', 'book.adoc', '--standalone')} && asciidoctor-pdf {options} book.adoc"


NAIVE, PANDOC_EPUB, TYPST = "pandoc, WeasyPrint", "pandoc EPUB", "pandoc, typst"

PEERS = (
    Peer(NAIVE, ("pandoc",), "book.pdf", _naive),
    Peer(TYPST, ("pandoc", "typst"), "book.pdf", _typst),
    Peer("pandoc, XeLaTeX", ("pandoc", "xelatex"), "book.pdf", _latex("xelatex")),
    Peer("pandoc, LuaLaTeX", ("pandoc", "lualatex"), "book.pdf", _latex("lualatex"), books=("novel",)),
    Peer("pandoc, paged.js", ("pandoc", "pagedjs-cli", "chromium"), "book.pdf", _pagedjs, books=("novel",)),
    Peer("pandoc, Vivliostyle", ("pandoc", "vivliostyle", "chromium"), "book.pdf", _vivliostyle, books=("novel",)),
    Peer("pandoc, Asciidoctor PDF", ("pandoc", "asciidoctor-pdf"), "book.pdf", _asciidoctor, faces="ttf"),
    Peer(PANDOC_EPUB, ("pandoc",), "book.epub", _epub),
)


def environment() -> dict[str, str]:
    """Return the variables under which peers run: their own folder first on the PATH."""
    folder = os.environ.get("TOMES_PEERS", "")
    own = [str(Path(folder) / "bin"), str(Path(folder) / "node_modules/.bin")] if folder else []
    return {"PATH": os.pathsep.join([*own, os.environ["PATH"]])}


def peers(book: BookFolder, work: Path) -> list[Step]:
    """Return a step for every installed peer that is measured on `book`, each in a folder of its own."""
    path = environment()["PATH"]
    return [
        _step(peer, book, work / f"{book.name}-peers")
        for peer in PEERS
        if book.name in peer.books
        and peer.faces in book.faces
        and all(shutil.which(name, path=path) for name in peer.needs)
    ]


def _step(peer: Peer, book: BookFolder, parent: Path) -> Step:
    folder = parent / peer.name.replace(", ", "-").replace(" ", "-")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "fonts").mkdir(parents=True)
    for file in TEMPLATES.iterdir():
        # A template has the name of what is made from it.
        shutil.copyfile(file, folder / (f"{file.name}.template" if file.stem == "book" else file.name))
    for name, file in book.faces[peer.faces].items():
        shutil.copyfile(file, folder / f"fonts/{name}.{peer.faces}")
    output = folder / peer.output
    return Step(
        peer.name,
        peer.script(book),
        folder,
        environment(),
        prepare=lambda: output.unlink(missing_ok=True),
        pages=lambda: count_pages(output),
        output=output if output.suffix == ".pdf" else None,
    )


def count_pages(file: Path) -> int:
    """Return the pages of a PDF, 0 for what is none; in another process, for this one must stay small to measure."""
    if file.suffix != ".pdf":
        return 0
    count = "import sys, pikepdf; print(len(pikepdf.open(sys.argv[1]).pages))"
    return int(subprocess.run([sys.executable, "-c", count, str(file)], capture_output=True, check=True).stdout)


# What each program is asked for its version; pagedjs-cli has no such option, its package says it.
_VERSIONS = {
    "pandoc": "pandoc --version",
    "typst": "typst --version",
    "XeLaTeX": "xelatex --version",
    "LuaLaTeX": "lualatex --version",
    "Vivliostyle": "vivliostyle --version",
    "Asciidoctor PDF": "asciidoctor-pdf --version",
    "Chromium": "chromium --version",
}


def versions() -> Mapping[str, str]:
    """Return the versions of the peers that are installed."""
    path = environment()["PATH"]
    found = {}
    for name, command in _VERSIONS.items():
        program, *options = command.split()
        where = shutil.which(program, path=path)
        if where:
            said = subprocess.run([where, *options], capture_output=True, text=True, check=False).stdout
            number = re.search(r"\d[\w.+-]*", said)
            found[name] = number[0] if number else ""
    pagedjs = shutil.which("pagedjs-cli", path=path)
    if pagedjs:
        package = Path(pagedjs).resolve().parents[1] / "package.json"
        found["paged.js"] = json.loads(package.read_text(encoding="utf-8"))["version"] if package.is_file() else ""
    return found
