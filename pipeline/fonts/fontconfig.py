"""A fontconfig file that shows the faces of a theme and no other font of the machine."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path

from pipeline.store import write_aside
from pipeline.styles import Face, Theme

# fontconfig's own scales (fontconfig.h): CSS weight -> FC_WEIGHT_*, CSS style -> FC_SLANT_*.
WEIGHTS = {100: 0, 200: 40, 300: 50, 400: 80, 500: 100, 600: 180, 700: 200, 800: 205, 900: 210}
SLANTS = {"normal": 0, "italic": 100}


def fontconfig_file(theme: Theme, folder: Path) -> Path:
    """Return the path of a private fontconfig file, written in `folder` with copies of the theme's faces.

    `FONTCONFIG_FILE` must name it before the layout's libraries load. The faces answer to the theme's family names,
    styles and weights, so the style sheet needs no `@font-face`. A copy is named by its hash and suffix; the folder is
    named by the content, so that themes and builds share `folder` safely.
    """
    rules = "".join(_rule(face) for face in theme.faces)
    key = hashlib.sha256(rules.encode()).hexdigest()[:16]
    home = folder.resolve() / key
    (home / "faces").mkdir(parents=True, exist_ok=True)
    for face in theme.faces:
        copy = home / "faces" / _copy(face)
        if not copy.exists() or copy.stat().st_size != face.path.stat().st_size:
            write_aside(copy, face.path.read_bytes())
    config = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(home / 'faces'))}</dir>\n<cachedir>{escape(str(home / 'cache'))}</cachedir>\n"
        f"{rules}</fontconfig>\n"
    )
    file = home / "fonts.conf"
    if not file.exists() or file.read_bytes() != config.encode():
        write_aside(file, config.encode())
    return file


def _copy(face: Face) -> str:
    return face.sha256 + face.path.suffix


def _rule(face: Face) -> str:
    """Return the rule that gives a face the theme's name for it.

    The name is put before the font's own: Pango loses the font when its own family is replaced.
    """
    return (
        f'<match target="scan"><test name="file" compare="contains"><string>{_copy(face)}</string></test>\n'
        f'<edit name="family" mode="prepend"><string>{escape(face.family)}</string></edit>\n'
        f'<edit name="weight" mode="assign_replace"><int>{WEIGHTS[face.weight]}</int></edit>\n'
        f'<edit name="slant" mode="assign_replace"><int>{SLANTS[face.style]}</int></edit></match>\n'
    )
