"""What other data sets record, put beside what was read: in bulk, in batches, each one transaction with its rollups.

Every row keeps its original (``event.record``) and the name of its data set (``event.dataset``). Its id is made of its
first day, its data set and its content, and of how many rows of the same content stood before it: so the same file
again changes nothing, an interrupted import goes on where it was, and a longer edition of a file adds what is new.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import blake2b

import msgspec
from msgspec import Struct

from banggiao.store import rollups
from banggiao.store.database import StoreError
from banggiao.store.import_rows import ImportedEvent, Sheet, indexed
from banggiao.store.settling import transaction

READ = "read"
"""The data set of what this program read itself: no import may take the name."""
BATCH = 20_000
"""Rows of a transaction: a second in which no other process writes."""
_REMEMBERED = 100_000
"""Rows of the same content are told apart when less than this many rows lie between them."""
_CACHE_KIB = 96 * 1024


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
    imported into. It works within :func:`in_bulk`.
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
        sheet = Sheet(self._dataset, n, passage)
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


def remove(connection: sqlite3.Connection, dataset: str, step: Callable[[int], None] | None = None) -> int:
    """Take a data set out with everything that rests on it; how many events went. StoreError when there is none.

    Month by month, each one transaction with its rollups: interrupted, the rest is there, and consistent; ``step`` is
    told how many went with each.
    """
    if dataset not in {found.name for found in datasets(connection)}:
        names = ", ".join(found.name for found in datasets(connection)) or "none"
        raise StoreError(f"there is no data set {dataset!r} to remove; imported are: {names}")
    with in_bulk(connection):
        return _remove(connection, dataset, step)


def _remove(connection: sqlite3.Connection, dataset: str, step: Callable[[int], None] | None) -> int:
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
    passages = [(passage, indexed(text)) for _, passage, text, _ in rows if passage is not None]
    held = [(passage, words) for passage, words in passages if words]  # the index holds no line without words
    many("DELETE FROM party WHERE event = ?", events)
    many("DELETE FROM dyad WHERE event = ?", events)
    many("DELETE FROM event WHERE n = ?", events)
    many("INSERT INTO passage_text (passage_text, rowid, folded) VALUES ('delete', ?, ?)", held)
    many("DELETE FROM passage WHERE n = ?", [(passage,) for passage, _ in passages])
    run("DELETE FROM dyad_month WHERE month = ? AND dataset = ?", (month, dataset))
    # What is left is no longer what any file holds: the files may be imported again.
    run("UPDATE dataset SET events = events - ?, note = '{}' WHERE name = ?", (len(rows), dataset))
    return len(rows)


@contextlib.contextmanager
def in_bulk(connection: sqlite3.Connection) -> Iterator[None]:
    """What is written within refers to nothing that could be missing, and has more room in memory."""
    (room,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = {int(room)}")


def _files(note: str) -> dict[str, str]:
    try:
        files: dict[str, str] = msgspec.json.decode(note, type=dict[str, dict[str, str]])["files"]
    except (msgspec.DecodeError, KeyError):
        return {}
    return files
