"""Write records into the store: each batch is one transaction, with everything that follows from it.

Reading and working out the rows (:mod:`banggiao.store.rows`) happens before; the transaction holds up other writers
only while rows are written, and readers never. What is interrupted leaves the batches before it and no trace of its
own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from msgspec import Struct

from banggiao.records import Record
from banggiao.store import reviews, rollups, stories, versions
from banggiao.store import rows as made
from banggiao.store.rows import LedgerRow, Rows

Change = Literal["new", "changed", "unchanged"]


class Stored(Struct, frozen=True):
    """What became of one record: its id in the store, whether it changed anything, and how many events it brought."""

    document: str
    change: Change
    events: int = 0


class Writer:
    """Adds records to the store behind ``connection``, which no other writer may use meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, records: Sequence[Record]) -> list[Stored]:
        """Keep ``records`` as one batch; ReadingError, with nothing kept, when one holds what no database can keep."""
        return self.add_rows([made.rows(record) for record in records])

    def add_rows(self, batch: Sequence[Rows]) -> list[Stored]:
        """Keep what :func:`banggiao.store.rows.rows` made of some records, as one batch."""
        with transaction(self._connection):
            filling = _Batch(self._connection)
            stored = [filling.take(rows) for rows in batch]
            filling.flush()
            settle(self._connection, filling.fresh, filling.pages)
        return stored


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is kept, or nothing of it; other writers wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def settle(
    connection: sqlite3.Connection, documents: Sequence[int], pages: Sequence[str], touched: Sequence[int] = ()
) -> None:
    """What follows once ``documents`` (new rows) are in and ``pages`` have won or lost a version.

    ``touched`` are documents whose reprints or joined events have gone.
    """
    rollups.watch(connection)
    flipped = [n for page in dict.fromkeys(pages) for n in versions.order(connection, page)]
    connection.executemany(
        "UPDATE event SET counts = (SELECT current FROM document WHERE n = ?1) WHERE document = ?1",
        ((n,) for n in flipped),
    )
    reviews.apply(connection, dict.fromkeys((*documents, *flipped)))
    affected = list(dict.fromkeys((*documents, *flipped, *touched)))
    stories.link_documents(connection, [*documents, *touched])
    stories.join_events(connection, affected)
    of_one = "SELECT n FROM event WHERE document = ?"
    rollups.refresh(connection, [n for document in affected for (n,) in connection.execute(of_one, (document,))])


_DOCUMENT = """INSERT INTO document (n, id, page, text_id, version, current, url, outlet, agency, language, kind, title,
    byline, first, last, precision, known, reader, record, seen, origin, signature)
    VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_EVENT = """INSERT INTO event (n, id, dataset, document, passage, type, mode, quad, score, cameo, status, said_by,
    first, last, precision, told, place, country, latitude, longitude, confidence, rule, part,
    known, counts, occurrence, record)
    VALUES (?, ?, 'read', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"""
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

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        maxima = ", ".join(f"(SELECT coalesce(max(n), 0) FROM {table})" for table in _TABLES)
        last = connection.execute(f"SELECT {maxima}").fetchone()
        self._last: dict[str, int] = dict(zip(_TABLES, last, strict=True))
        self.fresh: list[int] = []
        self.pages: list[str] = []
        self._waiting: dict[str, list[tuple[object, ...]]] = {}

    def take(self, rows: Rows) -> Stored:
        """Keep ``rows`` unless the store has the same; the rows that hang on them wait for :meth:`flush`."""
        kept = versions.same_text(self._connection, rows)
        if kept is not None:
            return Stored(kept.id, "unchanged")
        page = versions.page_for(self._connection, rows, self.flush)
        latest = self._connection.execute("SELECT max(version) FROM document WHERE page = ?", (page,)).fetchone()[0]
        n = self._next("document")
        *columns, reader, blob = rows.columns
        self._connection.execute(
            _DOCUMENT,
            (
                n,
                rows.id,
                page,
                rows.text_id,
                (latest or 0) + 1,
                *columns,
                reader,
                blob,
                rows.age[1],
                rows.id,
                rows.signature,
            ),
        )
        self.fresh.append(n)
        self.pages.append(page)
        self._hang(n, rows)
        return Stored(rows.id, "changed" if latest else "new", len(rows.events))

    def flush(self) -> None:
        """Write what waits."""
        for statement, waiting in self._waiting.items():
            self._connection.executemany(statement, waiting)
        self._waiting.clear()

    def _hang(self, document: int, rows: Rows) -> None:
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
            self._wait(_EVENT, (n, event.id, document, place, *event.columns, rows.known, event.id, event.record))
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
