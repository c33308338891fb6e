"""The same theme, store and layout as in the tests of the layout."""

from tests.layout.conftest import folder, laid_out, store, theme

__all__ = ["folder", "laid_out", "store", "theme"]
