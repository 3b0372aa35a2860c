"""The shapes of Vietnamese expressions of time, as regular expressions over the class letters of ``lexicon.CLASSES``.

A group of tokens is a short string such as ``"dDtdD"`` ("ngày 15/7 đến ngày 20/7"). :func:`parse` cuts it into pieces,
one for each phrase, by :data:`RULES` (earlier rules win), and joins pieces to ranges. A rule says what shape a phrase
has; ``reading.py`` reads what its tokens say.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from banggiao.times.facts import decade_start
from banggiao.times.lexicon import Token
from banggiao.times.pattern import Pattern, Point
from banggiao.times.reading import Piece, build

_UNIT = "[dwmyqechns]"
_REL = "[pbflgzZ]"
_SUFFIX = "(?:g(?![dmyYDFQRNZHPWCceqS])|l|z)"
_YEAR = f"(?:[,/-]?O?y(?:Y|N(?!{_UNIT})|{_REL}))"
_MONTH = f"m(?:Q|[Ny](?:{_YEAR}|[,/-]?Y)?)"
_WEEK = f"w{_REL}"
_CENTURY = f"c(?:[NI]|{_REL})"
_DECADE = f"(?:(?:xA?y|e)[YN](?:v[YN]){{0,9}}|e{_REL}|e[W1](?=O?c))(?:O?{_CENTURY})?"
_SEASON = f"u(?:{_YEAR}|Y|{_REL})"
_QUARTER = f"q(?:Q|[NI1WA](?:{_YEAR}|[,/-]?Y)?|{_REL})"
_COUNT = f"a?(?:(?:N|y(?={_UNIT})|X)(?:(?:v|t|g|-|,)N)?|F(?={_UNIT}))"
_HEAD = "(?:Nd|yd(?=[DFRN])|j?[dH]|Hd|J)?"
_NUMBERED = f"(?!NmO?yY){_HEAD}N(?:[-vtg,]N){{0,9}}{_MONTH}"
_LISTED = f"(?:{_HEAD}N(?:[-vtg,]N){{0,9}}[-vtg]|[dH]N(?:,N){{0,9}},)[DF]{_YEAR}?"
_DIGITS = f"(?:[Ny]dR|(?:j?[dH]|Hd|J)[DFR]|[DR]|F(?![wmhns]|y(?![YNpzZ])|d(?![DFRN])))(?:{_YEAR})?"
_OF_MONTH = f"j?[dH]NO?m{_REL}|j?[dH]N(?:[-tg]N)?(?!{_UNIT}|o|[.])(?:O?m{_REL})?"
_DATE = f"(?:{_NUMBERED}|{_LISTED}|{_DIGITS}|{_OF_MONTH})(?:{_SUFFIX})?"
_WEEKDAY = f"[dH]?W(?:O?{_WEEK}|{_SUFFIX})?"
_DEICTIC = "(?:P{0,2}[dH]?[SJ]|P[lZ])"
_BESIDE = f"(?:\\((?:P?{_DATE}|{_WEEKDAY}|[SJ])\\))?"
_NIGHT = "P[dH]?N[,v-]?P[dH]?[DF]"
_DAY = f"(?:{_NIGHT}|(?:P,?){{0,2}}(?:(?:{_WEEKDAY}|S),?)?{_DATE}|{_DEICTIC}(?:,?{_DATE})?|(?:P,?)?{_WEEKDAY}){_BESIDE}"
_LARGE = f"{_DECADE}|{_CENTURY}|{_QUARTER}|{_SEASON}"
_SPAN = f"(?:{_MONTH}{_SUFFIX}?|m{_REL}|{_WEEK}|{_LARGE}|y(?:Y|{_REL})|Y|[wmy](?!{_UNIT}|N))"

#: (name, expression): the first that matches at a place wins.
RULES = (
    ("two-days", f"[Ny]d[DF][v,][DF](?:{_YEAR})?"),
    (
        "set",
        f"WE{_UNIT}|E(?:N|y(?={_UNIT}))?(?:PW|{_UNIT}|P|W)(?:No)?|NoE?{_COUNT}{_UNIT}|NoE{_UNIT}|{_COUNT}{_UNIT}No",
    ),
    ("lunar", f"(?:P?[dH]?U(?:N|{_DATE})?(?:{_MONTH}|m)?L?|{_DATE}L|{_MONTH}L|[dH]NL)(?:{_YEAR})?"),
    ("beside-day", "P?d[<>]|P?dg(?![dmyYDFQRNZHPWCceqS])"),
    ("same-period", f"r(?:{_YEAR}|O?[my]{_REL})"),
    ("ordinal", "[yom]W|dW(?=O)"),
    ("ago", f"K{_COUNT}{_UNIT}[i2]?"),
    ("that", f"[<>]{_COUNT}{_UNIT}[i2]?|{_COUNT}{_UNIT}[i2]?[<>]"),
    ("first-months", "NmO?yY"),
    ("slice", f"[dwm]1O?{_SPAN}|{_COUNT}[dwmq][A1]O?{_SPAN}|[Ny]dA{_WEEK}?"),
    ("years-part", f"xyA(?:O?(?:{_DECADE}|{_CENTURY})|Y)"),
    ("vague", f"xo?[dwmye](?:A?{_REL}|AO?{_SPAN}|[V])"),
    ("part", f"H?[AB]O?{_SPAN}"),
    ("day", _DAY),
    ("window", f"(?:C|{_COUNT}{_UNIT}[i2]?A?)(?:[lZ]|g(?![DFRCNYPWmdHy]))"),
    ("offset", f"(?:C|{_COUNT}{_UNIT}[i2]?)[bf9]"),
    ("clock", f"(?:Cn?|[Ny]h(?:[Ni]n?)?)G?(?:P?,?(?:{_DAY})|P)?"),
    ("months", f"m(?:k|F(?:{_YEAR})?|N(?:[-vt,]N){{1,9}}{_YEAR}|N(?:[-vt,]N){{0,9}}[-vt,]Q|N[-t]N(?!{_UNIT}))"),
    ("month", f"(?:{_MONTH})(?:{_SUFFIX})?|m{_REL}|jm"),
    ("quarter", _QUARTER),
    ("season", _SEASON),
    ("decade", _DECADE),
    ("century", _CENTURY),
    ("week", _WEEK),
    ("year", f"xyM|yY(?:[-t]Y)?|y{_REL}|jy|y?M|Y"),
    ("half", "2[dwmyhec][lg]?"),
    ("duration", f"(?!a[Ny]h(?:Nn?)?[GPdHSJ]){_COUNT}(?!d[DF]){_UNIT}[i2]?"),
)
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
