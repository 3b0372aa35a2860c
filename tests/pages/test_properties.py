"""Arbitrary input: an error in one sentence or a document that keeps its promises."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao import languages
from banggiao.pages import ROLES, decoding, read_page, split_sentences
from banggiao.records import Document, PageHints, ReadingError

PIECES = st.sampled_from(
    [
        "Tin liên quan",
        "Đọc thêm",
        "Bình luận (3)",
        "Tags:",
        "(theo AFP)",
        "Ảnh: Reuters",
        "07/03/2026 08:01 GMT+7",
        "",
        "Trang chủ",
        "Lê Văn Mẫu",
        "Nga và Mỹ nối lại đàm phán về kiểm soát vũ khí",
        "<p>",
        "&amp;lt;",
        "TTO - ",
        "./.",
        "…",
        "nga va my noi lai dam phan ve kiem soat vu khi",
        "Hai bên gặp nhau tại Geneva hôm 3/5. Cuộc gặp kéo dài ba giờ và",
        "Ngoại trưởng hai nước đã gặp nhau ở Geneva để bàn về những bước đi tiếp theo của tiến trình này.",
        "\u0323",
        "\ufffd",
    ]
)
PAGES = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40).map("\n".join)


def check(document: Document) -> None:
    lines = document.text.split("\n")
    assert [p.line for p in document.parts] == list(range(1, len(lines) + 1))
    assert [document.text[p.start : p.end] for p in document.parts] == lines
    assert all(p.role in ROLES for p in document.parts)
    assert all((p.role == "blank") == (not document.text[p.start : p.end].strip()) for p in document.parts)
    for piece in document.evidence:
        assert piece.start is None or document.text[piece.start : piece.end] == piece.text
    for story in document.stories:
        assert 1 <= story.line <= len(lines)
    sentences = split_sentences(document, languages.load("vi"), ROLES)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    for sentence in sentences:
        words = document.text[sentence.start : sentence.end]
        assert words and words == words.strip() and "\n" not in words


@settings(deadline=None, max_examples=150)
@given(PAGES)
def test_any_text(text: str) -> None:
    try:
        document = read_page(text.encode("utf-8", "surrogatepass"), source="any", hints=PageHints(language="vi"))
    except ReadingError as error:
        assert "\n" not in str(error)
        return
    check(document)
    again = read_page(text.encode("utf-8", "surrogatepass"), source="any", hints=PageHints(language="vi"))
    assert again == document


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    try:
        check(read_page(data, source="any"))
    except ReadingError as error:
        assert str(error).startswith("any: ")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_normal_form_is_stable(text: str) -> None:
    try:
        once = decoding.decode(text.encode("utf-8", "surrogatepass"), "any").text
    except ReadingError:
        return
    assert decoding.repair.normalise(once) == once


def test_long_lines_are_read() -> None:
    word = "Ngoại trưởng hai nước gặp nhau ở Geneva. "
    for text in (
        word * 50_000,
        "a. " * 200_000,
        "(" * 300_000 + word,
        "Ảnh: " * 100_000 + word,
        "TP. " * 100_000 + word,
    ):
        check(read_page(text.encode(), source="long", hints=PageHints(language="vi")))


def test_many_lines_are_read_in_linear_time() -> None:
    for line in (
        "Lê Văn Mẫu",
        "07/03/2026 08:01",
        "Nga và Mỹ nối lại đàm phán về kiểm soát vũ khí",
        "Hai bên đã họp lại hôm 3/5.",
    ):
        check(read_page("\n".join([line] * 8_000).encode(), source="many", hints=PageHints(language="vi")))


def test_more_lines_than_a_page_has_are_refused() -> None:
    with pytest.raises(ReadingError, match="lines are more than"):
        read_page(b"a\n" * 60_000, source="many", hints=PageHints(language="vi"))
