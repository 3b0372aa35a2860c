"""Events out of the store in the formats that others read, as a stream: memory does not grow with the events."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from banggiao.exchange import datapackage, dyadic, feeds, network, plover_out, tables
from banggiao.exchange.datapackage import Release
from banggiao.store import events, exports, imports
from banggiao.store.events import EventRow
from banggiao.store.filters import Filter
from banggiao.version import __version__

Write = Callable[[bytes], object]
FORMS = ("plover", "gdelt", "icews", "csv", "parquet", "gexf", "graphml", "atom", "jsonfeed", "datapackage")


class Exported(Struct, frozen=True):
    """How many events were written, and how many the format cannot tell and were left out."""

    events: int
    left_out: int = 0


class Options(Struct, frozen=True):
    """What some of the formats want to know: a feed its length, title, words and address, a package its release."""

    limit: int = 100
    title: str = "banggiao"
    language: str = "en"
    address: str | None = None
    headline: Callable[[EventRow], str] = lambda row: row.type
    release: Release = Release()


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterator[EventRow]) -> None:
        self.seen = 0
        self._rows = rows

    def __iter__(self) -> Iterator[EventRow]:
        for row in self._rows:
            self.seen += 1
            yield row


def export(
    connection: sqlite3.Connection, form: str, wanted: Filter, write: Write, options: Options | None = None
) -> Exported:
    """Write the events that ``wanted`` asks for as ``form``, one of :data:`FORMS`; TableError when it cannot be."""
    options = options or Options()
    if form in ("atom", "jsonfeed"):
        return _feed(connection, form, wanted, write, options)
    datasets = {found.name: found.format for found in imports.datasets(connection)}
    rows = _Counted(exports.kept(connection, wanted))
    if form in ("icews", "gdelt"):
        return _dyadic(rows, form, write)
    if form in ("gexf", "graphml"):
        net = network.Network()
        counted = sum(net.add(row) for row in rows)
        network.write(net, form, write)
        return Exported(counted, rows.seen - counted)
    if form == "plover":
        for row in rows:
            write(plover_out.line(row, datasets.get(row.dataset, "")))
    elif form == "csv":
        for line in tables.csv_lines(rows):
            write(line)
    elif form == "parquet":
        asked = msgspec.json.encode(wanted).decode()
        tables.parquet(iter(rows), write, {"banggiao": __version__, "filter": asked})
    else:
        release = msgspec.structs.replace(options.release, datasets=tuple(sorted(datasets.items())))
        datapackage.write(rows, write, release)
    return Exported(rows.seen)


def _dyadic(rows: _Counted, form: str, write: Write) -> Exported:
    told = 0
    if form == "icews":
        write(dyadic.icews_header())
    for row in rows:
        lines = list((dyadic.icews if form == "icews" else dyadic.gdelt)(row))
        told += bool(lines)
        for line in lines:
            write(line)
    return Exported(told, rows.seen - told)


def _feed(connection: sqlite3.Connection, form: str, wanted: Filter, write: Write, options: Options) -> Exported:
    rows = tuple(itertools.islice(events.select(connection, wanted, "newest", options.limit), options.limit))
    feed = feeds.Feed(options.title, wanted, rows, options.headline, options.language, options.address)
    if form == "atom":
        for piece in feeds.atom(feed):
            write(piece)
    else:
        write(feeds.json_feed(feed))
    return Exported(len(rows))
