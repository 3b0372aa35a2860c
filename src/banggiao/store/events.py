"""Events as they are kept: listed by filter, with their sentence, document and review; and their interchange form."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from banggiao import knowledge
from banggiao.records import Event, Interval, Place, SentenceRef, Status
from banggiao.store import folding, reviews, selection
from banggiao.store.corrections import revised
from banggiao.store.filters import EVERYTHING, Filter
from banggiao.store.occurrences import occurrences_then
from banggiao.store.selection import Order
from banggiao.store.sources import Documents, Source, day_of, interval

_FIRST_BATCH, _BATCH = 40, 400
_COLUMNS = """
    SELECT e.n, e.id, e.dataset, e.type, e.mode, e.quad, e.score, e.cameo, e.status, e.said_by, e.first, e.last,
        e.precision, e.known, e.place, e.country, e.latitude, e.longitude, e.confidence, e.rule, e.part, e.counts,
        e.occurrence, e.record, e.document, q.line, q.text,
        CASE WHEN e.dataset <> 'read' THEN
            (SELECT group_concat(p.role || ' ' || p.code, '\n') FROM party p WHERE p.event = e.n) END
    FROM event e LEFT JOIN passage q ON q.n = e.passage WHERE e.n IN ({marks})
"""


class EventRow(Struct, frozen=True):
    """One event as it is kept: what a review corrected is corrected here, ``record`` is what the machine read (JSON).

    ``actors``, ``recipients`` and ``said_by`` are codes. ``quote`` is the sentence (of an imported event, what its data
    set says in words), ``line`` its 1-based line in the document. ``counts`` is False for what is of an older version
    of its page or rejected in review. ``occurrence`` is the id of the event of which this is one report.
    """

    id: str
    dataset: str
    type: str
    mode: str | None
    quad: str
    score: float | None
    cameo: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    said_by: str | None
    date: Interval | None
    known: dt.date | None
    place: Place | None
    confidence: float | None
    rule: str | None
    part: str | None
    line: int | None
    quote: str
    document: Source | None
    counts: bool
    occurrence: str | None
    review: reviews.Standing | None
    record: str


def select(
    connection: sqlite3.Connection,
    wanted: Filter = EVERYTHING,
    order: Order = "newest",
    limit: int | None = None,
    after: str | None = None,
) -> Iterator[EventRow]:
    """The events that ``wanted`` asks for, by first day and id; what has no first day comes last.

    ``limit``: so many at the most. ``after``: go on after the event of that id (the last one of the page before);
    ValueError when the store has no such event.
    """
    numbers = (n for _, _, n in selection.keys(connection, wanted, order, after))
    rows = (row for batch in _batches(numbers, limit) for row in get(connection, batch, wanted.as_of))
    if wanted.phrase is not None:
        words = wanted.phrase
        rows = (row for row in rows if folding.carries(row.quote, words))
    return itertools.islice(rows, limit)


def count(connection: sqlite3.Connection, wanted: Filter = EVERYTHING) -> int:
    """How many events ``wanted`` asks for."""
    return sum(1 for _ in (selection.keys if wanted.phrase is None else select)(connection, wanted, "newest", None))


def find(connection: sqlite3.Connection, event: str) -> EventRow | None:
    """The event of that id, or None."""
    found = connection.execute("SELECT n FROM event WHERE id = ?", (event,)).fetchone()
    return next(get(connection, [found[0]]), None) if found else None


def get(connection: sqlite3.Connection, numbers: Sequence[int], as_of: dt.date | None = None) -> Iterator[EventRow]:
    """The events of these numbers, in that order; those that are no longer there are left out.

    ``as_of``: each with the occurrence to which it belonged on that day.
    """
    then = {} if as_of is None else occurrences_then(connection, as_of, numbers)
    sql = _COLUMNS.format(marks=", ".join("?" * len(numbers)))
    rows = {row[0]: row for row in connection.execute(sql, tuple(numbers))}
    documents = Documents(connection)
    judged = reviews.standing(connection, [rows[n][1] for n in numbers if n in rows])
    for n in numbers:
        if n in rows:
            row = _event_row(rows[n], documents, judged.get(rows[n][1]))
            yield replace(row, occurrence=then[row.id]) if row.id in then else row


def to_record(row: EventRow) -> dict[str, Any]:
    """The interchange form of an event: the documented fields, then where it stands, of what data set, how reviewed."""
    if row.dataset == "read":
        event = msgspec.to_builtins(revised(_EVENT.decode(row.record), row.review.correction if row.review else None))
    else:
        event = _imported(row)
    kept = {
        "id": row.id,
        "quote": row.quote,
        "document": row.document and row.document.id,
        "outlet": row.document and row.document.outlet,
        "url": row.document and row.document.url,
        "published": row.document and msgspec.to_builtins(row.document.published),
        "known": row.known and row.known.isoformat(),
        "dataset": row.dataset,
        "occurrence": row.occurrence,
        "review": msgspec.to_builtins(row.review),
    }
    return {**event, **kept}


def _imported(row: EventRow) -> dict[str, Any]:
    """An event of a data set, which knows no words of a text."""

    def party(code: str) -> dict[str, Any]:
        return {"code": code, "name": knowledge.name_of(code), "person": None, "office": None, "text": ""}

    return {
        "id": row.id,
        "type": row.type,
        "mode": row.mode,
        "contexts": [],
        "quad": row.quad,
        "score": row.score,
        "cameo": row.cameo,
        "status": row.status,
        "actors": [party(code) for code in row.actors],
        "recipients": [party(code) for code in row.recipients],
        "said_by": party(row.said_by) if row.said_by else None,
        "date": msgspec.to_builtins(row.date),
        "place": msgspec.to_builtins(row.place),
        "count": None,
        "trigger": None,
        "sentence": None,
        "line": row.line,
        "part": row.part,
        "rule": row.rule,
        "confidence": row.confidence,
        "source": msgspec.json.decode(row.record),
    }


def _batches(numbers: Iterator[int], limit: int | None) -> Iterator[list[int]]:
    """First few, for whoever asks for a page; then many at a time."""
    size = min(limit or _BATCH, _FIRST_BATCH)
    while batch := list(itertools.islice(numbers, size)):
        yield batch
        size = _BATCH


class _Code(Struct, frozen=True, gc=False):
    code: str


class _Told(Struct, frozen=True, gc=False):
    """As much of the record of an event as a row needs."""

    actors: tuple[_Code, ...]
    recipients: tuple[_Code, ...]
    sentence: SentenceRef | None = None


_TOLD = msgspec.json.Decoder(_Told)
_EVENT = msgspec.json.Decoder(Event)


def _event_row(row: tuple[Any, ...], documents: Documents, review: reviews.Standing | None) -> EventRow:
    (_, name, dataset, type_, mode, quad, score, cameo, status, said_by, first, last, precision, known) = row[:14]
    (place, country, latitude, longitude, confidence, rule, part, counts, occurrence, record, document) = row[14:25]
    line, text, codes = row[25:]
    told = _TOLD.decode(record) if dataset == "read" else _taking_part(codes)
    actors, recipients = _parties(told, review)
    return EventRow(
        id=name,
        dataset=dataset,
        type=type_,
        mode=mode,
        quad=quad,
        score=score,
        cameo=cameo,
        status=status,
        actors=actors,
        recipients=recipients,
        said_by=said_by,
        date=interval(first, last, precision),
        known=day_of(known),
        place=Place(place or "", country, latitude, longitude) if place or country or latitude is not None else None,
        confidence=confidence,
        rule=rule,
        part=part,
        line=line if document is not None else None,
        quote=_quote(told, text or "", line, documents, document),
        document=documents.source(document) if document is not None else None,
        counts=bool(counts),
        occurrence=occurrence,
        review=review,
        record=record,
    )


def _taking_part(codes: str | None) -> _Told:
    """Who takes part in an imported event."""
    found = [line.split(" ", 1) for line in (codes or "").split("\n") if line]
    actors, recipients = (
        tuple(_Code(code) for role, code in found if role == wanted) for wanted in ("actor", "recipient")
    )
    return _Told(actors, recipients)


def _parties(told: _Told, review: reviews.Standing | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of actors and recipients, in the order of the text or of the review that corrected them."""
    actors, recipients = (tuple(dict.fromkeys(p.code for p in side)) for side in (told.actors, told.recipients))
    if review is not None and review.correction is not None:
        actors = actors if review.correction.actors is msgspec.UNSET else review.correction.actors
        recipients = recipients if review.correction.recipients is msgspec.UNSET else review.correction.recipients
    return actors, recipients


def _quote(told: _Told, text: str, line: int | None, documents: Documents, document: int | None) -> str:
    """The sentence; the whole line where it is not known which."""
    if told.sentence is None or document is None or line is None:
        return text
    start = documents.start(document, line)
    return text[told.sentence.start - start : told.sentence.end - start] or text
