"""Write appointments as an iCalendar feed (RFC 5545): all-day events that a calendar program subscribes to.

The library escapes and folds; what no calendar takes (control characters) is dropped. The feed of the same appointments
is the same to the byte: the stamp of an event is the day on which it was last told of, not the time of writing.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from banggiao.entries import Appointment

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//banggiao//agenda//EN"
_DOMAIN = "banggiao"
_DAY = dt.timedelta(days=1)
_EXACT = 28
"""Days from which a span is no appointment of some days but a time known no better."""


class Wording(Struct, frozen=True):
    """What the feed says of an appointment in the language of its reader: one line, and the text below it."""

    summary: str
    description: str


def calendar(found: Iterable[tuple[Appointment, Wording]], name: str) -> bytes:
    """The feed called ``name``; an appointment without a date has no place in a calendar and is left out."""
    from icalendar import Calendar

    feed = Calendar()
    feed.add("prodid", _PRODUCT)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", _plain(name))
    for appointment, wording in found:
        event = _event(appointment, wording)
        if event is not None:
            feed.add_component(event)
    written: bytes = feed.to_ical()
    return written


def _event(appointment: Appointment, wording: Wording) -> Event | None:
    from icalendar import Event

    date = appointment.date
    if date is None or date.start is None or date.end is None or date.end == dt.date.max:
        return None
    event = Event()
    event.add("uid", f"{appointment.id}@{_DOMAIN}")
    event.add("dtstamp", _stamp(appointment))
    event.add("dtstart", date.start)
    event.add("dtend", date.end + _DAY)  # the day after the last one
    event.add("summary", _plain(wording.summary))
    event.add("description", _plain(wording.description))
    event.add("status", _status(appointment))
    event.add("sequence", len(appointment.announced) + len(appointment.outcome_by) - 1)
    event.add("transp", "TRANSPARENT")
    if appointment.kind:
        event.add("categories", [appointment.kind])
    if appointment.place is not None:
        event.add("location", _plain(appointment.place.name))
    address = next((t.url for t in (*appointment.outcome_by, *appointment.announced) if t.url), None)
    if address is not None and address.startswith(("http://", "https://")) and address.isprintable():
        event.add("url", address)
    return event


def _status(appointment: Appointment) -> str:
    """``CONFIRMED``: held, or to come on days that are known; ``CANCELLED``: off, or moved away; else ``TENTATIVE``."""
    if appointment.outcome in ("postponed", "cancelled"):
        return "CANCELLED"
    date = appointment.date
    exact = date is not None and date.start and date.end and (date.end - date.start).days < _EXACT - 1
    sure = appointment.outcome == "held" or (appointment.outcome == "scheduled" and exact)
    return "CONFIRMED" if sure else "TENTATIVE"


def _stamp(appointment: Appointment) -> dt.datetime:
    told = [t.known for t in (*appointment.announced, *appointment.outcome_by) if t.known]
    day = max(told, default=dt.date(1970, 1, 1))
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _plain(text: str) -> str:
    """``text`` without control characters and marks of direction; line ends stay, for the library to escape."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cf"))
