"""Stories and joined events as they are listed: groups of reprints, events in interchange form with their reports."""

from __future__ import annotations

import datetime as dt
import heapq
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from banggiao import ontology
from banggiao.entries import Occurrence
from banggiao.store import events
from banggiao.store.decisions import Joining, decided
from banggiao.store.filters import Filter
from banggiao.store.occurrences import first_day, occurrences
from banggiao.store.reprints import origins_then, within
from banggiao.store.sources import day_of


class Copy(Struct, frozen=True):
    """A document of a story: where it was published, and by what day it surely was."""

    id: str
    outlet: str | None
    agency: str | None
    title: str | None
    url: str | None
    known: dt.date | None


class Likeness(Struct, frozen=True):
    """Two documents of a story: how alike their bodies are (0 to 1), and why they are taken for one report."""

    one: str
    other: str
    similarity: float
    because: str


class Story(Struct, frozen=True):
    """One report in several documents: ``id`` is that of the first, the independent source of them all."""

    id: str
    documents: tuple[Copy, ...]
    pairs: tuple[Likeness, ...]
    decided: tuple[Joining, ...] = ()


def stories(
    connection: sqlite3.Connection,
    since: dt.date | None = None,
    until: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Iterator[Story]:
    """The reports that several documents tell, in order of id; of the documents, those published by ``as_of``.

    ``since``/``until``: one of them was published on these days.
    """
    made = decided(connection)
    query = """SELECT origin, n, id, outlet, agency, title, url, known FROM document WHERE origin IN
        (SELECT origin FROM document GROUP BY origin HAVING count(*) > 1) ORDER BY origin, id"""
    then = {} if as_of is None else origins_then(connection, as_of)
    groups: dict[str, dict[int, Copy]] = {}
    for origin, n, id, outlet, agency, title, url, known in connection.execute(query):
        day = day_of(known)
        if as_of is None or (day is not None and day <= as_of):
            groups.setdefault(then.get(id, origin), {})[n] = Copy(id, outlet, agency, title, url, day)
    for _, copies in sorted(groups.items()):
        if len(copies) > 1 and _published(copies.values(), since, until):
            yield _story(connection, copies, made)


def _published(copies: Any, since: dt.date | None, until: dt.date | None) -> bool:
    if since is None and until is None:
        return True
    days = [copy.known for copy in copies if copy.known is not None]
    return any((since is None or since <= day) and (until is None or day <= until) for day in days)


def _story(connection: sqlite3.Connection, copies: dict[int, Copy], made: Sequence[Joining]) -> Story:
    query = "SELECT one, other, similarity, because FROM reprint WHERE one IN"
    pairs = [
        Likeness(min(copies[one].id, copies[other].id), max(copies[one].id, copies[other].id), similarity, because)
        for one, other, similarity, because in within(connection, query, copies)
        if other in copies
    ]
    ids = {copy.id for copy in copies.values()}
    concerned = tuple(d for d in made if d.kind == "document" and {d.one, d.other} <= ids)
    ordered = sorted(copies.values(), key=lambda copy: (copy.known or dt.date.max, copy.id))
    first = min(ids, key=lambda id: (id.startswith("00000000"), id))
    return Story(first, tuple(ordered), tuple(sorted(pairs, key=lambda pair: (pair.one, pair.other))), concerned)


def event_records(connection: sqlite3.Connection, wanted: Filter) -> Iterator[dict[str, Any]]:
    """The events that ``wanted`` asks for in their interchange form, by date; each with its reports.

    What was read is joined over documents (:func:`banggiao.store.occurrences.occurrences`); what was imported stands
    for itself, without reports, from one source: its data set.
    """
    read: Iterator[tuple[str, dict[str, Any]]] = iter(())
    if not wanted.datasets or "read" in wanted.datasets:
        asked = replace(wanted, datasets=("read",))
        read = ((first_day(one).isoformat(), _joined(connection, one)) for one in occurrences(connection, asked))
    named = connection.execute("SELECT name FROM dataset").fetchall()
    others = tuple(name for (name,) in named if name != "read" and name in (wanted.datasets or (name,)))
    alone: Iterator[tuple[str, dict[str, Any]]] = iter(())
    if others:
        rows = events.select(connection, replace(wanted, datasets=others), order="oldest")
        alone = ((_day(row), {**events.to_record(row), **_ALONE}) for row in rows)
    yield from (record for _, record in heapq.merge(read, alone, key=lambda dated: dated[0]))


_ALONE: dict[str, Any] = {"reports": [], "sources": 1, "denied_by": [], "because": []}


def _day(row: events.EventRow) -> str:
    return ((row.date and row.date.start) or dt.date.max).isoformat()


def _joined(connection: sqlite3.Connection, one: Occurrence) -> dict[str, Any]:
    """The record of the report that tells it best, with what all of them say together."""
    lead = max(
        (r for r in one.reports if (r.actors, r.recipients) == (one.actors, one.recipients)),
        key=lambda r: (r.status == one.status, r.date == one.date, r.mode == one.mode, r.confidence, r.id),
    )
    row = events.find(connection, lead.id)
    assert row is not None
    record = events.to_record(row)
    if one.mode != record["mode"]:
        known = ontology.load()
        record["score"] = known.score(one.type, one.mode)
        record["cameo"] = known.cameo(one.type, one.mode, one.status, record["contexts"])
    return {
        **record,
        "id": one.id,
        "occurrence": one.id,
        "mode": one.mode,
        "status": one.status,
        "date": msgspec.to_builtins(one.date),
        "place": msgspec.to_builtins(one.place),
        "confidence": one.confidence,
        "reports": msgspec.to_builtins(one.reports),
        "sources": one.sources,
        "denied_by": list(one.denied_by),
        "because": list(one.because),
    }
