"""What a page says about itself, read as dates: metadata, the line under the title, the URL, the clock in the head.

Formats are recognised by their digits; the words for month and year come from the language. The day comes before the
month unless the string is in the American form with seconds and AM/PM. A moment with a time zone is moved to the
calendar of the readers (UTC+7 for Vietnamese) before the day is taken. Anything unclear is not a date.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from banggiao.records import Basis, Evidence, Interval
from banggiao.times.dating_clues import day, precision

_ZONE = re.compile(r"(?:GMT|UTC)\s{0,2}([+-]\d{1,2})(?::?(\d\d))?|([+-]\d\d):?(\d\d)\)?\s*$|(Z|GMT|UTC)\)?\s*$")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:hH](\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\d{4,12}(?!\d)|(?!\d))")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)(?!\d)")
_AMERICAN = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/((?:19|20)\d\d) \d{1,2}:\d\d:\d\d\s?[AP]M")
_PATH = re.compile(r"[/-]((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)")
_MONTH_ONLY = re.compile(r"^\s*((?:19|20)\d\d)-(\d\d)\s*$|^\s*((?:19|20)\d\d)\s*$")
_EPOCH = re.compile(r"^\s*(\d{10}|\d{13})\s*$")
_LONGEST = 300
_LATER = ("modified", "updated", "lastmod")
_RANK = {"given": 0, "metadata": 1, "published-line": 2, "url": 3, "updated-line": 4}


class PageClock:
    """Reads the strings of :class:`Evidence` as days; ``month`` and ``year`` are the language's words for them."""

    def __init__(self, month: str, year: str, offset_hours: int = 7) -> None:
        self._zone = dt.timezone(dt.timedelta(hours=offset_hours))
        self._words = re.compile(
            rf"(?<!\d)(\d{{1,2}})\s{{1,3}}{month}\s{{1,3}}(\d{{1,2}})\s{{0,2}},?\s{{0,2}}(?:{year})?\s{{0,2}}((?:19|20)\d\d)(?!\d)"
        )

    def day(self, text: str) -> dt.date | None:
        """The calendar day that ``text`` names, or None."""
        text = text[:_LONGEST].strip()
        if epoch := _EPOCH.match(text):
            seconds = int(epoch[1][:10])
            return dt.datetime.fromtimestamp(seconds, self._zone).date()
        found = self._written(text)
        if found is None:
            return self._mail(text)
        return self._local(found, text)

    def url_day(self, url: str) -> dt.date | None:
        """The day in the path of an address (``/2021/02/05/``, ``…-20220705093012.htm``), or None."""
        for pattern in (_PATH, _COMPACT):
            for match in pattern.finditer(url[:2000]):
                if found := day(int(match[1]), int(match[2]), int(match[3])):
                    return found
        return None

    def _written(self, text: str) -> dt.date | None:
        if match := _AMERICAN.search(text):
            return day(int(match[3]), int(match[1]), int(match[2]))
        for pattern, order in (
            (_ISO, (1, 2, 3)),
            (_DAY_FIRST, (3, 2, 1)),
            (self._words, (3, 2, 1)),
            (_COMPACT, (1, 2, 3)),
        ):
            if match := pattern.search(text.lower() if pattern is self._words else text):
                year, month, number = (int(match[i]) for i in order)
                return day(year, month, number)
        return None

    def _mail(self, text: str) -> dt.date | None:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        try:
            return (moment.astimezone(self._zone) if moment.tzinfo else moment).date()
        except (ValueError, OverflowError):
            return None

    def _local(self, found: dt.date, text: str) -> dt.date:
        zone, clock = _ZONE.search(text), _CLOCK.search(text)
        if not zone or not clock or int(clock[1]) > 23 or int(clock[2]) > 59:
            return found
        hours = int(zone[1] or zone[3] or 0)
        minutes = int(zone[2] or zone[4] or 0) * (-1 if hours < 0 else 1)
        if abs(hours) > 14 or abs(minutes) > 59:
            return found
        moment = dt.datetime.combine(found, dt.time(int(clock[1]), int(clock[2])))
        there = dt.timezone(dt.timedelta(hours=hours, minutes=minutes))
        return moment.replace(tzinfo=there).astimezone(self._zone).date()


def _basis(piece: Evidence, first: dt.date, last: dt.date, says: str) -> Basis:
    return Basis(
        kind=piece.kind, text=piece.text[:_LONGEST], start=piece.start, end=piece.end, says=says, first=first, last=last
    )


def captured(pieces: tuple[Evidence, ...], clock: PageClock) -> Interval | None:
    """The day on which the page was fetched, by the clock in its head or the server's date."""
    for kind, says in (
        ("clock", "the clock in the page's head shows the day of capture"),
        ("http", "the server's date"),
    ):
        for piece in pieces:
            if piece.kind == kind and (found := clock.day(piece.text)):
                return Interval(found, found, "day", (_basis(piece, found, found, says),))
    return None


def published(pieces: tuple[Evidence, ...], clock: PageClock, latest: dt.date) -> Interval | None:
    """The day of publication that the page itself states; pieces that disagree stand in the basis, marked so.

    ``latest``: the day of capture, or today. A stated date after it (by more than a time zone) is not believed.
    """
    read: list[tuple[int, Evidence, dt.date, dt.date]] = []
    for piece in pieces:
        if piece.kind not in _RANK:
            continue
        bounds = _bounds(piece, clock)
        if bounds and bounds[0] <= latest + dt.timedelta(days=1):
            rank = _RANK["updated-line"] if any(w in piece.name.lower() for w in _LATER) else _RANK[piece.kind]
            stated_first = "publish" not in piece.name.lower()
            read.append((rank * 2 + stated_first, piece, *bounds))
    if not read:
        return None
    read.sort(key=lambda entry: entry[0])
    _, piece, first, last = read[0]
    rest = [p for rank, p, a, b in read[1:] if rank < 2 * _RANK["updated-line"] and (b < first or a > last)]
    bases = [_basis(piece, first, last, f"the page's own date of publication ({piece.name or piece.kind})")]
    for rank, other, a, b in read[1:]:
        if other in rest and rank < 2 * _RANK["updated-line"]:
            bases.append(_basis(other, a, b, f"disagrees with the date chosen, {first.isoformat()}"))
        elif first <= a <= last:
            bases.append(_basis(other, a, b, f"agrees ({other.name or other.kind})"))
    return Interval(first, last, precision(first, last), tuple(bases))


def _bounds(piece: Evidence, clock: PageClock) -> tuple[dt.date, dt.date] | None:
    if piece.kind == "url":
        found = clock.url_day(piece.text)
        return (found, found) if found else None
    if partial := _MONTH_ONLY.match(piece.text[:_LONGEST]):
        if partial[3]:
            return dt.date(int(partial[3]), 1, 1), dt.date(int(partial[3]), 12, 31)
        if not (first := day(int(partial[1]), int(partial[2]), 1)):
            return None
        return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    found = clock.day(piece.text)
    return (found, found) if found else None
