"""What an expression of time says, before anything is known of the day it was written."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Unit = Literal["day", "week", "month", "quarter", "season", "year", "decade", "century", "hour", "minute", "second"]


class Point(Struct, frozen=True, gc=False):
    """One calendar unit or a named part of one, as the words give it; None is what they leave open.

    ``shift`` counts units of ``unit`` from the reference ("last week" is -1 week); ``year_shift``, ``month_shift`` and
    ``week_shift`` do so for the unit that a smaller one stands in. ``direction`` is what a word beside it says: past,
    next or current. ``anaphor`` counts days from a day named before.
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    number: int | None = None
    weekday: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    direction: str = ""
    position: str = ""
    daypart: str = ""
    anaphor: int | None = None


class Amount(Struct, frozen=True, gc=False):
    """A number of units; ``count`` None is indefinite ("several"), ``upto`` the greater end of an alternative."""

    unit: Unit
    count: float | None
    upto: float | None = None
    mod: str | None = None

    @property
    def iso(self) -> str:
        """The length in ISO 8601 ("P6D", "PT48H"; "PXY" when indefinite, "P60D/P100D" from and to)."""
        low = self._iso(self.count)
        return low if self.upto is None else f"{low}/{self._iso(self.upto)}"

    def _iso(self, count: float | None) -> str:
        times, letter = _ISO[self.unit]
        number = "X" if count is None else f"{count * times:g}"
        return f"P{number}{letter}" if self.unit not in ("hour", "minute", "second") else f"PT{number}{letter}"


_ISO = {
    "day": (1, "D"),
    "week": (1, "W"),
    "month": (1, "M"),
    "quarter": (3, "M"),
    "season": (3, "M"),
    "year": (1, "Y"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
    "hour": (1, "H"),
    "minute": (1, "M"),
    "second": (1, "S"),
}

Shape = Literal[
    "point", "range", "window", "offset", "slice", "duration", "set", "clock", "lunar", "vague", "same-period"
]


class Pattern(Struct, frozen=True, gc=False):
    """An expression: a point, two of them, or an amount counted from somewhere.

    ``range``: ``first`` to ``last`` (None: open; ``now`` puts the reference at the end, ``from_now`` at the start).
    ``window``: ``amount`` before (``sign`` -1) or after the reference. ``offset``: the unit that lies ``amount`` away;
    ``anaphoric`` counts it from a day named before, ``event`` from an event that has no date here. ``slice``: the first
    or last ``amount`` units of ``first``. ``same-period``: the period named before, in the year of ``first``.
    ``name``: the words are an event's name rather than a day's. ``beside``: the date in brackets after a deictic one.
    """

    shape: Shape
    first: Point | None = None
    last: Point | None = None
    amount: Amount | None = None
    sign: int = 0
    now: bool = False
    from_now: bool = False
    anaphoric: bool = False
    name: bool = False
    event: bool = False
    time: str | None = None
    beside: Point | None = None
