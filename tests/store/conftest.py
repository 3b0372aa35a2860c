"""Stores to write to, and everything that stands in one as text that can be compared."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from banggiao import pipeline
from banggiao.records import PageHints, Record
from banggiao.store import connect

SEEDS = Path(os.environ.get("BANGGIAO_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "seeds"
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "src" / "banggiao" / "samples").glob("*.txt"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / "store.db", create=True)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    """The pages that the project was made from; without them what needs them is skipped."""
    pages = sorted(SEEDS.glob("*.txt"))
    if not pages:
        pytest.skip(f"no pages at {SEEDS}: set BANGGIAO_SHARED")
    return pages


def told(name: str, *sentences: str, published: str | None = "2014-05-13") -> Record:
    """A document of these sentences, one a line."""
    document, marked = pipeline.from_sentences(name, sentences, published=published)
    return pipeline.reader("vi").record(document, marked)


Dump = Callable[[sqlite3.Connection], list[str]]


def dump(connection: sqlite3.Connection) -> list[str]:
    """All that the store holds, as SQL, byte by byte; the index of words as the words that it holds."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, passage_text, instance)")
    return [
        *connection.iterdump(),
        *map(repr, connection.execute("SELECT term, doc, col, offset FROM temp.words ORDER BY 1, 2, 4")),
    ]


def page(text: str, url: str | None = None, published: str | None = "2014-05-13", source: str = "page.txt") -> Record:
    """A saved page of plain text."""
    return pipeline.read(text.encode(), source=source, hints=PageHints(url=url, published=published, language="vi"))


def content(connection: sqlite3.Connection) -> list[str]:
    """What the store says, apart from the numbers of rows: the same whatever the order in which it came in."""
    named = {"document": "SELECT n, id FROM document", "event": "SELECT n, id FROM event"}
    names = {table: dict(connection.execute(query)) for table, query in named.items()}
    lines: list[str] = []
    for table in TABLES:
        cursor = connection.execute(f"SELECT * FROM {table}")
        heads = [column[0] for column in cursor.description]
        for row in cursor:
            said = dict(zip(heads, row, strict=True))
            said.pop("n", None)
            for column in ("document", "event", "one", "other"):
                kind = "event" if column == "event" else "document"
                if isinstance(said.get(column), int):
                    said[column] = names[kind][said[column]]
            said.pop("passage", None)
            lines.append(f"{table} {said}")
    return sorted(lines)


TABLES = (
    "document",
    "passage",
    "event",
    "party",
    "dyad",
    "dyad_month",
    "mechanism_step",
    "measure_notice",
    "plan",
    "reprint",
)
