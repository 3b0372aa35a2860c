"""Calendar arithmetic: units, their parts and their neighbours as pairs of days, both ends inclusive.

Nothing here knows a language. Weeks run from Monday to Sunday (ISO 8601). Parts follow the annotation conventions of
the project: a month's begin, middle and end are days 1-10, 11-20 and 21-end; a year's are January-March, May-August and
October-December; a decade's are years 0-3, 4-6 and 7-9.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

Pair = tuple[dt.date, dt.date]
ONE_DAY = dt.timedelta(days=1)


def day(year: int, month: int, number: int) -> dt.date | None:
    """The day, or None where the calendar has none."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def years(first: int, last: int) -> Pair | None:
    """From the start of one year to the end of another; None outside the years that dates can hold."""
    if not 1 <= first <= last <= 9999:
        return None
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def months(year: int, month: int, count: int = 1) -> Pair | None:
    """``count`` months from ``month`` of ``year`` on; ``month`` may lie outside 1-12 and then moves the year."""
    index = year * 12 + month - 1
    last = index + count - 1
    if not 12 <= index <= last < 9999 * 12:
        return None
    end_year, end_month = last // 12, last % 12 + 1
    return dt.date(index // 12, index % 12 + 1, 1), dt.date(end_year, end_month, monthrange(end_year, end_month)[1])


def week(of: dt.date, shift: int = 0) -> Pair | None:
    """Monday to Sunday of the week ``shift`` weeks from the one that holds ``of``."""
    monday = add(of, "day", 7 * shift - of.weekday())
    sunday = add(monday, "day", 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def quarter(year: int, number: int) -> Pair | None:
    """Quarter 1-4 of a year; numbers outside move the year."""
    return months(year, 3 * number - 2, 3)


def season(year: int, number: int) -> Pair | None:
    """Season 1-4 (March-May, June-August, September-November, December-February) that starts in ``year``."""
    return months(year, 3 * number, 3)


def century(number: int) -> Pair | None:
    """The century: 20 is 1901-2000."""
    return years(100 * number - 99, 100 * number)


def add(to: dt.date, unit: str, count: int) -> dt.date | None:
    """``to`` moved by ``count`` units (day, week, month, quarter, year, decade, century); None where no date can be."""
    try:
        if unit == "day":
            return to + count * ONE_DAY
        if unit == "week":
            return to + 7 * count * ONE_DAY
        step = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
        index = to.year * 12 + to.month - 1 + step * count
        year, month = index // 12, index % 12 + 1
        return dt.date(year, month, min(to.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def unit_of(of: dt.date, unit: str) -> Pair | None:
    """The calendar unit that holds a day."""
    if unit == "week":
        return week(of)
    if unit == "month":
        return months(of.year, of.month)
    if unit == "quarter":
        return quarter(of.year, (of.month + 2) // 3)
    if unit == "year":
        return years(of.year, of.year)
    if unit == "decade":
        return years(of.year // 10 * 10, of.year // 10 * 10 + 9)
    if unit == "century":
        return century((of.year + 99) // 100)
    return of, of


_MONTHS = {"begin": (1, 3), "mid": (5, 4), "end": (10, 3), "first half": (1, 6), "second half": (7, 6)}
_DAYS = {"begin": (1, 10), "mid": (11, 20), "end": (21, 31), "first half": (1, 15), "second half": (16, 31)}
_YEARS = {"begin": (0, 3), "mid": (4, 6), "end": (7, 9), "first half": (0, 4), "second half": (5, 9)}
_HUNDREDS = {"begin": (0, 32), "mid": (33, 65), "end": (66, 99), "first half": (0, 49), "second half": (50, 99)}
_WEEKDAYS = {"begin": (0, 1), "mid": (2, 3), "end": (5, 6), "first half": (0, 2), "second half": (3, 6)}


def part(pair: Pair, unit: str, name: str) -> Pair | None:
    """The named part (begin, mid, end, first half, second half) of a unit; other units are cut in thirds or halves."""
    start, end = pair
    if unit == "week":
        first, last = _WEEKDAYS[name]
        return start + first * ONE_DAY, start + last * ONE_DAY
    if unit == "month":
        first, last = _DAYS[name]
        return start.replace(day=first), start.replace(day=min(last, end.day))
    if unit == "year":
        return months(start.year, *_MONTHS[name])
    if unit == "decade":
        first, last = _YEARS[name]
        return years(start.year + first, start.year + last)
    if unit == "century":
        first, last = _HUNDREDS[name]
        return years(start.year + first, start.year + last)
    return _thirds(pair, name)


def _thirds(pair: Pair, name: str) -> Pair:
    start, end = pair
    length = (end - start).days + 1
    low, high, of = {
        "begin": (0, 1, 3),
        "mid": (1, 2, 3),
        "end": (2, 3, 3),
        "first half": (0, 1, 2),
        "second half": (1, 2, 2),
    }[name]
    return start + (length * low // of) * ONE_DAY, start + (length * high // of - 1) * ONE_DAY


def first_or_last_months(year: int, count: int, last: bool) -> Pair | None:
    """The first or last ``count`` months of a year."""
    return months(year, 13 - count, count) if last else months(year, 1, count)
