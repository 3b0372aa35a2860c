"""Appointments as an iCalendar feed: what a page says cannot break out of the field that it stands in."""

from __future__ import annotations

import datetime as dt

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from banggiao.entries import Appointment, Telling
from banggiao.exchange.agenda_calendar import Wording, calendar
from banggiao.records import Interval, Place


def appointment(first="2024-03-10", last="2024-03-12", outcome="scheduled", url=None, place=None):
    date = Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last), "day") if first else None
    told = (Telling("d1", "d1", dt.date(2024, 3, 1), url=url),)
    where = place and Place(place)
    return Appointment("20240310-a1", "what", ("JOR", "KWT"), date, where, None, outcome, (), None, told, "visit")


def read(*found, words=("summary", "description")):
    written = calendar([(a, Wording(*words)) for a in found], "Agenda")
    return icalendar.Calendar.from_ical(written).walk("VEVENT")


def test_an_end_is_the_day_after_the_last():
    (event,) = read(appointment())
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2024, 3, 10), dt.date(2024, 3, 13))
    assert event["DTSTAMP"].dt == dt.datetime(2024, 3, 1, tzinfo=dt.UTC)


def test_how_sure_it_is():
    def status(**given):
        return str(read(appointment(**given))[0]["STATUS"])

    assert status() == status(outcome="held") == "CONFIRMED"
    assert status(outcome="postponed") == status(outcome="cancelled") == "CANCELLED"
    assert status(outcome="unknown") == status(first="2024-03-01", last="2024-03-31") == "TENTATIVE"


def test_what_has_no_day_has_no_place_in_a_calendar():
    assert read(appointment(first=None)) == []


def test_only_addresses_of_pages_are_links():
    assert "URL" not in read(appointment(url="javascript:alert(1)"))[0]
    assert "URL" not in read(appointment(url="https://a.example/\r\nATTENDEE:x"))[0]
    assert read(appointment(url="https://a.example/1"))[0]["URL"] == "https://a.example/1"


@given(st.text(), st.text(), st.text(min_size=1))
def test_no_text_breaks_the_feed(summary, description, place):
    (event,) = read(appointment(place=place), words=(summary, description))
    assert set(event) <= {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE", "TRANSP"),
        *("CATEGORIES", "LOCATION", "URL"),
    }
    assert "\x1b" not in event.to_ical().decode()
