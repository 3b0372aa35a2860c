"""Plain-text pages of many anatomies: each fixture is a page and, beside it, the role of every line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import banggiao.pages
from banggiao.pages import FACT_ROLES, read_page
from banggiao.records import Document, PageHints, ReadingError

FIXTURES = Path(__file__).parent / "fixtures" / "text"
PAGES = sorted(FIXTURES.glob("*.txt"))


def read(path: Path, **hints: Any) -> Document:
    return read_page(path.read_bytes(), source=path.name, hints=PageHints(**hints))


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_every_line_has_its_role(path: Path) -> None:
    document = read(path)
    wrong = [
        f"{part.line}: {role} got {part.role}: {document.text[part.start : part.end][:60]}"
        for part, role in zip(document.parts, expected(path)["roles"], strict=True)
        if part.role != role
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_what_the_page_says_of_itself(path: Path) -> None:
    document, want = read(path), expected(path)
    for field in ("kind", "title", "byline", "agency", "outlet"):
        if field in want:
            assert getattr(document, field) == want[field], field
    if "published" in want:
        assert want["published"] in [e.text for e in document.evidence if e.kind == "published-line"]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_evidence_stands_where_it_says(path: Path) -> None:
    document = read(path)
    for piece in document.evidence:
        if piece.start is not None:
            assert document.text[piece.start : piece.end] == piece.text


def test_the_clock_in_the_head_is_not_the_date_of_the_article() -> None:
    document = read(FIXTURES / "tuoitre-like.txt")
    assert [e.text for e in document.evidence if e.kind == "clock"] == ["Thứ 7, ngày 20 tháng 8 năm 2022"]


def test_other_stories_are_kept_with_their_summaries() -> None:
    document = read(FIXTURES / "seedlike-2009-honduras.txt")
    kinds = [story.kind for story in document.stories]
    assert kinds.count("teaser") == 3
    assert kinds.count("readmore") == 20
    assert all(story.summary for story in document.stories)


def test_a_list_page_reports_no_article() -> None:
    document = read(FIXTURES / "list-section-summaries.txt")
    assert document.kind == "list"
    assert document.title is None
    assert not [p for p in document.parts if p.role in FACT_ROLES]
    assert len(document.stories) >= 8


def test_a_page_of_two_lines_is_an_article() -> None:
    text = "Séc và Slovakia họp nội các chung\n\nChính phủ hai nước đã họp chung tại Praha hôm 8/4, lần đầu sau ba năm."
    document = read_page(text.encode(), source="short.txt")
    assert document.kind == "article"
    assert document.title == "Séc và Slovakia họp nội các chung"


def test_a_page_without_an_article_says_so() -> None:
    document = read_page("Trang chủ\nThế giới\nLiên hệ với chúng tôi\n".encode(), source="menu.txt")
    assert document.kind == "other"
    assert not [p for p in document.parts if p.role in FACT_ROLES]


def test_updated_and_published_on_one_line() -> None:
    text = (
        "Slovenia công nhận Nhà nước Palestine\n20:50 04.06.2024 (Đã cập nhật: 20:57 04.06.2024)\n"
        "LJUBLJANA (Sputnik) - Quốc hội Slovenia đã bỏ phiếu công nhận Nhà nước Palestine với đa số áp đảo.\n"
        "Phe đối lập tẩy chay phiên họp vì cho rằng chính phủ vi phạm thủ tục.\n"
    )
    document = read_page(text.encode(), source="x.txt")
    assert [(e.kind, e.text) for e in document.evidence] == [
        ("published-line", "20:50 04.06.2024"),
        ("updated-line", "Đã cập nhật: 20:57 04.06.2024)"),
    ]
    assert (document.dateline, document.agency) == ("LJUBLJANA", "Sputnik")


def test_the_address_gives_outlet_day_and_number() -> None:
    url = "https://tuoitre.vn/azerbaijan-va-armenia-lai-dau-sung-20220705142200123.htm"
    document = read(FIXTURES / "tuoitre-like.txt", url=url)
    assert document.outlet == "tuoitre.vn"
    assert ("url", "20220705") in [(e.kind, e.text) for e in document.evidence]
    numbered = read(FIXTURES / "unseen-plain.txt", url="https://id.bantin.example/ethiopia-mo-cua-74376.html")
    assert ("article-id", "74376") in [(e.kind, e.text) for e in numbered.evidence]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"%PDF-1.7 stuff", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (bytes(range(256)) * 20, "binary"),
        ("Шесть стран договорились о новых правилах".encode("koi8-r") * 9, "encoding could not be told"),
        (b"The ministers of both countries met on Monday and agreed to talk again next week. " * 5, "another language"),
        (b"12345 67890", "no words"),
        (b'{"doc": "a", "sentences": ["b"]}', "JSON"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_page(data, source="bad.bin")
    assert says in str(error.value)
    assert str(error.value).startswith("bad.bin: ")
    assert "\n" not in str(error.value)


def test_a_line_of_a_hundred_megabytes_is_refused() -> None:
    with pytest.raises(ReadingError, match="100 MiB is more than the 16 MiB"):
        read_page(b"a" * (100 * 1024 * 1024), source="long.txt")


def test_an_unknown_language_pack_is_refused() -> None:
    with pytest.raises(ReadingError, match="no language pack 'xx'"):
        read_page("Việt Nam và Lào ký thỏa thuận.".encode(), source="a.txt", hints=PageHints(language="xx"))


def test_html_source_in_plain_text_is_undone() -> None:
    text = "<p>B&agrave; Merkel g&#7863;p &ocirc;ng Xi t&#7841;i Berlin v&agrave; b&agrave;n kh&iacute; h&#7853;u.</p>"
    document = read_page(text.encode(), source="a.txt")
    assert document.text.strip() == "Bà Merkel gặp ông Xi tại Berlin và bàn khí hậu."


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two pages with annotated lines are not here")
def test_the_annotated_pages() -> None:
    roles = json.loads((SEEDS / "roles.json").read_text(encoding="utf-8"))["documents"]
    for name, want in roles.items():
        document = read(SEEDS / name)
        assert {str(p.line): p.role for p in document.parts} == want["roles"], name


SAMPLES = sorted(Path(banggiao.pages.__file__).parents[1].joinpath("samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_the_samples_are_articles_with_an_author(path: Path) -> None:
    document = read(path)
    assert (document.kind, bool(document.title), bool(document.byline)) == ("article", True, True)
    assert "unknown" not in {part.role for part in document.parts}
