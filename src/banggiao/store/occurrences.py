"""Which events of the store are the same, kept up as documents come and go; and the joined events for who asks.

Events that may be one share a block: their type and everybody who takes part. A block is joined anew as far as what
came or went can reach; a large one not as a whole, for no report has an effect beyond some weeks.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from banggiao import stories
from banggiao.entries import Occurrence, Report
from banggiao.store import reports
from banggiao.store.filters import Filter, where
from banggiao.store.reprints import decisions, origins_then, told_then, within

_AFFECTED = 45
"""Days within which an event has an effect on how others are joined: a report of "last month" reaches so far."""
_SETTLED = 75
"""Days around which everything is at hand on which such an effect rests, out of …"""
_CONTEXT = 120
"""… the days around it that are looked at."""
_PERIOD = "P"
_OPEN = "…"


def join_events(connection: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Work out ``event.occurrence`` anew for all that the events of the documents in rows ``documents`` may touch.

    Call it after :func:`~banggiao.store.reprints.link_documents`, inside the same transaction, also for documents that
    ceased to count; what hung together with events that were deleted is found by itself. The result is the same
    whatever the order and the batches in which documents came.
    """
    changed = _enter(connection, _mates(connection, documents))
    for block, day in connection.execute("SELECT block, day FROM unsettled").fetchall():
        changed.setdefault(block, _Change()).days.add(day)
    connection.execute("DELETE FROM unsettled")
    decided = _decided(connection)
    joined: list[tuple[str, int]] = []
    for blocks in _linked(connection, changed, decided):
        joined += _settled(connection, {block: changed.get(block, _Change()) for block in blocks}, decided)
    connection.executemany("UPDATE event SET occurrence = ?1 WHERE n = ?2 AND occurrence IS NOT ?1", joined)


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
    return sorted(given.values(), key=lambda one: (first_day(one), one.id))


def occurrences_then(
    connection: sqlite3.Connection, day: dt.date, among: Iterable[int] | None = None
) -> dict[str, str]:
    """By event id, the occurrence on ``day`` of every report known by then that belongs to another one now.

    ``among``: only of the events in these rows. What was told since alone can have changed it: in blocks with a later
    report, or with one whose source was not yet known to be another's.
    """
    some = {row[0]: row[1:] for row in _entered(connection, among)}
    later = _later(connection, day, {block for block, *_ in some.values()})
    days: dict[str, set[str]] = {}
    now: dict[str, str] = {}
    for block, of, id, occurrence in some.values():
        if block in later:
            days.setdefault(block, set()).add(of)
            now[id] = occurrence
    decided = _decided(connection)
    found: dict[str, str] = {}
    for blocks in _linked(connection, days, decided):
        for group in stories.groups(_known(connection, days, blocks, day), decided):
            found.update((id, group[0]) for id in group if now.get(id, group[0]) != group[0])
    return found


def _entered(connection: sqlite3.Connection, among: Iterable[int] | None) -> Iterator[tuple[int, str, str, str, str]]:
    """Row, block, day, id and occurrence of the events in the rows ``among`` (None: of all)."""
    query = "SELECT e.n, b.block, b.day, e.id, e.occurrence FROM block AS b JOIN event AS e ON e.n = b.event"
    if among is None:
        return connection.execute(query)
    return within(connection, f"{query} WHERE e.n IN", among)


def _later(connection: sqlite3.Connection, day: dt.date, blocks: set[str]) -> set[str]:
    """Those of ``blocks`` in which something was told, or tied to another source, after ``day``."""
    query = f"""SELECT DISTINCT b.block FROM block AS b JOIN event AS e ON e.n = b.event
        WHERE (e.known IS NULL OR e.known > '{day.isoformat()}') AND b.block IN"""
    found = {block for (block,) in within(connection, query, blocks)}
    tied = "FROM block AS b JOIN event AS e ON e.n = b.event JOIN document AS d ON d.n = e.document WHERE"
    origins = {id for (id,) in within(connection, f"SELECT DISTINCT d.origin {tied} b.block IN", blocks)}
    moved = origins_then(connection, day, origins)
    return found | ({block for (block,) in within(connection, f"SELECT b.block {tied} d.id IN", moved)} & blocks)


def first_day(one: Occurrence) -> dt.date:
    """When it was, else when it was first told, else the last of days: the order of a listing."""
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
    rows = {n: row for block, days in wanted.items() for n, row in _context(connection, block, _Change(days)).items()}
    told = (row.report for row in rows.values())
    known = [r for r in told if as_of is None or (r.telling.known is not None and r.telling.known <= as_of)]
    return told_then(connection, known, as_of)


class _Change:
    """What is touched of a block: days (as :func:`_day` gives them), and the reports that came or were entered."""

    def __init__(self, days: Iterable[str] = ()) -> None:
        self.days = set(days)
        self.rows: dict[int, reports.Row] = {}
        self._windows: dict[tuple[int, int], list[tuple[str, str]]] = {}

    def near(self, row: reports.Row, by: int) -> bool:
        """Whether the report in ``row`` lies within ``by`` days of what is touched, or in a period that is."""
        day = _day(row.report)
        if not day[:1].isdigit():
            return day in self.days
        key = by, len(self.days)  # days are only added
        windows = self._windows.get(key)
        if windows is None:
            windows = self._windows[key] = _windows(self.days, by)
        return any(first <= day <= last for first, last in windows)


