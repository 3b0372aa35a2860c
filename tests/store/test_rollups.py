"""The monthly sums are those of the events, however the events came to be what they are."""

from __future__ import annotations

import random
import sqlite3

import pytest

from banggiao.store import rollups
from banggiao.store.checking import check
from banggiao.store.settling import transaction
from banggiao.store.writer import Writer
from tests.store.conftest import told


def months(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    return connection.execute("SELECT month, sum(events) FROM dyad_month GROUP BY 1 ORDER BY 1").fetchall()


@pytest.mark.parametrize(
    ("first", "last", "status", "month"),
    [
        ("2014-05-12", "2014-05-12", "actual", "2014-05"),
        ("2014-05-29", "2014-06-04", "actual", "2014-05"),
        ("2014-04-01", "2014-06-30", "actual", "2014"),
        ("2009-01-01", "2009-12-31", "historical", "2009"),
        ("1990-01-01", "1999-12-31", "historical", None),
        (None, "2014-05-12", "actual", None),
        (None, None, "actual", "2014-05"),
        (None, None, "historical", None),
    ],
)
def test_when_an_event_counts(
    store: sqlite3.Connection, first: str | None, last: str | None, status: str, month: str | None
) -> None:
    Writer(store).add([told("a", "Tin", "Lào chỉ trích Mông Cổ.")])
    with transaction(store):
        rollups.forget(store, [1])
        store.execute("UPDATE event SET first = ?, last = ?, status = ? WHERE n = 1", (first, last, status))
        rollups.refresh(store, [1])
    assert months(store) == ([(month, 1)] if month else [])
    assert list(check(store)) == []


def test_the_best_dated_report_stands_for_an_event(store: sqlite3.Connection) -> None:
    Writer(store).add([told("a", "Tin", "Lào chỉ trích Mông Cổ."), told("b", "Tin", "Kenya chỉ trích Somalia.")])
    with transaction(store):
        rollups.forget(store, [1, 2])
        store.execute("UPDATE event SET occurrence = 'x', first = '2014-01-01', last = '2014-12-31' WHERE n = 1")
        store.execute("UPDATE event SET occurrence = 'x', first = '2014-03-02', last = '2014-03-02' WHERE n = 2")
        rollups.refresh(store)
    assert store.execute("SELECT n FROM event WHERE counted = 1").fetchall() == [(2,)]
    assert months(store) == [("2014-03", 1)]


@pytest.mark.parametrize("seed", range(5))
def test_any_changes_leave_the_sums_of_the_events(store: sqlite3.Connection, seed: int) -> None:
    """Joined, parted, rejected, moved in time, over and over: the sums are those worked out anew."""
    chance = random.Random(seed)
    sentences = [f"Lào hôm {n + 1}/5 chỉ trích {state}." for n, state in enumerate(("Mông Cổ", "Kenya", "Peru") * 4)]
    Writer(store).add([told(f"a{n}", "Tin", sentence) for n, sentence in enumerate(sentences)])
    events = [n for (n,) in store.execute("SELECT n FROM event")]
    changes = (
        "UPDATE event SET occurrence = (SELECT id FROM event o WHERE o.n = {other}) WHERE n = {n}",
        "UPDATE event SET counts = 1 - counts WHERE n = {n}",
        "UPDATE event SET status = 'negated' WHERE n = {n}",
        "UPDATE event SET status = 'actual', score = 0.1 * {other} WHERE n = {n}",
        "UPDATE event SET first = '2014-0{day}-01', last = '2014-0{day}-01' WHERE n = {n}",
    )
    for _ in range(40):
        n, other, day = chance.choice(events), chance.choice(events), chance.randrange(1, 9)
        with transaction(store):
            rollups.forget(store, [n])
            store.execute(chance.choice(changes).format(n=n, other=other, day=day))
            rollups.refresh(store, [n])
    assert [finding for finding in check(store) if "sum for" in finding or "is counted though" in finding] == []
    before = store.execute("SELECT * FROM dyad_month").fetchall()
    rollups.rebuild(store)
    assert store.execute("SELECT * FROM dyad_month").fetchall() == before
