"""Reports and stores made by hand, for the tests of what documents have in common."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from banggiao.entries import Report, Telling
from banggiao.records import Basis, Event, Interval, Party, Place, SentenceRef, Span
from banggiao.store import connect, folding

DAY = dt.date(2021, 2, 5)


def on(first: str, last: str | None = None, words: str = "") -> Interval:
    """An interval; with ``words`` but no digits in them, one counted from the publication."""
    basis = (Basis("words", words), Basis("reference", "")) if words else ()
    return Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), "day", basis)


def telling(document: str = "d1", known: str | None = "2021-02-05", **more: Any) -> Telling:
    """Where it was told; the document is its own origin unless ``origin`` is given."""
    day = dt.date.fromisoformat(known) if known else None
    return Telling(document, more.pop("origin", document), day, earliest=more.pop("earliest", day), **more)


def report(id: str, type: str = "CONSULT", parties: str = "RUS FRA", **more: Any) -> Report:
    """A report; ``parties`` are actors, after ``>`` recipients: ``"RUS > DEU"``."""
    actors, _, recipients = parties.partition(">")
    fields: dict[str, Any] = {
        "telling": telling(f"d-{id}"),
        "mode": None,
        "status": "actual",
        "date": on("2021-02-05"),
        "place": None,
        "said_by": None,
        "confidence": 0.8,
    }
    fields.update(more)
    return Report(id=id, type=type, actors=tuple(actors.split()), recipients=tuple(recipients.split()), **fields)


class Shelf:
    """A store into which documents and their events are put row by row."""

    def __init__(self, path: Path) -> None:
        self.connection: sqlite3.Connection = connect(path, create=True)

    def document(self, id: str, body: str, known: str | None = "2021-02-05", **more: Any) -> int:
        """Put a document of one paragraph a line; the row's number."""
        wanted = {
            "id": id, "page": f"https://bao.example/{id}", "version": 1, "current": 1, "language": "vi",
            "kind": "article", "title": id, "first": known, "last": known, "precision": "day", "known": known,
            "origin": id, "reader": "test", "record": b"", **more,
        }  # fmt: skip
        have = {row[1]: row for row in self.connection.execute("PRAGMA table_xinfo(document)") if not row[6]}
        for name, row in have.items():
            if name not in wanted and row[3] and row[4] is None and not row[5]:
                wanted[name] = id  # whatever else a document must have
        n = self.connection.execute(
            f"INSERT INTO document ({', '.join(wanted)}) VALUES ({', '.join('?' * len(wanted))})",
            tuple(wanted.values()),
        ).lastrowid
        assert n is not None
        for line, text in enumerate(body.split("\n"), 1):
            passage = self.connection.execute(
                "INSERT INTO passage (document, line, role, text) VALUES (?, ?, 'body', ?)", (n, line, text)
            ).lastrowid
            words = "INSERT INTO passage_text (rowid, folded) VALUES (?, ?)"
            self.connection.execute(words, (passage, folding.indexed(text)))
        return n

    def event(self, document: int, one: Report) -> int:
        """Put ``one`` as an event of the document in row ``document``, told in its first line."""
        event = as_event(one)
        row = (
            one.id, "read", document, one.type, one.mode, "", 0.0, one.status, one.said_by,
            one.date and one.date.start and one.date.start.isoformat(),
            one.date and one.date.end and one.date.end.isoformat(), one.confidence, one.id,
            msgspec.json.encode(event).decode(),
        )  # fmt: skip
        n = self.connection.execute(
            """INSERT INTO event (id, dataset, document, type, mode, quad, score, status, said_by, first, last,
               confidence, occurrence, record, passage, known)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                 (SELECT n FROM passage WHERE document = ?3 AND line = 1),
                 (SELECT known FROM document WHERE n = ?3))""",
            row,
        ).lastrowid
        assert n is not None
        first = one.date.start.isoformat() if one.date and one.date.start else ""
        for code, role in [(c, "actor") for c in one.actors] + [(c, "recipient") for c in one.recipients]:
            self.connection.execute("INSERT OR IGNORE INTO party VALUES (?, ?, ?, ?)", (code, role, first, n))
        return n

    def joined(self) -> dict[str, str]:
        """For each event the occurrence that it reports."""
        return dict(self.connection.execute("SELECT id, occurrence FROM event ORDER BY id"))


def as_event(one: Report) -> Event:
    """``one`` as the stages would have read it, in the first sentence of its document."""

    def party(code: str) -> Party:
        return Party(code, code, None, None, code, 0, len(code))

    quote = one.telling.quote
    return Event(
        one.id, one.type, one.mode, (), "", 0.0, None, one.status, tuple(map(party, one.actors)),
        tuple(map(party, one.recipients)), party(one.said_by) if one.said_by else None, one.date, one.place, None,
        Span(0, 0, ""), SentenceRef(0, 0, len(quote)), 1, "body", "test", one.confidence,
    )  # fmt: skip


__all__ = ["DAY", "Place", "Shelf", "as_event", "on", "replace", "report", "telling"]
