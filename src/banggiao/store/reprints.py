"""Which documents of the store are the same report, and the independent source that each rests on."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from banggiao import stories
from banggiao.entries import MeasureNotice, MechanismStep, Plan, Report
from banggiao.stories.origins import Pair

Told = TypeVar("Told", Report, MechanismStep, MeasureNotice, Plan)

_CLOSE = 3
"""Days by which a date of publication may be uncertain and still be compared with another."""
_SHARED = 2
"""Bands that two bodies must share to be compared at all: one phrase is shared by chance."""
_MANY = 500
"""Parameters of one statement."""
DECIDED = 2.0
"""The similarity of a pair that a person joined: it outranks every measured one."""


def link_documents(connection: sqlite3.Connection, new: Sequence[int]) -> None:
    """Find the reprints of the documents in rows ``new`` among all that are kept, and settle who is whose source.

    Fills ``document.signature`` where it is empty; writes ``band``, ``reprint`` and ``document.origin``. Call it inside
    the transaction that wrote the documents, or that removed some whose reprints are named here. Linked again, a
    document gets the same pairs; the result does not depend on the order or the batches in which documents came.
    """
    bodies = _Bodies(connection)
    rows = [n for n in dict.fromkeys(new) if _is_article(connection, n)]
    for n in rows:
        _index(connection, bodies, n)
    for n in rows:
        for other in _candidates(connection, n):
            one, two = sorted((n, other))
            decision = stories.reprint(bodies.body(one), bodies.body(two))
            if decision is None:
                connection.execute("DELETE FROM reprint WHERE one = ? AND other = ?", (one, two))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO reprint VALUES (?, ?, ?, ?)",
                    (one, two, decision.similarity, decision.because),
                )
    settle_origins(connection, new)


def settle_origins(connection: sqlite3.Connection, touched: Iterable[int]) -> list[int]:
    """Work out anew ``document.origin`` of all that hangs together with ``touched``; the documents that changed it."""
    ids = _component(connection, touched)
    if not ids:
        return []
    rows = {id: n for n, id in ids.items()}
    found = _origins(connection, ids)
    changed = [(origin, rows[id]) for id, origin in found.items() if origin != _origin(connection, rows[id])]
    connection.executemany("UPDATE document SET origin = ? WHERE n = ?", changed)
    return [n for _, n in changed]


def origins_then(connection: sqlite3.Connection, day: dt.date, among: Iterable[str] | None = None) -> dict[str, str]:
    """The origin on ``day``, by document id, of all whose group has won documents since: what links two may be later.

    ``among``: only documents that have one of these origins now.
    """
    if among is None:
        among = (id for (id,) in connection.execute("SELECT origin FROM document GROUP BY origin HAVING count(*) > 1"))
    groups: dict[str, dict[int, str]] = {}
    grown: set[str] = set()
    query = "SELECT origin, n, id, known FROM document WHERE origin IN"
    for origin, n, id, known in within(connection, query, among):
        if known is None or known > day.isoformat():
            grown.add(origin)
        else:
            groups.setdefault(origin, {})[n] = id
    ids = {n: id for origin in grown for n, id in groups.get(origin, {}).items()}
    return dict(_origins(connection, ids))


def told_then(connection: sqlite3.Connection, told: Sequence[Told], as_of: dt.date | None) -> list[Told]:
    """``told`` with the origins that their tellings had on ``as_of`` (None: as they are)."""
    if as_of is None:
        return list(told)
    then = origins_then(connection, as_of, {one.telling.origin for one in told})
    return [
        replace(one, telling=replace(one.telling, origin=then[one.telling.document]))
        if then.get(one.telling.document, one.telling.origin) != one.telling.origin
        else one
        for one in told
    ]


def _origins(connection: sqlite3.Connection, ids: dict[int, str]) -> Mapping[str, str]:
    """The origin of each of the documents ``ids`` (row to id), by id, as far as these tell."""
    rows = set(ids.values())
    pairs = [
        Pair(ids[one], ids[other], similarity)
        for one, other, similarity in within(connection, "SELECT one, other, similarity FROM reprint WHERE one IN", ids)
        if other in ids
    ]
    apart = []
    for one, other, together in decisions(connection, "document"):
        if one in rows and other in rows:
            if together:
                pairs.append(Pair(one, other, DECIDED))
            else:
                apart.append((one, other))
    return stories.origins(ids.values(), [p for p in pairs if tuple(sorted((p.one, p.other))) not in apart], apart)


def decisions(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str, bool]]:
    """What persons decided of pairs of ``kind`` (``document``, ``event``): two ids in order, and whether together."""
    query = "SELECT one, other, together FROM joining WHERE kind = ? ORDER BY one, other"
    rows = connection.execute(query, (kind,))
    return [(min(one, other), max(one, other), bool(together)) for one, other, together in rows]


class _Bodies:
    """The bodies of documents, read once each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, stories.Body] = {}

    def text(self, n: int) -> str:
        """Lead and body of the document in row ``n``."""
        query = "SELECT text FROM passage WHERE document = ? AND role IN ('lead', 'body') ORDER BY line"
        return "\n".join(row[0] for row in self._connection.execute(query, (n,)))

    def body(self, n: int) -> stories.Body:
        """What is compared of it."""
        if n not in self._known:
            query = "SELECT first, last, agency FROM document WHERE n = ?"
            first, last, agency = self._connection.execute(query, (n,)).fetchone()
            self._known[n] = stories.Body.of(self.text(n), _day(first, last), agency)
        return self._known[n]


