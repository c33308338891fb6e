"""Themes, trims and the style sheets they give: what a page looks like, as data."""

from pipeline.styles.pictures import picture_rules
from pipeline.styles.sheets import epub_families, font_faces, style_sheet
from pipeline.styles.themes import load_theme
from pipeline.styles.trims import page, trim, trims
from pipeline.styles.values import Cover, Face, Families, Page, Proportions, Theme, Trim

__all__ = [
    "Cover",
    "Face",
    "Families",
    "Page",
    "Proportions",
    "Theme",
    "Trim",
    "epub_families",
    "font_faces",
    "load_theme",
    "page",
    "picture_rules",
    "style_sheet",
    "trim",
    "trims",
]
