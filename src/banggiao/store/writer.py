"""Write records into the store: each batch is one transaction, with everything that follows from it.

Reading and working out the rows (:mod:`banggiao.store.rows`) happens before; the transaction holds up other writers
only while rows are written, and readers never. What is interrupted leaves the batches before it and no trace of its
own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from banggiao.records import Record
from banggiao.store import removal, versions
from banggiao.store import rows as made
from banggiao.store.rows import LedgerRow, Rows
from banggiao.store.settling import settle, transaction

Change = Literal["new", "changed", "unchanged"]


class Stored(Struct, frozen=True):
    """What became of one record: its id in the store, whether it changed anything, and how many events it brought.

    ``tells``: whether it is an article; a list or another page is kept, but tells no story of its own.
    """

    document: str
    change: Change
    events: int = 0
    tells: bool = True


class Writer:
    """Adds records to the store behind ``connection``, which no other writer may use meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, records: Sequence[Record]) -> list[Stored]:
        """Keep ``records`` as one batch; ReadingError, with nothing kept, when one holds what no database can keep."""
        return self.add_rows([made.rows(record) for record in records])

    def add_rows(self, batch: Sequence[Rows], again: bool = False) -> list[Stored]:
        """Keep what :func:`banggiao.store.rows.rows` made of some records, as one batch.

        ``again``: what an older version of the program read otherwise takes the place of what it read then.
        """
        with transaction(self._connection):
            filling = _Batch(self._connection, again)
            stored = [filling.take(rows) for rows in batch]
            filling.flush()
            settle(self._connection, filling.fresh, filling.pages, filling.kin)
        return stored


_DOCUMENT = """INSERT INTO document (n, id, page, text_id, version, current, url, outlet, agency, language, kind, title,
    byline, first, last, precision, known, reader, record, seen, origin, signature)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_EVENT = """INSERT INTO event (n, id, dataset, document, passage, type, mode, quad, score, cameo, status, said_by,
    first, last, precision, told, place, country, latitude, longitude, confidence, rule, part,
    known, counts, occurrence, record)
    VALUES (?, ?, 'read', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_LEDGERS = {
    "mechanism": """INSERT INTO mechanism_step (n, document, line, known, kind, name, parties, change, date, place,
        event, quote, names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
    "measure": """INSERT INTO measure_notice (n, document, line, known, kind, actors, recipients, change, status, date,
        event, quote, until, standing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
    "plan": """INSERT INTO plan (n, document, line, known, what, parties, kind, change, level, date, moved_to, place,
        event, quote) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
}
_TABLES = ("document", "passage", "event", "mechanism_step", "measure_notice", "plan")


class _Batch:
    """The rows of one transaction: documents are written as they come, for the next may be another version of them;
    what hangs on them is written together."""

    def __init__(self, connection: sqlite3.Connection, again: bool) -> None:
        self._connection = connection
        self._again = again
        maxima = ", ".join(f"(SELECT coalesce(max(n), 0) FROM {table})" for table in _TABLES)
        last = connection.execute(f"SELECT {maxima}").fetchone()
        self._last: dict[str, int] = dict(zip(_TABLES, last, strict=True))
        self.fresh: list[int] = []
        self.pages: list[str] = []
        self.kin: list[int] = []
        self._waiting: dict[str, list[tuple[object, ...]]] = {}

    def take(self, rows: Rows) -> Stored:
        """Keep ``rows`` unless the store has the same; the rows that hang on them wait for :meth:`flush`."""
        kept = versions.same_text(self._connection, rows)
        if kept is not None and not (self._again and versions.otherwise(self._connection, kept, rows)):
            self._came_in(kept.n, rows)
            return Stored(kept.id, "unchanged")
        if kept is not None:
            self.flush()
            self.kin += removal.take_out(self._connection, [kept.n])[0]
            self._keep(kept.n, kept.page, kept.version, rows)
            return Stored(rows.id, "changed", len(rows.events), rows.tells)
        page = versions.page_for(self._connection, rows, self.flush)
        latest = self._connection.execute("SELECT max(version) FROM document WHERE page = ?", (page,)).fetchone()[0]
        self._keep(self._next("document"), page, (latest or 0) + 1, rows, alone=latest is None)
        return Stored(rows.id, "changed" if latest else "new", len(rows.events), rows.tells)

    def flush(self) -> None:
        """Write what waits."""
        for statement, waiting in self._waiting.items():
            self._connection.executemany(statement, waiting)
        self._waiting.clear()

    def _keep(self, n: int, page: str, version: int, rows: Rows, alone: bool = False) -> None:
        """Write the row of a document; one that is ``alone`` has no other version that might count instead."""
        *columns, reader, record = rows.columns
        named = (n, rows.id, page, rows.text_id, version, int(alone), *columns)
        self._connection.execute(_DOCUMENT, (*named, reader, record, rows.age[1], rows.id, rows.signature))
        self.fresh.append(n)
        if not alone:
            self.pages.append(page)
        self._came_in(n, rows)
        self._hang(n, rows, int(alone))

    def _came_in(self, n: int, rows: Rows) -> None:
        if rows.digest is not None:
            self._connection.execute("INSERT OR REPLACE INTO input VALUES (?, ?)", (rows.digest, n))

    def _hang(self, document: int, rows: Rows, counts: int) -> None:
        passages: dict[int, int] = {}
        for row in rows.passages:
            n = passages[row.line] = self._next("passage")
            self._wait("INSERT INTO passage (n, document, line, role, text) VALUES (?, ?, ?, ?, ?)",
                       (n, document, row.line, row.role, row.text))  # fmt: skip
            if row.folded:
                self._wait("INSERT INTO passage_text (rowid, folded) VALUES (?, ?)", (n, row.folded))
        for event in rows.events:
            n = self._next("event")
            place = passages.get(event.line)
            self._wait(
                _EVENT, (n, event.id, document, place, *event.columns, rows.known, counts, event.id, event.record)
            )
            for code, role in event.parties:
                self._wait("INSERT INTO party VALUES (?, ?, ?, ?)", (code, role, event.first, n))
            for actor, recipient in event.dyads:
                self._wait("INSERT INTO dyad VALUES (?, ?, ?, ?)", (actor, recipient, event.first, n))
        for ledger, entries in (("mechanism", rows.steps), ("measure", rows.notices), ("plan", rows.plans)):
            for entry in entries:
                self._enter(ledger, document, rows.known, entry)

    def _enter(self, ledger: str, document: int, known: str | None, entry: LedgerRow) -> None:
        table = {"mechanism": "mechanism_step", "measure": "measure_notice", "plan": "plan"}[ledger]
        n = self._next(table)
        self._wait(_LEDGERS[ledger], (n, document, entry.line, known, *entry.columns))
        for code in dict.fromkeys(entry.codes):
            self._wait("INSERT INTO concern VALUES (?, ?, ?)", (code, ledger, n))

    def _wait(self, statement: str, values: tuple[object, ...]) -> None:
        self._waiting.setdefault(statement, []).append(values)

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]
