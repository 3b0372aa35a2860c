"""Take documents out of the store, with everything that rests on them alone.

What others told as well stays and is joined anew; the version of the page that came before counts again. What persons
decided (reviews, joinings) stays, and holds again when the document is read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from banggiao.store import rollups
from banggiao.store.folding import indexed
from banggiao.store.settling import settle, transaction

_LEDGERS = {"mechanism": "mechanism_step", "measure": "measure_notice", "plan": "plan"}
_MANY = 500


def remove(connection: sqlite3.Connection, documents: Sequence[int]) -> int:
    """Remove the documents in rows ``documents``, all in one transaction; how many events went with them."""
    with transaction(connection):
        pages = [page for (page,) in _of(connection, "SELECT page FROM document WHERE n IN", documents)]
        kin, events = take_out(connection, documents)
        settle(connection, [], pages, kin)
    return events


def take_out(connection: sqlite3.Connection, documents: Sequence[int]) -> tuple[list[int], int]:
    """Delete ``documents`` within a transaction that is open; what follows for the rest is left to ``settle``.

    The documents that stay and were tied to them, and how many events went.
    """
    gone = list(dict.fromkeys(documents))
    kin = _kin(connection, gone)
    events = [n for (n,) in _of(connection, "SELECT n FROM event WHERE document IN", gone)]
    rollups.forget(connection, events)
    _delete_events(connection, events)
    for document in gone:
        _delete_document(connection, document)
    return kin, len(events)


def _kin(connection: sqlite3.Connection, gone: Sequence[int]) -> list[int]:
    """The documents that stay and are tied to those that go: reprints, the same origin, the same events."""
    queries = (
        "SELECT other FROM reprint WHERE one IN",
        "SELECT one FROM reprint WHERE other IN",
        "SELECT o.n FROM document d JOIN document o ON o.origin = d.origin WHERE d.n IN",
        "SELECT o.document FROM event e JOIN event o ON o.occurrence = e.occurrence WHERE e.document IN",
    )
    found = {n for query in queries for (n,) in _of(connection, query, gone) if n is not None}
    return sorted(found - set(gone))


def _delete_events(connection: sqlite3.Connection, events: Sequence[int]) -> None:
    one = [(n,) for n in events]
    for statement in (
        "DELETE FROM party WHERE event = ?",
        "DELETE FROM dyad WHERE event = ?",
        "DELETE FROM event WHERE n = ?",
    ):
        connection.executemany(statement, one)


def _delete_document(connection: sqlite3.Connection, document: int) -> None:
    lines = connection.execute("SELECT n, text FROM passage WHERE document = ?", (document,)).fetchall()
    words = [(n, folded) for n, text in lines if (folded := indexed(text))]
    # An index without content forgets a row only when it is told what stood there.
    connection.executemany("INSERT INTO passage_text (passage_text, rowid, folded) VALUES ('delete', ?, ?)", words)
    for ledger, table in _LEDGERS.items():
        entries = f"SELECT n FROM {table} WHERE document = ?"
        connection.execute(f"DELETE FROM concern WHERE ledger = ? AND entry IN ({entries})", (ledger, document))
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    for statement in (
        "DELETE FROM input WHERE document = ?",
        "DELETE FROM passage WHERE document = ?",
        "DELETE FROM band WHERE document = ?",
        "DELETE FROM reprint WHERE ? IN (one, other)",
        "DELETE FROM document WHERE n = ?",
    ):
        connection.execute(statement, (document,))


def _of(connection: sqlite3.Connection, query: str, values: Iterable[int]) -> list[tuple]:  # type: ignore[type-arg]
    """The rows of ``query``, which ends in ``IN``, for all ``values``, however many."""
    given = list(values)
    rows = []
    for at in range(0, len(given), _MANY):
        some = given[at : at + _MANY]
        rows += connection.execute(f"{query} ({', '.join('?' * len(some))})", some).fetchall()
    return rows
