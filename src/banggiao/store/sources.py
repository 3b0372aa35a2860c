"""Where things were told: the document behind an event or a line, and where its lines begin."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import cast

from msgspec import Struct

from banggiao.records import Interval, Precision


class Source(Struct, frozen=True):
    """The document that tells an event: its id, who published it, where, under which title, and when."""

    id: str
    outlet: str | None
    agency: str | None
    url: str | None
    title: str | None
    published: Interval | None


class Documents:
    """Documents of the events at hand, each looked up once, and where their lines begin."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sources: dict[int, Source] = {}
        self._starts: dict[int, dict[int, int]] = {}

    def source(self, n: int) -> Source:
        """The document in row ``n``."""
        if n not in self._sources:
            row = self._connection.execute(
                "SELECT id, outlet, agency, url, title, first, last, precision FROM document WHERE n = ?", (n,)
            ).fetchone()
            name, outlet, agency, url, title, *published = row
            self._sources[n] = Source(name, outlet, agency, url, title, interval(*published))
        return self._sources[n]

    def start(self, n: int, line: int) -> int:
        """The offset at which ``line`` of document ``n`` begins; empty lines are not kept, but count one each."""
        if n not in self._starts:
            lengths = self._connection.execute("SELECT line, text FROM passage WHERE document = ? ORDER BY line", (n,))
            starts, before = {}, 0
            for number, text in lengths:
                starts[number] = before + number - 1
                before += len(text)
            self._starts[n] = starts
        return self._starts[n][line]


def interval(first: str | None, last: str | None, precision: str | None) -> Interval | None:
    """The date of a row: its columns ``first``, ``last`` and ``precision``; None where it has none."""
    if precision is None or (first is None and last is None):
        return None
    return Interval(day_of(first), day_of(last), cast(Precision, precision))


def day_of(column: str | None) -> dt.date | None:
    """The day that a column of ISO text holds; None where it holds none."""
    return dt.date.fromisoformat(column) if column else None
