"""A file of event data into the store: good rows are kept, broken ones are counted and named with their lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct, field

from banggiao.exchange import plover_lines, sources
from banggiao.exchange.coders import RowError, coder
from banggiao.exchange.sources import Broken
from banggiao.store.import_rows import ImportedEvent
from banggiao.store.imports import BATCH, Importer, in_bulk

SHOWN = 20
"""How many broken rows are told of one by one."""


class Imported(Struct):
    """What became of one file: rows read, of those new and already there, and broken (the first :data:`SHOWN`)."""

    name: str
    form: str
    dataset: str
    rows: int = 0
    added: int = 0
    known: int = 0
    broken: int = 0
    first_broken: list[Broken] = field(default_factory=list)
    whole_before: bool = False


class Request(Struct, frozen=True):
    """Where to: the data set's name (None: the format's), and the format where it is not to be guessed."""

    dataset: str | None = None
    form: str | None = None


def import_file(
    connection: sqlite3.Connection,
    path: Path,
    request: Request | None = None,
    step: Callable[[int], None] | None = None,
) -> Imported:
    """Import ``path``; ``step`` is told how many rows each batch had.

    SourceError when the file is of no use, StoreError when the data set may not be imported into. A file that was
    imported whole before is not read again.
    """
    request = request or Request()
    with in_bulk(connection), sources.opened(path, request.form) as content:
        result = Imported(str(path), content.form, request.dataset or content.form)
        importer = Importer(connection, result.dataset, content.form)
        mark = sources.fingerprint(path)
        if importer.has(mark):
            result.whole_before = True
            return result
        for event in _events(content, result):
            if importer.add(event) and step is not None:
                step(BATCH)
        importer.finish(None if result.broken else mark, path.name)
        result.added, result.known = importer.added, importer.known
    return result


def _events(content: sources.Table | sources.Lines, result: Imported) -> Iterator[ImportedEvent]:
    if isinstance(content, sources.Lines):
        code: Callable[..., ImportedEvent] = plover_lines.event_of
    else:
        code = coder(content.form, content.columns)
    for row in content.rows:
        result.rows += 1
        if isinstance(row, Broken):
            _report(result, row)
            continue
        try:
            yield code(row[0], row[1])
        except RowError as error:
            _report(result, Broken(row[0], str(error)))


def _report(result: Imported, broken: Broken) -> None:
    result.broken += 1
    if len(result.first_broken) < SHOWN:
        result.first_broken.append(broken)
