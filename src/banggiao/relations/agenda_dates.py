"""Which days of a sentence belong to a plan: the one planned, the one that it had at first, the one it was moved to."""

from __future__ import annotations

import calendar
import datetime as dt

from msgspec import Struct

from banggiao.records import Interval, TimeExpression
from banggiao.relations.context import Scene, later
from banggiao.relations.vocabulary import Word

_KINDS = ("date", "range", "clock")
_NEXT = 14
"""How many characters may stand between "put off" and "on" the new day."""
_ORIGIN = 45
"""How many characters before a day may stand the word that says that it was the one at first."""
COARSE = frozenset({"decade", "century", "vague"})
"""How precise a date is that says nothing of when an appointment is."""
_FINE = frozenset({"day", "week", "month"})


class Moved(Struct, frozen=True):
    """The day that a plan had, and the one that it was moved to."""

    old: Interval | None = None
    new: Interval | None = None


def dated(scene: Scene) -> list[TimeExpression]:
    """The expressions of the sentence that name days."""
    return [t for t in scene.times if t.kind in _KINDS and t.value is not None and t.value.precision not in COARSE]


def fine(value: Interval) -> bool:
    """Whether ``value`` is a day, a week or a month: what is said of a year is seldom an appointment."""
    return value.precision in _FINE


def coming(value: Interval | None, published: Interval | None) -> bool:
    """Whether ``value`` does not lie before the day of writing, as far as both are known."""
    if value is None or value.start is None or published is None or published.start is None:
        return False
    return value.start >= published.start


def closed(value: Interval) -> Interval:
    """``value``, an open end ("from 5 May", "from May") made that of the first day or month."""
    if value.end is not None or value.start is None:
        return value
    end = value.start
    if value.precision == "month":
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return Interval(value.start, end, "month" if value.precision == "month" else "day", value.basis)


def originally(scene: Scene, at: int) -> bool:
    """Whether a word before ``at`` says that the day there was planned at first."""
    return any(w.sort == "guard" and w.value == "first" and 0 <= at - w.end <= _ORIGIN for w in scene.words)


def moved(scene: Scene, change: Word, published: Interval | None) -> Moved:
    """The old and the new day of what ``change`` says is moved, put off, called off or kept."""
    old: Interval | None = None
    new: Interval | None = None
    moves = change.value in ("postponed", "moving")
    for time in dated(scene):
        assert time.value is not None
        if moves and time.start >= change.end:
            span = _from_to(time, change)
            if span is not None:
                return span
            if _target(scene, time, change):
                new = new or closed(time.value)
                continue
        if old is None and (later(time.value, published) or originally(scene, time.start)):
            old = closed(time.value)
    return Moved(old, new)


def _from_to(time: TimeExpression, change: Word) -> Moved | None:
    """ "moved from 3 to 9 May", read as one range."""
    value = time.value
    if change.value != "moving" or time.kind != "range" or time.start - change.end > 3:
        return None
    if value is None or value.start is None or value.end is None or value.precision != "day":
        return None
    return Moved(_day(value.start, value), _day(value.end, value))


def _day(day: dt.date, value: Interval) -> Interval:
    return Interval(day, day, "day", value.basis)


def _target(scene: Scene, time: TimeExpression, change: Word) -> bool:
    if time.value is None or time.value.end is None:
        return False  # "from 3 May": what it was moved from
    near = [w for w in scene.words if w.sort == "guard" and w.start >= change.end and 0 <= time.start - w.end <= 2]
    if any(w.value == "new" for w in near):
        return True
    return time.start - change.end <= _NEXT and (change.value == "moving" or any(w.value == "at" for w in near))
