"""How much two actors had to do with each other, month by month, from the monthly sums alone: at once, however many."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from msgspec import Struct


class Sum(Struct, frozen=True):
    """What one actor did towards another within a month, of one quad category and data set.

    ``month`` is YYYY-MM, or YYYY for what is dated no nearer; ``score`` is the sum of the scores, ``squares`` that of
    their squares. An event of both towards each other stands in both directions.
    """

    actor: str
    recipient: str
    month: str
    quad: str
    dataset: str
    events: int
    score: float
    squares: float


def timeline(
    connection: sqlite3.Connection,
    pair: tuple[str, str],
    months: tuple[str, str] = ("", "9999"),
    datasets: Sequence[str] = (),
) -> list[Sum]:
    """The sums of ``pair``, in both directions, from the first to the last of ``months`` inclusive, in order of time.

    ``datasets``: only of these (empty: all).
    """
    chosen = f" AND dataset IN ({', '.join('?' * len(datasets))})" if datasets else ""
    rows = connection.execute(
        "SELECT * FROM dyad_month WHERE ((actor = ? AND recipient = ?) OR (actor = ? AND recipient = ?))"
        f" AND month BETWEEN ? AND ?{chosen} ORDER BY month, quad, dataset, actor",
        (*pair, *reversed(pair), *months, *datasets),
    )
    return [Sum(*row) for row in rows]


class Busy(Struct, frozen=True):
    """Two actors, the number of their events in both directions, the sum of the scores, and events by quad category."""

    pair: tuple[str, str]
    events: int
    score: float
    counts: dict[str, int]


_FLOORS = (16, 6, 3, 2)
"""Sums of fewer events are first left out, and looked up for those pairs alone that may be among the busiest."""
_MOST = 2000
"""Looking up more pairs than so many takes longer than adding up everything."""
_QUADS = 5
_LOOKED_UP = """json_each(?) near CROSS JOIN dyad_month
    WHERE actor = json_extract(near.value, '$[0]') AND recipient = json_extract(near.value, '$[1]')"""
_MONTHS = """WITH RECURSIVE there (month) AS (
    SELECT min(month) FROM dyad_month WHERE month >= :first UNION ALL
    SELECT (SELECT min(month) FROM dyad_month WHERE month > there.month) FROM there WHERE month <= :last)
    SELECT month FROM there WHERE month <= :last"""


def busiest(
    connection: sqlite3.Connection, months: tuple[str, str] = ("", "9999"), actor: str | None = None, limit: int = 20
) -> list[Busy]:
    """The ``limit`` pairs with most events from the first to the last of ``months``, the busiest first.

    ``actor``: only pairs of this one. Exact, though most sums are not looked at: what a pair's small ones can come to
    is bounded by how many there can be, so who cannot reach the busiest is known without adding up.
    """
    near = None if actor is not None else _candidates(connection, months, limit)
    if near is not None:
        return first(
            summed(connection, months, _LOOKED_UP, (json.dumps([*near, *(pair[::-1] for pair in near)]),)), limit
        )
    if actor is not None:
        return first(summed(connection, months, "dyad_month WHERE ? IN (actor, recipient)", (actor,)), limit)
    return first(summed(connection, months, "dyad_month WHERE 1", ()), limit)


def _candidates(connection: sqlite3.Connection, months: tuple[str, str], limit: int) -> list[tuple[str, str]] | None:
    """Pairs among which the busiest are for certain, from the larger sums; None when those do not tell."""
    there = [m for (m,) in connection.execute(_MONTHS, {"first": months[0], "last": months[1]})]
    datasets = connection.execute("SELECT count(*) + EXISTS (SELECT 1 FROM document) FROM dataset").fetchone()[0]
    for floor in _FLOORS:
        most = (floor - 1) * len(there) * datasets * _QUADS * 2  # all that a pair's smaller sums can come to
        partial = connection.execute(
            "SELECT min(actor, recipient) AS one, max(actor, recipient) AS other, sum(events) AS total FROM dyad_month"
            f" WHERE month IN ({', '.join('?' * len(there))}) AND events >= ? GROUP BY one, other ORDER BY total DESC",
            (*there, floor),
        ).fetchall()
        if len(partial) < limit or partial[limit - 1][2] <= most:
            continue
        near = [(one, other) for one, other, total in partial if total + most >= partial[limit - 1][2]]
        if len(near) <= _MOST:
            return near
    return None


def first(found: list[Busy], limit: int) -> list[Busy]:
    """The ``limit`` busiest of ``found``."""
    return sorted(found, key=lambda one: (-one.events, one.pair))[:limit]


def summed(connection: sqlite3.Connection, months: tuple[str, str], source: str, values: tuple[str, ...]) -> list[Busy]:
    """Every pair of ``source`` (a table or query of sums with a condition, and its ``values``), everything added up."""
    rows = connection.execute(
        "SELECT min(actor, recipient) AS one, max(actor, recipient) AS other, quad, sum(events), sum(score)"
        f" FROM {source} AND month BETWEEN ? AND ? GROUP BY one, other, quad",
        (*values, *months),
    )
    found: dict[tuple[str, str], tuple[dict[str, int], float]] = {}
    for one, other, quad, events, score in rows:
        counts, total = found.setdefault((one, other), ({}, 0.0))
        counts[quad] = events
        found[one, other] = counts, total + score
    return [Busy(pair, sum(counts.values()), total, counts) for pair, (counts, total) in found.items()]