def _day(first: str | None, last: str | None) -> dt.date | None:
    """The day of publication where it is known to a few days."""
    if first is None or last is None:
        return None
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return end if (end - start).days <= _CLOSE else None


def _is_article(connection: sqlite3.Connection, n: int) -> bool:
    return connection.execute("SELECT 1 FROM document WHERE n = ? AND kind = 'article'", (n,)).fetchone() is not None


def _index(connection: sqlite3.Connection, bodies: _Bodies, n: int) -> None:
    signature = connection.execute("SELECT signature FROM document WHERE n = ?", (n,)).fetchone()[0]
    if signature is None:
        signature = stories.signature(bodies.text(n))
        connection.execute("UPDATE document SET signature = ? WHERE n = ?", (signature, n))
    connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((band, n) for band in stories.bands(signature)))


def _candidates(connection: sqlite3.Connection, n: int) -> list[int]:
    """The documents of other pages that share enough bands with ``n``."""
    query = """
        SELECT theirs.document FROM band AS mine JOIN band AS theirs ON theirs.band = mine.band
        JOIN document AS d ON d.n = theirs.document
        WHERE mine.document = ?1 AND theirs.document <> ?1 AND d.page <> (SELECT page FROM document WHERE n = ?1)
        GROUP BY theirs.document
        HAVING count(*) >= min(?2, (SELECT count(*) FROM band WHERE document = ?1)) ORDER BY theirs.document"""
    return [row[0] for row in connection.execute(query, (n, _SHARED))]


def _component(connection: sqlite3.Connection, start: Iterable[int]) -> dict[int, str]:
    """Everything that pairs, a common origin or a person's decision hang together with ``start``: row to id."""
    found: dict[int, str] = {}
    waiting = set(start)
    joined = [(one, other) for one, other, together in decisions(connection, "document") if together]
    while waiting:
        fresh = {n: str(id) for n, id in within(connection, "SELECT n, id FROM document WHERE n IN", waiting)}
        found.update(fresh)
        waiting = {n for row in within(connection, "SELECT other FROM reprint WHERE one IN", fresh) for n in row}
        waiting |= {n for row in within(connection, "SELECT one FROM reprint WHERE other IN", fresh) for n in row}
        origins = {o for row in within(connection, "SELECT origin FROM document WHERE n IN", fresh) for o in row}
        waiting |= {n for row in within(connection, "SELECT n FROM document WHERE origin IN", origins) for n in row}
        ids = set(fresh.values())
        named = {other for pair in joined if ids & set(pair) for other in pair}
        waiting |= {n for row in within(connection, "SELECT n FROM document WHERE id IN", named) for n in row}
        waiting -= set(found)
    return found


def within(connection: sqlite3.Connection, query: str, values: Iterable[int | str]) -> Iterator[tuple]:  # type: ignore[type-arg]
    """The rows of ``query``, which ends in ``IN``, for all ``values``, however many."""
    given = list(values)
    for at in range(0, len(given), _MANY):
        some = given[at : at + _MANY]
        yield from connection.execute(f"{query} ({', '.join('?' * len(some))})", some).fetchall()


def _origin(connection: sqlite3.Connection, n: int) -> str:
    return str(connection.execute("SELECT origin FROM document WHERE n = ?", (n,)).fetchone()[0])
