"""What was read, as it was read: the text of a document, its whole record, and the documents that a name means."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import msgspec
from msgspec.structs import replace

from banggiao.records import Event, Record
from banggiao.store.database import StoreError

_RECORD = msgspec.json.Decoder(Record)
_EVENT = msgspec.json.Decoder(Event)


def text(connection: sqlite3.Connection, n: int) -> str:
    """The normalised text of the document in row ``n``, character by character what was read."""
    return _joined(connection, n, _bare(connection, n))


def record(connection: sqlite3.Connection, n: int) -> Record:
    """The whole record of the document in row ``n``, as the reader made it."""
    bare = _bare(connection, n)
    rows = connection.execute("SELECT record FROM event WHERE document = ? ORDER BY n", (n,))
    events = tuple(_EVENT.decode(row[0]) for row in rows)
    return replace(bare, document=replace(bare.document, text=_joined(connection, n, bare)), events=events)


def find(connection: sqlite3.Connection, name: str) -> list[int]:
    """The rows of the documents that ``name`` means: an id, the part of one after its date, an address or a file.

    An address or a file means all versions of its page; a file that the store knows by an address is found by what was
    read from it. StoreError when there is none.
    """
    by_id = "SELECT n FROM document WHERE id = ?1 OR (substr(id, 10) = ?1 AND id >= '0' AND id < ':') ORDER BY n"
    found = connection.execute(by_id, (name,)).fetchall()
    for page in () if found else (name, Path(name).absolute().as_uri(), name.replace("http://", "https://", 1)):
        pages = "SELECT n FROM document WHERE page = ?1 OR page BETWEEN ?1 || '#' AND ?1 || '$' OR url = ?1 ORDER BY n"
        found = found or connection.execute(pages, (page,)).fetchall()
    found = found or _of_file(connection, name)
    if not found:
        raise StoreError(f"{name}: no document of that id, address or file is in the store; banggiao search finds them")
    return [row[0] for row in found]


def _of_file(connection: sqlite3.Connection, name: str) -> list[tuple[int]]:
    """The documents of the pages that were read from the file ``name``, looked for in
    every record: it is asked last.

    A path that was relative then is understood from the folder of today.
    """
    file = Path(name).absolute()
    words = msgspec.json.encode(file.name)[1:-1]
    pages: list[str] = []
    for page, packed in connection.execute("SELECT page, record FROM document"):
        raw = zlib.decompress(packed)
        if words in raw and (source := _RECORD.decode(raw).document.source) and Path(source).absolute() == file:
            pages.append(page)
    query = "SELECT n FROM document WHERE page = ? ORDER BY n"
    return [row for page in dict.fromkeys(pages) for row in connection.execute(query, (page,))]


def _bare(connection: sqlite3.Connection, n: int) -> Record:
    row = connection.execute("SELECT record FROM document WHERE n = ?", (n,)).fetchone()
    if row is None:
        raise KeyError(n)
    return _RECORD.decode(zlib.decompress(row[0]))


def _joined(connection: sqlite3.Connection, n: int, bare: Record) -> str:
    lines = [""] * max(len(bare.document.parts), 1)
    for line, words in connection.execute("SELECT line, text FROM passage WHERE document = ?", (n,)):
        lines[line - 1] = words
    return "\n".join(lines)
