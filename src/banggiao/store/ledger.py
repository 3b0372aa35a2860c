"""Ask the store for mechanisms and measures: fetch what its documents say of them, and join it.

What counts is what current versions of pages say, and what does not rest on an event that a reviewer rejected. Entities
are joined when they are asked for, so that they hold for any date and change with every document that comes or goes.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from banggiao.entries import MeasureEntity, MeasureNotice, MechanismEntity, MechanismStep, Telling
from banggiao.records import Interval, Place
from banggiao.relations import ledger
from banggiao.store.filters import marks
from banggiao.store.reprints import told_then
from banggiao.store.sources import day_of

_interval = msgspec.json.Decoder(Interval)
_place = msgspec.json.Decoder(Place)
_codes = msgspec.json.Decoder(tuple[str, ...])
_TELLING = "d.id, d.origin, s.known, d.outlet, d.agency, d.title, d.url, s.line, s.quote"
_STEP = f"{_TELLING}, s.kind, s.name, s.parties, s.change, s.date, s.place, s.event, s.names"
_NOTICE = f"{_TELLING}, s.kind, s.actors, s.recipients, s.change, s.date, s.event, s.status, s.until, s.standing"


def mechanisms(
    connection: sqlite3.Connection,
    codes: Sequence[str] = (),
    as_of: dt.date | None = None,
    kinds: Sequence[str] = (),
) -> tuple[MechanismEntity, ...]:
    """The mechanisms of which all ``codes`` are parties, of ``kinds`` (empty: of any), as they stood at ``as_of``."""
    rows = _rows(connection, ("mechanism_step", "mechanism", _STEP), codes, as_of, kinds)
    found = ledger.mechanisms(told_then(connection, [_step(row) for row in rows], as_of), as_of, dt.date.today())
    return tuple(m for m in found if set(codes) <= set(m.parties))


def measures(
    connection: sqlite3.Connection,
    codes: Sequence[str] = (),
    as_of: dt.date | None = None,
    kinds: Sequence[str] = (),
    in_force: bool | None = None,
) -> tuple[MeasureEntity, ...]:
    """The measures that all ``codes`` take or suffer, of ``kinds``, as they stood at ``as_of``.

    ``in_force``: only those that were in force then, or only those that were not; None: all.
    """
    asked = (*kinds, "sanctions") if kinds else ()  # lifted sanctions end what they consisted of
    rows = _rows(connection, ("measure_notice", "measure", _NOTICE), codes, as_of, asked)
    found = ledger.measures(told_then(connection, [_notice(row) for row in rows], as_of), as_of, dt.date.today())
    return tuple(
        m
        for m in found
        if set(codes) <= {*m.actors, *m.recipients}
        and (not kinds or m.kind in kinds)
        and (in_force is None or m.in_force == in_force)
    )


def _rows(
    connection: sqlite3.Connection,
    asked: tuple[str, str, str],
    codes: Sequence[str],
    as_of: dt.date | None,
    kinds: Sequence[str],
) -> Iterator[tuple[Any, ...]]:
    """The rows of one ledger that concern any of ``codes``, or any of those with whom they stand together in a row.

    Who is left unsaid in one row is told by the others of the same parties: all of them must be there to be weighed.
    """
    table, name, columns = asked
    conditions = ["d.current = 1", "coalesce(e.counts, 1) = 1"]
    values: list[object] = []
    if as_of is not None:
        conditions.append("s.known <= ?")
        values.append(as_of.isoformat())
    if kinds:
        conditions.append(f"s.kind IN ({marks(kinds)})")
        values.extend(kinds)
    if codes:
        conditions.append(
            "s.n IN (SELECT entry FROM concern WHERE ledger = ? AND code IN (SELECT code FROM concern WHERE ledger = ? "
            f"AND entry IN (SELECT entry FROM concern WHERE ledger = ? AND code IN ({marks(codes)}))))"
        )
        values.extend((name, name, name, *codes))
    return connection.execute(
        f"SELECT {columns} FROM {table} s JOIN document d ON d.n = s.document LEFT JOIN event e ON e.id = s.event "
        f"WHERE {' AND '.join(conditions)}",
        values,
    )


def _telling(row: Sequence[Any]) -> Telling:
    document, origin, known, outlet, agency, title, url, line, quote = row[:9]
    return Telling(document, origin, day_of(known), outlet, agency, title, url, line, quote)


def _date(value: str | None) -> Interval | None:
    return _interval.decode(value) if value else None


def _step(row: Sequence[Any]) -> MechanismStep:
    kind, name, parties, change, date, place, event, names = row[9:]
    return MechanismStep(
        _telling(row),
        kind,
        name,
        _codes.decode(parties),
        change,
        _date(date),
        _place.decode(place) if place else None,
        event,
        _codes.decode(names),
    )


def _notice(row: Sequence[Any]) -> MeasureNotice:
    kind, actors, recipients, change, date, event, status, until, standing = row[9:]
    return MeasureNotice(
        _telling(row),
        kind,
        _codes.decode(actors),
        _codes.decode(recipients),
        change,
        _date(date),
        event,
        status,
        _date(until),
        bool(standing),
    )
