"""Look after a store: measure it, make it small again, copy it while it is in use."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from pathlib import Path

from msgspec import Struct

from banggiao.store.database import StoreError, connect, explained


class Stats(Struct, frozen=True):
    """What a store holds. ``documents`` counts what is current, ``older`` the versions before; sizes are in bytes.

    ``kinds`` counts current documents by kind, ``events`` events by data set, ``readers`` documents by the version of
    program and language pack that read them; ``first`` and ``last`` are the days of publication that span them.
    """

    schema: int
    documents: int
    older: int
    kinds: dict[str, int]
    first: str | None
    last: str | None
    sources: int
    events: dict[str, int]
    occurrences: int
    reviews: int
    bytes: int
    bytes_per_document: int
    readers: dict[str, int]


def stats(connection: sqlite3.Connection) -> Stats:
    """Count what the store holds."""

    def one(query: str) -> int:
        return int(connection.execute(query).fetchone()[0] or 0)

    def by(query: str) -> dict[str, int]:
        return dict(connection.execute(query).fetchall())

    every = one("SELECT count(*) FROM document")
    current = one("SELECT count(*) FROM document WHERE current = 1")
    size = one("PRAGMA page_count") * one("PRAGMA page_size")
    first, last = connection.execute("SELECT min(known), max(known) FROM document WHERE current = 1").fetchone()
    return Stats(
        schema=one("PRAGMA user_version"),
        documents=current,
        older=every - current,
        kinds=by("SELECT kind, count(*) FROM document WHERE current = 1 GROUP BY kind ORDER BY 2 DESC, 1"),
        first=first,
        last=last,
        sources=one("SELECT count(DISTINCT origin) FROM document WHERE current = 1"),
        events=by("SELECT dataset, count(*) FROM event GROUP BY dataset ORDER BY 2 DESC, 1"),
        occurrences=one("SELECT count(DISTINCT coalesce(occurrence, id)) FROM event WHERE counts = 1"),
        reviews=one("SELECT count(*) FROM review"),
        bytes=size,
        bytes_per_document=size // every if every else 0,
        readers=by("SELECT reader, count(*) FROM document GROUP BY reader ORDER BY 2 DESC, 1"),
    )


def vacuum(path: str | Path) -> tuple[int, int]:
    """Give back the room that removed documents took; the size of the file in bytes before and after."""
    connection = connect(path)
    try:
        with explained(path):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = Path(path).stat().st_size
            connection.execute("INSERT INTO passage_text (passage_text) VALUES ('optimize')")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA optimize")
    finally:
        connection.close()
    return before, Path(path).stat().st_size


def backup(path: str | Path, target: str | Path) -> int:
    """Copy the store to ``target`` as it is at this moment, while others may write to it; the bytes copied.

    The copy appears when it is whole, in the place of an older one. StoreError when ``target`` is the store itself, is
    no store, or cannot be written.
    """
    target = Path(os.path.realpath(target))
    if target.exists() and Path(path).exists() and target.samefile(path):
        raise StoreError(f"{target}: is the store itself; name another file for the copy")
    source = connect(path, readonly=True)
    try:
        if target.exists():
            connect(target, readonly=True).close()  # refuses what is no store of ours
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        try:
            with explained(target), contextlib.closing(sqlite3.connect(name)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # no other files beside it until it is opened
            _synced(Path(name))
            os.chmod(name, Path(path).stat().st_mode & 0o777)
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror}); name a file in a folder of yours") from error
    finally:
        source.close()
    return target.stat().st_size


def _synced(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
