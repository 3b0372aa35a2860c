"""Events in the order in which they were kept, as one moment saw them: for exports, which may take a while."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator

from banggiao.store import events, filters, folding, selection
from banggiao.store.events import EventRow
from banggiao.store.filters import EVERYTHING, Filter

_BATCH = 500


def kept(connection: sqlite3.Connection, wanted: Filter = EVERYTHING) -> Iterator[EventRow]:
    """The events that ``wanted`` asks for, the first kept first: a data set comes out in the order of its file.

    All is read in one transaction, so what others write meanwhile is not seen.
    """
    connection.execute("BEGIN")
    try:
        numbers = _numbers(connection, wanted)
        while batch := list(itertools.islice(numbers, _BATCH)):
            for row in events.get(connection, batch, wanted.as_of):
                if wanted.phrase is None or folding.carries(row.quote, wanted.phrase):
                    yield row
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


def _numbers(connection: sqlite3.Connection, wanted: Filter) -> Iterator[int]:
    """Narrow questions follow the indices of the listing; wide ones go through all events."""
    if wanted.actors or wanted.pair or wanted.phrase is not None:
        return iter(sorted(n for _, _, n in selection.keys(connection, wanted, "newest", None)))
    holds = filters.where(wanted)
    found = connection.execute(f"SELECT e.n FROM event e WHERE {holds.sql} ORDER BY e.n", holds.values)
    return (n for (n,) in found)