def _windows(days: Iterable[str], by: int) -> list[tuple[str, str]]:
    """The dated ones of ``days`` with ``by`` days on either side, those that overlap as one."""
    found: list[tuple[str, str]] = []
    for day in sorted(day for day in days if day[:1].isdigit()):
        first, last = _shift(day, -by), _shift(day, by)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _mates(connection: sqlite3.Connection, documents: Iterable[int]) -> list[int]:
    """``documents`` and those of the same source: what one dates, another may tell without a date."""
    found = set(documents)
    query = "SELECT m.n FROM document AS d JOIN document AS m ON m.origin = d.origin WHERE d.n IN"
    return sorted(found | {n for (n,) in within(connection, query, found)})


def _enter(connection: sqlite3.Connection, documents: Sequence[int]) -> dict[str, _Change]:
    """Enter the events of ``documents`` into their blocks; the blocks that are touched."""
    changed: dict[str, _Change] = {}
    entered: dict[int, tuple[str, str]] = {}
    query = "SELECT b.event, b.block, b.day FROM event AS e JOIN block AS b ON b.event = e.n WHERE e.document IN"
    for n, block, day in within(connection, query, documents):
        entered[n] = block, day
    events = [n for (n,) in within(connection, "SELECT n FROM event WHERE document IN", documents)]
    for row in reports.load(connection, sorted(events)):
        place = (stories.block(row.report.type, row.report.actors, row.report.recipients), _day(row.report))
        had = entered.get(row.n)
        if had is not None and (had != place or not row.counts):
            connection.execute("DELETE FROM block WHERE block = ? AND day = ? AND event = ?", (*had, row.n))
        if not row.counts:
            connection.execute("UPDATE event SET occurrence = id WHERE n = ? AND occurrence IS NOT id", (row.n,))
            continue
        if had != place:
            connection.execute("INSERT INTO block VALUES (?, ?, ?)", (*place, row.n))
        change = changed.setdefault(place[0], _Change())
        change.days.add(place[1])
        change.rows[row.n] = row
    return changed


def _day(report: Report) -> str:
    """What an event is found by in its block: a day, a period, or nothing."""
    at = stories.when(report)
    if at.kind == "unknown":
        return ""
    if at.kind == "period":
        return f"{_PERIOD}{at.first or _OPEN}/{at.last or _OPEN}"
    return (at.last if at.kind == "told" else at.first or dt.date.min).isoformat()  # type: ignore[union-attr]


def _shift(day: str, by: int) -> str:
    at = dt.date.fromisoformat(day).toordinal() + by
    return dt.date.fromordinal(min(max(at, 1), dt.date.max.toordinal())).isoformat()


def _context(connection: sqlite3.Connection, block: str, change: _Change) -> dict[int, reports.Row]:
    """All reports of ``block`` on which the joining of what ``change`` touches rests, by the row of their event."""
    dated = "SELECT event FROM block WHERE block = ? AND day BETWEEN ? AND ?"
    windows = _windows(change.days, _CONTEXT)
    events = {n for window in windows for (n,) in connection.execute(dated, (block, *window))}
    for day in change.days:
        if day.startswith(_PERIOD) or (not day and not change.rows):
            same = "SELECT event FROM block WHERE block = ? AND day = ?"
            events |= {n for (n,) in connection.execute(same, (block, day))}
    rows = dict(change.rows)
    rows.update((row.n, row) for row in reports.load(connection, sorted(events - rows.keys())))
    if events:  # what came tells all that its own sources do; of the others, that is to be fetched
        beside = _beside(connection, block, {row.document for row in rows.values()})
        rows.update((row.n, row) for row in reports.load(connection, sorted(beside - rows.keys())))
    return rows


def _beside(connection: sqlite3.Connection, block: str, documents: set[int]) -> set[int]:
    """What ``documents``, and those of the same source, tell of ``block``."""
    query = "SELECT b.event, b.block FROM event AS e JOIN block AS b ON b.event = e.n WHERE e.document IN"
    return {n for n, of in within(connection, query, _mates(connection, documents)) if of == block}


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


def _settled(
    connection: sqlite3.Connection, blocks: dict[str, _Change], decided: stories.Decided
) -> list[tuple[str, int]]:
    """Join ``blocks`` anew as far as they are touched: the occurrences, with the rows of the events that report them.

    A document may tie a report to an event far off; where a touched event is tied so, what lies around there is
    looked at as well, until every touched event is known as a whole.
    """
    seen = {block: _Change(change.days) for block, change in blocks.items()}
    for block, change in blocks.items():
        seen[block].rows = change.rows
    while True:
        found = {block: _context(connection, block, change) for block, change in seen.items()}
        rows = {row.report.id: (block, row) for block, context in found.items() for row in context.values()}
        touched = {
            id for id, (block, row) in rows.items() if row.n in blocks[block].rows or blocks[block].near(row, _AFFECTED)
        }
        groups = stories.groups([row.report for _, row in rows.values()], decided)
        groups = [group for group in groups if not touched.isdisjoint(group)]
        off = [rows[id] for group in groups for id in group]
        off = [(block, row) for block, row in off if _day(row.report) and not seen[block].near(row, _SETTLED)]
        if not off:
            break
        for block, row in off:
            seen[block].days.add(_day(row.report))
    return [(group[0], rows[id][1].n) for group in groups for id in group]


def _decided(connection: sqlite3.Connection) -> stories.Decided:
    pairs = decisions(connection, "event")
    together = tuple((one, other) for one, other, yes in pairs if yes)
    return stories.Decided(together, tuple((one, other) for one, other, yes in pairs if not yes))
