"""How wide the spaces are that a line may not be broken at: the three profiles that an edition chooses from."""

from __future__ import annotations

from msgspec import Struct

NO_BREAK = "\u00a0"  # as wide as a word space, and justified like one
NARROW = "\u202f"  # a thin space: one width, whatever the line


class Spacing(Struct, frozen=True):
    """The no-break spaces: before `; ! ?` (`high`), before `:` (`colon`), inside « » (`quote`), elsewhere (`word`)."""

    high: str = NARROW
    colon: str = NO_BREAK
    quote: str = NO_BREAK
    word: str = NO_BREAK


# `mixed` is what babel-french does, after the Imprimerie nationale; a narrow space before `:` comes from the Guide du
# typographe.
SPACINGS = {
    "mixed": Spacing(),
    "fine-guillemets": Spacing(quote=NARROW),
    "all-fine": Spacing(colon=NARROW, quote=NARROW, word=NARROW),
}
