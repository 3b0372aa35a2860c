"""What other data sets record, put beside what was read: in bulk, in batches, each one transaction with its rollups.

Every row keeps its original (``event.record``) and the name of its data set (``event.dataset``). Its id is made of its
first day, its data set and its content, and of how many rows of the same content stood before it: so the same file
again changes nothing, an interrupted import goes on where it was, and a longer edition of a file adds what is new.
"""

from __future__ import annotations

import datetime as dt
import functools
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import blake2b

import msgspec
from msgspec import Struct

from banggiao.store import folding, rollups
from banggiao.store.database import StoreError
from banggiao.store.settling import transaction

READ = "read"
"""The data set of what this program read itself: no import may take the name."""
BATCH = 20_000
"""Rows of a transaction: a second in which no other process writes."""
_REMEMBERED = 100_000
"""Rows of the same content are told apart when less than this many rows lie between them."""
_SHORT = 120
_CACHE_KIB = 96 * 1024
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


class DataSet(Struct, frozen=True):
    """A data set in the store; ``files`` are the fingerprints of the files that were imported whole, by name."""

    name: str
    format: str
    imported: str
    events: int
    files: dict[str, str] = {}


def datasets(connection: sqlite3.Connection) -> tuple[DataSet, ...]:
    """The data sets that were imported, by name."""
    rows = connection.execute("SELECT name, format, imported, events, note FROM dataset ORDER BY name")
    return tuple(
        DataSet(name, form, imported, events, _files(note)) for name, form, imported, events, note in rows.fetchall()
    )


def size_of(connection: sqlite3.Connection) -> int:
    """The size of the store in bytes, free pages included, the write-ahead log not."""
    pages, each = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * each)


class Importer:
    """Takes the rows of one data set; ``added`` and ``known`` count those that were new and those already there.

    ``add`` keeps a batch in memory and writes it when it is full; ``finish`` writes the rest and notes that the file
    was imported whole. Whatever was written stays when the run is interrupted. StoreError when the data set may not be
    imported into.
    """

    def __init__(self, connection: sqlite3.Connection, dataset: str, form: str) -> None:
        self.added = 0
        self.known = 0
        self._connection = connection
        self._dataset = dataset
        self._form = form
        self._waiting: list[tuple[str, ImportedEvent]] = []
        self._repeats = _Repeats()
        found = next((d for d in datasets(connection) if d.name == dataset), None)
        if dataset == READ or not dataset.strip():
            raise StoreError(f"a data set cannot be called {dataset!r}; choose another name with --dataset")
        if found and found.format != form:
            raise StoreError(
                f"the data set {dataset} holds {found.format}, not {form}; choose another name with --dataset"
            )
        self._files = dict(found.files) if found else {}
        _prepare(connection)

    def has(self, fingerprint: str) -> bool:
        """Whether the file of this content was imported whole."""
        return fingerprint in self._files

    def begin(self) -> None:
        """A new file: repeated rows are counted anew."""
        self._repeats = _Repeats()

    def add(self, event: ImportedEvent) -> bool:
        """Take one row; whether a batch was written with it."""
        self._waiting.append((self._id(event), event))
        if len(self._waiting) < BATCH:
            return False
        self.flush()
        return True

    def flush(self) -> None:
        """Write what waits, all or nothing."""
        if self._waiting:
            with transaction(self._connection):
                added = self._write()
                self._note(added)
            self.added += added
            self.known += len(self._waiting) - added
            self._waiting = []

    def finish(self, fingerprint: str | None = None, name: str = "") -> None:
        """Write the rest; ``fingerprint`` names the file's content when it was imported whole."""
        self.flush()
        if fingerprint is not None:
            self._files[fingerprint] = name
            with transaction(self._connection):
                self._note(0)

    def _id(self, event: ImportedEvent) -> str:
        content = f"{self._dataset}\0{event.record}".encode("utf-8", "surrogatepass")
        digest = blake2b(content, digest_size=10).hexdigest()
        number = self._repeats.number(digest)
        day = (event.first or event.known or "00000000").replace("-", "")[:8]
        return f"{day}-{digest}-{number}" if number else f"{day}-{digest}"

    def _write(self) -> int:
        """Write the waiting rows that the store lacks; how many those are."""
        run = self._connection.execute
        ids = msgspec.json.encode([id for id, _ in self._waiting]).decode()
        there = {id for (id,) in run("SELECT id FROM event WHERE id IN (SELECT value FROM json_each(?))", (ids,))}
        new = [(id, event) for id, event in self._waiting if id not in there]
        if not new:
            return 0
        n = run("SELECT ifnull(max(n), 0) + 1 FROM event").fetchone()[0]
        passage = run("SELECT ifnull(max(n), 0) + 1 FROM passage").fetchone()[0]
        sheet = _Sheet(self._dataset, n, passage)
        for id, event in new:
            sheet.take(id, event)
        sheet.write(self._connection)
        return len(new)

    def _note(self, added: int) -> None:
        note = msgspec.json.encode({"files": self._files}).decode()
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._connection.execute(
            "INSERT INTO dataset (name, format, imported, events, note) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name)"
            " DO UPDATE SET events = events + excluded.events, imported = excluded.imported, note = excluded.note",
            (self._dataset, self._form, now, added, note),
        )


