"""Which inputs the store has already: asked before a page is read, by whatever process reads it.

An interrupted ingest goes on where it was, and the same folder again costs no more than looking at its files.
"""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

from banggiao.store.database import StoreError, connect

_SIZE = 16


def digest(data: bytes, *said: str | bool | None) -> bytes:
    """What names an input: its bytes, and what was said of it beforehand."""
    found = sha256(data)
    for one in said:
        found.update(b"\0" + ("" if one is None else f"={one}").encode("utf-8", "surrogatepass"))
    return found.digest()[:_SIZE]


class Known:
    """Asks the store at ``path``; may be pickled, each process then asks through a connection of its own."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._connection: sqlite3.Connection | None = None

    def document(self, of: bytes) -> str | None:
        """The id of the document that the input of this digest became; None where it is new, or nobody can tell."""
        try:
            if self._connection is None:
                self._connection = connect(self.path, readonly=True)
            query = "SELECT id FROM input JOIN document ON document.n = input.document WHERE digest = ?"
            found = self._connection.execute(query, (of,)).fetchone()
        except (sqlite3.Error, StoreError):
            return None  # whether the store can be used is found out where it is written to
        return str(found[0]) if found else None

    def close(self) -> None:
        """Close the connection of this process."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __getstate__(self) -> str:
        return self.path

    def __setstate__(self, path: str) -> None:
        self.path, self._connection = path, None

    def __del__(self) -> None:
        self.close()
