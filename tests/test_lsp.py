"""The language server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient

from pipeline.diagnostic import Span
from pipeline.serve.lsp import from_position, to_range

TEXT = "# Le banc\n\nIl vint  hier[^1], voir [Marc](#marc).\n\n[^1]: Un soir.\n"
COMMAND = "from pipeline.cli.lsp import command; command(['--lang', 'fr'])"


class Editor(BaseLanguageClient):
    """A client that keeps the diagnostics of each file."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.shown: dict[str, asyncio.Queue[list[types.Diagnostic]]] = {}

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.queue(params.uri).put_nowait(list(params.diagnostics))

    def queue(self, uri: str) -> asyncio.Queue[list[types.Diagnostic]]:
        return self.shown.setdefault(uri, asyncio.Queue())

    async def next(self, uri: str) -> list[types.Diagnostic]:
        return await asyncio.wait_for(self.queue(uri).get(), 60)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "manuscript"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: Essai\nlint:\n  ignore: [B, C, M118]\n", encoding="utf-8")
    (folder / "001-banc.md").write_text(TEXT, encoding="utf-8")
    (folder / "002-marc.md").write_text("# La gare\n\nIl partit.\n", encoding="utf-8")
    return folder


async def session(folder: Path) -> list[str]:
    """Open, ask, type and save as an editor does; return the codes that are left after the last change is saved."""
    editor = Editor()
    await editor.start_io(sys.executable, "-c", COMMAND)
    await editor.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    uri = (folder / "001-banc.md").as_uri()
    document = types.TextDocumentIdentifier(uri)
    opened = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=TEXT)
    editor.text_document_did_open(types.DidOpenTextDocumentParams(opened))
    (double,) = await editor.next(uri)
    assert (double.code, double.severity) == ("T101", types.DiagnosticSeverity.Warning)
    assert double.range == types.Range(types.Position(2, 7), types.Position(2, 9))
    assert double.message.startswith("2 espaces à la suite")

    context = types.CodeActionContext(diagnostics=[double])
    wanted = types.CodeActionParams(text_document=document, range=double.range, context=context)
    (action,) = await editor.text_document_code_action_async(wanted)
    assert list(action.edit.changes[uri]) == [types.TextEdit(double.range, " ")]

    hover = await editor.text_document_hover_async(types.HoverParams(document, types.Position(2, 8)))
    assert hover.contents.value.startswith("## T101 espaces-multiples")
    nothing = await editor.text_document_hover_async(types.HoverParams(document, types.Position(0, 3)))
    assert nothing is None

    note = await editor.text_document_definition_async(types.DefinitionParams(document, types.Position(2, 14)))
    assert (note.uri, note.range.start.line) == (uri, 4)
    other = await editor.text_document_definition_async(types.DefinitionParams(document, types.Position(2, 28)))
    assert other.uri == (folder / "002-marc.md").as_uri()

    whole = types.TextDocumentContentChangeWholeDocument(
        TEXT.replace("  hier", " hier").replace("Un soir", "Un 😀 soir ,")
    )
    versioned = types.VersionedTextDocumentIdentifier(version=2, uri=uri)
    editor.text_document_did_change(types.DidChangeTextDocumentParams(versioned, [whole]))
    (comma,) = await editor.next(uri)
    assert (comma.code, comma.range.start) == ("T102", types.Position(4, 16))

    editor.text_document_did_save(types.DidSaveTextDocumentParams(document))
    left = [one.code for one in await editor.next(uri)]
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()
    return left


def test_a_session_with_a_real_client(book: Path) -> None:
    assert asyncio.run(session(book)) == ["T102"]


def test_positions_count_utf16_units() -> None:
    lines = ["a😀b"]
    assert to_range(Span("a.md", 1, 3), lines) == types.Range(types.Position(0, 3), types.Position(0, 4))
    assert from_position(types.Position(0, 3), lines) == (1, 3)
