"""The events of documents as reports: what the stages of stories and relations take.

Of an event's record only what a report holds is decoded; that of a corrected event as a whole.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from banggiao import stories
from banggiao.entries import Report, Telling
from banggiao.records import Event, Interval, Place
from banggiao.store import reviews
from banggiao.store.corrections import revised
from banggiao.store.sources import day_of

_MANY = 500
_QUERY = """
    SELECT e.n, e.id, e.record, e.type, e.mode, e.status, e.said_by, e.counts, e.occurrence, d.n, d.id, d.origin,
        d.known, d.first, d.outlet, d.agency, d.title, d.url, p.line, p.text
    FROM event AS e JOIN document AS d ON d.n = e.document LEFT JOIN passage AS p ON p.n = e.passage
    WHERE e.n IN """
_JUDGED = "SELECT DISTINCT event FROM review"
_LINES = "SELECT document, line, length(text) FROM passage WHERE document IN "
_PERIOD = "P"
_OPEN = "…"


class Row(Struct, frozen=True, gc=False):
    """A report, the rows of its event and document, and whether it counts.

    ``block`` and ``day`` are what it is found by among those that may be of the same event (:func:`day`);
    ``occurrence`` is the event that it was last joined to.
    """

    n: int
    document: int
    counts: bool
    occurrence: str | None
    block: str
    day: str
    report: Report


class _Who(Struct, frozen=True, gc=False):
    code: str
    person: str | None = None
    office: str | None = None


class _Where(Struct, frozen=True, gc=False):
    start: int
    end: int


class _Told(Struct, frozen=True, gc=False):
    """What a report takes out of the record of an event."""

    actors: tuple[_Who, ...]
    recipients: tuple[_Who, ...]
    date: Interval | None
    place: Place | None
    sentence: _Where
    line: int
    confidence: float
    quad: str
    score: float


_EVENT = msgspec.json.Decoder(Event)
_TOLD = msgspec.json.Decoder(_Told)


def load(connection: sqlite3.Connection, events: Iterable[int]) -> Iterator[Row]:
    """The reports in the rows ``events``; imported events, which no document tells, are none and left out."""
    given = list(events)
    judged = {event for (event,) in connection.execute(_JUDGED)} if given else set()
    for at in range(0, len(given), _MANY):
        rows = connection.execute(*_in(_QUERY, given[at : at + _MANY])).fetchall()
        starts = _Starts(connection, {row[9] for row in rows})
        corrected = reviews.standing(connection, [row[1] for row in rows if row[1] in judged])
        for row in rows:
            yield _row(row, starts, corrected.get(row[1]))


def day(report: Report) -> str:
    """What an event is found by in its block: a day, a period, or nothing."""
    at = stories.when(report)
    if at.kind == "unknown":
        return ""
    if at.kind == "period":
        return f"{_PERIOD}{at.first or _OPEN}/{at.last or _OPEN}"
    return (at.last if at.kind == "told" else at.first or dt.date.min).isoformat()  # type: ignore[union-attr]


class _Starts:
    """Where the lines of some documents start in their texts; empty lines are not kept."""

    def __init__(self, connection: sqlite3.Connection, documents: set[int]) -> None:
        self._lengths: dict[int, list[tuple[int, int]]] = {}
        for document, line, length in connection.execute(*_in(_LINES, documents)):
            self._lengths.setdefault(document, []).append((line, length))

    def start(self, document: int, line: int) -> int:
        """The offset of the first character of ``line`` (1-based)."""
        return line - 1 + sum(length for other, length in self._lengths.get(document, ()) if other < line)


def _in(query: str, values: Iterable[int]) -> tuple[str, tuple[int, ...]]:
    """``query``, which ends in ``IN``, for ``values``: as many marks each time, so that it is prepared but once."""
    given = tuple(values)
    room = _MANY if len(given) > 16 else 16
    return f"{query}({', '.join('?' * room)})", given + (-1,) * (room - len(given))


def _row(row: tuple, starts: _Starts, judged: reviews.Standing | None) -> Row:  # type: ignore[type-arg]
    n, id, record, type, mode, status, said_by, counts, occurrence, document, *source, line, text = row
    told: _Told | Event = _TOLD.decode(record)
    if judged is not None:
        told = revised(_EVENT.decode(record), judged.correction)
    quote = text or ""
    if quote:
        start = starts.start(document, line)
        quote = quote[max(told.sentence.start - start, 0) : max(told.sentence.end - start, 0)] or quote
    parties = (*told.actors, *told.recipients)
    report = Report(
        id=id,
        telling=_telling(source, line or told.line, quote),
        type=type,
        mode=mode,
        actors=tuple(dict.fromkeys([p.code for p in told.actors])),
        recipients=tuple(dict.fromkeys([p.code for p in told.recipients])),
        status=status,
        date=told.date,
        place=told.place,
        said_by=said_by,
        confidence=told.confidence,
        quad=told.quad,
        score=told.score,
        people=tuple(dict.fromkeys([p.person for p in parties if p.person])),
        offices=tuple(dict.fromkeys([p.office for p in parties if p.office])),
    )
    block = stories.block(type, report.actors, report.recipients)
    return Row(n, document, bool(counts), occurrence, block, day(report), report)


def _telling(source: list[str | None], line: int, quote: str) -> Telling:
    document, origin, known, first, outlet, agency, title, url = source
    assert document is not None and origin is not None
    return Telling(document, origin, day_of(known), outlet, agency, title, url, line, quote, day_of(first))
