"""How two actors stand, from a store made of a few short articles."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from banggiao import pipeline
from banggiao.cli.interface import interface
from banggiao.cli.render_relation import relation as lines
from banggiao.records import Record
from banggiao.store import connect
from banggiao.store.relations import Period, ranking, relation
from banggiao.store.writer import Writer

ARTICLES = [
    (
        "2017-03-02",
        ["Ngoại trưởng Kenya thăm Chile", "Ngày 1/3, Ngoại trưởng Kenya đã hội đàm với Ngoại trưởng Chile."],
    ),
    ("2018-05-11", ["Tổng thống Chile thăm Kenya", "Ngày 10/5/2018, Tổng thống Chile đã thăm chính thức Kenya."]),
    ("2019-08-21", ["Chile chỉ trích Kenya", "Ngày 20/8/2019, Chile đã lên án Kenya về vụ bắt tàu cá."]),
    (
        "2019-09-02",
        ["Kenya trục xuất nhà ngoại giao Chile", "Ngày 1/9/2019, Kenya trục xuất hai nhà ngoại giao Chile."],
    ),
]


def record(number: int) -> Record:
    published, sentences = ARTICLES[number]
    document, marked = pipeline.from_sentences(f"page{number}", sentences, published=published)
    return pipeline.reader("vi").record(document, marked)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path_factory.mktemp("relations") / "relations.db", create=True)
    Writer(connection).add([record(n) for n in range(len(ARTICLES))])
    yield connection
    connection.close()


def test_events_stand_in_their_months_whichever_way_they_went(store: sqlite3.Connection) -> None:
    found = relation(store, ("CHL", "KEN"))
    months = {m.month: m for m in found.months if m.events}
    assert set(months) == {"2017-03", "2018-05", "2019-08", "2019-09"}
    assert months["2019-09"].counts == {"material conflict": 1}
    assert found.months[0].month == "2017-03" and len(found.months) == 31
    assert all(m.low <= m.estimate <= m.high for m in found.months)
    assert relation(store, ("KEN", "CHL")).events == found.events


def test_the_last_contact_is_told_with_its_level(store: sqlite3.Connection) -> None:
    found = relation(store, ("CHL", "KEN"))
    assert found.last_contact is not None and found.last_contact.level == "leader"
    assert found.last_contact.date is not None and found.last_contact.date.start == dt.date(2018, 5, 10)
    assert [c.level for c in found.contacts] == ["leader", "minister"]


def test_what_was_told_later_was_not_known_then(store: sqlite3.Connection) -> None:
    found = relation(store, ("CHL", "KEN"), Period(as_of=dt.date(2018, 1, 1)))
    assert [m.month for m in found.months] == ["2017-03"]
    assert found.last_contact is not None and found.last_contact.level == "minister"
    assert ranking(store, Period(as_of=dt.date(2018, 1, 1)))[0].events < ranking(store)[0].events


def test_a_period_bounds_the_months(store: sqlite3.Connection) -> None:
    found = relation(store, ("CHL", "KEN"), Period(since=dt.date(2019, 1, 1), until=dt.date(2019, 8, 31)))
    assert [m.month for m in found.months] == ["2019-08"]


def test_pairs_are_ranked(store: sqlite3.Connection) -> None:
    (first, *_) = ranking(store)
    assert first.pair == ("CHL", "KEN")
    assert sum(first.counts.values()) == first.events
    assert ranking(store, actor="FRA") == []


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [60, 100])
def test_a_relation_is_drawn_within_the_width(store: sqlite3.Connection, language: str, width: int) -> None:
    drawn = list(lines(relation(store, ("CHL", "KEN")), interface(language), width))
    assert max(map(len, drawn)) <= width
    assert any("●" in line for line in drawn)


def test_what_befalls_members_is_told_of_their_organisation(tmp_path: Path) -> None:
    told = ["Nga trục xuất nhà ngoại giao Áo", "Ngày 3/4/2019, Nga trục xuất hai nhà ngoại giao Áo."]
    document, marked = pipeline.from_sentences("members", told, published="2019-04-04")
    connection = connect(tmp_path / "relations.db", create=True)
    Writer(connection).add([pipeline.reader("vi").record(document, marked)])
    (expulsion,) = relation(connection, ("EU", "RUS")).members
    assert (expulsion.kind, expulsion.recipients) == ("expulsion", ("AUT",))
    assert relation(connection, ("RUS", "EU")).members == (expulsion,)
    assert relation(connection, ("EU", "RUS"), Period(until=dt.date(2018, 1, 1))).members == ()
    assert relation(connection, ("ASEAN", "RUS")).members == ()
    assert any("Austria" in line for line in lines(relation(connection, ("EU", "RUS")), interface("en"), 80))
    connection.close()


def test_actors_without_events_have_a_relation_that_says_so(store: sqlite3.Connection) -> None:
    found = relation(store, ("FRA", "USA"))
    assert (found.events, found.months, found.last_contact) == (0, (), None)
    assert "No dated event" in " ".join(lines(found, interface("en"), 80))
