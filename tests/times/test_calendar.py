"""Calendar arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banggiao.times import calendar

D = dt.date


@pytest.mark.parametrize(
    ("unit", "name", "expected"),
    [
        ("month", "begin", (D(2016, 2, 1), D(2016, 2, 10))),
        ("month", "mid", (D(2016, 2, 11), D(2016, 2, 20))),
        ("month", "end", (D(2016, 2, 21), D(2016, 2, 29))),
        ("month", "second half", (D(2016, 2, 16), D(2016, 2, 29))),
        ("year", "begin", (D(2016, 1, 1), D(2016, 3, 31))),
        ("year", "mid", (D(2016, 5, 1), D(2016, 8, 31))),
        ("year", "end", (D(2016, 10, 1), D(2016, 12, 31))),
        ("year", "first half", (D(2016, 1, 1), D(2016, 6, 30))),
        ("week", "begin", (D(2016, 2, 15), D(2016, 2, 16))),
        ("week", "end", (D(2016, 2, 20), D(2016, 2, 21))),
        ("decade", "end", (D(2017, 1, 1), D(2019, 12, 31))),
        ("quarter", "first half", (D(2016, 1, 1), D(2016, 2, 14))),
    ],
)
def test_parts(unit: str, name: str, expected: calendar.Pair) -> None:
    whole = calendar.unit_of(D(2016, 2, 18), unit)
    assert whole is not None
    assert calendar.part(whole, unit, name) == expected


def test_units() -> None:
    assert calendar.century(20) == (D(1901, 1, 1), D(2000, 12, 31))
    assert calendar.unit_of(D(2000, 5, 5), "century") == (D(1901, 1, 1), D(2000, 12, 31))
    assert calendar.season(2018, 4) == (D(2018, 12, 1), D(2019, 2, 28))
    assert calendar.quarter(2018, 4) == (D(2018, 10, 1), D(2018, 12, 31))
    assert calendar.week(D(2018, 6, 15), -1) == (D(2018, 6, 4), D(2018, 6, 10))
    assert calendar.add(D(2016, 2, 29), "year", 1) == D(2017, 2, 28)
    assert calendar.day(2018, 2, 30) is None


@given(
    st.dates(),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]),
    st.integers(-(10**6), 10**6),
)
def test_no_date_breaks_the_arithmetic(day: dt.date, unit: str, count: int) -> None:
    moved = calendar.add(day, unit, count)
    for d in filter(None, (day, moved)):
        pair = calendar.unit_of(d, unit)
        assert pair is None or pair[0] <= d <= pair[1]
