"""The shapes of Vietnamese expressions of time, as regular expressions over the class letters of ``lexicon.CLASSES``.

A group of tokens is a short string such as ``"dDtdD"`` ("ngày 15/7 đến ngày 20/7"). :func:`parse` cuts it into pieces, one for
each phrase, by :data:`RULES` (earlier rules win), and then joins pieces to ranges. A rule says what shape a phrase has;
:func:`gather` reads what its tokens contribute.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from msgspec import Struct

from banggiao.times.lexicon import DayMonth, Token
from banggiao.times.pattern import Amount, Pattern, Point, Unit

_UNIT = "[dwmyqechns]"
_REL = "[pbflgzZ]"
_SUFFIX = "(?:g(?![dmyYDFQRNZHPWCceqS])|l|z)"
_YEAR = f"(?:[,/-]?O?y(?:Y|N(?!{_UNIT})|{_REL}))"
_MONTH = f"m(?:Q|[Ny](?:{_YEAR}|[,/-]?Y)?)"
_WEEK = f"w{_REL}"
_CENTURY = f"c(?:[NI]|{_REL})"
_DECADE = f"(?:(?:xA?y|e)[YN](?:v[YN])*|e{_REL}|e[W1](?=O?c))(?:O?{_CENTURY})?"
_SEASON = f"u(?:{_YEAR}|Y|{_REL})"
_QUARTER = f"q(?:Q|[NI1WA](?:{_YEAR}|[,/-]?Y)?|{_REL})"
_COUNT = f"a?(?:(?:N|y(?={_UNIT})|X)(?:(?:v|t|g|-|,)N)?|F(?={_UNIT}))"
_HEAD = "(?:Nd|yd(?=[DFRN])|j?[dH]|J)?"
_NUMBERED = f"(?!NmO?yY){_HEAD}N(?:[-vtg,]N)*{_MONTH}"
_LISTED = f"(?:{_HEAD}N(?:[-vtg,]N)*[-vtg]|[dH]N(?:,N)*,)[DF]{_YEAR}?"
_DIGITS = f"(?:(?:Nd|yd|j?[dH]|J)[DFR]|[DR]|F(?![wmhns]|y(?![YNpzZ])|d(?![DFRN])))(?:{_YEAR})?"
_OF_MONTH = f"j?[dH]NO?m{_REL}|j?[dH]N(?:[-tg]N)?(?!{_UNIT}|o|[.])(?:O?m{_REL})?"
_DATE = f"(?:{_NUMBERED}|{_LISTED}|{_DIGITS}|{_OF_MONTH})(?:{_SUFFIX})?"
_WEEKDAY = f"[dH]?W(?:O?{_WEEK}|{_SUFFIX})?"
_DEICTIC = f"(?:P{{0,2}}[dH]?[SJ]|P[lZ])"
_BESIDE = f"(?:\\((?:P?{_DATE}|{_WEEKDAY}|[SJ])\\))?"
_DAY = f"(?:P[dH]?N[,v-]?P[dH]?[DF]|(?:P,?){{0,2}}(?:(?:{_WEEKDAY}|S),?)?{_DATE}|{_DEICTIC}(?:,?{_DATE})?|(?:P,?)?{_WEEKDAY}){_BESIDE}"
_SPAN = f"(?:{_MONTH}{_SUFFIX}?|m[{_REL[1:-1]}]|{_WEEK}|{_DECADE}|{_CENTURY}|{_QUARTER}|{_SEASON}|y(?:Y|{_REL})|Y|[wmy](?!{_UNIT}|N))"

#: (name, expression): the first that matches at a place wins.
RULES = (
    ("set", f"WE{_UNIT}|E(?:N|y(?={_UNIT}))?(?:PW|{_UNIT}|P|W)(?:No)?|NoE?{_COUNT}{_UNIT}|NoE{_UNIT}|{_COUNT}{_UNIT}No"),
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
    ("offset", f"(?:C|{_COUNT}{_UNIT}[i2]?)[bf]"),
    ("clock", f"(?:Cn?|[Ny]h(?:[Ni]n?)?)G?(?:P?,?(?:{_DAY})|P)?"),
    ("months", f"m(?:k|F(?:{_YEAR})?|N(?:[-vt,]N)+{_YEAR}|N(?:[-vt,]N)*[-vt,]Q|N[-t]N(?!{_UNIT}))"),
    ("month", f"(?:{_MONTH})(?:{_SUFFIX})?|m{_REL}|jm"),
    ("quarter", _QUARTER),
    ("season", _SEASON),
    ("decade", _DECADE),
    ("century", _CENTURY),
    ("week", _WEEK),
    ("year", f"xyM|yY(?:[-t]Y)?|y{_REL}|jy|y?M|Y"),
    ("half", "2[dwmyhec][lg]?"),
    ("duration", f"(?!a[Ny]h(?:Nn?)?[GPdHSJ]){_COUNT}{_UNIT}[i2]?"),
)
_ALL = re.compile("|".join(f"(?P<r{i}>{expression})" for i, (_, expression) in enumerate(RULES)))
_NAMES = {f"r{i}": name for i, (name, _) in enumerate(RULES)}
_UNITS: dict[str, Unit] = {"d": "day", "w": "week", "m": "month", "y": "year", "q": "quarter", "e": "decade", "c": "century", "h": "hour",
                           "n": "minute", "s": "second", "u": "season"}  # fmt: skip
_SHIFTS = {"z": 0, "Z": 0, "p": -1, "b": -1, "l": -1, "f": 1, "g": 1}
_DIRECTIONS = {"g": "next", "l": "past", "z": "current"}


class Piece(Struct, frozen=True, gc=False):
    """A phrase found: the rule's name, its tokens, what it says."""

    rule: str
    tokens: tuple[Token, ...]
    pattern: Pattern

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.tokens[-1].end


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
            end = start + len(piece.tokens)
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


