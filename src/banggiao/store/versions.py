"""Which page a document is, and which of a page's versions counts.

The same text changes nothing: not from the same address again, and not under another name without an address. Another
text at the same address is a new version of its page. A file may be overwritten by another page; so for pages without
an address the text in the same file is a new version only when its title or most of its words are the same.

The newest version counts: by the day by which it was surely published, then by the day when it was seen (when the page
was captured, or when it says that it was changed), so that it makes no difference which came in first; where neither
tells, by which came in last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from msgspec import Struct

from banggiao.store import documents
from banggiao.store.rows import Rows

ALIKE = 0.5
"""Of the words (three in a row) of two texts together, the share that both have, from which they are one page."""


class Kept(Struct, frozen=True):
    """A document that the store has already."""

    n: int
    id: str
    page: str
    version: int


def same_text(connection: sqlite3.Connection, rows: Rows) -> Kept | None:
    """The document that says the same at the same address; without an address, the same at any."""
    query = "SELECT n, id, page, version FROM document WHERE text_id = ? AND (? IS NULL OR page = ?) ORDER BY n"
    found = connection.execute(query, (rows.text_id, rows.url, rows.page)).fetchone()
    return Kept(*found) if found else None


def otherwise(connection: sqlite3.Connection, kept: Kept, rows: Rows) -> bool:
    """Whether ``rows`` say anything else than what was read of the same text before."""
    found = connection.execute("SELECT id, reader, record FROM document WHERE n = ?", (kept.n,)).fetchone()
    return bool(found != (rows.id, *rows.columns[-2:]))


def page_for(connection: sqlite3.Connection, rows: Rows, flush: Callable[[], None]) -> str:
    """The page that ``rows`` are a version of: the one at the same place, or one of its own.

    ``flush`` is called before texts are read from the store.
    """
    if rows.url is not None:
        return rows.page
    there = "SELECT page, n, title FROM document WHERE page = ? OR page BETWEEN ? || '#' AND ? || '$' ORDER BY n"
    found = connection.execute(there, (rows.page, rows.page, rows.page)).fetchall()
    if not found:
        return rows.page
    flush()
    words = _triples("\n".join(passage.text for passage in rows.passages))
    for page, n, title in reversed(found):
        if rows.title and title == rows.title:
            return str(page)
        if _share(words, _triples(documents.text(connection, n))) >= ALIKE:
            return str(page)
    return f"{rows.page}#{rows.id.partition('-')[2]}"


def order(connection: sqlite3.Connection, page: str) -> list[int]:
    """Number the versions of ``page`` from the oldest, mark the newest; the documents that began or ceased to count."""
    query = "SELECT n, version, current FROM document WHERE page = ? ORDER BY coalesce(known, ''), seen, n"
    found = connection.execute(query, (page,)).fetchall()
    wanted = [(n, number, int(number == len(found))) for number, (n, _, _) in enumerate(found, 1)]
    if wanted == found:
        return []
    connection.execute("UPDATE document SET version = -version WHERE page = ?", (page,))
    connection.executemany("UPDATE document SET version = ?2, current = ?3 WHERE n = ?1", wanted)
    return [n for (n, _, now), (_, _, before) in zip(wanted, found, strict=True) if now != before]


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = text.lower().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / max(len(one | other), 1)
