"""How long after an event a sentence that names it was written: "yesterday", "on Tuesday", "last March", "ten years on".

Each phrase found beside the event allows a set of days. Days of the week and months without a year are computed: they
say something only where they are those of the event itself.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from msgspec import Struct

from banggiao.languages.orthography import fold, lower
from banggiao.languages.pack import load
from banggiao.times.dating_clues import Days, between
from banggiao.times.dating_text import phrases

_BRIEF = 8
_WEEK, _MONTH = 7, 31


class Distance(Struct, frozen=True, gc=False):
    """Words that tell a distance, and what they tell: ``form`` and up to two numbers whose meaning it sets.

    ``days``: from ``low`` to ``high`` days after the event; ``weekday`` and ``month``: its number in ``low``; ``years``:
    in the calendar year ``low`` years later; ``later``: ``low`` units of ``high`` days later, or up to one more.
    """

    start: int
    end: int
    form: str
    low: int
    high: int


class Distances:
    """Finds such words. Tables: ``dating.toml``, sections ``distance`` and ``expressions``."""

    def __init__(self, code: str) -> None:
        table = load(code).toml("dating")
        words, named = table["distance"], table["expressions"]
        self._numbers = {lower(fold(word)): value for word, value in words["numbers"].items()}
        self._units = {lower(fold(word)): value for word, value in words["units"].items()}
        self._months = {lower(fold(word)): value for word, value in words["months"].items()}
        self._near = {lower(fold(p)): tuple(row["days"]) for row in words["near"] for p in row["say"]}
        self._years = {lower(fold(p)): row["years"] for row in words["years"] for p in row["say"]}
        self._days = {lower(fold(n)): k for k, names in enumerate(named["weekdays"]) for n in names}
        number = r"(\d{1,2}|" + "|".join(sorted(self._numbers, key=len, reverse=True)) + ")"
        unit = "(" + "|".join(sorted(self._units, key=len, reverse=True)) + ")"
        joint = phrases(words["joint"])
        month, year = named["month"], named["year"]
        months = "|".join(sorted(self._months, key=len, reverse=True))
        self._pattern = re.compile(
            rf"{phrases([*self._near, *self._years])}"
            rf"|(?<!\w)(?:{phrases(words['later_ahead'])}\s{number}\s{unit}(?!\w)|{number}\s{unit}(?:\s{joint}\s\w+\s\w+)?\s{phrases(words['later'])})"
            rf"|{phrases(words['month_ahead'])}\s{month}\s(\d{{1,2}}|{months})(?![\w/.-])(?!\s{{1,2}}(?:{year}\s)?\d{{4}})"
            rf"|{phrases(words['weekday_ahead'])}\s({'|'.join(self._days)})(?!\w)"
        )

    def find(self, low: str, start: int, end: int) -> list[Distance]:
        """The distances told in ``low[start:end]``, in order."""
        return [found for match in self._pattern.finditer(low, start, end) if (found := self._read(match))]

    def _read(self, match: re.Match[str]) -> Distance | None:
        number, unit = match[1] or match[3], match[2] or match[4]
        at, to = match.span()
        if unit:
            count = int(number) if number.isdigit() else self._numbers[number]
            return Distance(at, to, "later", count, self._units[unit])
        if match[5]:
            month = int(match[5]) if match[5].isdigit() else self._months[match[5]]
            return Distance(at, to, "month", month, 0) if 1 <= month <= 12 else None
        if match[6]:
            return Distance(at, to, "weekday", self._days[match[6]], 0)
        if match[0] in self._years:
            return Distance(at, to, "years", self._years[match[0]], 0)
        return Distance(at, to, "days", *self._near[match[0]])


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
