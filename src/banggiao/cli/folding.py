"""Styled text broken into lines for a terminal: by columns, not by characters, and never wider than asked."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator

Run = tuple[str, str]
"""A piece of text and the name of its style (empty: plain)."""


def fold_runs(runs: list[Run], width: int, rest: int | None = None) -> list[list[Run]]:
    """Break ``runs`` into lines of at most ``width`` columns (``rest``: of the lines after the first), at blanks.

    A word longer than a line is cut: a page can hold a line without any blank.
    """
    rest = max(width if rest is None else rest, 10)
    room = max(width, 10)
    lines: list[list[Run]] = [[]]
    used = 0
    for word in _words(runs):
        size = sum(columns(text) for text, _ in word)
        if used and used + size > room and word[0][0] != " ":
            lines[-1] = _without_trailing_blank(lines[-1])
            lines.append([])
            used, room = 0, rest
        while size > room:
            piece, word = _cut(word, room)
            lines[-1] += piece
            lines.append([])
            used, room = 0, rest
            size = sum(columns(text) for text, _ in word)
        lines[-1] += word
        used += size
    lines[-1] = _without_trailing_blank(lines[-1])
    return [_joined(line) for line in lines]


def _joined(line: list[Run]) -> list[Run]:
    """Neighbours of one style as one run, so that a terminal is told each style once."""
    return [("".join(text for text, _ in same), style) for style, same in itertools.groupby(line, key=lambda r: r[1])]


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _words(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs cut at blanks: words (which may span runs) and blanks (always of their own, as one space each)."""
    word: list[Run] = []
    for text, style in runs:
        pieces = text.split(" ") if text else []
        for number, piece in enumerate(pieces):
            if number:
                if word:
                    yield word
                    word = []
                yield [(" ", style)]
            if piece:
                word.append((piece, style))
    if word:
        yield word


def _cut(word: list[Run], room: int) -> tuple[list[Run], list[Run]]:
    """The start of ``word`` that fits ``room`` columns (at least one character), and the rest."""
    taken: list[Run] = []
    for number, (text, style) in enumerate(word):
        size = columns(text)
        if size > room:
            keep = max(room if text.isascii() else room // 2, 0 if taken else 1)
            return [*taken, (text[:keep], style)], [(text[keep:], style), *word[number + 1 :]]
        taken.append((text, style))
        room -= size
    return taken, []


def _without_trailing_blank(line: list[Run]) -> list[Run]:
    while line and line[-1][0] == " ":
        line = line[:-1]
    return line
