"""The chart of docs/performance.md: bars of wall time, as an SVG that brings its own ground, light or dark."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

WIDTH, LEFT, RIGHT = 760, 240, 90
ROW, BAR, TOP = 24, 14, 56

STYLE = """\
  svg { --ground: #ffffff; --ink: #1f2328; --soft: #d0d7de; --own: #0b6e5f; --other: #8c959f; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --ink: #e6edf3; --soft: #30363d; --own: #3fb6a0; --other: #6e7681; }
  }
  .ground { fill: var(--ground); }
  text { fill: var(--ink); font: 13px system-ui, sans-serif; }
  .title { font-weight: 600; }
  .name { text-anchor: end; }
  .own { fill: var(--own); }
  .other { fill: var(--other); }
  line { stroke: var(--soft); }
"""


def chart(title: str, seconds: Mapping[str, float]) -> str:
    """Return a bar for each command, in seconds, the quickest first; those of tomes have a colour of their own."""
    height = TOP + ROW * len(seconds) + 16
    longest = max(seconds.values())
    scale = (WIDTH - LEFT - RIGHT) / longest
    bars = []
    for number, (name, value) in enumerate(sorted(seconds.items(), key=lambda item: item[1])):
        y = TOP + ROW * number
        kind = "own" if name.startswith("tomes") else "other"
        bars.append(
            f'  <text class="name" x="{LEFT - 8}" y="{y + 12}">{escape(name)}</text>\n'
            f'  <rect class="{kind}" x="{LEFT}" y="{y}" width="{max(value * scale, 1):.1f}" height="{BAR}"/>\n'
            f'  <text x="{LEFT + value * scale + 6:.1f}" y="{y + 12}">{value:.1f} s</text>\n'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title">\n  <title id="title">{escape(title)}</title>\n'
        f"  <style>\n{STYLE}  </style>\n"
        f'  <rect class="ground" width="{WIDTH}" height="{height}"/>\n'
        f'  <text class="title" x="16" y="28">{escape(title)}</text>\n'
        f'  <line x1="{LEFT}" y1="{TOP - 8}" x2="{LEFT}" y2="{height - 12}"/>\n{"".join(bars)}</svg>\n'
    )
