"""How much two actors had to do with each other, month by month, from the monthly sums alone: at once, however many."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from msgspec import Struct


class Sum(Struct, frozen=True):
    """What one actor did towards another within a month, of one quad category and data set.

    ``month`` is YYYY-MM, or YYYY for what is dated no nearer; ``score`` the sum of the scores, ``squares`` that of their
    squares. An event of both towards each other stands in both directions.
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
