"""What is asked for: one set of filters that every listing, search, export and feed shares, and its compiler to SQL.

Values never become part of the SQL: they are bound. The clauses speak of ``event`` under the alias ``e``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from msgspec import Struct

from banggiao.store import folding


class Filter(Struct, frozen=True):
    """Which events, entries or documents are wanted; an empty or None field does not narrow.

    ``actors``: codes, all of which must take part in whatever role; ``pair``: two codes, one acting towards the other,
    in either direction. ``since``/``until``: days, inclusive, that the event's date must overlap. ``as_of``: only what
    was known by that day. ``datasets``: ``read`` and the names of what was imported. ``min_confidence``: events that
    bear a confidence, of at least that. ``reviewed``: only what a person confirmed or corrected. ``phrase``: words as
    :mod:`banggiao.store.folding` reads them. ``undated``: with ``since`` or ``until``, also events without any date
    that were told in those days. ``all``: also what does not count, as it is of an older version of its
    page or was rejected in review.
    """

    actors: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    outlets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    min_confidence: float = 0.0
    reviewed: bool = False
    phrase: str | None = None
    undated: bool = False
    all: bool = False


EVERYTHING = Filter()
"""All events that count."""


class Clause(Struct, frozen=True):
    """A condition in SQL with the values that it binds, in order."""

    sql: str
    values: tuple[str | int | float | None, ...] = ()


REVIEWED = """e.id IN (SELECT r.event FROM review r WHERE r.verdict IN ('confirm', 'correct')
    AND NOT EXISTS (SELECT 1 FROM review w WHERE w.event = r.event AND w.verdict = 'withdraw'
                    AND json_extract(w.correction, '$.withdraws') = r.n))"""


def where(wanted: Filter) -> Clause:
    """The condition for ``event e`` that ``wanted`` is; it always holds something, so it can follow ``WHERE``.

    The phrase is looked for in the whole line in which the event's sentence stands; the listing
    (:func:`banggiao.store.events.select`) looks into the sentence itself. The connection must know ``carries``
    (:func:`banggiao.store.folding.register`), as every one that ``connect`` gives does.
    """
    return both([*of_parties(wanted), *of_words(wanted.phrase), *of_event(wanted), *of_marks(wanted.phrase)])


def of_event(wanted: Filter) -> list[Clause]:
    """All conditions but those on who takes part and on words."""
    clauses = [] if wanted.all else [Clause("e.counts = 1")]
    clauses += one_of("e.type", wanted.types) + one_of("e.status", wanted.statuses)
    clauses += one_of("e.part", wanted.parts) + one_of("e.dataset", wanted.datasets)
    for holds in one_of("o.outlet", wanted.outlets):
        sql = f"EXISTS (SELECT 1 FROM document o WHERE o.n = e.document AND {holds.sql})"
        clauses.append(Clause(sql, holds.values))
    if wanted.min_confidence > 0:
        clauses.append(Clause("e.confidence >= ?", (wanted.min_confidence,)))
    if wanted.as_of is not None:
        clauses.append(Clause("e.known <= ?", (wanted.as_of.isoformat(),)))
    if wanted.reviewed:
        clauses.append(Clause(REVIEWED))
    return clauses + overlaps(wanted.since, wanted.until, undated=wanted.undated)


def overlaps(since: dt.date | None, until: dt.date | None, of: str = "e", undated: bool = False) -> list[Clause]:
    """The date of ``of`` overlaps the days asked for; an end not known lies anywhere, no date at all nowhere.

    ``undated``: without any date, the day by which it was told stands for it.
    """
    clauses = []
    told = f" OR ({of}.first IS NULL AND {of}.last IS NULL AND {of}.known {{}} ?)" if undated else ""
    times = 2 if undated else 1
    if since is not None:
        sql = f"({of}.last >= ? OR ({of}.last IS NULL AND {of}.first IS NOT NULL){told.format('>=')})"
        clauses.append(Clause(sql, (since.isoformat(),) * times))
    if until is not None:
        sql = f"({of}.first <= ? OR ({of}.first IS NULL AND {of}.last IS NOT NULL){told.format('<=')})"
        clauses.append(Clause(sql, (until.isoformat(),) * times))
    return clauses


def takes_part(code: str) -> Clause:
    """The actor ``code`` takes part in the event, in whatever role."""
    return Clause("EXISTS (SELECT 1 FROM party p WHERE p.event = e.n AND p.code = ?)", (code,))


def between(pair: tuple[str, str]) -> Clause:
    """One of ``pair`` acts towards the other."""
    return Clause(
        "EXISTS (SELECT 1 FROM dyad d WHERE d.event = e.n"
        " AND ((d.actor = ? AND d.recipient = ?) OR (d.actor = ? AND d.recipient = ?)))",
        (*pair, *reversed(pair)),
    )


def of_words(words: str | None, leads: bool = True) -> list[Clause]:
    """The line in which the event's sentence stands holds ``words`` in whatever spelling; without any, nothing does.

    ``leads``: the words may lead to the events; else those are at hand, and it is seen whether theirs are such lines.
    """
    if words is None:
        return []
    phrases = folding.parse(words)
    if not phrases:
        return [Clause("0")]
    column = "e.passage" if leads else "+e.passage"
    lines = "SELECT rowid FROM passage_text WHERE passage_text MATCH ?"
    return [Clause(f"{column} IN ({lines})", (folding.match_expression(phrases),))]


def of_marks(words: str | None) -> list[Clause]:
    """That line holds ``words`` with the marks that they have."""
    if words is None or not any(phrase.marked for phrase in folding.parse(words)):
        return []
    return [Clause("EXISTS (SELECT 1 FROM passage q WHERE q.n = e.passage AND carries(q.text, ?))", (words,))]


def both(clauses: Iterable[Clause]) -> Clause:
    """All of ``clauses`` at once; what always holds when there are none."""
    found = list(clauses)
    sql = " AND ".join(c.sql for c in found) or "1"
    return Clause(sql, tuple(value for c in found for value in c.values))


def of_parties(wanted: Filter) -> list[Clause]:
    """Who takes part, and who acts towards whom."""
    pair = [between(wanted.pair)] if wanted.pair else []
    return [takes_part(code) for code in wanted.actors] + pair


def one_of(column: str, values: tuple[str, ...]) -> list[Clause]:
    """``column`` holds one of ``values``; no condition when there are none."""
    return [Clause(f"{column} IN ({marks(values)})", tuple(values))] if values else []


def marks(values: Collection[object]) -> str:
    """One placeholder for each of ``values``."""
    return ", ".join("?" * len(values))
