"""Which events of the store are the same, kept up as documents come and go; and the joined events for who asks.

Events that may be one share a block: their type and everybody who takes part. A block is joined anew as far as what
came or went can reach; a large one not as a whole, for no report has an effect beyond some weeks.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from banggiao import stories
from banggiao.entries import Occurrence, Report
from banggiao.store import reports
from banggiao.store.filters import Filter, where
from banggiao.store.reprints import decisions

WHOLE = 400
"""Events of a block that is joined as a whole."""
_REACH = 120
"""Days beyond which an event has no effect on how others are joined."""
_PERIOD = "P"
_OPEN = "…"


def join_events(connection: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Work out ``event.occurrence`` anew for all that the events of the documents in rows ``documents`` may touch.

    Call it after :func:`~banggiao.store.reprints.link_documents`, inside the same transaction, also for documents that
    ceased to count; what hung together with events that were deleted is found by itself. The result is the same
    whatever the order and the batches in which documents came.
    """
    mates = _mates(connection, documents)
    changed = _enter(connection, mates)
    for block, days in connection.execute("SELECT block, day FROM unsettled").fetchall():
        changed.setdefault(block, set()).add(days)
    connection.execute("DELETE FROM unsettled")
    decided = _decided(connection)
    for blocks in _linked(connection, changed, decided):
        _settle(connection, {block: changed.get(block, set()) for block in blocks}, mates, decided)


def occurrences(connection: sqlite3.Connection, wanted: Filter, as_of: dt.date | None = None) -> list[Occurrence]:
    """The joined events that ``wanted`` asks for, by date, as they were known on ``as_of`` (else ``wanted.as_of``).

    An event is given when one of its reports is wanted and its own status is; with all its reports, also those that
    the filter would not find.
    """
    wanted = replace(wanted, as_of=as_of or wanted.as_of)
    clause = where(replace(wanted, statuses=()))
    query = f"SELECT b.block, e.id, b.day FROM event AS e JOIN block AS b ON b.event = e.n WHERE {clause.sql}"
    found: dict[str, set[str]] = {}
    ids: set[str] = set()
    for block, id, day in connection.execute(query, clause.values):
        found.setdefault(block, set()).add(day)
        ids.add(id)
    decided = _decided(connection)
    given: dict[str, Occurrence] = {}
    for blocks in _linked(connection, found, decided):
        for one in stories.join(_known(connection, found, blocks, wanted.as_of), decided):
            if any(r.id in ids for r in one.reports) and (not wanted.statuses or one.status in wanted.statuses):
                given[one.id] = one
    return sorted(given.values(), key=lambda one: (_first(one), one.id))


def _first(one: Occurrence) -> dt.date:
    """When it was, else when it was first told: the order of a listing."""
    told = [r.telling.known for r in one.reports if r.telling.known]
    return (one.date and one.date.start) or min(told, default=dt.date.max)


def _known(
    connection: sqlite3.Connection, found: dict[str, set[str]], blocks: Iterable[str], as_of: dt.date | None
) -> list[Report]:
    """The reports of ``blocks``, and the plain denials that may answer them, that were known on ``as_of``."""
    wanted = {block: found.get(block, set()) for block in blocks}
    for block, days in list(wanted.items()):
        type, *parties = block.split(" ")
        if type != "REJECT":
            for answer in (" ".join(("REJECT", *parties)), *(f"REJECT {code}" for code in parties)):
                wanted.setdefault(answer, days)
    events = {n for block, days in wanted.items() for n in _neighbourhood(connection, block, days, ())}
    rows = (row.report for row in reports.load(connection, sorted(events)) if row.counts)
    return [r for r in rows if as_of is None or (r.telling.known is not None and r.telling.known <= as_of)]


def _mates(connection: sqlite3.Connection, documents: Sequence[int]) -> tuple[int, ...]:
    """``documents`` and those of the same source: what one dates, another may tell without a date."""
    found = set(documents)
    for n in documents:
        query = "SELECT n FROM document WHERE origin = (SELECT origin FROM document WHERE n = ?)"
        found.update(row[0] for row in connection.execute(query, (n,)))
    return tuple(sorted(found))