def decade_start(number: int, century: int | None) -> int:
    """The first year of the decade: 90 is of the century given, else of the twentieth."""
    return number if number > 99 else (1900 if century is None else 100 * (century - 1)) + number


def build(rule: str, tokens: tuple[Token, ...]) -> Piece:
    """What the tokens of a rule's phrase say."""
    if rule in ("duration", "set", "half"):
        shape = "set" if rule == "set" else "duration"
        if rule == "half" and tokens[-1].kind in "lg":
            return Piece(
                "window", tokens, Pattern("window", amount=amount(tokens), sign=-1 if tokens[-1].kind == "l" else 1)
            )
        return Piece(rule, tokens, Pattern(shape, amount=amount(tokens)))  # type: ignore[arg-type]
    if rule in ("ago", "that", "window", "offset"):
        return Piece(rule, tokens, _counted(rule, tokens))
    if rule == "lunar":
        return Piece(rule, tokens, Pattern("lunar"))
    if rule == "vague":
        return Piece(rule, tokens, Pattern("vague", amount=Amount(_unit(tokens), None)))
    if rule == "slice":
        return Piece(rule, tokens, _slice(tokens))
    if rule == "clock":
        return Piece(rule, tokens, _clock(tokens))
    if rule == "year" and (span := _years(tokens)):
        return Piece(rule, tokens, span)
    if rule == "months":
        return Piece(rule, tokens, _months(tokens))
    if rule == "day":
        return Piece(rule, tokens, _days(tokens))
    if rule == "same-period":
        return Piece(rule, tokens, Pattern("same-period", first=gather(tokens[1:], "year")))
    if rule == "first-months":
        return Piece(
            "slice", tokens, Pattern("slice", first=gather(tokens[2:], "year"), amount=amount(tokens[:2]), sign=1)
        )
    if rule == "beside-day":
        step = 1 if tokens[-1].kind in ">fg" else -1
        return Piece("day", tokens, Pattern("point", first=Point("day", anaphor=step)))
    if rule in ("week", "month", "year", "quarter", "decade", "century") and len(tokens) == 2 and tokens[1].kind == "l" and tokens[1].value != "last":
        return Piece("window", tokens, Pattern("window", amount=Amount(_UNITS[tokens[0].kind], 1), sign=-1))
    point = gather(tokens, rule)
    if rule == "part" and tokens[-1].kind in "wmy" and tokens[-2].kind != "m":
        point = Point(_UNITS[tokens[-1].kind], shift=0, position=point.position)
    return Piece(rule, tokens, Pattern("point", first=point))


