"""Ask the store what was announced and what became of it: fetch the plans, and the events that may answer them.

What counts is what current versions of pages say, and what does not rest on an event that a reviewer rejected. Events
are fetched for the parties and the days of the plans alone.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from banggiao.entries import Appointment, Occurrence, Plan, Telling
from banggiao.records import Interval, Place
from banggiao.relations.follow import appointments
from banggiao.relations.follow_grouping import Group, group
from banggiao.relations.kinds import LINKS
from banggiao.store.filters import Filter
from banggiao.store.reprints import told_then
from banggiao.store.stories import occurrences

_interval = msgspec.json.Decoder(Interval)
_place = msgspec.json.Decoder(Place)
_codes = msgspec.json.Decoder(tuple[str, ...])
_QUERY = """SELECT d.id, d.origin, s.known, d.outlet, d.agency, d.title, d.url, s.line, s.quote,
    s.what, s.parties, s.date, s.place, s.event, s.kind, s.change, s.moved_to, s.level
    FROM plan s JOIN document d ON d.n = s.document LEFT JOIN event e ON e.id = s.event WHERE """
_TYPES = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "AGREE", "REJECT", "MOBILIZE")
"""Types of events in which a plan is kept or broken."""
_MARGIN = dt.timedelta(days=4)
_OPEN = dt.timedelta(days=190)
"""How long after it was told a plan without a day may be kept."""
_REFUSED = dt.timedelta(days=30)
"""How long before its day a meeting may be refused."""
_MOST = 4
"""Of how many parties each two are looked for together: more are never needed to find the event."""


def agenda(
    connection: sqlite3.Connection,
    codes: Sequence[str] = (),
    as_of: dt.date | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    outcomes: Collection[str] = (),
) -> list[Appointment]:
    """What was announced of all ``codes``, by day, as it stood at ``as_of`` (None: today, with all that is known).

    ``since``/``until``: days, inclusive, that the appointment's date must overlap; one without a date is left out then.
    ``outcomes``: only these (empty: all).
    """
    plans = told_then(connection, [_plan(row) for row in _rows(connection, codes, as_of)], as_of)
    wanted = [g for g in group(plans) if _overlaps(g.date, since, until)]
    events = _events(connection, wanted, as_of)
    found = appointments(plans, events, as_of, dt.date.today())
    return [a for a in found if _overlaps(a.date, since, until) and (not outcomes or a.outcome in outcomes)]


def _rows(connection: sqlite3.Connection, codes: Sequence[str], as_of: dt.date | None) -> list[tuple[Any, ...]]:
    conditions = ["d.current = 1", "coalesce(e.counts, 1) = 1"]
    values: list[object] = []
    if as_of is not None:
        conditions.append("s.known <= ?")
        values.append(as_of.isoformat())
    for code in dict.fromkeys(codes):
        conditions.append("s.n IN (SELECT entry FROM concern WHERE ledger = 'plan' AND code = ?)")
        values.append(code)
    return connection.execute(_QUERY + " AND ".join(conditions), values).fetchall()


def _plan(row: Sequence[Any]) -> Plan:
    document, origin, known, outlet, agency, title, url, line, quote = row[:9]
    what, parties, date, place, event, kind, change, moved_to, level = row[9:]
    return Plan(
        Telling(document, origin, known and dt.date.fromisoformat(known), outlet, agency, title, url, line, quote),
        what,
        _codes.decode(parties),
        date and _interval.decode(date),
        place and _place.decode(place),
        event,
        kind,
        change,
        moved_to and _interval.decode(moved_to),
        level,
    )


def _overlaps(date: Interval | None, since: dt.date | None, until: dt.date | None) -> bool:
    if since is None and until is None:
        return True
    if date is None or date.start is None:
        return False
    return (until is None or date.start <= until) and (since is None or (date.end or date.start) >= since)


def _events(connection: sqlite3.Connection, groups: Iterable[Group], as_of: dt.date | None) -> list[Occurrence]:
    """The occurrences that may answer ``groups``: of two of their parties at least, in their time."""
    windows: dict[tuple[str, ...], tuple[dt.date, dt.date]] = {}
    for one in groups:
        window = _window(one)
        if window is None:
            continue
        parties = sorted(set(one.parties))[:_MOST]
        together = 1 if len(parties) == 1 or one.family in LINKS else 2
        for pair in itertools.combinations(parties, together):
            first, last = windows.get(pair, window)
            windows[pair] = min(first, window[0]), max(last, window[1])
    found: dict[str, Occurrence] = {}
    for pair, (first, last) in sorted(windows.items()):
        wanted = Filter(actors=pair, types=_TYPES, since=first, until=last, undated=True, datasets=("read",))
        found.update((o.id, o) for o in occurrences(connection, wanted, as_of))
    return list(found.values())


def _window(one: Group) -> tuple[dt.date, dt.date] | None:
    """The days in which the events lie that may tell what became of it."""
    told = one.first_known
    if one.date is not None and one.date.start is not None and one.date.end is not None:
        first = one.date.start - (_REFUSED if told else _MARGIN)
        return first, one.date.end + _MARGIN
    return (told - _MARGIN, told + _OPEN) if told else None
