"""What no habit touches inside a text: addresses, handles, hashtags, paths, emoticons.

Hours, ratios, IPv6 and brands such as « Yahoo! » need no place here: habits turn spaces that were typed and add none.
Neither do primes: quotes and apostrophes look at the figure before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# An address ends before the punctuation of the sentence that it stands in.
_ADDRESS = r"[^\s\"<>«»“”\ufffc]*[^\s\"<>«»“”\ufffc.,;:!?)\]'’…]"

# What a text must hold for the pattern after it to be tried: found far quicker, and most texts hold none of it.
_ZONES = (
    (":(?=\\S)", rf"(?i)\b(?:[a-z][a-z0-9+.-]*://|mailto:|tel:){_ADDRESS}"),
    ("/", rf"(?i)(?<![\w@/.-])(?:[\w-]+\.)+[a-z]{{2,}}/{_ADDRESS}"),
    ("@", r"(?<![\w.+-])\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+"),
    ("@", r"(?<!\w)@\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?"),
    ("#", r"(?<![\w&])#\w+"),
    (r"\\", r"\b[A-Za-z]:\\\S*|\\\\\w\S*"),
    # `:p` and `:D` without a nose read as a colon: the space before them is bound like a colon's.
    (
        r"[:;=xX]['’]?[-o^()|/\\*DPpO]",
        r"(?<!\S)(?:>?[:;=]['’]?[-o^]?[()|/\\*]+|[:;=xX]['’]?-[DPpOo3]+|;[DPpOo]+)(?=[\s.,;!?…)»]|$)",
    ),
)
_PATTERNS = tuple((re.compile(sign), re.compile(zone)) for sign, zone in _ZONES)


def untouched(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `text` that must stay as they are; they may overlap."""
    for sign, zone in _PATTERNS:
        if sign.search(text):
            for match in zone.finditer(text):
                yield match.span()
