"""How two actors stand, from the store: events by month, turning points, contacts, and what is in force and to come.

Each event counts once, however many documents report it and in whichever direction it went. What was known at a date
is had by leaving out what was told later.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from banggiao.entries import Acting, ChangePoint, Contact, MeasureEntity, Month, Occurrence, Relation
from banggiao.knowledge import members
from banggiao.knowledge.levels import RANKED, level_of
from banggiao.records import Interval, Level
from banggiao.relations.contacts import told_level
from banggiao.relations.intensity import Tally, levels
from banggiao.relations.turning import Turn, turns
from banggiao.store import agenda, ledger, timelines
from banggiao.store.filters import Filter
from banggiao.store.occurrences import occurrences_then
from banggiao.store.sources import day_of
from banggiao.store.stories import occurrences

_BEHIND, _BEHIND_DAYS = 3, 31
_CONTACTS = 500
HAPPENED = ("actual", "historical")
# The report that stands for its occurrence: dated before undated, the most precisely dated one.
_BEST = "e.month IS NULL, e.first IS NULL, julianday(e.last) - julianday(e.first), e.id"
# One row for each event between the two, its occurrence's other reports left aside by the reader of the rows.
_BETWEEN = """
    SELECT e.n, e.id, coalesce(e.occurrence, e.id), e.first, e.known, e.month, e.type, e.mode, e.quad,
        coalesce(e.score, 0.0), e.dataset
    FROM dyad d JOIN event e ON e.n = d.event
    WHERE d.actor = ? AND d.recipient = ? AND e.counts = 1 AND e.status IN ('actual', 'historical')
"""

_COUNTED = """
    SELECT d.actor, d.recipient, e.month, e.quad, 1 AS events, coalesce(e.score, 0.0) AS score,
        min(printf('%d%09d%s', e.first IS NULL, julianday(e.last) - julianday(e.first), e.id)) AS best
    FROM dyad d JOIN event e ON e.n = d.event LEFT JOIN temp.occurrence_then t ON t.event = e.id
    WHERE e.counts = 1 AND e.status IN ('actual', 'historical') AND e.month IS NOT NULL AND e.known <= ?
    GROUP BY d.actor, d.recipient, coalesce(t.occurrence, e.occurrence, e.id)
"""


class _Row(Struct, frozen=True):
    n: int
    id: str
    occurrence: str
    first: dt.date | None
    known: dt.date | None
    month: str | None
    type: str
    mode: str | None
    quad: str
    score: float
    dataset: str

    @property
    def day(self) -> dt.date | None:
        """The day that stands for the event in a curve: None where not even its month is known."""
        if self.month is None or len(self.month) < 7:
            return None
        return self.first or self.known


class Period(Struct, frozen=True):
    """Which part of a relation is asked for: days ``since`` to ``until``, inclusive, as known on ``as_of``."""

    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None


def relation(connection: sqlite3.Connection, pair: tuple[str, str], period: Period = Period()) -> Relation:
    """How the two actors of ``pair`` (codes) stand; a relation without events has no months and no contacts."""
    as_of = period.as_of or dt.date.today()
    rows = list(_rows(connection, pair, period))
    inside = sorted((r for r in rows if _inside(r.day, period, as_of)), key=_order)
    contacts = _contacts(connection, rows, pair, period.as_of)
    appointments = agenda.agenda(connection, codes=pair, as_of=period.as_of)
    return Relation(
        pair,
        as_of,
        len(inside),
        inside[0].day if inside else None,
        inside[-1].day if inside else None,
        tuple(_months(inside)),
        tuple(_changes(connection, inside)),
        max(contacts, key=_when, default=None),
        tuple(contacts),
        tuple(ledger.measures(connection, codes=pair, as_of=period.as_of, in_force=True)),
        tuple(ledger.mechanisms(connection, codes=pair, as_of=period.as_of)),
        tuple(a for a in appointments if a.outcome == "scheduled"),
        tuple(a for a in appointments if a.outcome == "unknown"),
        tuple(_through_members(connection, pair, period)),
    )


def _through_members(connection: sqlite3.Connection, pair: tuple[str, str], period: Period) -> list[MeasureEntity]:
    """Measures between one of ``pair`` and members of the other at the time, within ``period``, the newest first."""
    found: dict[str, MeasureEntity] = {}
    for one, organisation in (pair, pair[::-1]):
        if not members(organisation, dt.date.today()):
            continue
        for measure in ledger.measures(connection, codes=(one,), as_of=period.as_of):
            day = _day_of(measure)
            if _between_members(measure, one, members(organisation, day or dt.date.today())) and _overlaps(day, period):
                found[measure.id] = measure
    return sorted(found.values(), key=lambda m: (_day_of(m) or dt.date.min, m.id), reverse=True)


def _day_of(measure: MeasureEntity) -> dt.date | None:
    return None if measure.date is None else measure.date.end or measure.date.start


def _overlaps(day: dt.date | None, period: Period) -> bool:
    bounded = period.since is not None or period.until is not None
    return not bounded if day is None else (period.since or dt.date.min) <= day <= (period.until or dt.date.max)


def _between_members(measure: MeasureEntity, one: str, states: frozenset[str]) -> bool:
    """Whether ``one`` stands on one side of ``measure`` and some of ``states`` on the other."""
    there = states - {one}
    return (one in measure.actors and bool(there & set(measure.recipients))) or (
        one in measure.recipients and bool(there & set(measure.actors))
    )


class Standing(Struct, frozen=True):
    """One line of the ranking of pairs: how many events, their mean score, and how many of each quad category."""

    pair: tuple[str, str]
    events: int
    score: float
    counts: dict[str, int]


def ranking(
    connection: sqlite3.Connection, period: Period = Period(), actor: str | None = None, limit: int = 20
) -> list[Standing]:
    """The pairs with most events in whole months of ``period``; with ``as_of`` only what was known by then.

    The monthly sums answer at once; what was known at a day has to be counted event by event.
    """
    since = f"{period.since:%Y-%m}" if period.since else ""
    last = min((d for d in (period.until, period.as_of) if d is not None), default=None)
    until = f"{last:%Y-%m}" if last else "9999"
    months = (since, until)
    if period.as_of is None:
        found = timelines.busiest(connection, months, actor, limit)
    else:
        _regroup(connection, period.as_of)
        chosen = "" if actor is None else " AND ? IN (actor, recipient)"
        values = (period.as_of.isoformat(), *(() if actor is None else (actor,)))
        source = f"({_COUNTED}) WHERE actor <> recipient{chosen}"
        found = timelines.first(timelines.summed(connection, months, source, values), limit)
    return [Standing(one.pair, one.events, one.score / one.events, one.counts) for one in found]


def _regroup(connection: sqlite3.Connection, day: dt.date) -> None:
    """Note beside the store which occurrences events belonged to on ``day``, where it was to others."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS occurrence_then (event TEXT PRIMARY KEY, occurrence TEXT) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.occurrence_then")
    then = occurrences_then(connection, day).items()
    connection.executemany("INSERT INTO temp.occurrence_then VALUES (?, ?)", then)


