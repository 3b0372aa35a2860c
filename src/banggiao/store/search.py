"""Words in what is kept: the events told in such words (the evidence), and the lines of articles that hold them.

How words are read is told in :mod:`banggiao.store.folding`. The newest comes first; results are not ranked by how often
a word stands in them, so that of a million lines only those are looked at that are shown.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from banggiao.store import events, filters, folding
from banggiao.store.events import EventRow
from banggiao.store.filters import Clause, Filter
from banggiao.store.selection import Order, few_lines
from banggiao.store.sources import Documents, Source

ARTICLE_PARTS = ("title", "lead", "body", "photo_caption")
"""The parts of a page that are its article: the lines that are searched where no other part is asked for."""
Mark = tuple[int, int]
_FIRST_BATCH, _BATCH = 40, 400


class Line(Struct, frozen=True):
    """A line of an article: ``part`` is its role, ``marks`` are starts and ends in ``text`` of what was looked for."""

    document: Source
    line: int
    part: str
    text: str
    marks: tuple[Mark, ...]


def evidence(
    connection: sqlite3.Connection,
    wanted: Filter,
    order: Order = "newest",
    limit: int | None = None,
    after: str | None = None,
) -> Iterator[tuple[EventRow, tuple[Mark, ...]]]:
    """The events that ``wanted`` asks for, each with where the words of its phrase stand in its ``quote``."""
    for row in events.select(connection, wanted, order, limit, after):
        yield row, folding.found_at(row.quote, wanted.phrase or "")


def articles(connection: sqlite3.Connection, wanted: Filter, limit: int | None = None) -> Iterator[Line]:
    """The lines that hold the words of ``wanted.phrase``, of articles last known first.

    ``since`` and ``until`` are days of publication here, ``parts`` the roles of lines; ``actors``, ``pair``, ``types``,
    ``statuses``, ``min_confidence`` and ``reviewed`` ask for articles that tell of such an event. Of a page only its
    newest version is searched, but for ``all``. Nothing without words.
    """
    phrases = folding.parse(wanted.phrase or "")
    if not phrases or (wanted.datasets and "read" not in wanted.datasets):
        return iter(())
    return itertools.islice(_lines(connection, _numbers(connection, wanted, phrases), wanted.phrase or ""), limit)


def _numbers(
    connection: sqlite3.Connection, wanted: Filter, phrases: tuple[folding.Phrase, ...]
) -> Iterator[tuple[int, int]]:
    """Numbers of the lines, and of their documents, that hold the words in whatever spelling."""
    if few_lines(connection, phrases):
        source, column = "passage q CROSS JOIN document o ON o.n = q.document", "q.n"
    else:
        source, column = "document o CROSS JOIN passage q ON q.document = o.n", "+q.n"
    lines = f"{column} IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)"
    holds = filters.both(
        [Clause(lines, (folding.match_expression(phrases),)), *_of_lines(wanted), *_of_documents(wanted)]
    )
    sql = f"SELECT q.n, o.n FROM {source} WHERE {holds.sql} ORDER BY o.known DESC, o.id DESC, q.line"
    return iter(connection.execute(sql, holds.values))


def _lines(connection: sqlite3.Connection, numbers: Iterator[tuple[int, int]], words: str) -> Iterator[Line]:
    """The lines of those numbers that have the marks too: texts are looked into last, no further than is asked."""
    documents = Documents(connection)
    size = _FIRST_BATCH
    while some := list(itertools.islice(numbers, size)):
        query = f"SELECT n, line, role, text FROM passage WHERE n IN ({', '.join('?' * len(some))})"
        found = {row[0]: row[1:] for row in connection.execute(query, tuple(n for n, _ in some))}
        for n, document in some:
            if n in found and folding.carries(found[n][2], words):
                line, part, text = found[n]
                yield Line(documents.source(document), line, part, text, folding.found_at(text, words))
        size = _BATCH


def _of_lines(wanted: Filter) -> list[Clause]:
    return filters.one_of("q.role", wanted.parts or ARTICLE_PARTS)


def _of_documents(wanted: Filter) -> list[Clause]:
    clauses = [] if wanted.all else [Clause("o.current = 1")]
    clauses += filters.one_of("o.outlet", wanted.outlets) + filters.overlaps(wanted.since, wanted.until, "o")
    if wanted.as_of is not None:
        clauses.append(Clause("o.known <= ?", (wanted.as_of.isoformat(),)))
    told = Filter(
        actors=wanted.actors,
        pair=wanted.pair,
        types=wanted.types,
        statuses=wanted.statuses,
        min_confidence=wanted.min_confidence,
        reviewed=wanted.reviewed,
        all=wanted.all,
    )
    if told != Filter(all=wanted.all):
        holds = filters.where(told)
        clauses.append(Clause(f"EXISTS (SELECT 1 FROM event e WHERE e.document = o.n AND {holds.sql})", holds.values))
    return clauses
