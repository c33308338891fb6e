"""Faces of a theme: what they cover, subsets of them, and a fontconfig file that shows nothing else."""

from pipeline.fonts.coverage import charset, faces_for, features, preflight, uncovered
from pipeline.fonts.fontconfig import fontconfig_file
from pipeline.fonts.subset import subset

__all__ = ["charset", "faces_for", "features", "fontconfig_file", "preflight", "subset", "uncovered"]
