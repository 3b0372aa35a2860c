"""What holds of any text: no exception, spans that quote, sorted, not overlapping, the same twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.actors import ActorFinder
from banggiao.languages.pack import load
from banggiao.records import Sentence

FINDER = ActorFinder(load("vi"))
WORDS = [
    "Tổng thống",
    "Mỹ",
    "Nga",
    "ông",
    "Ông",
    "bà",
    "Trump",
    "Kim Jong-un",
    "hai bên",
    "hai nước",
    "nước này",
    "và",
    ",",
    ".",
    " - ",
    '"',
    "“",
    "”",
    "(",
    ")",
    "EU",
    "Liên minh châu Âu",
    "người đồng cấp",
    "Bộ Ngoại giao",
    "quân đội",
    "của",
    "tại",
    "Moscow",
    "Anh",
    "Ý",
    "Đức",
    "kiêm",
    "Bộ trưởng",
    "cựu",
    "phe đối lập",
    "chúng tôi",
    "nói",
    "\n",
    "̀",
    "hãng tin",
    "các",
    "Thủ tướng Anh",
    "Triều",
    "phiến quân",
    "ông chủ Nhà Trắng",
    "Ban",
    "Quốc hội",
    "đại sứ",
]


def sentences_of(text: str) -> list[Sentence]:
    found, start = [], 0
    for line, row in enumerate(text.split("\n"), 1):
        if row:
            found.append(Sentence(len(found), start, start + len(row), line, "body"))
        start += len(row) + 1
    return found


def check(text: str) -> None:
    sentences = sentences_of(text)
    mentions = FINDER.find(text, sentences, None)
    reached = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= reached
        assert mention.entities
        assert mention.via is None or mention.via.check(text)
        assert any(s.start <= mention.start and mention.end <= s.end for s in sentences)
        reached = mention.end
    assert FINDER.find(text, sentences, None) == mentions


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_words(words: list[str], spaced: bool) -> None:
    check((" " if spaced else "").join(words))


def test_long_line() -> None:
    check("Tổng thống Mỹ nói hai bên và ông, " * 3000)


def test_sentences_may_leave_lines_out() -> None:
    text = "Nga cáo buộc Mỹ.\nAnh phản đối.\nMỹ bác bỏ."
    last = text.rindex("Mỹ")
    mentions = FINDER.find(text, [Sentence(0, last, len(text), 3, "body")], None)
    assert [m.text for m in mentions] == ["Mỹ"]