def _unit(tokens: tuple[Token, ...]) -> Unit:
    return next((_UNITS[t.kind] for t in tokens if t.kind in _UNITS), "day")


def amount(tokens: tuple[Token, ...]) -> Amount:
    """The number of units that the tokens count."""
    mod = next((t.value for t in tokens if t.kind == "a"), None)
    kinds = "".join(t.kind for t in tokens)
    counts: list[float] = []
    unit: Unit | None = None
    for i, token in enumerate(tokens):
        if token.kind == "C":
            counts.append(token.value[0])
            unit = "hour"
        elif token.kind == "F" and isinstance(token.value, DayMonth):
            counts += [token.value.day, token.value.month]
        elif token.kind in "Ny" and (token.kind == "N" or (unit is None and kinds[i + 1 : i + 2] in set("dwmyqechns"))):
            if kinds[i + 1 : i + 2] != "o":
                counts.append(token.value)
        elif token.kind in _UNITS and unit is None:
            unit = _UNITS[token.kind]
        elif token.kind == "P" and unit is None:
            unit = "day"
        elif token.kind == "W" and unit is None:
            unit = "week"
    if kinds and kinds[0] == "2":
        counts.append(0.5)
    if "X" in kinds:
        return Amount(unit or "day", None, mod=mod)
    low: float = counts[0] if counts else 1
    if unit is not None and (kinds[-1] == "i" or "i" in kinds):
        low += 0.5
    return _whole(Amount(unit or "day", low, counts[1] if len(counts) > 1 else None, mod))


def _whole(a: Amount) -> Amount:
    """Half a year is six months; other halves stay fractions."""
    if a.unit == "year" and a.count is not None and a.count % 1 == 0.5:
        return Amount("month", a.count * 12, None, a.mod)
    if a.unit == "hour" and a.count is not None and a.count % 1 == 0.5 and a.count < 1:
        return Amount("minute", 30, None, a.mod)
    return a


def _counted(rule: str, tokens: tuple[Token, ...]) -> Pattern:
    last = tokens[-1].kind
    if rule == "window":
        return Pattern("window", amount=amount(tokens), sign=1 if last == "g" else -1)
    if rule == "that":
        kinds = {t.kind for t in tokens}
        return Pattern("offset", amount=amount(tokens), sign=-1 if "<" in kinds else 1, anaphoric=True)
    return Pattern("offset", amount=amount(tokens), sign=1 if last == "f" else -1, anaphoric=last == "f")


def _slice(tokens: tuple[Token, ...]) -> Pattern:
    cut = next(i for i, t in enumerate(tokens) if t.kind in "A1")
    head, tail = tokens[:cut], tokens[cut + 1 :]
    position = tokens[cut].value
    point = gather(tail, "slice") if tail else Point("week", shift=0)
    if point.shift is None and point.year is None and point.month is None and point.number is None:
        point = Point(_UNITS.get(tail[-1].kind, "week") if tail else "week", shift=0)
    return Pattern("slice", first=point, amount=amount(head), sign=-1 if position in ("end", "last") else 1)


def _clock(tokens: tuple[Token, ...]) -> Pattern:
    head = tokens[0]
    if head.kind == "C":
        hour, minute = head.value
        rest = tokens[1:]
    else:
        hour, minute = head.value, 0
        rest = tokens[2:]
        if rest and rest[0].kind == "N":
            minute, rest = rest[0].value, rest[1:]
        elif rest and rest[0].kind == "i":
            minute, rest = 30, rest[1:]
    part = next((t.value for t in rest if t.kind == "P"), "")
    if part in ("afternoon", "evening", "night") and 1 <= hour < 12 and (part != "night" or hour > 5):
        hour += 12
    time = f"{int(hour):02d}:{int(minute):02d}"
    rest = tuple(t for t in rest if t.kind not in "nG")
    days = _days(rest) if any(t.kind in "DFRSJWQNmdHlZ" for t in rest) else None
    first = days.first if days else Point("day", daypart=part)
    return Pattern(
        "clock", first=first, last=days.last if days else None, time=time, beside=days.beside if days else None
    )