def _enter(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[str, set[str]]:
    """Enter the events of ``documents`` into their blocks; the blocks, with the days that are touched."""
    changed: dict[str, set[str]] = {}
    events = [
        row[0]
        for n in documents
        for row in connection.execute("SELECT n FROM event WHERE document = ? ORDER BY n", (n,)).fetchall()
    ]
    entered = set(_entries(connection, events))
    for row in reports.load(connection, events):
        report = row.report
        wanted = set()
        if row.counts:
            block, day = stories.block(report.type, report.actors, report.recipients), _day(report)
            changed.setdefault(block, set()).add(day)
            wanted = {(block, day, row.n)}
        else:
            connection.execute("UPDATE event SET occurrence = id WHERE n = ? AND occurrence IS NOT id", (row.n,))
        had = {entry for entry in entered if entry[2] == row.n} if not wanted <= entered or not row.counts else wanted
        connection.executemany("DELETE FROM block WHERE block = ? AND day = ? AND event = ?", had - wanted)
        connection.executemany("INSERT INTO block VALUES (?, ?, ?)", wanted - had)
    return changed


def _entries(connection: sqlite3.Connection, events: Iterable[int]) -> Iterator[tuple[str, str, int]]:
    for n in events:
        yield from connection.execute("SELECT block, day, event FROM block WHERE event = ?", (n,)).fetchall()


def _day(report: Report) -> str:
    """What an event is found by in its block: a day, a period, or nothing."""
    at = stories.when(report)
    if at.kind == "unknown":
        return ""
    if at.kind == "period":
        return f"{_PERIOD}{at.first or _OPEN}/{at.last or _OPEN}"
    return (at.last if at.kind == "told" else at.first or dt.date.min).isoformat()  # type: ignore[union-attr]


class _Span(Struct, frozen=True):
    """The days that are touched, and the periods."""

    first: str
    last: str
    periods: tuple[str, ...]

    def wider(self) -> _Span:
        """What may be affected from here."""
        if not self.first:
            return self
        return replace(self, first=_shift(self.first, -_REACH), last=_shift(self.last, _REACH))


def _span(days: Iterable[str]) -> _Span:
    dated = sorted(day for day in days if day[:1].isdigit())
    return _Span(*((dated[0], dated[-1]) if dated else ("", "")), tuple(d for d in days if d.startswith(_PERIOD)))


def _shift(day: str, by: int) -> str:
    at = dt.date.fromisoformat(day).toordinal() + by
    return dt.date.fromordinal(min(max(at, 1), dt.date.max.toordinal())).isoformat()


def _neighbourhood(
    connection: sqlite3.Connection, block: str, days: Iterable[str], documents: Sequence[int]
) -> set[int]:
    """All events of ``block`` on which the joining of those around ``days`` and of ``documents`` rests."""
    size = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM block WHERE block = ? LIMIT ?)", (block, WHOLE + 1)
    ).fetchone()[0]
    if size <= WHOLE:
        return {row[0] for row in connection.execute("SELECT event FROM block WHERE block = ?", (block,))}
    span = _span(days).wider().wider()
    within = "SELECT event FROM block WHERE block = ? AND day BETWEEN ? AND ? AND day <> ''"
    found = {row[0] for row in connection.execute(within, (block, span.first, span.last))}
    for period in span.periods:
        found |= {
            r[0] for r in connection.execute("SELECT event FROM block WHERE block = ? AND day = ?", (block, period))
        }
    of_document = "SELECT b.event FROM event AS e JOIN block AS b ON b.event = e.n WHERE e.document = ? AND b.block = ?"
    for n in documents:
        found |= {row[0] for row in connection.execute(of_document, (n, block))}
    found |= _told_alongside(connection, block, found)
    periods = """SELECT n.event FROM block AS b JOIN block AS n ON n.block = b.block AND n.day = b.day
        WHERE b.event = ? AND b.block = ? AND b.day >= ?"""
    same = {row[0] for n in found for row in connection.execute(periods, (n, block, _PERIOD))}
    return found | _told_alongside(connection, block, same)


def _told_alongside(connection: sqlite3.Connection, block: str, events: set[int]) -> set[int]:
    """What the documents of ``events``, and their reprints, tell besides of the same block."""
    query = """SELECT b.event FROM document AS d JOIN document AS m ON m.origin = d.origin
        JOIN event AS e ON e.document = m.n JOIN block AS b ON b.event = e.n
        WHERE d.n = (SELECT document FROM event WHERE n = ?) AND b.block = ?"""
    return {row[0] for n in events for row in connection.execute(query, (n, block))}


def _linked(
    connection: sqlite3.Connection, blocks: Iterable[str], decided: stories.Decided
) -> Iterator[tuple[str, ...]]:
    """``blocks``, those together from which a person joined events; in order."""
    group: dict[str, set[str]] = {}
    for one, other in decided.together:
        query = "SELECT b.block FROM event AS e JOIN block AS b ON b.event = e.n WHERE e.id IN (?, ?)"
        named = {row[0] for row in connection.execute(query, (one, other))}
        both = set().union(named, *(group[block] for block in named if block in group))
        group.update((block, both) for block in both)
    seen: set[str] = set()
    for block in sorted(blocks):
        if block not in seen:
            linked = group.get(block, {block})
            seen |= linked
            yield tuple(sorted(linked))


def _settle(
    connection: sqlite3.Connection, blocks: dict[str, set[str]], documents: Sequence[int], decided: stories.Decided
) -> None:
    events = {n for block, days in blocks.items() for n in _neighbourhood(connection, block, days, documents)}
    rows = {row.report.id: row for row in reports.load(connection, sorted(events)) if row.counts}
    near = _span([day for days in blocks.values() for day in days]).wider()
    touched = set(documents)
    for group in stories.groups([row.report for row in rows.values()], decided):
        if any(rows[id].document in touched or _within(rows[id], near) for id in group) or len(events) <= WHOLE:
            first = min(group)
            connection.executemany(
                "UPDATE event SET occurrence = ?1 WHERE n = ?2 AND occurrence IS NOT ?1",
                ((first, rows[id].n) for id in group),
            )


def _within(row: reports.Row, span: _Span) -> bool:
    day = _day(row.report)
    return day in span.periods or (day[:1].isdigit() and span.first <= day <= span.last)


def _decided(connection: sqlite3.Connection) -> stories.Decided:
    pairs = decisions(connection, "event")
    together = tuple((one, other) for one, other, yes in pairs if yes)
    return stories.Decided(together, tuple((one, other) for one, other, yes in pairs if not yes))
