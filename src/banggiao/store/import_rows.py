"""The rows of other data sets as the tables of the store have them: worked out first, then written in one go."""

from __future__ import annotations

import datetime as dt
import functools
import sqlite3
from collections.abc import Iterable

from msgspec import Struct

from banggiao.store import folding

_SHORT = 120
_HAPPENED = frozenset({"actual", "historical"})


class ImportedEvent(Struct, frozen=True, gc=False):
    """One row of a data set, coded: the columns of ``event``, who takes part, and the row as it stood.

    Codes stand once in ``actors`` and once in ``recipients``. ``text`` is what a search may find it by, None for
    nothing; ``record`` the row as JSON by column name; ``line`` its 1-based line (a row of Parquet: its number).
    """

    line: int
    type: str
    mode: str | None
    quad: str
    score: float | None
    cameo: str | None
    first: str | None
    last: str | None
    known: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    record: str
    text: str | None = None
    precision: str | None = "day"
    status: str = "actual"
    said_by: str | None = None
    place: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    confidence: float | None = None


class Sheet:
    """The rows of one batch, table by table: sorted before they are written, so that pages are touched in order."""

    def __init__(self, dataset: str, n: int, passage: int) -> None:
        self._dataset = dataset
        self._n = n
        self._passage = passage
        self._events: list[tuple[object, ...]] = []
        self._passages: list[tuple[int, str]] = []
        self._parties: list[tuple[str, str, int, str]] = []
        self._dyads: list[tuple[str, str, str, int]] = []
        self._months: dict[tuple[str, str, str, str], list[float]] = {}

    def take(self, id: str, event: ImportedEvent) -> None:
        """Add one event."""
        n = self._n
        self._n += 1
        passage = None
        if event.text:
            passage = self._passage
            self._passage += 1
            self._passages.append((passage, event.text))
        self._events.append(_columns(n, id, self._dataset, passage, event))
        first = event.first or ""
        for code in event.actors:
            self._parties.append((code, first, n, "actor"))
        for code in event.recipients:
            self._parties.append((code, first, n, "recipient"))
        if event.said_by:
            self._parties.append((event.said_by, first, n, "speaker"))
        pairs = dyads_of(event.actors, event.recipients)
        for actor, recipient in pairs:
            self._dyads.append((actor, recipient, first, n))
        if pairs and event.status in _HAPPENED and (month := _month(event)):
            self._sum(pairs, month, event)

    def _sum(self, pairs: Iterable[tuple[str, str]], month: str, event: ImportedEvent) -> None:
        score = event.score or 0.0
        for actor, recipient in pairs:
            key = (actor, recipient, month, event.quad)
            cell = self._months.get(key)
            if cell is None:
                cell = self._months[key] = [0, 0.0, 0.0]
            cell[0] += 1
            cell[1] += score
            cell[2] += score * score

    def write(self, connection: sqlite3.Connection) -> None:
        """Write everything; the caller holds the transaction."""
        many = connection.executemany
        many("INSERT INTO passage (n, document, line, role, text) VALUES (?, NULL, 0, 'imported', ?)", self._passages)
        folded = [(n, words) for n, text in self._passages if (words := indexed(text))]
        many("INSERT INTO passage_text (rowid, folded) VALUES (?, ?)", folded)
        many(f"INSERT INTO event ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})", self._events)
        self._parties.sort()
        many("INSERT INTO party (code, first, event, role) VALUES (?, ?, ?, ?)", self._parties)
        self._dyads.sort()
        many("INSERT INTO dyad (actor, recipient, first, event) VALUES (?, ?, ?, ?)", self._dyads)
        months = sorted(
            (*key, self._dataset, events, round(score, 6), round(squares, 6))
            for key, (events, score, squares) in self._months.items()
        )
        many(
            "INSERT INTO dyad_month (actor, recipient, month, quad, dataset, events, score, squares)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (actor, recipient, month, quad, dataset) DO UPDATE SET"
            " events = events + excluded.events, score = round(score + excluded.score, 6),"
            " squares = round(squares + excluded.squares, 6)",
            months,
        )


def indexed(text: str) -> str:
    """The folded words of ``text``; its parts (names, labels of codes) recur and are folded once."""
    parts = (_indexed_part(part) if len(part) < _SHORT else folding.indexed(part) for part in text.split(" - "))
    return " ".join(part for part in parts if part)


_indexed_part = functools.lru_cache(maxsize=1 << 16)(folding.indexed)

_COLUMNS = (
    *("n", "id", "dataset", "passage", "type", "mode", "quad", "score", "cameo", "status", "said_by"),
    *("first", "last", "precision", "known", "place", "country", "latitude", "longitude", "confidence", "record"),
    "counted",
)


def _columns(n: int, id: str, dataset: str, passage: int | None, event: ImportedEvent) -> tuple[object, ...]:
    return (
        *(n, id, dataset, passage, event.type, event.mode, event.quad, event.score, event.cameo, event.status),
        *(event.said_by, event.first, event.last, event.precision if event.first else None, event.known),
        *(event.place, event.country, event.latitude, event.longitude, event.confidence, event.record),
        event.status in _HAPPENED,
    )


def _month(event: ImportedEvent) -> str | None:
    """``YYYY-MM`` of a date of a month at most, ``YYYY`` within a year, else None."""
    first, last = event.first, event.last
    if first is None or last is None or first == last:
        return None if last is None or first is None else first[:7]
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if (end - start).days <= 31:
        return first[:7]
    return first[:4] if start.year == end.year else None


def dyads_of(actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Who acts towards whom; without recipients, each actor towards each other one. Nobody acts towards themselves."""
    if len(actors) == 1 and len(recipients) == 1:
        return () if actors == recipients else ((actors[0], recipients[0]),)
    towards = recipients or actors
    return tuple(dict.fromkeys((a, r) for a in actors for r in towards if a != r))
