"""The versions that decide how a page looks: part of every cache key, named in the manifest."""

from __future__ import annotations

import ctypes
from functools import cache

from pipeline.program import version

# Shared objects on Linux, macOS (Homebrew) and Windows (MSYS2), and the function of each that tells its version.
_LIBRARIES = (
    ("pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version_string"),
    ("harfbuzz", ("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
    ("fontconfig", ("libfontconfig.so.1", "libfontconfig.dylib", "libfontconfig-1.dll"), "FcGetVersion"),
)


@cache
def versions() -> dict[str, str]:
    """Return the versions of WeasyPrint, Pango, HarfBuzz and fontconfig, without importing any of them.

    A library that is not found is left out: the layout itself will say so.
    """
    found = {"weasyprint": version("weasyprint"), "pyphen": version("pyphen"), "pillow": version("pillow")}
    for name, objects, function in _LIBRARIES:
        value = _ask(objects, function)
        if value:
            found[name] = value
    return found


def _ask(objects: tuple[str, ...], function: str) -> str:
    for name in objects:
        try:
            call = getattr(ctypes.CDLL(name), function)
        except OSError:
            continue
        if function == "FcGetVersion":  # 21401 is 2.14.1 (FcGetVersion(3))
            number = int(call())
            return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
        call.restype = ctypes.c_char_p
        return str(call().decode())
    return ""
