"""When a document was written: from what the page states, else from evidence."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.languages.pack import load
from banggiao.records import Document, Evidence, Interval, Part, Sentence
from banggiao.times.dating import DocumentDater
from banggiao.times.dating_clues import Clue, agreement, between, since, until
from banggiao.times.dating_page import PageClock

TODAY = dt.date(2026, 6, 30)
DATER = DocumentDater(load("vi"), today=TODAY)
CLOCK = PageClock("tháng", "năm")
OWN = ("title", "lead", "body", "photo_caption")
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def article(lines: list[str], roles: list[str] | None = None, **fields: object) -> tuple[Document, list[Sentence]]:
    """A document of one line a part, cut into sentences at full stops."""
    roles = roles or ["title", "lead", *["body"] * len(lines)]
    text, parts, sentences, at = "\n".join(lines), [], [], 0
    for number, (line, role) in enumerate(zip(lines, roles, strict=False), 1):
        parts.append(Part(role, at, at + len(line), number))
        if role in OWN:
            for match in re.finditer(r"\S.*?(?:[.!?…][\"”]?(?=\s+[^\Wa-z\d_])|$)", line):
                sentences.append(Sentence(len(sentences), at + match.start(), at + match.end(), number, role))
        at += len(line) + 1
    return Document("d", text, tuple(parts), **fields), sentences  # type: ignore[arg-type]


def published(lines: list[str], roles: list[str] | None = None, **fields: object) -> Interval | None:
    document, sentences = article(lines, roles, **fields)
    return DATER.date(document, sentences, (), ())[0]


def undated() -> list[tuple[str, str, int, list[str]]]:
    found: list[tuple[str, str, int, list[str]]] = []
    for line in (Path(__file__).parent / "undated.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name, days, width = (cell.strip() for cell in line[3:].split("|"))
            found.append((name, days, int(width), []))
        elif line and not line.startswith("#"):
            found[-1][3].append(line)
    return found


@pytest.mark.parametrize(("name", "days", "width", "lines"), undated(), ids=lambda v: v if isinstance(v, str) else "")
def test_undated(name: str, days: str, width: int, lines: list[str]) -> None:
    document, sentences = article(lines)
    found = DATER.date(document, sentences, (), ())[0]
    if days == "none":
        assert found is None
        return
    first, last = (dt.date.fromisoformat(day) for day in days.split(".."))
    assert found is not None and found.start is not None and found.end is not None
    assert found.start <= last and found.end >= first, found
    assert (found.end - found.start).days < width, (found.start, found.end)
    assert found.basis
    for basis in found.basis:
        assert basis.says
        if basis.start is not None:
            assert document.text[basis.start : basis.end] == basis.text


STATED = [
    ("2021-02-06T23:30:00+07:00", "2021-02-06"),
    ("2021-02-06T23:30:00Z", "2021-02-07"),
    ("2021-02-06T23:30:00.000+0000", "2021-02-07"),
    ("2021-02-06", "2021-02-06"),
    ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07"),
    ("07/03/2026 08:01 GMT+7", "2026-03-07"),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07"),
    ("19:17 28/04/2021", "2021-04-28"),
    ("20-10-2025 - 19:40 PM", "2025-10-20"),
    ("20:50 08.02.2021 (Đã cập nhật: 20:57 08.02.2021)", "2021-02-08"),
    ("Cập nhật: 15/03/2022", "2022-03-15"),
    ("13:39 | 14/08/2021 GMT+7", "2021-08-14"),
    ("Thứ 7, ngày 20 tháng 8 năm 2022", "2022-08-20"),
    ("7/25/2018 10:11:12 AM", "2018-07-25"),
    ("Tue, 05 Jul 2022 20:11:12 GMT", "2022-07-06"),
    ("1612627200", "2021-02-06"),
    ("1612627200000", "2021-02-06"),
    ("hôm qua", None),
    ("31/02/2021", None),
    ("99:99 2021", None),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_stated_days(text: str, expected: str | None) -> None:
    found = CLOCK.day(text)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://tuoitre.vn/tieu-de-20220705093012345.htm", dt.date(2022, 7, 5)),
        ("https://example.org/2021/02/05/tieu-de/", dt.date(2021, 2, 5)),
        ("https://example.org/tieu-de-136140.html", None),
        ("https://example.org/20221399/", None),
    ],
)
def test_url_days(url: str, expected: dt.date | None) -> None:
    assert CLOCK.url_day(url) == expected


LINES = ["Tin vắn", "Ngày 6/2, hai bên gặp nhau.", "Cuộc gặp kéo dài một giờ."]


def test_metadata_comes_first_and_disagreement_is_told() -> None:
    pieces = (
        Evidence("url", "url", "https://example.org/2021/02/01/a"),
        Evidence("metadata", "dateModified", "2021-03-01T10:00:00+07:00"),
        Evidence("metadata", "datePublished", "2021-02-06T10:00:00+07:00"),
    )
    found = published(LINES, evidence=pieces)
    assert found is not None and (found.start, found.end) == (dt.date(2021, 2, 6), dt.date(2021, 2, 6))
    assert found.precision == "day" and found.basis[0].kind == "metadata"
    assert any("disagrees" in basis.says and basis.kind == "url" for basis in found.basis)


def test_the_clock_is_the_capture_not_the_publication() -> None:
    pieces = (Evidence("clock", "time-now", "Thứ tư, 22/10/2025"),)
    document, sentences = article(LINES, evidence=pieces)
    found, captured = DATER.date(document, sentences, (), ())
    assert found is None
    assert captured is not None and captured.start == dt.date(2025, 10, 22) and captured.basis[0].kind == "clock"


def test_a_stated_date_after_the_capture_is_not_believed() -> None:
    pieces = (Evidence("clock", "time-now", "22/10/2025"), Evidence("published-line", "line", "22/11/2025"))
    assert published(LINES, evidence=pieces) is None


def test_given_month_stays_a_month() -> None:
    found = published(LINES, evidence=(Evidence("given", "published", "2021-02"),))
    assert found is not None and found.precision == "month"
    assert (found.start, found.end) == (dt.date(2021, 2, 1), dt.date(2021, 2, 28))


def test_a_day_without_a_year_is_no_date() -> None:
    assert published(LINES) is None


def test_a_number_between_known_numbers_gives_the_year() -> None:
    found = published(LINES, url="https://baoquocte.vn/tin-van-136100.html")
    assert found is not None and found.start == dt.date(2021, 2, 6)
    assert any(basis.kind == "article-id" for basis in found.basis)


def test_back_references_are_lower_bounds_only() -> None:
    lines = ["Nhìn lại", "Ủy ban được thành lập năm 1995 và tạm ngừng từ năm 2015.", "Ủy ban sẽ họp lại vào năm 2040."]
    found = published(lines)
    assert found is not None and found.start == dt.date(2015, 1, 1) and found.end == TODAY


def test_other_stories_date_the_capture_only() -> None:
    lines = [
        "Tiêu đề",
        "Tổng thống Mỹ Barack Obama phát biểu.",
        "Kết quả ngày 23/12/2011 của đội nhà",
        "Lịch áp dụng từ ngày 1/1/2030",
    ]
    roles = ["title", "lead", "readmore_title", "readmore_title"]
    document, sentences = article(lines, roles)
    found, captured = DATER.date(document, sentences, (), ())
    assert captured is not None and captured.start == dt.date(2011, 12, 23)
    assert found is not None and found.start == dt.date(2009, 1, 20)
    assert found.end is not None and dt.date(2011, 12, 23) <= found.end < dt.date(2012, 3, 1)


def test_an_editors_stamp_moves_the_day() -> None:
    lines = ["Tiêu đề", "Ngày 6/2, Thủ tướng Anh Liz Truss vắng mặt.", "(02.07) Hai bên tại cuộc họp báo."]
    lines[1] = "Ngày 6/2/2021, hai ngoại trưởng gặp nhau."
    found = published(lines, ["title", "lead", "photo_caption"])
    assert found is not None and (found.start, found.end) == (dt.date(2021, 2, 7), dt.date(2021, 2, 8))


def test_something_announced_soon_narrows_the_end() -> None:
    found = published(["Tin", "Ngày 14/10/2006, hai bên gặp nhau.", "Vòng sau sẽ diễn ra vào ngày 15/10."])
    assert found is not None and (found.start, found.end) == (dt.date(2006, 10, 14), dt.date(2006, 10, 15))


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("Tổng thống Clinton", dt.date(1998, 1, 1), dt.date(2010, 1, 1)),
        ("Ngoại trưởng Clinton", dt.date(2010, 1, 1), dt.date(1998, 1, 1)),
        ("cựu Thủ tướng Anh Tony Blair", dt.date(2015, 1, 1), dt.date(2005, 1, 1)),
        ("tân Thủ tướng Anh Tony Blair", dt.date(1997, 6, 1), dt.date(2005, 1, 1)),
        ("Tổng thống đắc cử Mỹ Joe Biden", dt.date(2020, 12, 1), dt.date(2021, 6, 1)),
        ("Chủ tịch Trung Quốc Giang Trạch Dân", dt.date(1998, 1, 1), dt.date(2010, 1, 1)),
        ("Tổng thống Nga Vladimir Putin", dt.date(2005, 1, 1), dt.date(2010, 1, 1)),
        ("Tổng thư ký Liên hợp quốc Kofi Annan", dt.date(2000, 1, 1), dt.date(2010, 1, 1)),
    ],
)
def test_office_holders(words: str, inside: dt.date, outside: dt.date) -> None:
    document, sentences = article(["Tin", f"Phát biểu của {words} gây chú ý."])
    found = DATER.date(document, sentences, (), ())[0]
    assert found is not None
    offices = [basis for basis in found.basis if basis.kind == "office"]
    assert len(offices) == 1
    clue_days = [pair.split("..") for pair in offices[0].says.rpartition(": ")[2].split("; ")]

    def holds(day: dt.date) -> bool:
        return any((not a or a <= day.isoformat()) and (not b or day.isoformat() <= b) for a, b in clue_days)

    assert holds(inside) and not holds(outside), offices[0].says


def test_agreement_drops_the_least_reliable() -> None:
    def clue(days: tuple[tuple[int, int], ...], weight: float) -> Clue:
        return Clue("k", "", None, None, "", days, weight)

    a, b, c = dt.date(2001, 1, 1), dt.date(2005, 1, 1), dt.date(1999, 1, 1)
    assert agreement([clue(since(a), 2), clue(until(b), 2)]) == between(a, b)
    assert agreement([clue(since(a), 2), clue(until(b), 2), clue(until(c), 1)]) == between(a, b)
    assert agreement([]) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), min_size=1, max_size=6))
def test_no_text_breaks_it(lines: list[str]) -> None:
    clean = [" ".join(line.split()) for line in lines]
    document, sentences = article(clean)
    DATER.date(document, sentences, (), ())
    CLOCK.day(lines[0])
    CLOCK.url_day(lines[0])


def test_long_lines_do_not_blow_up() -> None:
    for unit in ("1/2/", "Tổng thống ", "năm ", "12.", "thứ ba ("):
        document, sentences = article([unit * 20_000])
        DATER.date(document, sentences, (), ())


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two pages that the project was created from are not here")
@pytest.mark.parametrize("number", [0, 1])
def test_seed_pages(number: int) -> None:
    facts = json.loads((SEEDS / "facts.json").read_text(encoding="utf-8"))
    roles = json.loads((SEEDS / "roles.json").read_text(encoding="utf-8"))["documents"]
    name = sorted(facts)[number]
    lines = (SEEDS / name).read_text(encoding="utf-8").split("\n")
    document, sentences = article(lines, [roles[name]["roles"].get(str(n), "blank") for n in range(1, len(lines) + 1)])
    found, captured = DATER.date(document, sentences, (), ())
    first, last = facts[name]["document"]["published_within"]
    assert found is not None and first <= str(found.start) <= str(found.end) <= last
    if number == 0:
        assert captured is not None and "2024-12-22" <= str(captured.start) <= "2024-12-24"
