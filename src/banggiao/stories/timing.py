"""When a report says that its event was, as far as that helps to join it with others."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from banggiao.entries import Report

_MONTH = 31
_YEAR = 366
_FRESH = 3
"""Days within which a page was published, where an event without a date is taken for news of that day."""

Kind = Literal["stated", "reckoned", "range", "period", "told", "unknown"]


class When(Struct, frozen=True):
    """``stated``: a calendar day; ``reckoned``: a day counted from the publication ("yesterday", "on Friday");
    ``range``: up to a month; ``period``: longer, or open at an end; ``told``: no date, but published on these days;
    ``unknown``: neither.
    """

    kind: Kind
    first: dt.date | None = None
    last: dt.date | None = None


def when(report: Report) -> When:
    """When ``report`` says that its event was."""
    date, telling = report.date, report.telling
    if date is not None and (date.start is not None or date.end is not None):
        if date.start is None or date.end is None:
            return When("period", date.start, date.end)
        if (date.end - date.start).days > _YEAR:
            return When("unknown")  # "today", in a page of which the decade is known
        if (date.end - date.start).days > _MONTH:
            return When("period", date.start, date.end)
        if date.start < date.end:
            return When("range", date.start, date.end)
        return When("stated" if _stated(report) else "reckoned", date.start, date.end)
    if telling.known is None or telling.earliest is None or (telling.known - telling.earliest).days > _FRESH:
        return When("unknown")
    return When("told", telling.earliest, telling.known)


def _stated(report: Report) -> bool:
    """Whether the day is named by its number: "hôm 5/2", not "thứ sáu", which time zones shift by one."""
    basis = report.date.basis if report.date else ()
    counted = any(piece.kind in ("reference", "antecedent") for piece in basis)
    return not counted or any(c.isdigit() for piece in basis if piece.kind == "words" for c in piece.text)


def apart(one: When | tuple[dt.date, dt.date], first: dt.date, last: dt.date) -> int:
    """Days between two intervals; 0 when they touch or overlap. A ``When`` must have both ends."""
    start, end = one if isinstance(one, tuple) else (one.first or first, one.last or last)
    return max((first - end).days, (start - last).days, 0)
