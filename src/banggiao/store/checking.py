"""Whether a store is whole: what SQLite can tell, and what only we know must hold. Finds, never mends.

Each finding is one sentence. No finding means: every page is sound, every reference leads somewhere, every quotation
stands in its text, the words of every line are found, events are joined as they would be anew, and the sums are those
of the events.
"""

from __future__ import annotations

import itertools
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from banggiao.records import Event, Span
from banggiao.store import documents, occurrences, rollups
from banggiao.store.folding import indexed
from banggiao.store.rows import content_id

MOST = 20
"""Findings of one kind that are named; of more, only how many."""
_EVENT = msgspec.json.Decoder(Event)
_PLAIN = {
    "the event {0} has no party, though its record names some": """
        SELECT id FROM event WHERE dataset = 'read' AND record NOT LIKE '%"actors":[],"recipients":[]%'
        AND n NOT IN (SELECT event FROM party)""",
    "the event {0} was told in a line that is not its document's": """
        SELECT e.id FROM event e JOIN passage p ON p.n = e.passage WHERE p.document IS NOT e.document""",
    "the event {0} counts though it stands in an older version of its page": """
        SELECT e.id FROM event e JOIN document d ON d.n = e.document WHERE e.counts = 1 AND d.current = 0""",
    "the page {0} has versions that are not numbered from 1, or not its newest one counts": """
        SELECT page FROM document GROUP BY page HAVING max(version) <> count(*) OR min(version) <> 1
        OR sum(current) <> 1 OR max(version * current) <> count(*)""",
    "the document {0} names an origin that is not there": """
        SELECT id FROM document WHERE origin NOT IN (SELECT id FROM document)""",
    "the event {0} belongs to an occurrence that is not there": """
        SELECT e.id FROM event e WHERE e.occurrence IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM event o WHERE o.id = e.occurrence)""",
    "the event {0} belongs to an occurrence that is named after an event of another": """
        SELECT e.id FROM event e JOIN event o ON o.id = e.occurrence WHERE o.occurrence IS NOT o.id""",
    "the event {0} belongs to an occurrence that is not named after its smallest id": """
        SELECT id FROM event WHERE id < occurrence""",
    "the event {0} counts but is not among those that are joined": """
        SELECT id FROM event WHERE dataset = 'read' AND counts = 1 AND n NOT IN (SELECT event FROM block)""",
    "the {0} in row {1} concerns {2}, but there is no such row": """
        SELECT ledger, entry, code FROM concern WHERE entry NOT IN (
            SELECT n FROM mechanism_step WHERE ledger = 'mechanism' UNION ALL
            SELECT n FROM measure_notice WHERE ledger = 'measure' UNION ALL
            SELECT n FROM plan WHERE ledger = 'plan')""",
    "the sum for {0} and {1} in {2} ({3}, {4}) is not that of its events": f"""
        SELECT actor, recipient, month, quad, dataset FROM (
            SELECT * FROM (SELECT * FROM dyad_month EXCEPT {rollups.expected()})
            UNION ALL SELECT * FROM ({rollups.expected()} EXCEPT SELECT * FROM dyad_month)) GROUP BY 1, 2, 3, 4, 5""",
    "the event {0} is counted though another report stands for it, or the other way round": f"""
        SELECT id FROM event WHERE n IN ({rollups.mistaken()})""",
}


def check(connection: sqlite3.Connection) -> Iterator[str]:
    """Everything that is wrong, as sentences; nothing when the store is whole."""
    try:
        yield from _bounded(_file(connection))
        yield from _bounded(_references(connection))
        for sentence, query in _PLAIN.items():
            yield from _bounded(sentence.format(*row) for row in connection.execute(query))
        yield from _bounded(_index(connection))
        yield from _bounded(_documents(connection))
        wrong = "the event {} belongs to another occurrence than if all were joined anew"
        yield from _bounded(wrong.format(id) for id in occurrences.mistaken(connection))
    except (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError) as error:
        yield f"it cannot be read to its end: {error}"


def _bounded(found: Iterator[str]) -> Iterator[str]:
    yield from itertools.islice(found, MOST)
    more = sum(1 for _ in found)
    if more:
        yield f"and {more} more of that kind"


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the file is damaged: {said}"


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        where = f"row {row} of {table}" if row is not None else f"a row of {table}"
        yield f"{where} points at a row of {parent} that is not there"


def _index(connection: sqlite3.Connection) -> Iterator[str]:
    """Every line that holds words stands in the index of words, and no other; of some lines the words are looked up."""
    held = {row[0] for row in connection.execute("SELECT rowid FROM passage_text")}
    step = max(len(held) // 500, 1)
    for n, text in connection.execute("SELECT n, text FROM passage"):
        words = indexed(text)
        if (n in held) != bool(words):
            yield f"line {n} of the passages is {'found' if n in held else 'not found'} by its words"
        elif words and n % step == 0:
            phrase = '"' + " ".join(words.split()[:8]) + '"'
            query = "SELECT 1 FROM passage_text WHERE passage_text MATCH ? AND rowid = ?"
            if connection.execute(query, (phrase, n)).fetchone() is None:
                yield f"line {n} of the passages is found by other words than its own"
        held.discard(n)
    for n in sorted(held):
        yield f"the index of words holds line {n}, which is not there"


def _documents(connection: sqlite3.Connection) -> Iterator[str]:
    for n, id, text_id in connection.execute("SELECT n, id, text_id FROM document ORDER BY n").fetchall():
        try:
            text = documents.text(connection, n)
        except (zlib.error, msgspec.MsgspecError, IndexError) as error:
            yield f"the document {id} cannot be read: {error}"
            continue
        if content_id(text, "") != text_id:
            yield f"the text of the document {id} is not what was read"
        yield from _quotations(connection, n, text)


def _quotations(connection: sqlite3.Connection, n: int, text: str) -> Iterator[str]:
    for id, record in connection.execute("SELECT id, record FROM event WHERE document = ?", (n,)):
        try:
            event = _EVENT.decode(record)
        except msgspec.MsgspecError as error:
            yield f"the record of the event {id} cannot be read: {error}"
            continue
        if not all(text[start:end] == quote for start, end, quote in _quoted(event)):
            yield f"the event {id} quotes words that do not stand in its document"


def _quoted(event: Event) -> Iterator[tuple[int, int, str]]:
    spans: Iterable[Span | None] = (event.trigger, *(party.via for party in (*event.actors, *event.recipients)))
    for span in spans:
        if span is not None:
            yield span.start, span.end, span.text
    for party in (*event.actors, *event.recipients, *([event.said_by] if event.said_by else [])):
        yield party.start, party.end, party.text
