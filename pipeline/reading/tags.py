"""What to write instead of an HTML tag: Markdown, not prose, so it needs no translation."""

from __future__ import annotations

_INSTEAD = {
    "a": "[…](…)",
    "abbr": "…",
    "b": "**…**",
    "blockquote": "> …",
    "br": "\\",
    "center": "::: epigraph",
    "cite": "*…*",
    "code": "`…`",
    "del": "~~…~~",
    "div": "::: aside",
    "dl": "…\n: …",
    "em": "*…*",
    "h1": "# …",
    "h2": "## …",
    "h3": "### …",
    "h4": "#### …",
    "hr": "***",
    "i": "*…*",
    "img": "![…](…)",
    "li": "- …",
    "ol": "1. …",
    "q": "« … »",
    "s": "~~…~~",
    "small": "[…]{.sc}",
    "span": "[…]{.sc}, […]{lang=en}",
    "strike": "~~…~~",
    "strong": "**…**",
    "sub": "~…~",
    "sup": "^…^",
    "table": "| … | … |",
    "td": "| … | … |",
    "th": "| … | … |",
    "tr": "| … | … |",
    "u": "*…*",
    "ul": "- …",
}


def instead(tag: str) -> str:
    """Return the Markdown for what `tag` does, or the tag escaped so that it is printed."""
    return _INSTEAD.get(tag, f"\\<{tag}>")
