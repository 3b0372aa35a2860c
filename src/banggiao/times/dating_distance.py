"""How long after an event a sentence that names it was written: "yesterday", "on Tuesday", "ten years on".

Each phrase found beside the event allows a set of days. Days of the week and months without a year are computed: they
say something only where they are those of the event itself.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from banggiao.languages.orthography import lowered
from banggiao.languages.pack import load
from banggiao.languages.search import PhraseFinder
from banggiao.times.dating_clues import Days, between
from banggiao.times.dating_text import phrases

_BRIEF, _REACH = 8, 40
_WEEK, _MONTH = 7, 31


class Distance(Struct, frozen=True, gc=False):
    """Words that tell a distance: ``form`` and up to two numbers whose meaning it sets.

    ``days``: from ``low`` to ``high`` days after the event; ``weekday`` and ``month``: its number in ``low``;
    ``years``: in the calendar year ``low`` years later; ``later``: ``low`` units of ``high`` days later.
    """

    start: int
    end: int
    form: str
    low: int
    high: int


class Distances:
    """Finds such words: one automaton pass, then a look at the number beside. Table: ``dating.toml``, ``distance``."""

    def __init__(self, code: str) -> None:
        table = load(code).toml("dating")
        words, named = table["distance"], table["expressions"]
        self._months = _folded(words["months"])
        self._numbers = _folded(words["numbers"])
        self._units = _folded(words["units"])
        made = _phrases(words, named, self._units)
        self._made = list(made.values())
        self._finder = PhraseFinder([lowered(phrase) for phrase in made])
        self._ordinal = tuple(lowered(word) for word in words["weekday_or_count"])
        number = r"(\d{1,2}|" + "|".join(sorted(self._numbers, key=len, reverse=True)) + ")"
        unit = "(" + "|".join(sorted(self._units, key=len, reverse=True)) + ")"
        months = "|".join(sorted(self._months, key=len, reverse=True))
        self._count = re.compile(rf"(?<!\w){number}\s(?:{unit}\s{phrases(words['joint'])}\s\w+\s)?$")
        self._amount = re.compile(rf"\s{number}\s{unit}(?!\w)")
        self._month = re.compile(rf"\s(\d{{1,2}}|{months})(?!\w|[/.-]\d)(?!\s{{1,2}}(?:{named['year']}\s)?\d{{4}})")

    def find(self, low: str, text: str) -> list[Distance]:
        """The distances told in ``text``, in order; ``low`` is its folded lower case."""
        found = []
        for number, start, end in self._finder.words(low):
            whole = True
            if self._made[number][0] == "weekday" and low.startswith(self._ordinal, start):
                # "the fourth night" is written as "Wednesday night" is but for the capital letter
                whole = text[low.rfind(" ", start, end) + 1].isupper()
            if whole and (distance := self._read(low, start, end, self._made[number])):
                found.append(distance)
        found.sort(key=lambda distance: distance.start)
        return found

    def _read(self, low: str, start: int, end: int, made: tuple[str, int, int]) -> Distance | None:
        form, first, second = made
        if form == "later":
            return self._later(low, start, end, second)
        if form == "ahead":
            match = self._amount.match(low, end)
            return (
                Distance(start, match.end(), "later", self._value(match[1]), self._units[match[2]]) if match else None
            )
        if form == "month":
            match = self._month.match(low, end)
            month = self._months.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0) if match else 0
            return Distance(start, match.end(), "month", month, 0) if match and 1 <= month <= 12 else None
        return Distance(start, end, form, first, second)

    def _later(self, low: str, start: int, end: int, unit: int) -> Distance | None:
        match = self._count.search(low, max(0, start - _REACH), start)
        if match is None:
            return None
        # "a year and a day after": the year is what counts
        length = self._units[match[2]] if match[2] else unit
        return Distance(match.start(), end, "later", self._value(match[1]), length)

    def _value(self, number: str) -> int:
        return int(number) if number.isdigit() else self._numbers[number]


def _phrases(
    words: Mapping[str, Any], named: Mapping[str, Any], units: Mapping[str, int]
) -> dict[str, tuple[str, int, int]]:
    """The phrases to look for, and for each the form and numbers of its :class:`Distance`."""
    made: dict[str, tuple[str, int, int]] = {}
    for row in words["near"]:
        made.update(dict.fromkeys(row["say"], ("days", row["days"][0], row["days"][1])))
    for row in words["years"]:
        made.update(dict.fromkeys(row["say"], ("years", row["years"], 0)))
    for number, names in enumerate(named["weekdays"]):
        pairs = (f"{ahead} {name}" for ahead in words["weekday_ahead"] for name in names)
        made.update(dict.fromkeys(pairs, ("weekday", number, 0)))
    made.update(dict.fromkeys((f"{ahead} {named['month']}" for ahead in words["month_ahead"]), ("month", 0, 0)))
    made.update(dict.fromkeys(words["later_ahead"], ("ahead", 0, 0)))
    for unit, length in units.items():
        made.update(dict.fromkeys((f"{unit} {later}" for later in words["later"]), ("later", 0, length)))
    return made


def _folded(words: Mapping[str, int]) -> dict[str, int]:
    return {lowered(word): value for word, value in words.items()}


@functools.cache
def distances(code: str) -> Distances:
    """The finder for language ``code``, made once."""
    return Distances(code)


def allowed(distance: Distance, start: dt.date, end: dt.date) -> Days:
    """The days on which ``distance`` can be told of an event from ``start`` to ``end``; empty where it is not its."""
    low, high = distance.low, distance.high
    if distance.form == "days":
        return between(start + dt.timedelta(days=low), end + dt.timedelta(days=high))
    if distance.form == "years":
        return between(dt.date(start.year + low, 1, 1), dt.date(end.year + low, 12, 31))
    if distance.form == "month":
        return _since_month(low, start, end)
    if distance.form == "weekday":
        span = range(min((end - start).days, _WEEK) + 1)
        fits = [day for n in span if (day := start + dt.timedelta(days=n)).weekday() == low]
        return between(start, max(end, fits[-1]) + dt.timedelta(days=_BRIEF)) if fits else ()
    return _later(low, high, start, end)


def _later(count: int, unit: int, start: dt.date, end: dt.date) -> Days:
    """``count`` units of ``unit`` days later: told from a little before that day until a unit after it."""
    early = 2 if unit < _MONTH else 45
    first = start + dt.timedelta(days=count * unit + (count * unit) // 1460 - (early if count * unit > early else 0))
    late = min(unit, 330) if unit > _MONTH else unit
    last = end + dt.timedelta(days=(count + (unit <= _MONTH)) * unit + count * unit // 1460) + dt.timedelta(days=late)
    return between(max(first, start), last)


def _since_month(month: int, start: dt.date, end: dt.date) -> Days:
    """A month named without a year is one of the last twelve, where it is the month of the event."""
    if month not in (start.month, end.month):
        return ()
    return between(start, end.replace(day=1) + dt.timedelta(days=370))