def _months(tokens: tuple[Token, ...]) -> Pattern:
    point = gather(tuple(t for t in tokens if t.kind not in "NkF"), "year")
    numbers: list[int] = [t.value for t in tokens if t.kind == "N"]
    year = point.year
    for token in tokens:
        if token.kind == "Q":
            numbers.append(token.value[0])
        elif token.kind == "k":
            numbers, year = [*token.value[:2]], token.value[2]
        elif token.kind == "F":
            numbers = [token.value.day, token.value.month]
    shift = None if year else point.shift
    first, last = (Point("month", year=year, month=number, year_shift=shift) for number in (numbers[0], numbers[-1]))
    return Pattern("range", first=first, last=last)


def _years(tokens: tuple[Token, ...]) -> Pattern | None:
    years = [t.value for t in tokens if t.kind == "Y"]
    span = next((t.value for t in tokens if t.kind == "M"), None)
    if span is None and len(years) == 2:
        span = (years[0], years[1])
    if span is None:
        return None
    unit: Unit = "decade" if tokens[0].kind == "x" else "year"
    return Pattern("range", first=Point(unit, year=span[0]), last=Point(unit, year=span[1]))


def _days(tokens: tuple[Token, ...]) -> Pattern:
    bracket = next((i for i, t in enumerate(tokens) if t.kind == "("), None)
    beside = None
    if bracket is not None:
        beside = gather(tokens[bracket + 1 : -1], "day")
        tokens = tokens[:bracket]
    point = gather(tokens, "day")
    several = _several(tokens, point) or (_several_in(beside) if beside else None)
    if several:
        return Pattern("range", first=several[0], last=several[1])
    if beside and beside.day is not None and beside.last_day is not None:
        return Pattern("range", first=beside, last=beside)
    return Pattern("point", first=point, beside=beside)


def _several(tokens: tuple[Token, ...], point: Point) -> tuple[Point, Point] | None:
    return _several_in(point)


def _several_in(point: Point) -> tuple[Point, Point] | None:
    if point.last_day is None or point.day is None:
        return None
    first = _on(point, point.day)
    return first, _on(point, point.last_day)


def _on(point: Point, day: int) -> Point:
    return Point("day", year=point.year, month=point.month, day=day, year_shift=point.year_shift, month_shift=point.month_shift,
                 direction=point.direction, daypart=point.daypart)  # fmt: skip


