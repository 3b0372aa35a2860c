"""Runs of capitalised words that are personal names, and the small orthography that they need."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

_UPPER = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_LOWER = "".join(c for c in map(chr, (*range(0x61, 0x250), *range(0x1E00, 0x1F00))) if c.islower())


class NamePattern:
    """Finds personal names by their capitals; built from the pack's ``offices.toml``."""

    def __init__(self, offices: dict[str, Any]) -> None:
        particles = "|".join(offices["names"]["particles"])
        # Some exports set blanks around the hyphen of a name: "Moon Jae - in".
        token = rf"[{_UPPER}](?:\w*(?:['’\-]\w+| - [{_LOWER}]+)*|\.)"
        articles = "|".join(offices["names"]["articles"])
        token = rf"(?:(?:{articles}) - [{_UPPER}]\w*|{token})"
        run = rf"{token}(?: (?:(?:{particles})[ -]){{0,2}}{token}){{0,5}}"
        self._forward = re.compile(rf"(?:{particles} )?{run}")
        self._backward = re.compile(rf"({run})$")
        self._ends = frozenset(offices["names"]["ends"])
        self.surnames = frozenset(offices["names"]["vietnamese_surnames"])
        self._home = frozenset(offices["names"]["vietnamese_only"])

    def at(self, text: str, start: int, stop: int) -> int:
        """Where the name that begins at ``start`` ends (not past ``stop``), or ``start`` when none begins there."""
        match = self._forward.match(text, start, stop)
        if not match:
            return start
        end = start
        for token in match[0].split(" "):
            if token in self._ends:
                break
            end += len(token) + 1
        while end > start and text[end - 2 : end - 1] in (" ", "-"):
            end -= 1
        return max(start, end - 1)

    def at_home(self, name: str) -> bool:
        """Whether the surname is one that only people of the language's own state bear."""
        return name.split(" ")[0] in self._home

    def before(self, text: str, start: int, stop: int) -> int | None:
        """Where the name that ends at ``stop`` begins, looked for from ``start`` on."""
        match = self._backward.search(text, max(start, stop - 60), stop)
        return match.start() if match else None


@functools.lru_cache(maxsize=16_384)
def plain(name: str) -> str:
    """``name`` without marks, case, hyphens and dots: what misspellings are compared by."""
    bare = unicodedata.normalize("NFD", name.lower().replace("\u0111", "d").replace("-", " "))
    return " ".join("".join(c for c in bare if c.isalnum() or c == " ").split())


def near(left: str, right: str, most: int) -> bool:
    """Whether at most ``most`` letters must be put in, left out, changed or swapped to make ``left`` into ``right``."""
    if abs(len(left) - len(right)) > most:
        return False
    if left == right or not most:
        return left == right
    left, right = _unlike(left, right)
    if not left or not right or max(len(left), len(right)) <= most:
        return True
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most


def _unlike(left: str, right: str) -> tuple[str, str]:
    """Both without the letters that they begin and end with together."""
    stop = min(len(left), len(right))
    first = 0
    while first < stop and left[first] == right[first]:
        first += 1
    last = 0
    while last < stop - first and left[-1 - last] == right[-1 - last]:
        last += 1
    return left[first : len(left) - last], right[first : len(right) - last]
