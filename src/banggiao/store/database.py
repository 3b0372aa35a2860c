"""Open the database of a store: create it, bring an older one forward, refuse a newer one or a stranger's file."""

from __future__ import annotations

import re
import sqlite3
from importlib import resources
from pathlib import Path

from banggiao.store import folding

APPLICATION_ID = 0x62616E67
"""What marks an SQLite file as ours (``PRAGMA application_id``): the letters "bang"."""

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
    path = Path(path)
    if not create and not path.is_file():
        raise StoreError(f"{path}: there is no store here; make one with: banggiao ingest PAGE... --db {path}")
    try:
        mode = "ro" if readonly else "rwc" if create else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30.0)
        _prepare(connection, path, readonly)
        folding.register(connection)
    except sqlite3.Error as error:
        raise StoreError(
            f"{path}: cannot be used as a store ({error}); check the file and the rights of its folder"
        ) from error
    return connection


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
    if version < SCHEMA_VERSION:
        if readonly:
            raise StoreError(f"{path}: of an older schema ({version}); open it once for writing to bring it forward")
        connection.execute("PRAGMA journal_mode = WAL")
        _migrate(connection, version)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Each migration is one transaction with the number that it brings the schema to."""
    for number, script in _migrations():
        if number > version:
            stamp = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {number};"
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n{stamp}\nCOMMIT;")