def _rows(connection: sqlite3.Connection, pair: tuple[str, str], period: Period) -> Iterator[_Row]:
    """The pair's events in either direction, one of each occurrence: the best dated one."""
    condition, extra = ("", ()) if period.as_of is None else (" AND e.known <= ?", (period.as_of.isoformat(),))
    found = [
        _Row(row[0], row[1], row[2], day_of(row[3]), day_of(row[4]), *row[5:])
        for actor, recipient in (pair, pair[::-1])
        for row in connection.execute(f"{_BETWEEN}{condition} ORDER BY {_BEST}", (actor, recipient, *extra))
    ]
    read = [row.n for row in found if row.dataset == "read"]
    then = {} if period.as_of is None else occurrences_then(connection, period.as_of, read)
    seen: dict[str, _Row] = {}
    for one in found:
        seen.setdefault(then.get(one.id, one.occurrence), one)
    yield from seen.values()


def _inside(day: dt.date | None, period: Period, as_of: dt.date) -> bool:
    return day is not None and (period.since or dt.date.min) <= day <= min(period.until or as_of, as_of)


def _order(row: _Row) -> tuple[dt.date, str]:
    return row.day or dt.date.min, row.id


def _months(rows: Sequence[_Row]) -> Iterator[Month]:
    """Every month from the first event to the last, those without events too."""
    cells: dict[tuple[int, int], list[_Row]] = {}
    for row in rows:
        if row.month is not None:
            cells.setdefault((int(row.month[:4]), int(row.month[5:7])), []).append(row)
    if not cells:
        return
    keys = list(_between(min(cells), max(cells)))
    tallies = [_tally(r.score for r in cells.get(key, ())) for key in keys]
    for key, tally, level in zip(keys, tallies, levels(tallies), strict=True):
        counts: dict[str, int] = {}
        for row in cells.get(key, ()):
            counts[row.quad] = counts.get(row.quad, 0) + 1
        mean = tally.score / tally.events if tally.events else None
        month = f"{key[0]:04}-{key[1]:02}"
        yield Month(month, counts, tally.events, mean, level.estimate, level.low, level.high)


