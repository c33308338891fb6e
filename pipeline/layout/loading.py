"""Loading WeasyPrint in half the time that it takes to import it.

Half is cffi, which reads anew what WeasyPrint declares of Pango, HarfBuzz and fontconfig: here it is kept as cffi
compiles it (its « out-of-line ABI mode »), for the one version of WeasyPrint that is asked for. A quarter are libraries
for what a chunk hardly ever needs (`_POSTPONED`): they are imported when they are called.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import _cffi_backend

import pipeline

# Written by `pytest --update tests/layout/test_loading.py`.
FILE = Path(pipeline.__file__).parent / "data" / "weasyprint.json"
# What WeasyPrint takes from libraries to read and cut fonts, to read HTML that is no XML, and to read colour profiles.
_POSTPONED = {
    "fontTools.ttLib": ("TTFont",),
    "fontTools.subset": ("Options", "Subsetter"),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
    "tinyhtml5": ("parse",),
    "PIL.ImageCms": ("ImageCmsProfile",),
}


# Style sheets of WeasyPrint's for forms and for what old HTML says of looks in attributes: ours has neither.
_UNUSED = frozenset({"html5_ua_form.css", "html5_ph.css"})


class Declared(_cffi_backend.FFI):  # type: ignore[misc] # written in C
    """cffi's FFI with everything declared."""

    def cdef(self, source: str) -> None:
        """Declare nothing more."""


def load() -> None:
    """Import WeasyPrint; the declarations of another WeasyPrint than ours are left to cffi."""
    if "weasyprint" in sys.modules:
        return
    stand_ins = {
        module: _standing(module, **{name: partial(_later, module, name) for name in names})
        for module, names in _POSTPONED.items()
    }
    fonts = vars(stand_ins["fontTools.ttLib"])
    fonts |= {name: _Later(f"fontTools.ttLib.{name}") for name in ("ttFont", "woff2")}
    fonts["TTLibError"] = type("TTLibError", (Exception,), {})  # asked for only to be caught
    stand_ins["importlib.resources"] = _standing("importlib.resources", **{**vars(resources), "files": _Files})
    kept = json.loads(FILE.read_bytes())
    if kept["source"] == source_hash():
        arguments = {f"_{name}": _bytes(value) for name, value in kept["arguments"].items()}
        stand_ins["cffi"] = _standing("cffi", FFI=lambda: Declared("weasyprint", **arguments))
    with standing_in(stand_ins):
        import_module("weasyprint")


def source_hash() -> str:
    """Return the SHA-256 of the file of WeasyPrint that holds its declarations."""
    spec = find_spec("weasyprint")
    home = Path(str(spec.origin)).parent if spec else Path()
    return hashlib.sha256((home / "text" / "ffi.py").read_bytes()).hexdigest()


def _standing(name: str, **members: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    return module


def _later(module: str, name: str, *arguments: Any, **options: Any) -> Any:
    """Import what a stand-in stands for, and call it."""
    return getattr(import_module(module), name)(*arguments, **options)


class _Later(ModuleType):
    """A module that is imported when something is taken from it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


class _Files:
    """The files of a package, as importlib.resources gives them, those that are not used empty."""

    def __init__(self, package: ModuleType | str) -> None:
        self._folder = resources.files(package)

    def __truediv__(self, name: str) -> Any:
        return _Nothing() if name in _UNUSED else self._folder / name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._folder, name)


class _Nothing:
    """An empty file."""

    def read_text(self, _encoding: str) -> str:
        return ""


@contextmanager
def standing_in(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Give `modules` to whoever imports those names within the block; None is a module that is not there."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)  # type: ignore[arg-type] # None is for import to fail
    try:
        yield
    finally:
        for name, module in before.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module


def _bytes(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("latin-1")
    return tuple(map(_bytes, value)) if isinstance(value, list) else value
