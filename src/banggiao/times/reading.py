"""What each shape of phrase says: from the tokens of a rule's phrase to its pattern."""

from __future__ import annotations

from collections.abc import Callable

from banggiao.times.facts import UNITS, gather
from banggiao.times.lexicon import DayMonth, Token
from banggiao.times.pattern import Amount, Pattern, Point, Unit


class Piece:
    """A phrase found: the rule's name, its tokens, what it says, and the offsets of its first and last character."""

    def __init__(self, rule: str, tokens: tuple[Token, ...], pattern: Pattern) -> None:
        self.rule, self.tokens, self.pattern = rule, tokens, pattern
        self.start, self.end = tokens[0].start, tokens[-1].end


def build(rule: str, tokens: tuple[Token, ...]) -> Piece:
    """What the tokens of a rule's phrase say."""
    reader = _READERS.get(rule)
    if reader is not None:
        return Piece(_RENAMED.get(rule, rule), tokens, reader(tokens))
    if rule == "year" and (span := _years(tokens)):
        return Piece(rule, tokens, span)
    if _is_window(rule, tokens):
        return Piece("window", tokens, Pattern("window", amount=Amount(UNITS[tokens[0].kind], 1), sign=-1))
    point = gather(tokens, rule)
    if rule == "part" and tokens[-1].kind in "wmy" and tokens[-2].kind != "m":
        point = Point(UNITS[tokens[-1].kind], shift=0, position=point.position)
    return Piece(rule, tokens, Pattern("point", first=point))


def _is_window(rule: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a unit and a word for "past" make a window of one unit; the word for "last" names the unit before."""
    alone = rule in ("week", "month", "year", "quarter", "decade", "century") and len(tokens) == 2
    return alone and tokens[1].kind == "l" and tokens[1].value != "last"


def _half(tokens: tuple[Token, ...]) -> Pattern:
    last = tokens[-1].kind
    if last in "lg":
        return Pattern("window", amount=amount(tokens), sign=-1 if last == "l" else 1)
    return Pattern("duration", amount=amount(tokens))


def _unit(tokens: tuple[Token, ...]) -> Unit:
    return next((UNITS[t.kind] for t in tokens if t.kind in UNITS), "day")


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
        elif token.kind in UNITS and unit is None:
            unit = UNITS[token.kind]
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


def _window(tokens: tuple[Token, ...]) -> Pattern:
    return Pattern("window", amount=amount(tokens), sign=1 if tokens[-1].kind == "g" else -1)


def _offset(tokens: tuple[Token, ...]) -> Pattern:
    last = tokens[-1].kind
    return Pattern("offset", amount=amount(tokens), sign=1 if last in "f9" else -1, anaphoric=last == "f")


def _from_that(tokens: tuple[Token, ...]) -> Pattern:
    before = any(t.kind == "<" for t in tokens)
    return Pattern("offset", amount=amount(tokens), sign=-1 if before else 1, anaphoric=True)


def _beside_day(tokens: tuple[Token, ...]) -> Pattern:
    return Pattern("point", first=Point("day", anaphor=1 if tokens[-1].kind in ">fg" else -1))


def _slice(tokens: tuple[Token, ...]) -> Pattern:
    cut = next(i for i, t in enumerate(tokens) if t.kind in "A1")
    head, tail = tokens[:cut], tokens[cut + 1 :]
    position = tokens[cut].value
    point = gather(tail, "slice") if tail else Point("week", shift=0)
    if point.shift is None and point.year is None and point.month is None and point.number is None:
        point = Point(UNITS.get(tail[-1].kind, "week") if tail else "week", shift=0)
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


def _two_days(tokens: tuple[Token, ...]) -> Pattern:
    """Two days that stand for the stretch between them ("hai ngày 30/4 và 1/5")."""
    return Pattern("range", first=gather(tokens[2:3], "day"), last=gather(tokens[4:], "day"))


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
    return Point(
        "day",
        year=point.year,
        month=point.month,
        day=day,
        year_shift=point.year_shift,
        month_shift=point.month_shift,
        direction=point.direction,
        daypart=point.daypart,
    )


#: What reads the tokens of a rule's phrase; rules not named here are points.
_READERS: dict[str, Callable[[tuple[Token, ...]], Pattern]] = {
    "duration": lambda tokens: Pattern("duration", amount=amount(tokens)),
    "set": lambda tokens: Pattern("set", amount=amount(tokens)),
    "half": _half,
    "window": _window,
    "offset": _offset,
    "ago": _offset,
    "that": _from_that,
    "beside-day": _beside_day,
    "lunar": lambda tokens: Pattern("lunar"),
    "vague": lambda tokens: Pattern("vague", amount=Amount(_unit(tokens), None)),
    "slice": _slice,
    "first-months": lambda tokens: Pattern(
        "slice", first=gather(tokens[2:], "year"), amount=amount(tokens[:2]), sign=1
    ),
    "same-period": lambda tokens: Pattern("same-period", first=gather(tokens[1:], "year")),
    "clock": _clock,
    "months": _months,
    "day": _days,
    "two-days": _two_days,
}
_RENAMED = {"beside-day": "day", "first-months": "slice"}