class _Facts:
    """What the tokens of a point have said so far."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.unit: Unit | None = None
        self.several = False
        self.named_five = False
        self.days: list[int] = []
        self.values: dict[str, int | str] = {}


def gather(tokens: tuple[Token, ...], rule: str) -> Point:
    """The point that the tokens name."""
    facts = _Facts(rule)
    kinds = "".join([t.kind for t in tokens])
    for i, token in enumerate(tokens):
        _absorb(facts, token, kinds[i - 1] if i else "", kinds[i + 1 : i + 2])
    if facts.days and rule in ("day", "clock", "lunar"):
        facts.values["day"] = facts.days[0]
        if len(facts.days) > 1:
            facts.values["last_day"] = facts.days[-1]
        facts.unit = "day"
    values = facts.values
    if facts.unit == "decade" and isinstance(number := values.pop("decade", None), int):
        century = values.get("number")
        values["year"] = decade_start(number, century if isinstance(century, int) else None)
    values.pop("decade", None)
    return Point(facts.unit or _fallback(rule), **values)  # type: ignore[arg-type]


def _fallback(rule: str) -> Unit:
    return {"month": "month", "year": "year", "quarter": "quarter", "season": "season", "week": "week", "decade": "decade", "century": "century",
            "years-part": "decade"}.get(rule, "day")  # type: ignore[return-value]  # fmt: skip


_ORDER = ("day", "week", "season", "month", "quarter", "year", "decade", "century")


def _finer(facts: _Facts, unit: Unit) -> None:
    if facts.unit is None or _ORDER.index(unit) < _ORDER.index(facts.unit):
        facts.unit = unit


def _absorb(facts: _Facts, token: Token, before: str, after: str) -> None:
    kind, value, values = token.kind, token.value, facts.values
    if kind == "x":
        facts.several = True
    elif kind in "DFR":
        facts.days.append(value.day)
        if value.last is not None:
            facts.days.append(value.last)
        values["month"] = value.month
        if value.year is not None:
            values["year"] = value.year
        _finer(facts, "day")
    elif kind == "Q":
        values["month" if before != "q" else "number"], values["year"] = value
        _finer(facts, "quarter" if before == "q" else "month")
    elif kind == "Y":
        _absorb_year(facts, value, before)
    elif kind == "y" and before != "m":
        facts.named_five = False
    elif kind in "NyI1" and not (kind == "y" and before != "m"):
        _absorb_number(facts, token, before, after)
    elif kind in "WSJPABu":
        _absorb_word(facts, kind, value, before)
    elif kind in _SHIFTS:
        _absorb_shift(facts, token, before)


def _absorb_year(facts: _Facts, value: int, before: str) -> None:
    if value % 10 == 0 and (facts.rule in ("years-part", "decade") or before == "e" or facts.several):
        facts.values["decade"] = value
        facts.unit = "decade"
        return
    facts.values["year"] = value
    _finer(facts, "year")


def _absorb_number(facts: _Facts, token: Token, before: str, after: str) -> None:
    value, values = token.value, facts.values
    if before == "m":
        values["month"] = int(value)
        facts.named_five = token.kind == "y"
        _finer(facts, "month")
    elif before == "q" or token.kind == "1":
        values["number"] = {"first": 1, "last": 4}.get(value, value)
        _finer(facts, "quarter")
    elif before == "c":
        values["number"] = int(value)
        _finer(facts, "century")
    elif before in "ey" and before:
        values["decade" if before == "e" or facts.rule != "day" else "year"] = int(value)
        _finer(facts, "decade" if before == "e" or facts.rule != "day" else "year")
    elif after != "d" and isinstance(value, int) and 1 <= value <= 31:
        facts.days.append(value)


def _absorb_word(facts: _Facts, kind: str, value: int | str, before: str) -> None:
    values = facts.values
    if before == "e" and kind == "W":
        values["decade"] = 10 * int(value)
        facts.unit = "decade"
    elif kind == "W" and before == "q":
        values["number"] = int(value) + 1
        _finer(facts, "quarter")
    elif kind == "A" and before == "q":
        values["number"] = {"begin": 1, "end": 4}.get(str(value), 2)
        _finer(facts, "quarter")
    elif kind == "W":
        values["weekday"] = value
        _finer(facts, "day")
    elif kind == "S":
        values["shift"] = value
        _finer(facts, "day")
    elif kind == "J":
        values["anaphor"] = value
        _finer(facts, "day")
    elif kind == "P":
        values["daypart"] = value
    elif kind == "u":
        values["number"] = value
        _finer(facts, "season")
    else:
        values["position"] = value


def _absorb_shift(facts: _Facts, token: Token, before: str) -> None:
    kind, values = token.kind, facts.values
    shift = -2 if token.value == "before-last" else _SHIFTS[kind]
    if before == "u":
        values["direction"] = {1: "next", 0: "current"}.get(shift, "past")
    elif before == "P":
        values["shift"] = -1 if kind == "l" else 0
        _finer(facts, "day")
    elif before in _UNITS and before and not (before == "y" and facts.named_five):
        unit = _UNITS[before]
        inner = {"year": "year_shift", "month": "month_shift", "week": "week_shift"}.get(unit)
        if unit == "century" and facts.unit == "decade":
            values["number"] = 21 + shift
        elif inner and (facts.unit is not None or facts.days):
            values[inner] = shift
        else:
            values["shift"] = shift
            _finer(facts, unit)
    else:
        values["direction"] = _DIRECTIONS.get(kind, "")
