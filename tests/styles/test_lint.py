"""What a theme's own rules may not say."""

from __future__ import annotations

import pytest

from pipeline.styles.lint import check_sheet

NESTED = "(" * 9 + "1px" + ")" * 9


@pytest.mark.parametrize(
    ("css", "code", "line", "column"),
    [
        ('@import "https://example.org/a.css";', "S032", 1, 1),
        ("h1 { color: black }\nh2 { background: url(https://example.org/a.png) }", "S032", 2, 18),
        ("h1 { background: URL( 'file:///etc/passwd' ) }", "S032", 1, 18),
        ("h1 { background: \\75rl(a.png) }", "S032", 1, 18),
        ("h1 { content: image-set('a.png' 1x) }", "S032", 1, 15),
        ("h1 { list-style: src('a.png') }", "S032", 1, 18),
        ("@font-face { font-family: A; src: local(B) }", "S033", 1, 1),
        ("@page { size: 1mm 1mm }", "S033", 1, 9),
        ("@page { @footnote { size: 3mm } }", "S033", 1, 21),
        ("@media print { h1 { --a: 1 } }", "S033", 1, 21),
        ("@namespace url(a);", "S033", 1, 1),
        ("h1 { margin: 99999pt }", "S036", 1, 14),
        ("h1 { margin: -1e9em }", "S036", 1, 14),
        (f"h1 {{ margin: calc{NESTED} }}", "S036", 1, 26),
        ("h1 {" * 10 + "}" * 10, "S036", 1, 33),
        ("h1 } color: black", "S031", 1, 13),
        ("h1 { color }", "S031", 1, 11),
        ("h1 { content: 'a\n }", "S031", 1, 15),
    ],
)
def test_hostile_or_broken_rules_are_placed(css: str, code: str, line: int, column: int) -> None:
    finding = check_sheet(css, "styles/themes/x/print.css")[0]
    assert finding.span
    assert (finding.code, finding.span.line, finding.span.column) == (code, line, column)


@pytest.mark.parametrize(
    "css",
    [
        "",
        "/* url(a) @import */",
        "h2 { margin: calc(2 * var(--line)) 0; font-variant-caps: small-caps }",
        "@media print { h1 > p:not(.first) { color: device-cmyk(0 0 0 1) } }",
        "@page { margin-top: 2cm; @footnote { margin-top: 1em } }",
        'h1::before { content: "url(a)" }',
        "h1 { color: black; & em { color: gray } }",
    ],
)
def test_honest_rules_pass(css: str) -> None:
    assert check_sheet(css, "print.css") == []
