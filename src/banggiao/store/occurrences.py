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
from banggiao.store.neighbourhoods import Change, Neighbourhood, fetch, misjoined, settled
from banggiao.store.reprints import decisions, origins_then, told_then, within

_AT_ONCE = 300
"""Blocks that are joined together, to fetch what they need at once."""


def join_events(connection: sqlite3.Connection, documents: Sequence[int]) -> None:
    """Work out ``event.occurrence`` anew for all that the events of the documents in rows ``documents`` may touch.

    Call it after :func:`~banggiao.store.reprints.link_documents`, inside the same transaction, also for documents that
    ceased to count; what hung together with events that were deleted is found by itself. The result is the same
    whatever the order and the batches in which documents came.
    """
    changed = _enter(connection, _mates(connection, documents))
    for block, day in connection.execute("SELECT block, day FROM unsettled").fetchall():
        changed.setdefault(block, Change()).days.add(day)
    connection.execute("DELETE FROM unsettled")
    decided = _decided(connection)
    linked = list(_linked(connection, changed, decided))
    joined: list[tuple[str, int]] = []
    for at in range(0, len(linked), _AT_ONCE):
        some = [{block: changed.get(block) or Change() for block in blocks} for blocks in linked[at : at + _AT_ONCE]]
        joined += settled(connection, [Neighbourhood(blocks) for blocks in some], decided)
    connection.executemany("UPDATE event SET occurrence = ?1 WHERE n = ?2 AND occurrence IS NOT ?1", joined)


def mistaken(connection: sqlite3.Connection, most: int = 20_000) -> Iterator[str]:
    """Events that belong to another occurrence than if all were joined at once: of blocks spread over the store, with
    some ``most`` events in all. Blocks too large for that are left out: pairs are compared in them."""
    sizes = connection.execute("SELECT block, count(*) FROM block GROUP BY block ORDER BY block").fetchall()
    several = [(block, size) for block, size in sizes if size <= most // 10]
    step = sum(size for _, size in several) // most + 1
    decided = _decided(connection)
    linked = list(_linked(connection, [block for block, _ in several[::step]], decided))
    yield from misjoined(connection, linked, decided)


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
    around = Neighbourhood({block: Change(days) for block, days in wanted.items()})
    fetch(connection, [around])
    told = (row.report for row in around.rows.values())
    known = [r for r in told if as_of is None or (r.telling.known is not None and r.telling.known <= as_of)]
    return told_then(connection, known, as_of)


def _mates(connection: sqlite3.Connection, documents: Iterable[int]) -> list[int]:
    """``documents`` and those of the same source: what one dates, another may tell without a date."""
    found = set(documents)
    query = "SELECT m.n FROM document AS d JOIN document AS m ON m.origin = d.origin WHERE d.n IN"
    return sorted(found | {n for (n,) in within(connection, query, found)})


def _enter(connection: sqlite3.Connection, documents: Sequence[int]) -> dict[str, Change]:
    """Enter the events of ``documents`` into their blocks; the blocks that are touched."""
    changed: dict[str, Change] = {}
    query = "SELECT b.event, b.block, b.day FROM event AS e JOIN block AS b ON b.event = e.n WHERE e.document IN"
    entered = {n: (block, day) for n, block, day in within(connection, query, documents)}
    events = [n for (n,) in within(connection, "SELECT n FROM event WHERE document IN", documents)]
    left: list[tuple[str, str, int]] = []
    came: list[tuple[str, str, int]] = []
    alone: list[tuple[int]] = []
    for row in reports.load(connection, sorted(events)):
        had, place = entered.get(row.n), (row.block, row.day) if row.counts else None
        if had is not None and had != place:
            left.append((*had, row.n))
        if place is None:
            alone.append((row.n,))
            continue
        if had != place:
            came.append((*place, row.n))
        change = changed.setdefault(row.block, Change())
        change.days.add(row.day)
        change.rows[row.n] = row
    connection.executemany("DELETE FROM block WHERE block = ? AND day = ? AND event = ?", left)
    connection.executemany("UPDATE event SET occurrence = id WHERE n = ? AND occurrence IS NOT id", alone)
    connection.executemany("INSERT INTO block VALUES (?, ?, ?)", came)
    return changed


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


def _decided(connection: sqlite3.Connection) -> stories.Decided:
    pairs = decisions(connection, "event")
    together = tuple((one, other) for one, other, yes in pairs if yes)
    return stories.Decided(together, tuple((one, other) for one, other, yes in pairs if not yes))
