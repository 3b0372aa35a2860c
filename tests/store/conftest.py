"""Stores to write to, and everything that stands in one as text that can be compared."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from banggiao import pipeline
from banggiao.records import Record
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
