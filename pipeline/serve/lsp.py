"""The language server: findings while typing, quick fixes, explanations on hover, the way to notes and references.

Positions of the protocol count UTF-16 units from 0 (LSP 3.17, « Position »); ours count code points from 1.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from pipeline import catalogue
from pipeline.diagnostic import BookError, Diagnostic, Severity, Span
from pipeline.program import version
from pipeline.reading import find_root
from pipeline.serve.desk import Desk

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """A language server with the books that the editor has open; messages are in `language`."""

    def __init__(self, language: str) -> None:
        super().__init__("tomes", version("tomes"), text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.language = language
        self._desks: dict[Path, Desk] = {}

    def desk(self, uri: str) -> tuple[Desk, str] | None:
        """Return the desk of the book that holds a file, and the file's path in it; None outside a book."""
        file = Path(unquote(urlsplit(uri).path)).resolve()
        try:
            root = find_root(file.parent)
        except BookError:
            return None
        return self._desks.setdefault(root, Desk(root)), file.relative_to(root.resolve()).as_posix()

    def whole(self, uri: str) -> None:
        """Check the whole book of a file and publish everything."""
        if found := self.desk(uri):
            desk, _ = found
            desk.whole()
            for path in desk.findings:
                self._publish(desk, path)

    def one(self, uri: str) -> None:
        """Check one text as it is being typed and publish it."""
        if found := self.desk(uri):
            desk, path = found
            desk.one(path, self.workspace.get_text_document(uri).source.replace("\r\n", "\n"))
            self._publish(desk, path)

    def lines(self, desk: Desk, path: str) -> list[str]:
        """Return the lines of a file as the editor has them."""
        if path in desk.unsaved:
            return desk.unsaved[path].split("\n")
        file = desk.root / path
        return file.read_text(encoding="utf-8-sig").split("\n") if file.is_file() else []

    def _publish(self, desk: Desk, path: str) -> None:
        if not path:
            return
        lines = self.lines(desk, path)
        items = [self._item(finding, lines) for finding in desk.findings[path]]
        uri = (desk.root / path).as_uri()
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=items))

    def _item(self, finding: Diagnostic, lines: list[str]) -> types.Diagnostic:
        remedy = catalogue.remedy(finding, self.language)
        sentence = catalogue.sentence(finding, self.language)
        return types.Diagnostic(
            range=to_range(finding.span or Span(""), lines),
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            source="tomes",
            message=f"{sentence}\n{remedy}" if remedy else sentence,
        )


def to_range(span: Span, lines: list[str]) -> types.Range:
    """Return a span as a range of the protocol."""
    end_line, end_column = (span.end_line, span.end_column) if span.end_line else (span.line, span.column + 1)
    return types.Range(_position(span.line, span.column, lines), _position(end_line, end_column, lines))


def _position(line: int, column: int, lines: list[str]) -> types.Position:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return types.Position(max(line - 1, 0), len(text[: column - 1].encode("utf-16-le")) // 2)


def from_position(position: types.Position, lines: list[str]) -> tuple[int, int]:
    """Return a position of the protocol as line and column."""
    text = lines[position.line] if position.line < len(lines) else ""
    before = text.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le", errors="ignore")
    return position.line + 1, len(before) + 1


def server(language: str) -> Server:
    """Return a language server, ready to start."""
    made = Server(language)

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        made.whole(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        made.whole(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        made.one(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        if found := made.desk(params.text_document.uri):
            found[0].unsaved.pop(found[1], None)

    made.feature(types.TEXT_DOCUMENT_CODE_ACTION)(lambda params: _actions(made, params))
    made.feature(types.TEXT_DOCUMENT_HOVER)(lambda params: _hover(made, params))
    made.feature(types.TEXT_DOCUMENT_DEFINITION)(lambda params: _definition(made, params))
    return made


def _actions(made: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    found = made.desk(params.text_document.uri)
    if found is None:
        return []
    desk, path = found
    lines = made.lines(desk, path)
    actions = []
    for finding in desk.at(path, *from_position(params.range.start, lines)):
        for title, edits in _choices(finding, lines, made.language):
            edit = types.WorkspaceEdit(changes={params.text_document.uri: edits})
            kind = types.CodeActionKind.QuickFix
            actions.append(types.CodeAction(title=f"{finding.code} {title}", kind=kind, edit=edit))
    return actions


def _choices(finding: Diagnostic, lines: list[str], language: str) -> list[tuple[str, list[types.TextEdit]]]:
    """Return what can be done about a finding: its fix, or each of the words that the dictionary suggests."""
    if finding.fixes:
        edits = [types.TextEdit(to_range(fix.span, lines), fix.text) for fix in finding.fixes]
        return [(catalogue.remedy(finding, language), edits)]
    suggestions = dict(finding.values).get("suggestions", "?")
    if finding.span is None or suggestions == "?":
        return []
    place = to_range(finding.span, lines)
    return [(f"→ {word}", [types.TextEdit(place, word)]) for word in suggestions.split(", ")]


def _hover(made: Server, params: types.HoverParams) -> types.Hover | None:
    found = made.desk(params.text_document.uri)
    if found is None:
        return None
    desk, path = found
    here = desk.at(path, *from_position(params.position, made.lines(desk, path)))
    texts = [catalogue.explain(code, made.language) for code in dict.fromkeys(finding.code for finding in here)]
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n".join(texts))) if texts else None


def _definition(made: Server, params: types.DefinitionParams) -> types.Location | None:
    found = made.desk(params.text_document.uri)
    if found is None:
        return None
    desk, path = found
    span = desk.definition(path, *from_position(params.position, made.lines(desk, path)))
    if span is None:
        return None
    return types.Location((desk.root / span.path).as_uri(), to_range(span, made.lines(desk, span.path)))
