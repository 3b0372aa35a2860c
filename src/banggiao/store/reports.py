"""The events of documents as reports: what the stages of stories and relations take."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from banggiao.entries import Report, Telling
from banggiao.records import Event
from banggiao.store import reviews
from banggiao.store.corrections import revised

_MANY = 500
_EVENT = msgspec.json.Decoder(Event)
_QUERY = """
    SELECT e.n, e.id, e.record, e.type, e.mode, e.status, e.said_by, e.counts, d.n, d.id, d.origin, d.known, d.first,
        d.outlet, d.agency, d.title, d.url, p.line, p.text,
        p.line - 1 + (SELECT coalesce(sum(length(text)), 0) FROM passage WHERE document = p.document AND line < p.line)
    FROM event AS e JOIN document AS d ON d.n = e.document LEFT JOIN passage AS p ON p.n = e.passage
    WHERE e.n IN """


class Row(Struct, frozen=True):
    """A report, the rows of its event and document, whether it counts, and the event as it was read and corrected."""

    n: int
    document: int
    counts: bool
    report: Report
    event: Event


def load(connection: sqlite3.Connection, events: Iterable[int]) -> Iterator[Row]:
    """The reports in the rows ``events``; imported events, which no document tells, are none and left out."""
    given = list(events)
    for at in range(0, len(given), _MANY):
        some = given[at : at + _MANY]
        rows = connection.execute(f"{_QUERY} ({', '.join('?' * len(some))})", some).fetchall()
        judged = reviews.standing(connection, [row[1] for row in rows])
        for row in rows:
            yield _row(row, judged.get(row[1]))


def _row(row: tuple, judged: reviews.Standing | None) -> Row:  # type: ignore[type-arg]
    n, id, record, type, mode, status, said_by, counts, document, *source, line, text, start = row
    event = revised(_EVENT.decode(record), judged.correction if judged else None)
    parties = (*event.actors, *event.recipients)
    report = Report(
        id=id,
        telling=_telling(source, line or event.line, _quote(event, text or "", start or 0)),
        type=type,
        mode=mode,
        actors=tuple(dict.fromkeys(p.code for p in event.actors)),
        recipients=tuple(dict.fromkeys(p.code for p in event.recipients)),
        status=status,
        date=event.date,
        place=event.place,
        said_by=said_by,
        confidence=event.confidence,
        quad=event.quad,
        score=event.score,
        people=tuple(dict.fromkeys(p.person for p in parties if p.person)),
        offices=tuple(dict.fromkeys(p.office for p in parties if p.office)),
    )
    return Row(n, document, bool(counts), report, event)


def _telling(source: list[str | None], line: int, quote: str) -> Telling:
    document, origin, known, first, outlet, agency, title, url = source
    assert document is not None and origin is not None
    return Telling(document, origin, _day(known), outlet, agency, title, url, line, quote, _day(first))


def _quote(event: Event, line: str, start: int) -> str:
    """The event's sentence, out of its line, which starts at ``start`` of the text."""
    return line[max(event.sentence.start - start, 0) : max(event.sentence.end - start, 0)] or line


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
