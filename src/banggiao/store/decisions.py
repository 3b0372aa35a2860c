"""What persons decide of what belongs together: two documents are one report or not, two events one or not.

A decision outranks the program's and can be taken back; what follows from it is worked out at once. Nothing that was
read is changed by it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from msgspec import Struct

from banggiao.store.database import StoreError
from banggiao.store.settling import settle, transaction


class Joining(Struct, frozen=True):
    """One decision: ``one`` and ``other`` are ids of documents or of events, in order; ``at`` is ISO 8601, in UTC."""

    kind: Literal["document", "event"]
    one: str
    other: str
    together: bool
    reviewer: str
    at: str
    reason: str


def decide(
    connection: sqlite3.Connection, pair: tuple[str, str], together: bool, reviewer: str, reason: str
) -> Joining:
    """Decide that ``pair`` belongs together or not, instead of what was decided of it before.

    StoreError when one of them is not in the store, they are a document and an event, or nobody or no reason is named.
    """
    if not reviewer.strip() or not reason.strip():
        raise StoreError("a decision needs who decides and why; give --reviewer NAME and --reason TEXT")
    kind, documents = _kind(connection, pair)
    one, other = sorted(pair)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    made = Joining(kind, one, other, together, reviewer.strip(), at, reason.strip())
    with _settled(connection, documents):
        connection.execute(
            "INSERT OR REPLACE INTO joining VALUES (?, ?, ?, ?, ?, ?, ?)",
            (kind, one, other, together, made.reviewer, at, made.reason),
        )
    return made


def undo(connection: sqlite3.Connection, pair: tuple[str, str]) -> Joining:
    """Take back what was decided of ``pair``: the program's decision stands again. StoreError when nothing was."""
    kind, documents = _kind(connection, pair)
    found = [made for made in decided(connection) if made.kind == kind and {made.one, made.other} == set(pair)]
    if not found:
        raise StoreError(
            f"{pair[0]} and {pair[1]}: nobody decided anything of them; banggiao stories --decided lists all"
        )
    with _settled(connection, documents):
        connection.execute("DELETE FROM joining WHERE kind = ? AND one = ? AND other = ?", (kind, *sorted(pair)))
    return found[0]


def decided(connection: sqlite3.Connection) -> list[Joining]:
    """All decisions that stand, the oldest first."""
    query = "SELECT kind, one, other, together, reviewer, at, reason FROM joining ORDER BY at, kind, one, other"
    return [Joining(k, o, t, bool(y), *rest) for k, o, t, y, *rest in connection.execute(query)]


def _kind(connection: sqlite3.Connection, pair: tuple[str, str]) -> tuple[Literal["document", "event"], list[int]]:
    """Whether ``pair`` are documents or events, and the rows of the documents concerned."""
    if pair[0] == pair[1]:
        raise StoreError(f"{pair[0]}: named twice; name two documents, or two events")
    documents = [connection.execute("SELECT n FROM document WHERE id = ?", (id,)).fetchone() for id in pair]
    if all(documents):
        return "document", [row[0] for row in documents]
    events = [connection.execute("SELECT document FROM event WHERE id = ?", (id,)).fetchone() for id in pair]
    for id, document, event in zip(pair, documents, events, strict=True):
        if not document and not event:
            raise StoreError(f"{id}: no document or event of that id is in the store; banggiao search finds them")
        if event and event[0] is None:
            raise StoreError(f"{id}: an imported event, which no document tells; it stands for itself")
    if not all(events):
        raise StoreError(f"{pair[0]} and {pair[1]}: a document and an event; name two documents, or two events")
    return "event", [row[0] for row in events]


@contextmanager
def _settled(connection: sqlite3.Connection, documents: list[int]) -> Iterator[None]:
    """A transaction at whose end everything that rests on ``documents`` is worked out anew."""
    with transaction(connection):
        yield
        settle(connection, (), (), documents)
