"""What lies around a change among the events that may be one: fetched from the store for many changes at a time.

Whatever rests on a change is found from two sides: by days, for no report has an effect beyond some weeks, and by what
was joined before, for what leaves an event may lie far from what stays. Where an event turns out to be joined otherwise
than before, that is a change as well; so it goes on until nothing changes any more.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from banggiao import stories
from banggiao.store import reports
from banggiao.store.reprints import within

AFFECTED = 66
"""Days within which an event has an effect on how others are joined: a report of "last month" reaches back a month, and
weeks later another may tell of that again."""
SETTLED = 75
"""Days around which everything is at hand on which such an effect rests, out of …"""
CONTEXT = 141
"""… the days around it that are looked at."""


class Change:
    """What is touched of a block: days (as :func:`reports.day` gives them), and the reports that came or were
    entered."""

    def __init__(self, days: Iterable[str] = ()) -> None:
        self.days = set(days)
        self.rows: dict[int, reports.Row] = {}
        self._windows: dict[tuple[int, int], list[tuple[str, str]]] = {}

    def near(self, row: reports.Row, by: int) -> bool:
        """Whether the report in ``row`` lies within ``by`` days of what is touched, or in a period that is."""
        day = row.day
        if not day[:1].isdigit():
            return day in self.days
        return any(first <= day <= last for first, last in self.windows(by))

    def windows(self, by: int) -> list[tuple[str, str]]:
        """The dated ones of the days with ``by`` days on either side, those that overlap as one."""
        key = by, len(self.days)  # days are only added
        found = self._windows.get(key)
        if found is None:
            found = self._windows[key] = []
            for day in sorted(day for day in self.days if day[:1].isdigit()):
                first, last = _shift(day, -by), _shift(day, by)
                if found and first <= found[-1][1]:
                    found[-1] = (found[-1][0], last)
                else:
                    found.append((first, last))
        return found


class Neighbourhood:
    """Blocks from which events are joined together, what is touched of each, and the reports around that."""

    def __init__(self, blocks: dict[str, Change]) -> None:
        self.blocks = blocks
        self.rows = {n: row for change in blocks.values() for n, row in change.rows.items()}
        self._seen = {block: Change(change.days) for block, change in blocks.items()}

    def around(self, connection: sqlite3.Connection) -> set[int]:
        """The events, by row, that lie around what is touched, and of which nothing is known yet."""
        found: set[int] = set()
        for block, seen in self._seen.items():
            dated = "SELECT event FROM block WHERE block = ? AND day BETWEEN ? AND ?"
            for window in seen.windows(CONTEXT):
                found.update(n for (n,) in connection.execute(dated, (block, *window)))
            for day in seen.days:
                if day.startswith("P") or (not day and not self.blocks[block].rows):
                    same = "SELECT event FROM block WHERE block = ? AND day = ?"
                    found.update(n for (n,) in connection.execute(same, (block, day)))
        return found - self.rows.keys()

    def beside(self, connection: sqlite3.Connection) -> set[int]:
        """What is tied to the reports at hand by its document alone: it has no day, or they have none.

        What came in tells all that its own sources do; of the others, that is to be fetched.
        """
        came = {n for change in self.blocks.values() for n in change.rows}
        others = [row for n, row in self.rows.items() if n not in came]
        if not others:
            return set()
        origins = {row.report.telling.origin for row in self.rows.values()}
        loose = """SELECT b.event, d.origin FROM block AS b JOIN event AS e ON e.n = b.event
            JOIN document AS d ON d.n = e.document WHERE b.block = ?1 AND (b.day = '' OR b.day > 'P')"""
        found = {n for block in self.blocks for n, origin in connection.execute(loose, (block,)) if origin in origins}
        own = """SELECT b.event, b.block FROM document AS d JOIN event AS e ON e.document = d.n
            JOIN block AS b ON b.event = e.n WHERE d.origin IN"""
        undated = {row.report.telling.origin for row in others if not row.day[:1].isdigit()}
        found |= {n for n, block in within(connection, own, undated) if block in self.blocks}
        return found - self.rows.keys()

    def take(self, row: reports.Row) -> None:
        """Look at ``row`` as well, if it is one that may be of these events."""
        if row.counts and row.block in self.blocks:
            self.rows[row.n] = row

    def touched(self) -> set[str]:
        """What the reports were joined to that are touched: with them, whatever else was joined to the same."""
        return {
            row.occurrence or row.report.id
            for row in self.rows.values()
            if row.n in self.blocks[row.block].rows or self.blocks[row.block].near(row, AFFECTED)
        }

    def joined(self, decided: stories.Decided) -> list[tuple[str, int]] | None:
        """The occurrences, with the rows of the events that report them; None when more must be looked at first."""
        touched = self.touched()
        rows = {row.report.id: row for row in self.rows.values()}
        ids = {id for id, row in rows.items() if (row.occurrence or id) in touched}
        groups = [(row.report.id,) for row in rows.values()]
        if len(rows) > 1:
            groups = stories.groups([row.report for row in rows.values()], decided)  # type: ignore[assignment]
        groups = [group for group in groups if not ids.isdisjoint(group)]
        before = self._extent()
        for group in groups:
            for row in (rows[id] for id in group):
                self._reach(row, group[0])
        if self._extent() != before:
            return None
        return [(group[0], rows[id].n) for group in groups for id in group if rows[id].occurrence != group[0]]

    def _reach(self, row: reports.Row, occurrence: str) -> None:
        """Look around ``row`` where that was not done; what is joined otherwise than before is touched itself."""
        seen = self._seen[row.block]
        if row.day and row.occurrence != occurrence:
            self.blocks[row.block].days.add(row.day)
            seen.days.add(row.day)
        if row.day and not seen.near(row, SETTLED):
            seen.days.add(row.day)

    def _extent(self) -> int:
        return sum(len(change.days) for change in (*self._seen.values(), *self.blocks.values()))


def settled(
    connection: sqlite3.Connection, some: Sequence[Neighbourhood], decided: stories.Decided
) -> Iterator[tuple[str, int]]:
    """Join ``some`` anew: each event that is to be joined otherwise than it is, by row, after its occurrence."""
    waiting = list(some)
    while waiting:
        fetch(connection, waiting)
        _fetch_mates(connection, waiting, decided)
        left = []
        for one in waiting:
            found = one.joined(decided)
            if found is None:
                left.append(one)
            else:
                yield from found
        waiting = left


def misjoined(
    connection: sqlite3.Connection, blocks: Sequence[tuple[str, ...]], decided: stories.Decided
) -> Iterator[str]:
    """The events in ``blocks`` (each tuple those that are joined together) that belong to another occurrence than they
    would if everything were joined at once."""
    for linked in blocks:
        some = within(connection, "SELECT event FROM block WHERE block IN", linked)
        rows = {row.report.id: row for row in reports.load(connection, [n for (n,) in some])}
        for group in stories.groups([row.report for row in rows.values()], decided):
            yield from (id for id in group if rows[id].occurrence != group[0])


def fetch(connection: sqlite3.Connection, some: Sequence[Neighbourhood]) -> None:
    """Fetch what lies around, and what is tied to that by its document."""
    _load(connection, {n: one for one in some for n in one.around(connection)})
    _load(connection, {n: one for one in some for n in one.beside(connection)})


def _fetch_mates(connection: sqlite3.Connection, some: Sequence[Neighbourhood], decided: stories.Decided) -> None:
    """Fetch what was joined to the same events as what is touched, and what a person joined to that."""
    holder = {occurrence: one for one in some for occurrence in one.touched()}
    query = "SELECT occurrence, n FROM event WHERE occurrence IN"
    found = {n: holder[occurrence] for occurrence, n in within(connection, query, holder)}
    if decided.together:
        ids = {row.report.id: one for one in some for row in one.rows.values()}
        pairs = {(a, b) for pair in decided.together for a, b in (pair, pair[::-1]) if a in ids}
        numbers = dict(within(connection, "SELECT id, n FROM event WHERE id IN", {b for _, b in pairs}))
        found |= {numbers[b]: ids[a] for a, b in pairs if b in numbers}
    _load(connection, {n: one for n, one in found.items() if n not in one.rows})


def _load(connection: sqlite3.Connection, wanted: dict[int, Neighbourhood]) -> None:
    for row in reports.load(connection, sorted(wanted)):
        wanted[row.n].take(row)


def _shift(day: str, by: int) -> str:
    at = dt.date.fromisoformat(day).toordinal() + by
    return dt.date.fromordinal(min(max(at, 1), dt.date.max.toordinal())).isoformat()