def _between(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _tally(scores: Iterable[float]) -> Tally:
    found = list(scores)
    return Tally(len(found), sum(found), sum(s * s for s in found))


def _changes(connection: sqlite3.Connection, rows: Sequence[_Row]) -> Iterator[ChangePoint]:
    days = [row.day for row in rows if row.day is not None]
    for turn in turns(days, [row.score for row in rows]):
        behind = _behind(rows, turn)
        yield ChangePoint(turn.date, turn.before, turn.after, tuple(_acting(connection, row) for row in behind))


def _behind(rows: Sequence[_Row], turn: Turn) -> list[_Row]:
    """The events of the month after the turn that pull most from where the relation stood to where it went."""
    end = turn.date + dt.timedelta(days=_BEHIND_DAYS)
    direction = 1 if turn.after > turn.before else -1
    near = [r for r in rows if r.day is not None and turn.date <= r.day <= end]
    pulling = [r for r in near if (r.score - turn.before) * direction > 0]
    strongest = sorted(pulling, key=lambda r: (-(r.score - turn.before) * direction, _order(r)))[:_BEHIND]
    return sorted(strongest, key=_order)


def _acting(connection: sqlite3.Connection, row: _Row) -> Acting:
    found = connection.execute(
        "SELECT e.id, e.dataset, d.id, p.text FROM event e LEFT JOIN document d ON d.n = e.document"
        " LEFT JOIN passage p ON p.n = e.passage WHERE e.n = ?",
        (row.n,),
    ).fetchone()
    event, dataset, document, quote = found
    sides: dict[str, list[str]] = {"actor": [], "recipient": []}
    for role, code in connection.execute("SELECT role, code FROM party WHERE event = ? ORDER BY code", (row.n,)):
        sides.setdefault(role, []).append(code)
    actors, recipients = tuple(sides["actor"]), tuple(sides["recipient"])
    return Acting(
        event, row.first, row.type, row.mode, actors, recipients, row.quad, row.score, quote or "", dataset, document
    )


def _contacts(
    connection: sqlite3.Connection, rows: Sequence[_Row], pair: tuple[str, str], as_of: dt.date | None
) -> list[Contact]:
    """The last contact at each level, the highest level first; dated ones before those that are only known by then."""
    wanted = Filter(pair=pair, types=("CONSULT",), statuses=HAPPENED, datasets=("read",))
    meetings = sorted(occurrences(connection, wanted, as_of), key=_met, reverse=True)[:_CONTACTS]
    found: dict[Level | None, Contact] = {}
    for one in meetings:
        level, people = _level(connection, one, pair)
        if level not in found:
            _, known, _ = _met(one)
            found[level] = Contact(level, one.date, known, people, _told(one))
        if len(found) == len(RANKED) + 1:
            break
    imported = [r for r in rows if r.type == "CONSULT" and r.dataset != "read" and r.first is not None]
    if imported:
        last = max(imported, key=_order)
        other = Contact(None, Interval(last.first, last.first, "day"), last.known, (), _acting(connection, last))
        found[None] = max((c for c in (found.get(None), other) if c is not None), key=_when)
    return sorted(found.values(), key=lambda c: (*RANKED, None).index(c.level))


def _met(one: Occurrence) -> tuple[dt.date, dt.date, str]:
    """When a meeting was (the earliest day there is where nobody says), when it was first told, its id: to sort by."""
    known = min((r.telling.known for r in one.reports if r.telling.known), default=dt.date.min)
    day = one.date and (one.date.end or one.date.start)
    return day or dt.date.min, known, one.id


def _when(contact: Contact) -> dt.date:
    date = contact.date
    return (date and (date.end or date.start)) or dt.date.min


def _told(one: Occurrence) -> Acting:
    """An occurrence as a relation lists it, by the report that gave it its id."""
    report = next((r for r in one.reports if r.id == one.id), one.reports[0])
    return Acting(
        one.id,
        one.date.start if one.date else None,
        one.type,
        one.mode,
        one.actors,
        one.recipients,
        report.quad,
        report.score,
        report.telling.quote,
        "read",
        report.telling.document,
    )


def _level(
    connection: sqlite3.Connection, one: Occurrence, pair: tuple[str, str]
) -> tuple[Level | None, tuple[str, ...]]:
    """At which level it was, over all its reports: the rank of the lower side, each side by its highest person.

    Where no office of either side is told, the words of the reports tell it.
    """
    ranks: dict[str, Level] = {}
    people: dict[str, None] = {}
    for party in _parties(connection, one):
        code, rank = party.get("code"), level_of(party.get("office"))
        if code in pair and party.get("person"):
            people.setdefault(party["person"])
        if code in pair and rank:
            ranks[code] = min(ranks.get(code, rank), rank, key=RANKED.index)
    if ranks:
        return max(ranks.values(), key=RANKED.index), tuple(people)
    return told_level(report.telling.quote for report in one.reports), tuple(people)


def _parties(connection: sqlite3.Connection, one: Occurrence) -> Iterator[dict[str, Any]]:
    for report in one.reports:
        for (record,) in connection.execute("SELECT record FROM event WHERE id = ?", (report.id,)):
            event = json.loads(record)
            yield from (*event["actors"], *event["recipients"])
