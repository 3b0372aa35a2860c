"""What the record must say of the two pages that the project was started from."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from banggiao import api
from banggiao.store import connect
from banggiao.store.agenda import agenda
from banggiao.store.ledger import mechanisms
from banggiao.store.relations import relation


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file = tmp_path_factory.mktemp("seeds") / "relations.db"
    pages = sorted(str(page) for page in (shared / "seeds").glob("*.txt"))
    assert [o.result and o.result.change for o in api.ingest(api.expand(pages), file)] == ["new", "new"]
    assert [o.result and o.result.change for o in api.ingest(api.expand(pages), file)] == ["unchanged", "unchanged"]
    connection = connect(file, readonly=True)
    yield connection
    connection.close()


def test_one_mechanism_stands_between_russia_and_france(store: sqlite3.Connection) -> None:
    (one,) = mechanisms(store, codes=("FRA", "RUS"))
    steps = {step.change: step.date for step in one.history}
    assert steps["established"] is not None and str(steps["established"].start)[:4] == "1995"
    assert steps["suspended"] is not None and str(steps["suspended"].start)[:4] == "2015"
    planned = steps["planned"]
    assert planned is not None and (planned.start, planned.end) == (dt.date(2018, 7, 20), dt.date(2018, 7, 29))


def test_the_visit_and_the_expulsions_stand_in_the_relation(store: sqlite3.Connection) -> None:
    found = relation(store, ("EU", "RUS"))
    visit = found.last_contact
    assert visit is not None and visit.date is not None
    assert (visit.date.start, visit.date.end) == (dt.date(2021, 2, 4), dt.date(2021, 2, 6))
    (expulsion,) = found.members
    assert expulsion.recipients == ("DEU", "POL", "SWE")
    assert expulsion.date is not None and expulsion.date.start == dt.date(2021, 2, 5)


def test_what_both_announced_stands_in_the_agenda(store: sqlite3.Connection) -> None:
    days = {(a.date.start, a.date.end) for a in agenda(store) if a.date is not None}
    assert (dt.date(2018, 7, 20), dt.date(2018, 7, 29)) in days
    assert (dt.date(2021, 2, 22), dt.date(2021, 2, 22)) in days
    assert (dt.date(2021, 3, 1), dt.date(2021, 3, 31)) in days
