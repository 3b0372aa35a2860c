"""How long after an event a text was written, from the words beside it; and how evidence is reported."""

from __future__ import annotations

import datetime as dt

import pytest

from banggiao.languages.orthography import fold, lower
from banggiao.times.dating_clues import Clue, between, pieces, since
from banggiao.times.dating_distance import allowed, distances

FINDER = distances("vi")


@pytest.mark.parametrize(
    ("text", "form", "low", "high"),
    [
        ("Hai năm sau khi rời ghế, ông trở lại.", "later", 2, 365),
        ("Một năm và một ngày sau vụ tấn công.", "later", 1, 365),
        ("Năm ngày sau trận bão.", "later", 5, 1),
        ("Cách đây ba tháng hai bên còn đấu súng.", "later", 3, 30),
        ("Vụ chìm tàu hồi tháng Ba.", "month", 3, 0),
        ("Ông đến hôm thứ Tư.", "weekday", 2, 0),
        ("Ông đến vào đêm thứ Tư.", "weekday", 2, 0),
        ("Cuộc bầu cử năm ngoái.", "years", 1, 0),
    ],
)
def test_words_of_distance(text: str, form: str, low: int, high: int) -> None:
    found = FINDER.find(lower(fold(text)), text)
    assert [(d.form, d.low, d.high) for d in found] == [(form, low, high)]
    assert text[found[0].start : found[0].end]


@pytest.mark.parametrize(
    "text", ["Họ thức trắng đêm thứ tư.", "Hồi tháng 3/2011 họ gặp nhau.", "Sau 32 năm cầm quyền."]
)
def test_what_is_no_distance(text: str) -> None:
    assert FINDER.find(lower(fold(text)), text) == []


def test_a_weekday_says_something_only_where_it_is_the_events() -> None:
    tuesday = dt.date(2010, 11, 23)
    same, other = (FINDER.find(lower(fold(t)), t)[0] for t in ("hôm thứ Ba", "hôm thứ Sáu"))
    assert allowed(same, tuesday, tuesday)[0][0] == tuesday.toordinal()
    assert allowed(other, tuesday, tuesday) == ()


def test_the_basis_tells_each_event_once_and_marks_what_narrows_nothing() -> None:
    day = dt.date(2010, 11, 23)
    wide = Clue("office", "a", 0, 1, "held", since(dt.date(2008, 1, 1)), 2.0, "A")
    lower_bound = Clue("landmark", "b", 2, 3, "event", since(day), 2.0, "e")
    near = Clue("landmark-news", "b", 2, 3, "event", between(day, day + dt.timedelta(days=30)), 0.8, "e")
    told = pieces([wide, lower_bound, near], ((day.toordinal(), day.toordinal() + 30),))
    assert [piece.kind for piece in told] == ["landmark-news", "office"]
    assert "narrows nothing" in told[1].says and "narrows nothing" not in told[0].says
