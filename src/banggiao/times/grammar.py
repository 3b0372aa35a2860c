"""Cut groups of neighbouring tokens into phrases of time, and join phrases to ranges.

A group of tokens is a short string such as ``"dDtdD"`` ("ngày 15/7 đến ngày 20/7"). :func:`parse` cuts it into
pieces, one for each phrase, by ``shapes.RULES`` (earlier rules win), and joins pieces to ranges. A rule says what shape
a phrase has; ``reading.py`` reads what its tokens say.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from banggiao.times.facts import decade_start
from banggiao.times.lexicon import Token
from banggiao.times.pattern import Pattern, Point
from banggiao.times.reading import Piece, build
from banggiao.times.shapes import RULES

_ALL = re.compile("|".join(f"(?P<r{i}>{expression})" for i, (_, expression) in enumerate(RULES)))
_NAMES = {f"r{i}": name for i, (name, _) in enumerate(RULES)}

Accept = Callable[[Piece, bool], "Piece | None"]


def parse(group: list[Token], accept: Accept) -> list[Piece]:
    """The phrases of a group of neighbouring tokens; ``accept`` may refuse or trim each before phrases are joined.

    It is told whether the phrase is linked to one before it ("16/2 - 2/3").
    """
    letters = "".join([t.kind for t in group])
    if len(letters) <= _SHORT and _match(letters, 0) is None:
        return []
    pieces: list[Piece] = []
    signs: list[str] = []
    at = 0
    items: list[Piece | Token] = []
    match = _match if len(letters) <= _SHORT else _search
    while found := match(letters, at):
        name, start, end = found
        linked = start == at + 1 and group[at].kind in "tg-v" and bool(items) and isinstance(items[-1], Piece)
        piece = accept(build(name, tuple(group[start:end])), linked) if name != "ordinal" else None
        if piece is not None:
            # The guards may have trimmed the phrase.
            while end - 1 > start and group[end - 1].start >= piece.end:
                end -= 1
        for token in group[at:start] if piece is not None else group[at:end]:
            items.append(token)
            signs.append(token.kind)
        if piece is not None:
            items.append(piece)
            signs.append(_SIGNS.get(piece.pattern.shape, "x") if piece.rule != "vague" else "x")
        at = end
    for token in group[at:]:
        items.append(token)
        signs.append(token.kind)
    pieces = [i for i in items if isinstance(i, Piece)]
    if not pieces or (len(pieces) == 1 and "T" not in signs and "Z" not in signs):
        return _flat(pieces)
    return _flat(_join(items, "".join(signs)))


_SHORT = 16


def _search(letters: str, at: int) -> tuple[str, int, int] | None:
    m = _ALL.search(letters, at)
    return (_NAMES[m.lastgroup or ""], *m.span()) if m else None


# A few hundred strings of letters make up nearly all groups of a newspaper.
_match = functools.lru_cache(maxsize=1 << 14)(_search)


# One private letter for each kind of piece; tokens keep theirs.
_SIGNS = {"point": "\u03c0", "clock": "\u03ba", "window": "x", "slice": "\u03c0", "offset": "\u03c0", "range": "\u03c1"}
_RANGES = re.compile(
    "T(?P<a>[\u03c0\u03ba])[tg-](?P<b>[\u03c0\u03ba])|T(?P<c>\u03c0)[tg-]Z|(?P<d>\u03c0)[tg]Z|TZ[tg](?P<e>\u03c0)|(?P<f>\u03c0)[tg-](?P<g>\u03c0)"
    "|(?P<n>\u03c0)\\([\u03c0\u03c1]\\)|(?P<h>\u03ba)[tg-](?P<i>\u03ba)|T(?P<j>[\u03c0\u03ba])|T(?P<m>\u03c1)|(?P<k>\u03ba),?\\(?(?P<l>\u03ba)"
)


def _join(items: list[Piece | Token], signs: str) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    for m in _RANGES.finditer(signs):
        if m.lastgroup == "l":
            continue
        out += [i for i in items[at : m.start()] if isinstance(i, Piece)]
        found = items[m.start() : m.end()]
        out += _range(found, m.group(0))
        at = m.end()
    return out + [i for i in items[at:] if isinstance(i, Piece)]


def _range(found: list[Piece | Token], signs: str) -> list[Piece]:
    points = [i for i in found if isinstance(i, Piece)]
    first = points[0].pattern
    if "(" in signs:
        return _bracketed(points, found)
    tokens = tuple(t for i in found for t in (i.tokens if isinstance(i, Piece) else (i,)))
    if first.shape == "range":
        return [Piece("range", tokens, first)]
    if first.shape not in ("point", "clock") or first.first is None:
        return points
    if "Z" in signs:
        before = signs.index("Z") < signs.index("\u03c0")
        pattern = Pattern(
            "range",
            first=None if before else first.first,
            last=first.first if before else None,
            from_now=before,
            now=not before,
        )
    elif len(points) == 1:
        pattern = Pattern(
            "clock" if first.shape == "clock" else "range", first=first.first, time=first.time, beside=first.beside
        )
    else:
        second = points[1].pattern
        if (
            second.first is None
            or second.shape != first.shape
            or not _comparable(first.first, second.first, "-" in signs)
        ):
            return points
        day = second.first if first.first == Point("day", daypart=first.first.daypart) else first.first
        pattern = Pattern(
            first.shape if first.shape == "clock" else "range", first=day, last=second.first, time=first.time
        )
    return [Piece("range", tokens, pattern)]


def _bracketed(points: list[Piece], found: list[Piece | Token]) -> list[Piece]:
    """A deictic expression and the date in brackets after it are one ("cuối tuần này (14 và 15/10)")."""
    if len(points) != 2:
        return points
    first, second = points[0].pattern, points[1].pattern
    deictic = first.first is not None and (first.first.shift is not None or first.first.weekday is not None)
    if not deictic or second.first is None or second.first.day is None:
        return points
    tokens = tuple(t for i in found for t in (i.tokens if isinstance(i, Piece) else (i,)))
    return [Piece("range" if second.shape == "range" else "day", tokens, second)]


def _comparable(a: Point, b: Point, dash: bool) -> bool:
    if not dash or (a.day is None and a == Point("day", daypart=a.daypart)):
        return True
    return a.unit == b.unit and (a.day is None) == (b.day is None)


def _flat(pieces: list[Piece]) -> list[Piece]:
    """Two decades in one phrase ("những năm 60 và 70 của thế kỷ 20") are two expressions."""
    out: list[Piece] = []
    for piece in pieces:
        kinds = "".join(t.kind for t in piece.tokens)
        if piece.rule == "decade" and "v" in kinds and piece.pattern.first is not None:
            cut = kinds.index("v")
            later = piece.tokens[cut + 1 :]
            century = piece.pattern.first.number
            for part in (piece.tokens[:cut], later):
                value = next(t.value for t in part if t.kind in "NY")
                point = Point(
                    "decade", year=decade_start(value, century), number=century, position=piece.pattern.first.position
                )
                out.append(Piece("decade", part, Pattern("point", first=point)))
        else:
            out.append(piece)
    return out
