"""Stores of events that a test writes down itself, without a page that tells them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from banggiao.store import folding


@dataclass(frozen=True)
class Told:
    """One event of a data set, told in ``text``."""

    id: str
    first: str | None = None
    last: str | None = None
    type: str = "CONSULT"
    status: str = "actual"
    actors: tuple[str, ...] = ("FRA",)
    recipients: tuple[str, ...] = ("DEU",)
    text: str = ""
    known: str | None = None
    dataset: str = "made"
    counts: int = 1
    confidence: float | None = None


def write(connection: sqlite3.Connection, events: list[Told]) -> None:
    """Write ``events`` as imported ones."""
    for n, event in enumerate(events, 1):
        precision = "day" if event.first or event.last else None
        connection.execute("INSERT INTO passage VALUES (?, NULL, 1, 'body', ?)", (n, event.text))
        connection.execute("INSERT INTO passage_text (rowid, folded) VALUES (?, ?)", (n, folding.indexed(event.text)))
        connection.execute(
            """INSERT INTO event (n, id, dataset, passage, type, quad, score, status, first, last, precision, known,
            counts, confidence, record) VALUES (?, ?, ?, ?, ?, 'verbal cooperation', 1.0, ?, ?, ?, ?, ?, ?, ?, '{}')""",
            (n, event.id, event.dataset, n, event.type, event.status, event.first, event.last, precision, event.known,
             event.counts, event.confidence),
        )  # fmt: skip
        first = event.first or ""
        for role, codes in (("actor", event.actors), ("recipient", event.recipients)):
            for code in codes:
                connection.execute("INSERT OR IGNORE INTO party VALUES (?, ?, ?, ?)", (code, role, first, n))
        for actor in event.actors:
            for recipient in event.recipients or event.actors:
                if actor != recipient:
                    connection.execute("INSERT OR IGNORE INTO dyad VALUES (?, ?, ?, ?)", (actor, recipient, first, n))
