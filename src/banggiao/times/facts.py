"""What the tokens of a phrase contribute to the point of time that it names: days, months, years, parts, shifts."""

from __future__ import annotations

from banggiao.times.lexicon import UNIT_LETTERS, Token
from banggiao.times.pattern import Point, Unit

#: The calendar unit of a token's class letter.
UNITS: dict[str, Unit] = {letter: unit for unit, letter in UNIT_LETTERS.items()} | {"u": "season"}
_SHIFTS = {"z": 0, "Z": 0, "p": -1, "b": -1, "l": -1, "f": 1, "g": 1}
_DIRECTIONS = {"g": "next", "l": "past", "z": "current"}


def decade_start(number: int, century: int | None) -> int:
    """The first year of the decade: 90 is of the century given, else of the twentieth."""
    return number if number > 99 else (1900 if century is None else 100 * (century - 1)) + number


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


_FALLBACK: dict[str, Unit] = {
    "month": "month",
    "year": "year",
    "quarter": "quarter",
    "season": "season",
    "week": "week",
    "decade": "decade",
    "century": "century",
    "years-part": "decade",
}


def _fallback(rule: str) -> Unit:
    return _FALLBACK.get(rule, "day")


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
    elif before in UNITS and before and not (before == "y" and facts.named_five):
        unit = UNITS[before]
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
