"""The parts of WeasyPrint that the engine replaces or repeats are those it was written against."""

import inspect
from hashlib import sha256

from pipeline.layout.lines.private import REPLACED

EXPECTED: dict[str, str] = {
    "weasyprint.layout.block._in_flow_layout": "c2537262836dd981",
    "weasyprint.layout.inline.get_next_linebox": "67af458c2545e74f",
    "weasyprint.layout.inline.split_text_box": "8c564329599ef23f",
    "weasyprint.layout.inline.justify_line": "f83b21ff8793ba6b",
    "weasyprint.draw.text.draw_first_line": "1bb8eae6d88e71b1",
    "weasyprint.text.line_break.split_first_line": "39ad1016863ca34d",
    "weasyprint.layout.preferred.inline_line_widths": "6c24f789e3ce5bb7",
    "weasyprint.layout.percent.resolve_percentages": "71673078096fcf87",
    "weasyprint.layout.inline.split_inline_box": "3a0cb7ca7e34c7ef",
    "weasyprint.layout.inline.split_inline_level": "d98c008c8fc00582",
    "weasyprint.layout.inline.skip_first_whitespace": "deb2f1a5e2a6c035",
    "weasyprint.layout.inline.text_align": "e953d41b87ccfc30",
    "weasyprint.layout.inline.line_box_verticality": "1018aadb3410f89a",
    "weasyprint.draw.text.draw_text": "ebaf96239c6ca363",
    "weasyprint.text.line_break.Layout": "681b737d1ba5e004",
}


def test_replaced_functions_are_those_known() -> None:
    found = {
        f"{module.__name__}.{name}": sha256(inspect.getsource(getattr(module, name)).encode()).hexdigest()[:16]
        for module, name in REPLACED
    }
    assert found == EXPECTED, "WeasyPrint changed: read its new source, then change the engine and these hashes"
