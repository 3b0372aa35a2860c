from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.store import connect, timelines
from banggiao.store.timelines import Busy, Sum

ACTORS = ("FRA", "DEU", "VNM", "LAO", "KEN")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / "relations.db", create=True)
    yield connection
    connection.close()


def fill(store: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    store.executemany("INSERT OR IGNORE INTO dyad_month VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def test_a_timeline_is_of_both_directions_in_order_of_time(store: sqlite3.Connection) -> None:
    fill(
        store,
        [
            ("FRA", "DEU", "2001-05", "verbal cooperation", "read", 2, 5.0, 13.0),
            ("DEU", "FRA", "2001-02", "verbal conflict", "guests", 1, -3.0, 9.0),
            ("DEU", "KEN", "2001-02", "verbal conflict", "guests", 1, -3.0, 9.0),
        ],
    )
    found = timelines.timeline(store, ("FRA", "DEU"))
    assert [(one.actor, one.month, one.events) for one in found] == [("DEU", "2001-02", 1), ("FRA", "2001-05", 2)]
    assert timelines.timeline(store, ("FRA", "DEU"), ("2001-03", "9999")) == found[1:]
    assert timelines.timeline(store, ("DEU", "FRA"), datasets=["guests"]) == [
        Sum("DEU", "FRA", "2001-02", "verbal conflict", "guests", 1, -3.0, 9.0)
    ]


PAIRS = [pair for pair in itertools.permutations(ACTORS, 2)]
CELLS = st.tuples(
    st.sampled_from(PAIRS), st.sampled_from(["2001-01", "2001-02", "2002"]), st.integers(1, 400), st.booleans()
)


def slowly(store: sqlite3.Connection, months: tuple[str, str], limit: int) -> list[tuple[tuple[str, str], int]]:
    sums: dict[tuple[str, str], int] = {}
    for actor, recipient, month, events in store.execute("SELECT actor, recipient, month, events FROM dyad_month"):
        if months[0] <= month <= months[1]:
            pair = (min(actor, recipient), max(actor, recipient))
            sums[pair] = sums.get(pair, 0) + events
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:limit]


@settings(deadline=None, max_examples=60)
@given(cells=st.lists(CELLS, max_size=40), limit=st.integers(1, 4), last=st.sampled_from(["2001-02", "9999"]))
def test_the_busiest_pairs_are_exact_whatever_is_left_out_on_the_way(
    cells: list[tuple[tuple[str, str], str, int, bool]], limit: int, last: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = connect(tmp_path_factory.mktemp("any") / "relations.db", create=True)
    store.execute("INSERT INTO dataset VALUES ('guests', 'icews', '', 0, '{}')")
    fill(
        store,
        [
            (*pair, month, "verbal conflict" if hostile else "verbal cooperation", "guests", events, -1.0, 1.0)
            for pair, month, events, hostile in cells
        ],
    )
    found = timelines.busiest(store, ("2001-01", last), limit=limit)
    assert [(one.pair, one.events) for one in found] == slowly(store, ("2001-01", last), limit)
    store.close()


def test_the_busiest_of_one_actor(store: sqlite3.Connection) -> None:
    fill(store, [(*pair, "2001-01", "verbal conflict", "guests", n + 1, -2.0, 4.0) for n, pair in enumerate(PAIRS)])
    found = timelines.busiest(store, actor="VNM", limit=1)
    assert found == [Busy(("KEN", "VNM"), 31, -4.0, {"verbal conflict": 31})]
