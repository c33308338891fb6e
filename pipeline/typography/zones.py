"""What no habit touches inside a text: addresses, handles, hashtags, paths, emoticons.

Hours, ratios, IPv6 and brands such as « Yahoo! » need no place here: habits turn spaces that were typed and add none.
Neither do primes: quotes and apostrophes look at the figure before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# An address ends before the punctuation of the sentence that it stands in.
_ADDRESS = r"[^\s\"<>«»“”\ufffc]*[^\s\"<>«»“”\ufffc.,;:!?)\]'’…]"

# Each pattern is tried only on a text that holds one of the signs before it.
_ZONES = (
    ((":",), re.compile(rf"\b(?:[a-z][a-z0-9+.-]*://|mailto:|tel:){_ADDRESS}", re.IGNORECASE)),
    (("/",), re.compile(rf"(?<![\w@/.-])(?:[\w-]+\.)+[a-z]{{2,}}/{_ADDRESS}", re.IGNORECASE)),
    (("@",), re.compile(r"(?<![\w.+-])\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+")),
    (("@",), re.compile(r"(?<!\w)@\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?")),
    (("#",), re.compile(r"(?<![\w&])#\w+")),
    (("\\",), re.compile(r"\b[A-Za-z]:\\\S*|\\\\\w\S*")),
    # `:p` and `:D` without a nose read as a colon: the space before them is bound like a colon's.
    (
        (":", ";", "="),
        re.compile(r"(?<!\S)(?:>?[:;=]['’]?[-o^]?[()|/\\*]+|[:;=xX]['’]?-[DPpOo3]+|;[DPpOo]+)(?=[\s.,;!?…)»]|$)"),
    ),
)


def untouched(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `text` that must stay as they are; they may overlap."""
    for signs, pattern in _ZONES:
        if any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                yield match.span()
