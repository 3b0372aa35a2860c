"""Words as they are searched: marks asked for are marks found; without marks everything is found; nothing is syntax."""

from __future__ import annotations

import itertools
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banggiao.store import folding

MARKED = "Hai bên hòa giải tại Đà Nẵng, ông Hoàng nói."
PLAIN = "Hai ben hoa giai tai Da Nang, ong Hoang noi."
vietnamese = st.text(alphabet='aàáảạăằâậeéêềiìoòôờơuùưứyýđĐ "*():-^NEAR AND OR', max_size=40)


@pytest.mark.parametrize(
    ("words", "marked", "plain"),
    [
        ("hoa giai", True, True),
        ("hòa giải", True, False),
        ("hoà giải", True, False),
        ('"hoà giai"', True, False),
        ("Đà nẵng", True, False),
        ("da NANG", True, True),
        ("dà nang", False, False),
        ('"giai hoa"', False, False),
        ("giai hoa", True, True),
        ("hoan", False, False),
        ("…!?", False, False),
    ],
)
def test_marks_asked_for_are_marks_found(words: str, marked: bool, plain: bool) -> None:
    assert folding.carries(MARKED, words) is marked
    assert folding.carries(PLAIN, words) is plain


def test_an_unclosed_quotation_is_a_phrase_to_the_end() -> None:
    assert [p.folded for p in folding.parse('gap "tham phan hoi dam')] == [("gap",), ("tham", "phan", "hoi", "dam")]


def test_abbreviations_stay_together() -> None:
    assert [p.folded for p in folding.parse("U.S. NATO-Nga")] == [("u", "s"), ("nato", "nga")]


def test_where_the_words_stand() -> None:
    spans = folding.found_at(MARKED, 'hoa "đà nẵng" bên')
    assert [MARKED[a:b] for a, b in spans] == ["bên", "hòa", "Đà Nẵng"]


def index(*lines: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (folded, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    for n, line in enumerate(lines, 1):
        connection.execute("INSERT INTO t (rowid, folded) VALUES (?, ?)", (n, folding.indexed(line)))
    return connection


@given(st.one_of(st.text(max_size=60), vietnamese))
def test_no_question_is_an_error(words: str) -> None:
    phrases = folding.parse(words)
    if phrases:
        index(MARKED).execute("SELECT rowid FROM t WHERE t MATCH ?", (folding.match_expression(phrases),)).fetchall()
    folding.carries(words, words)


@given(vietnamese)
def test_the_index_finds_every_line_by_its_own_words(line: str) -> None:
    phrases = folding.parse(line)
    if phrases:
        found = index(line).execute("SELECT rowid FROM t WHERE t MATCH ?", (folding.match_expression(phrases),))
        assert found.fetchall() == [(1,)]
        assert folding.carries(line, line)
        assert folding.carries(line, folding.fold(line))


@given(st.text(max_size=80), st.text(max_size=20))
def test_spans_lie_in_the_text_in_order(text: str, words: str) -> None:
    spans = folding.found_at(text, words)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@given(vietnamese, vietnamese)
def test_carrying_is_having_a_place(text: str, words: str) -> None:
    spans = [folding.found_at(text, f'"{" ".join(p.folded)}"') for p in folding.parse(words)]
    if folding.carries(text, words):
        assert all(spans) and folding.found_at(text, words)
    if not any(phrase.marked for phrase in folding.parse(words)):
        assert folding.carries(text, words) is (bool(spans) and all(spans))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"hòa giai"', True),
        ('"hoa giải"', True),
        ('"hóa giải"', False),
        ("HOÀ", True),
        ("hoÀ GiẢi", True),
        ("gia", False),
    ],
)
def test_marks_on_some_words_of_a_phrase(words: str, found: bool) -> None:
    assert folding.carries(MARKED, words) is found
    assert bool(folding.found_at(MARKED, words)) is found
