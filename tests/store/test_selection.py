"""What a filter asks for is what comes, in order of time, page by page, by whatever way the store is read."""

from __future__ import annotations

import datetime as dt
import sqlite3
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.store import connect, events, selection
from banggiao.store.filters import Filter, where
from banggiao.store.selection import Order
from tests.store.events import Told, write

DAYS = st.dates(dt.date(2014, 1, 28), dt.date(2014, 2, 4))
CODES = st.sampled_from(["FRA", "DEU", "LAO"])
TEXTS = st.sampled_from(["", "hòa đàm ở Viêng Chăn", "hoa dam o Vieng Chan", "đàm phán", "hoà đàm"])
WORDS = st.sampled_from([None, "hoa", "hoà", "dam hoa", '"hoà đàm"', "?!", '" OR *'])
SOME = st.sets(CODES, max_size=2).map(lambda codes: tuple(sorted(codes)))


@st.composite
def made(draw: st.DrawFn) -> list[Told]:
    found = []
    for n in range(draw(st.integers(0, 8))):
        first, last = sorted([draw(DAYS), draw(DAYS)])
        ends = draw(st.sampled_from([(first, first), (first, last), (first, None), (None, last), (None, None)]))
        start, end = (day and day.isoformat() for day in ends)
        found.append(
            Told(
                f"20140101-{draw(st.integers(0, 9))}{n}",
                start,
                end,
                draw(st.sampled_from(["CONSULT", "SANCTION", "AID"])),
                draw(st.sampled_from(["actual", "negated"])),
                draw(SOME),
                draw(SOME),
                draw(TEXTS),
                draw(st.none() | DAYS.map(str)),
                draw(st.sampled_from(["made", "other"])),
                draw(st.integers(0, 1)),
                draw(st.none() | st.floats(0, 1)),
            )
        )
    return found


FILTERS = st.builds(
    Filter,
    actors=SOME,
    pair=st.none() | st.tuples(CODES, CODES),
    types=st.sampled_from([(), ("CONSULT",), ("AID", "SANCTION")]),
    statuses=st.sampled_from([(), ("negated",)]),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    as_of=st.none() | DAYS,
    datasets=st.sampled_from([(), ("made",)]),
    min_confidence=st.sampled_from([0.0, 0.5]),
    phrase=WORDS,
    all=st.booleans(),
)


def fits(event: Told, wanted: Filter) -> bool:
    """What the filter means, told once more and without a database."""
    from banggiao.store.folding import carries

    taking = {*event.actors, *event.recipients}
    towards = {(a, b) for a in event.actors for b in event.recipients or event.actors if a != b}
    dated = event.first is not None or event.last is not None
    return all(
        [
            wanted.all or event.counts == 1,
            taking >= set(wanted.actors),
            wanted.pair is None or towards & {wanted.pair, wanted.pair[::-1]},
            not wanted.types or event.type in wanted.types,
            not wanted.statuses or event.status in wanted.statuses,
            not wanted.datasets or event.dataset in wanted.datasets,
            wanted.since is None or (dated and (event.last or "9") >= str(wanted.since)),
            wanted.until is None or (dated and (event.first or "0") <= str(wanted.until)),
            wanted.as_of is None or (event.known is not None and event.known <= str(wanted.as_of)),
            wanted.min_confidence == 0 or (event.confidence or 0) >= wanted.min_confidence,
            wanted.phrase is None or carries(event.text, wanted.phrase),
        ]
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    return connect(tmp_path_factory.mktemp("selection") / "store.db", create=True)


@settings(max_examples=300, deadline=None)
@given(made(), FILTERS, st.sampled_from(["newest", "oldest"]), st.integers(1, 4), st.booleans())
def test_what_comes_is_what_was_asked_for(
    empty: sqlite3.Connection, told: list[Told], wanted: Filter, order: Order, page: int, common: bool
) -> None:
    empty.execute("BEGIN")
    try:
        write(empty, told)
        expected = [event for event in told if fits(event, wanted)]
        expected.sort(key=lambda e: e.id, reverse=order == "newest")
        expected.sort(key=lambda e: e.first or "", reverse=order == "newest")
        expected.sort(key=lambda e: e.first is None)
        with mock.patch.object(selection, "FEW_LINES", 0 if common else selection.FEW_LINES):
            got: list[str] = []
            while some := [r.id for r in events.select(empty, wanted, order, page, got[-1] if got else None)]:
                got += some
            assert got == [event.id for event in expected]
            assert events.count(empty, wanted) == len(got)
        clause = where(wanted)
        rows = empty.execute(f"SELECT e.id FROM event e WHERE {clause.sql}", clause.values)
        assert sorted(row[0] for row in rows) == sorted(got)
    finally:
        empty.execute("ROLLBACK")


def test_a_page_after_what_is_not_there(empty: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="no event 'gone'"):
        list(events.select(empty, after="gone"))


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(pair=("FRA", "DEU")), "USING PRIMARY KEY (actor=? AND recipient=? AND first>? AND first<?)"),
        (Filter(actors=("FRA",)), "USING PRIMARY KEY (code=? AND first>? AND first<?)"),
        (Filter(types=("AID",)), "USING INDEX event_type (type=? AND first>? AND first<?)"),
        (Filter(), "USING INDEX event_first (first>? AND first<?)"),
        (Filter(since=dt.date(2014, 1, 1)), "USING INDEX event_span (<expr>>?)"),
    ],
)
def test_each_way_goes_by_its_index(empty: sqlite3.Connection, wanted: Filter, index: str) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    class Listening:
        def execute(self, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
            asked.append((sql, values))
            return empty.execute(sql, values)

    list(selection.keys(Listening(), wanted, "newest", None))  # type: ignore[arg-type]
    plans = [" / ".join(row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {sql}", values)) for sql, values in asked]
    assert any(index in plan for plan in plans), plans
    assert not any("USE TEMP B-TREE FOR ORDER BY" in plan for plan in plans), plans
