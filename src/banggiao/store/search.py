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
from banggiao.store.events import EventRow, Source
from banggiao.store.filters import Clause, Filter
from banggiao.store.selection import Order, few_lines

ARTICLE_PARTS = ("title", "lead", "body", "photo_caption")
"""The parts of a page that are its article: the lines that are searched where no other part is asked for."""
Mark = tuple[int, int]


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
        return
    words = wanted.phrase or ""
    expression = folding.match_expression(phrases)
    if few_lines(connection, phrases):
        source = "passage q CROSS JOIN document o ON o.n = q.document"
        holds = [Clause("q.n IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)", (expression,))]
    else:
        source = "document o CROSS JOIN passage q ON q.document = o.n"
        holds = [Clause("+q.n IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)", (expression,))]
    holds += _of_lines(wanted) + _of_documents(wanted)
    if any(phrase.marked for phrase in phrases):
        holds.append(Clause("carries(q.text, ?)", (words,)))
    clause = filters.both(holds)
    rows = connection.execute(
        f"""SELECT o.id, o.outlet, o.agency, o.url, o.title, o.first, o.last, o.precision, q.line, q.role, q.text
        FROM {source} WHERE {clause.sql} ORDER BY o.known DESC, o.id DESC, q.line""",
        clause.values,
    )
    for name, outlet, agency, url, title, first, last, precision, line, part, text in itertools.islice(rows, limit):
        document = Source(name, outlet, agency, url, title, events.interval(first, last, precision))
        yield Line(document, line, part, text, folding.found_at(text, words))


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
