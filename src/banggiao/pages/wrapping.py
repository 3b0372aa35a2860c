"""Undo the line breaks of converters that fill lines to a width (html2text, lynx -dump, mail): one paragraph a line.

A page is taken for filled only when it shows it: no long lines, and most lines that are full, so that the next word
had no room on them, go on in lower case. Headlines in a list are as short but begin with a capital.
"""

from __future__ import annotations

import itertools
import re

_NARROW, _WIDE = 50, 132
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s")
_FEW, _MANY = 5, 10


def join_filled(text: str) -> str:
    """``text`` with filled paragraphs joined to one line each, or as it is when its lines are not filled."""
    lines = text.split("\n")
    width = _width(lines)
    if width == 0:
        return text
    full = [n for n in range(len(lines) - 1) if _is_full(lines[n], lines[n + 1], width)]
    followed = sum(bool(a.strip() and b.strip()) for a, b in itertools.pairwise(lines))
    small = sum(lines[n + 1].lstrip()[:1].islower() for n in full)
    if len(full) < _FEW or len(full) < 0.3 * followed or small < (0.35 if len(full) >= _MANY else 0.6) * len(full):
        return text
    joins = set(full)
    joined: list[str] = []
    for number, line in enumerate(lines):
        if number - 1 in joins:
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _width(lines: list[str]) -> int:
    """The length of the longest line made of words, or 0 when that is no width to which lines are filled."""
    sizes = sorted(len(line.rstrip()) for line in lines if " " in line.strip())
    if not sizes:
        return 0
    width = sizes[-1] if sizes[-1] <= _WIDE else sizes[int(0.98 * (len(sizes) - 1))]
    return width if _NARROW <= width <= _WIDE else 0


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    if not line.strip() or not after.strip() or _BULLET.match(after):
        return False
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width
