"""The declarations of C libraries that are kept compiled are those of the WeasyPrint that is installed."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cffi import FFI
from cffi.recompiler import make_py_source
from msgspec.structs import replace
from weasyprint.text import ffi as weasyprint_ffi

from pipeline.diagnostic import Span
from pipeline.layout import loading
from pipeline.layout.lay_out import sample
from pipeline.layout.values import bare
from pipeline.model import Edition
from pipeline.store import Store
from pipeline.styles import Theme

PROBE = """
import sys
import pipeline.layout.engine
from weasyprint.text.ffi import ffi, pango
print(type(ffi).__name__, "pycparser" in sys.modules, pango.pango_units_from_double(1))
"""


def compiled(folder: Path) -> dict[str, Any]:
    """Compile what WeasyPrint declares, as cffi does for a module of its own."""
    found: dict[str, Any] = {}
    text = Path(weasyprint_ffi.__file__).read_text(encoding="utf-8")
    ffi = FFI()
    ffi.cdef(re.search(r"ffi\.cdef\('''(.*?)'''\)", text, re.DOTALL)[1])
    make_py_source(ffi, "kept", str(folder / "kept.py"))
    source = (folder / "kept.py").read_text(encoding="utf-8").replace("import _cffi_backend", "")

    class _Backend:
        @staticmethod
        def FFI(_name: str, **arguments: Any) -> None:  # noqa: N802 # cffi's name
            found.update({name.removeprefix("_"): plain(value) for name, value in arguments.items()})

    exec(source, {"_cffi_backend": _Backend})
    return found


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return list(map(plain, value)) if isinstance(value, tuple) else value


def test_the_kept_declarations_are_those_of_the_installed_weasyprint(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = {"source": loading.source_hash(), "arguments": compiled(tmp_path)}
    if request.config.getoption("--update"):
        loading.FILE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    assert json.loads(loading.FILE.read_text(encoding="utf-8")) == made


def test_weasyprint_works_on_the_kept_declarations() -> None:
    ran = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["Declared", "False", "1024"]


def test_what_cuts_fonts_is_imported_when_it_is_called() -> None:
    probe = """
import sys
import pipeline.layout.engine
from weasyprint.pdf import fonts
names = "fontTools.subset", "fontTools.varLib.instancer"
print([name in sys.modules for name in names])
print(type(fonts.subset.Options()).__module__)
try:
    fonts.instantiateVariableFont(None, {})
except TypeError as fault:
    print(fault)
print([name in sys.modules for name in names])
"""
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    before, module, fault, after = ran.stdout.splitlines()
    assert (before, module, after) == ("[False, False]", "fontTools.subset", "[True, True]")
    assert "NoneType" in fault  # the real function met no font


def test_declarations_of_another_weasyprint_are_left_to_cffi(tmp_path: Path) -> None:
    other = tmp_path / "weasyprint.json"
    other.write_text(json.dumps({"source": "another", "arguments": {}}), encoding="utf-8")
    probe = f"from pathlib import Path; from pipeline.layout import loading; loading.FILE = Path({str(other)!r})\n"
    ran = subprocess.run([sys.executable, "-c", probe + PROBE], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["FFI", "True", "1024"]


def test_a_job_is_unpacked_without_the_model_and_the_styles(theme: Theme, store: Store) -> None:
    job = replace(sample(Edition(name="print", format="pdf"), theme, "fr", store), span=Span("texte.md"))
    probe = f"""if True:
        import pickle, sys
        import pipeline.layout.work
        before = set(sys.modules)
        pickle.loads({pickle.dumps(bare(job))!r})
        print(sorted(set(sys.modules) - before))
    """
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
