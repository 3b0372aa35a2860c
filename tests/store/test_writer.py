"""What is written is what was read; written again, nothing changes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import banggiao
from banggiao.records import Record
from banggiao.store import connect, documents
from banggiao.store.writer import Writer
from tests.store.conftest import SAMPLES, dump, told

VISIT = (
    "Ngoại trưởng Lào thăm Mông Cổ",
    "Ngoại trưởng Lào hôm 12/5 hội đàm với người đồng cấp Mông Cổ tại Ulan Bator.",
)


def rows(connection: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    return connection.execute(query).fetchall()


class TestRoundTrip:
    @pytest.mark.parametrize("page", SAMPLES, ids=lambda p: p.stem)
    def test_samples_come_back_as_they_were_read(self, store: sqlite3.Connection, page: Path) -> None:
        record = banggiao.read(page)
        Writer(store).add([record])
        assert documents.record(store, 1) == record
        assert documents.text(store, 1) == record.document.text

    def test_seeds_come_back_as_they_were_read(self, store: sqlite3.Connection, seeds: list[Path]) -> None:
        records = [banggiao.read(page) for page in seeds]
        Writer(store).add(records)
        assert [documents.record(store, n) for n in range(1, len(seeds) + 1)] == records

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=8))
    def test_any_text_comes_back(self, sentences: list[str]) -> None:
        record = told("a", *sentences)
        connection = connect_in_memory()
        Writer(connection).add([record])
        assert documents.record(connection, 1) == record

    def test_blank_lines_are_no_passages(self, store: sqlite3.Connection) -> None:
        record = told("a", "Lào", "", "", "Mông Cổ", "")
        Writer(store).add([record])
        assert rows(store, "SELECT line, text FROM passage ORDER BY line") == [(1, "Lào"), (4, "Mông Cổ")]
        assert documents.text(store, 1) == "Lào\n\n\nMông Cổ\n"


def connect_in_memory() -> sqlite3.Connection:
    import tempfile

    return connect(Path(tempfile.mkdtemp(prefix="store-")) / "store.db", create=True)


class TestAgain:
    def test_samples_again_change_nothing(self, store: sqlite3.Connection) -> None:
        records = [banggiao.read(page) for page in SAMPLES]
        first = Writer(store).add(records)
        before = dump(store)
        second = Writer(store).add(records)
        assert dump(store) == before
        assert [s.change for s in first] == ["new"] * len(records)
        assert [(s.change, s.document) for s in second] == [("unchanged", s.document) for s in first]

    def test_seeds_again_change_nothing(self, store: sqlite3.Connection, seeds: list[Path]) -> None:
        records = [banggiao.read(page) for page in seeds]
        Writer(store).add(records)
        before = dump(store)
        Writer(store).add(records)
        assert dump(store) == before

    def test_the_same_text_under_another_name_changes_nothing(self, store: sqlite3.Connection) -> None:
        Writer(store).add([told("a", *VISIT)])
        before = dump(store)
        assert Writer(store).add([told("b", *VISIT)])[0].change == "unchanged"
        assert dump(store) == before

    def test_twice_in_one_batch_is_once(self, store: sqlite3.Connection) -> None:
        assert [s.change for s in Writer(store).add([told("a", *VISIT)] * 2)] == ["new", "unchanged"]


class TestRows:
    def test_ids_begin_with_the_day(self, store: sqlite3.Connection) -> None:
        Writer(store).add([told("a", *VISIT), told("b", "Lào chỉ trích Mông Cổ.", published=None)])
        assert [str(i)[:10] for (i,) in rows(store, "SELECT id FROM document ORDER BY n")] == [
            "20140513-d",
            "00000000-d",
        ]
        events = dict(rows(store, "SELECT substr(id, 1, 9), coalesce(first, '') FROM event"))
        assert events["20140512-"] == "2014-05-12" and events["00000000-"] == ""

    def test_an_event_without_recipients_stands_in_both_directions(self, store: sqlite3.Connection) -> None:
        Writer(store).add([told("a", "Tin", "Lào và Mông Cổ ký hiệp định thương mại hôm 12/5.")])
        found = rows(store, "SELECT actor, recipient, first FROM dyad ORDER BY 1")
        assert found == [("LAO", "MNG", "2014-05-12"), ("MNG", "LAO", "2014-05-12")]

    def test_the_sums_count_what_happened_by_month(self, store: sqlite3.Connection) -> None:
        Writer(store).add([told("a", "Tin", "Lào hôm 12/5 chỉ trích Mông Cổ.", "Lào sẽ chỉ trích Mông Cổ.")])
        found = rows(store, "SELECT actor, recipient, month, quad, dataset, events FROM dyad_month")
        assert found == [("LAO", "MNG", "2014-05", "verbal conflict", "read", 1)]

    def test_an_undated_event_counts_in_the_month_in_which_it_was_told(self, store: sqlite3.Connection) -> None:
        Writer(store).add([told("a", "Tin", "Lào chỉ trích Mông Cổ."), told("b", "Lào lên án Kenya.", published=None)])
        assert rows(store, "SELECT actor, recipient, month FROM dyad_month") == [("LAO", "MNG", "2014-05")]

    def test_known_is_the_day_by_which_it_was_published(self, store: sqlite3.Connection) -> None:
        Writer(store).add([told("a", *VISIT), told("b", "Lào lên án Kenya.", published=None)])
        assert rows(store, "SELECT known FROM document ORDER BY n") == [("2014-05-13",), (None,)]
        assert set(rows(store, "SELECT known FROM event")) == {("2014-05-13",), (None,)}


def test_half_a_character_is_one_sentence(store: sqlite3.Connection) -> None:
    from msgspec.structs import replace

    record: Record = told("a", "Lào")
    broken = replace(record, document=replace(record.document, text="L\ud800o"))
    with pytest.raises(banggiao.records.ReadingError, match="a: holds half a character"):
        Writer(store).add([told("b", "Kenya"), broken])
    assert rows(store, "SELECT count(*) FROM document") == [(0,)]