class _Repeats:
    """How often a row of the same content was met before, in bounded memory."""

    def __init__(self) -> None:
        self._recent: set[str] = set()
        self._older: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def number(self, digest: str) -> int:
        if digest in self._recent or digest in self._older:
            self._numbers[digest] += 1
            return self._numbers[digest]
        if len(self._recent) >= _REMEMBERED:
            self._older, self._recent = self._recent, set()
        self._recent.add(digest)
        return 0


class _Sheet:
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
        many = connection.executemany
        many("INSERT INTO passage (n, document, line, role, text) VALUES (?, NULL, 0, 'imported', ?)", self._passages)
        folded = [(n, _indexed(text)) for n, text in self._passages]
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


def _indexed(text: str) -> str:
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


def remove(connection: sqlite3.Connection, dataset: str, step: Callable[[int], None] | None = None) -> int:
    """Take a data set out with everything that rests on it; how many events went. StoreError when there is none.

    Month by month, each one transaction with its rollups: interrupted, the rest is there, and consistent; ``step`` is
    told how many went with each.
    """
    if dataset not in {found.name for found in datasets(connection)}:
        names = ", ".join(found.name for found in datasets(connection)) or "none"
        raise StoreError(f"there is no data set {dataset!r} to remove; imported are: {names}")
    _prepare(connection)
    removed = 0
    month: str | None = ""
    while month is not None:
        with transaction(connection):
            gone = _remove_month(connection, dataset, month)
        removed += gone
        if step is not None:
            step(gone)
        month = _next_month(connection, dataset, month)
    with transaction(connection):
        connection.execute("DELETE FROM dyad_month WHERE dataset = ?", (dataset,))
        connection.execute("DELETE FROM dataset WHERE name = ?", (dataset,))
    return removed


def _next_month(connection: sqlite3.Connection, dataset: str, month: str) -> str | None:
    """The month after ``month`` in which the data set has an event; undated ones are the month ""."""
    row = connection.execute(
        "SELECT substr(first, 1, 7) FROM event WHERE first > ? AND dataset = ? ORDER BY first LIMIT 1",
        (_end_of(month), dataset),
    ).fetchone()
    return str(row[0]) if row else None


def _end_of(month: str) -> str:
    """What sorts behind every day of ``month`` and before the next month: "~" follows digits and hyphens."""
    return f"{month}~" if month else ""


def _remove_month(connection: sqlite3.Connection, dataset: str, month: str) -> int:
    run, many = connection.execute, connection.executemany
    when = "e.first >= ? AND e.first < ?" if month else "e.first IS NULL"
    rows = run(
        "SELECT e.n, e.passage, q.text, e.month IS NULL OR length(e.month) = 7"
        f" FROM event e LEFT JOIN passage q ON q.n = e.passage WHERE {when} AND e.dataset = ?",
        (*((month, _end_of(month)) if month else ()), dataset),
    ).fetchall()
    events = [(n,) for n, _, _, _ in rows]
    rollups.forget(connection, [n for n, _, _, whole in rows if not whole])  # of a longer time: the sum of a year
    passages = [(passage, _indexed(text)) for _, passage, text, _ in rows if passage is not None]
    many("DELETE FROM party WHERE event = ?", events)
    many("DELETE FROM dyad WHERE event = ?", events)
    many("DELETE FROM event WHERE n = ?", events)
    many("INSERT INTO passage_text (passage_text, rowid, folded) VALUES ('delete', ?, ?)", passages)
    many("DELETE FROM passage WHERE n = ?", [(passage,) for passage, _ in passages])
    run("DELETE FROM dyad_month WHERE month = ? AND dataset = ?", (month, dataset))
    # What is left is no longer what any file holds: the files may be imported again.
    run("UPDATE dataset SET events = events - ?, note = '{}' WHERE name = ?", (len(rows), dataset))
    return len(rows)


def _prepare(connection: sqlite3.Connection) -> None:
    """What is written here refers to nothing that could be missing; a large batch wants room in memory."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def _files(note: str) -> dict[str, str]:
    try:
        files: dict[str, str] = msgspec.json.decode(note, type=dict[str, dict[str, str]])["files"]
    except (msgspec.DecodeError, KeyError):
        return {}
    return files
