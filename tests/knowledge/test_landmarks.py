"""The table of landmark events and its Vietnamese names."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from banggiao.knowledge import outlets
from banggiao.knowledge.landmarks import landmarks
from banggiao.languages.orthography import fold, lower
from banggiao.languages.pack import load
from banggiao.times.dating_landmarks import LandmarkFinder, finder


def test_table_covers_the_world_and_the_years() -> None:
    table = landmarks()
    assert len(table) >= 250
    years = Counter(mark.start.year for mark in table.values())
    assert all(years[year] >= 3 for year in range(1991, 2026)), years
    assert len({mark.place for mark in table.values()}) >= 80
    assert len({mark.type for mark in table.values()}) >= 12
    assert all(mark.start <= mark.end <= mark.start + dt.timedelta(days=700) for mark in table.values())


def test_every_landmark_is_named_in_vietnamese() -> None:
    named = {row["id"] for row in load("vi").rows("landmarks")}
    assert named == set(landmarks())


def test_phrases_are_clean() -> None:
    for row in load("vi").rows("landmarks"):
        cells = [row["say"], *(row["with"] or "").split("&"), row["lacks"] or ""]
        phrases = [p.strip() for cell in cells for p in cell.split(";") if p.strip()]
        assert row["say"].strip() and all(p == lower(p) for p in phrases), row["id"]


CASES = [
    ("Ông Trump gặp ông Kim Jong-un tại Hà Nội trong hội nghị thượng đỉnh.", {"trump-kim-hanoi"}),
    ("Ông Trump gặp ông Kim Jong-un tại Singapore trong hội nghị thượng đỉnh.", {"trump-kim-singapore"}),
    ("Hội nghị G20 tại Hamburg thông qua tuyên bố.", {"g20-hamburg-2017"}),
    ("Hội nghị G20 tại Hàng Châu thông qua tuyên bố.", {"g20-hangzhou-2016"}),
    ("Chuyến bay MH370 mất liên lạc.", {"mh370"}),
    ("Máy bay mang số hiệu XMH370Y hạ cánh an toàn.", set()),
    ("Hà Nội đón khách du lịch từ Triều Tiên.", set()),
    ("Cúp bóng đá của phường diễn ra hằng năm.", set()),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_named(text: str, expected: set[str]) -> None:
    assert {hit.landmark.id for hit in finder("vi").find(lower(fold(text)))} == expected


def test_offsets_quote_the_words() -> None:
    text = "Vụ máy bay MH17 bị bắn rơi khiến Hà Lan để tang."
    (hit,) = finder("vi").find(lower(fold(text)))
    assert text[hit.start : hit.end] == "MH17"


def test_unknown_landmark_is_refused() -> None:
    class Odd:
        code = "xx"

        def rows(self, name: str) -> list[dict[str, str]]:
            return [{"id": "no-such-event", "say": "a", "with": "", "lacks": ""}]

    with pytest.raises(ValueError, match="no-such-event"):
        LandmarkFinder(Odd())  # type: ignore[arg-type]


def test_outlets() -> None:
    assert outlets.outlet_of("https://m.vnexpress.net/the-gioi/a-1.html") == "VnExpress"
    assert outlets.outlet_of("https://vi.rfi.fr/a") == "RFI"
    assert outlets.outlet_of("https://example.org/") is None
    assert outlets.outlet_of("http://[broken") is None


def test_article_numbers_bracket_the_date() -> None:
    assert outlets.bracket("baoquocte.vn", 136200) == (dt.date(2021, 2, 8), dt.date(2021, 2, 8))
    first, last = outlets.bracket("baoquocte.vn", 100000) or (None, None)
    assert first == dt.date(2018, 7, 1) and last == dt.date(2021, 2, 2)
    assert outlets.bracket("baoquocte.vn", 999999) == (dt.date(2021, 2, 8), None)
    assert outlets.bracket("example.org", 1) is None
