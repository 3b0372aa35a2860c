"""Search finds what was told, in whatever spelling, and no question is an error."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import banggiao
from banggiao.pages.roles import FACT_ROLES
from banggiao.store import connect, documents, events, folding, search, selection
from banggiao.store.filters import Filter
from banggiao.store.writer import Writer
from tests.store.conftest import SAMPLES, told

PAGES = {
    "visit": (
        "2014-05-13",
        "Ngoại trưởng Lào thăm Mông Cổ",
        "Ngoại trưởng Lào hôm 12/5 hội đàm với người đồng cấp Mông Cổ tại Ulan Bator.",
        "Thời tiết Đà Lạt hòa dịu.",
    ),
    "sanctions": (
        "2014-06-20",
        "Na Uy trừng phạt Fiji",
        "Na Uy hôm 19/6 áp đặt trừng phạt lên Fiji.",
        "Thoi tiet Da Lat hoa diu.",
    ),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    connection = connect(tmp_path_factory.mktemp("search") / "store.db", create=True)
    records = [told(name, *sentences, published=day) for name, (day, *sentences) in PAGES.items()]
    Writer(connection).add(records)
    return connection


def lines(kept: sqlite3.Connection, words: str, **wanted: object) -> list[str]:
    return [line.text for line in search.articles(kept, Filter(phrase=words, **wanted))]  # type: ignore[arg-type]


def test_the_parts_that_are_searched_are_those_whose_sentences_are_facts() -> None:
    assert set(search.ARTICLE_PARTS) == FACT_ROLES


class TestEvidence:
    def test_the_sentence_comes_with_the_place_of_the_words(self, kept: sqlite3.Connection) -> None:
        found = list(search.evidence(kept, Filter(phrase="dong cap")))
        assert found
        for row, marks in found:
            assert row.quote.startswith("Ngoại trưởng Lào hôm 12/5") and row.quote.endswith("Bator.")
            assert [row.quote[a:b] for a, b in marks] == ["đồng", "cấp"]

    def test_words_beside_the_sentence_are_not_its_evidence(self, store: sqlite3.Connection) -> None:
        Writer(store).add([banggiao.read(page) for page in SAMPLES])
        tried = 0
        for row in events.select(store):
            assert row.document is not None
            text = documents.text(store, documents.find(store, row.document.id)[0]).split("\n")[(row.line or 0) - 1]
            assert row.quote in text
            beside = [word for word in text.split() if not folding.carries(row.quote, word) and folding.parse(word)]
            tried += bool(beside)
            assert row not in [found for word in beside[:2] for found in events.select(store, Filter(phrase=word))]
        assert tried

    def test_its_form_is_that_of_the_interchange(self, kept: sqlite3.Connection) -> None:
        row = next(iter(events.select(kept, Filter(types=("SANCTION",)))))
        record = events.to_record(row)
        assert record["id"] == row.id and record["document"] == row.document.id  # type: ignore[union-attr]
        assert [p["code"] for p in record["actors"]] == ["NOR"] == list(row.actors)
        assert record["dataset"] == "read" and record["review"] is None
        assert record["published"]["start"] == "2014-06-20"
        text = "\n".join(PAGES["sanctions"][1:])
        trigger = record["trigger"]
        assert text[trigger["start"] : trigger["end"]] == trigger["text"]

    def test_by_day_of_the_event_and_day_it_was_known(self, kept: sqlite3.Connection) -> None:
        early = list(events.select(kept, Filter(until=dt.date(2014, 5, 31))))
        known = list(events.select(kept, Filter(as_of=dt.date(2014, 5, 31))))
        assert early and {"CONSULT"} == {row.type for row in early} == {row.type for row in known}
        assert not list(events.select(kept, Filter(as_of=dt.date(2014, 5, 12))))


class TestArticles:
    @pytest.mark.parametrize("common", [False, True])
    def test_without_marks_every_spelling_with_marks_the_same(self, kept: sqlite3.Connection, common: bool) -> None:
        with mock.patch.object(selection, "FEW_LINES", 0 if common else selection.FEW_LINES):
            assert lines(kept, "da lat hoa") == [PAGES["sanctions"][3], PAGES["visit"][3]]
            assert lines(kept, "hoà") == lines(kept, "hòa") == [PAGES["visit"][3]]
            assert lines(kept, '"dịu hòa"') == []

    def test_of_articles_that_tell_of_such_events(self, kept: sqlite3.Connection) -> None:
        assert lines(kept, "da lat", types=("SANCTION",)) == [PAGES["sanctions"][3]]
        assert lines(kept, "da lat", pair=("LAO", "MNG")) == [PAGES["visit"][3]]
        assert lines(kept, "da lat", actors=("LAO", "FJI")) == []

    def test_by_day_of_publication_and_part(self, kept: sqlite3.Connection) -> None:
        assert lines(kept, "da lat", since=dt.date(2014, 6, 1)) == [PAGES["sanctions"][3]]
        assert lines(kept, "phat", parts=("title",)) == [PAGES["sanctions"][1]]
        assert lines(kept, "da lat", as_of=dt.date(2014, 5, 20)) == [PAGES["visit"][3]]

    def test_an_older_version_is_searched_only_when_asked(self, tmp_path: Path) -> None:
        connection = connect(tmp_path / "store.db", create=True)
        url = "https://bao.example/tin"
        for day, words in (("2014-05-13", "Trời nắng ở Suva."), ("2014-05-14", "Trời mưa ở Suva.")):
            record = told("a", "Tin thời tiết", words, published=day)
            Writer(connection).add([replace(record, document=replace(record.document, url=url))])
        assert lines(connection, "suva") == ["Trời mưa ở Suva."]
        assert len(lines(connection, "suva", all=True)) == 2


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(alphabet='"*^():-+{}\\\0 ANDORNEARhòađ', max_size=30)))
def test_no_question_is_an_error(kept: sqlite3.Connection, words: str) -> None:
    for common in (0, selection.FEW_LINES):
        with mock.patch.object(selection, "FEW_LINES", common):
            for row, marks in search.evidence(kept, Filter(phrase=words)):
                assert marks and all(0 <= a < b <= len(row.quote) for a, b in marks)
            assert all(line.marks for line in search.articles(kept, Filter(phrase=words)))


@given(st.sampled_from([line for _, *lines in PAGES.values() for line in lines]), st.data())
def test_every_run_of_words_of_a_line_finds_it(kept: sqlite3.Connection, line: str, data: st.DataObject) -> None:
    words = line.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert line in lines(kept, f'"{" ".join(words[start:end])}"')
