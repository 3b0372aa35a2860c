"""Open the database of a store: create it, bring an older one forward, refuse a newer one or a stranger's file."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from banggiao.store import folding

APPLICATION_ID = 0x62616E67
"""What marks an SQLite file as ours (``PRAGMA application_id``): the letters "bang"."""

WAIT = 30.0
"""Seconds to wait for another process that writes; a batch takes it well under one."""

_MIGRATION = re.compile(r"(\d{4})_[a-z_]+\.sql")


def _migrations() -> list[tuple[int, str]]:
    folder = resources.files(__package__).joinpath("schema")
    found = [(int(m[1]), f.read_text("utf-8")) for f in folder.iterdir() if (m := _MIGRATION.fullmatch(f.name))]
    return sorted(found)


SCHEMA_VERSION = len([f for f in resources.files(__package__).joinpath("schema").iterdir() if f.name.endswith(".sql")])
"""The number of the newest migration."""


class StoreError(Exception):
    """A store that cannot be used: the message is one sentence naming the file, what was wrong and what to do."""


def connect(path: str | Path, create: bool = False, readonly: bool = False) -> sqlite3.Connection:
    """A connection to the store at ``path``, brought to the newest schema.

    ``create`` makes it where it is missing; ``readonly`` neither makes nor changes anything. StoreError when it is
    missing, is no store of ours, was written by a newer version, or cannot be opened. Transactions are explicit
    (``isolation_level`` None); rows come as tuples.
    """
    if not str(path):
        raise StoreError("the store has no name; give a file with --db")
    path = Path(path)
    _look(path, create)
    try:
        mode = "ro" if readonly else "rwc" if create else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}{_immutable(path) if readonly else ''}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT)
    except sqlite3.Error as error:
        raise _said(path, error) from error
    try:
        _prepare(connection, path, readonly)
        folding.register(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error):
            raise _said(path, error) from error
        raise
    return connection


def _look(path: Path, create: bool) -> None:
    """StoreError where there is no file to open, or something that is none: opening a pipe would wait for ever."""
    try:
        is_file, exists = path.is_file(), path.exists()
    except OSError as error:
        raise StoreError(f"{path}: cannot be looked at ({error.strerror}); check the rights of its folder") from error
    if exists and not is_file:
        raise StoreError(f"{path}: a store is a file, which this is not; name another one with --db")
    if not exists and not create:
        raise StoreError(f"{path}: there is no store here; make one with: banggiao ingest PAGE... --db {path}")


def _immutable(path: Path) -> str:
    """For a store where nothing can be written, as on a disk for reading only: SQLite keeps no lock beside it then."""
    alone = not path.with_name(f"{path.name}-wal").exists()
    return "&immutable=1" if alone and not os.access(path.parent, os.W_OK) else ""


@contextlib.contextmanager
def explained(path: str | Path) -> Iterator[None]:
    """Whatever goes wrong with the database inside comes out as a StoreError that says what to do about it."""
    try:
        yield
    except sqlite3.Error as error:
        raise _said(path, error) from error


_ADVICE = {
    sqlite3.SQLITE_BUSY: "another process has been writing to it for long; try again when that is done",
    sqlite3.SQLITE_LOCKED: "another process has been writing to it for long; try again when that is done",
    sqlite3.SQLITE_READONLY: "it cannot be written to; check the rights of the file and of its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened or made; check that its folder exists and is yours",
    sqlite3.SQLITE_PERM: "it cannot be written to; check the rights of the file and of its folder",
    sqlite3.SQLITE_FULL: "there is no room left; make room and run the same again: what was kept stays kept",
    sqlite3.SQLITE_IOERR: "its disk does not read or write; make room or check it, then run the same again",
    sqlite3.SQLITE_NOTADB: "it is no SQLite file; name another file with --db",
    sqlite3.SQLITE_CORRUPT: "it is damaged; go back to a backup (banggiao db backup makes them)",
}


def _said(path: str | Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    advice = _ADVICE.get(code & 0xFF) if code is not None else None
    if advice is None:
        return StoreError(f"{path}: cannot be used as a store ({error}); see: banggiao db check --db {path}")
    return StoreError(f"{path}: {advice} ({error})")


def _prepare(connection: sqlite3.Connection, path: Path, readonly: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise StoreError(f"{path}: an SQLite file, but not a store of banggiao; name another file with --db")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: written by a newer banggiao (schema {version}, here {SCHEMA_VERSION}); upgrade banggiao to use it"
        )
    if not readonly:
        connection.execute("PRAGMA journal_mode = WAL")  # also of a copy, which comes without
    if version < SCHEMA_VERSION:
        if readonly:
            raise StoreError(
                f"{path}: of an older schema ({version}); bring it forward with: banggiao db vacuum --db {path}"
            )
        _migrate(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: sqlite3.Connection) -> None:
    """Each migration is one transaction with the number that it brings the schema to; another process may be first."""
    for number, script in _migrations():
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number > connection.execute("PRAGMA user_version").fetchone()[0]:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _statements(script: str) -> Iterator[str]:
    """The statements of ``script`` one by one: ``executescript`` would end the transaction that they belong to."""
    gathered = ""
    for piece in re.split(r"(?<=;)", script):
        gathered += piece
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
