"""Finding and resolving in whole documents: antecedents, wide references, quotations, provenance."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from banggiao.languages import pack as packs
from banggiao.records import Interval, Sentence, TimeExpression
from banggiao.times import TimeFinder, annotate, times_of_sentence

VI = packs.load("vi")
FINDER = TimeFinder(VI)


def sentences(text: str) -> tuple[Sentence, ...]:
    out, start = [], 0
    for i, line in enumerate(text.split("\n")):
        out.append(Sentence(i, start, start + len(line), i + 1, "body"))
        start += len(line) + 1
    return tuple(out)


def read(text: str, first: str | None, last: str | None = None, antecedents: bool = True) -> tuple[TimeExpression, ...]:
    reference = None
    if first:
        reference = Interval(
            dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), "day" if not last else "month"
        )
    return FINDER.resolve(FINDER.find(text), text, sentences(text), reference, antecedents)


def starts(times: tuple[TimeExpression, ...]) -> list[str | None]:
    return [t.value.start.isoformat() if t.value and t.value.start else None for t in times]


def test_a_day_of_an_earlier_sentence_is_the_antecedent() -> None:
    text = (
        "Ngày 3/5, ông tới Lima.\nCùng ngày, ông gặp tổng thống.\nHôm sau, ông bay về.\nTrước đó hai ngày, đoàn đã tới."
    )
    found = read(text, "2018-05-10")
    assert starts(found) == ["2018-05-03", "2018-05-03", "2018-05-04", "2018-05-02"]
    assert [t.anchor for t in found] == ["reference", "antecedent", "antecedent", "antecedent"]


def test_a_stretch_of_days_is_no_antecedent() -> None:
    text = "Hôm 8/7, ông tới Lima.\nChuyến thăm kéo dài từ ngày 7 đến 10/7.\nChiều cùng ngày, ông gặp tổng thống."
    assert starts(read(text, "2018-07-12"))[-1] == "2018-07-08"


def test_a_count_from_an_unknown_event_is_not_dated() -> None:
    text = "Hôm 8/7, ông tới Lima.\nHơn 60 năm sau, cây cầu vẫn còn."
    assert starts(read(text, "2018-07-12"))[-1] is None


def test_without_antecedents_a_sentence_stands_alone() -> None:
    text = "Ngày 3/5, ông tới Lima.\nCùng ngày, ông gặp tổng thống."
    assert starts(read(text, "2018-05-10", antecedents=False)) == ["2018-05-03", None]


def test_a_historical_aside_is_no_antecedent() -> None:
    text = "Ngày 3/5, ông tới Lima.\nHiệp ước được ký ngày 8/12/1987.\nCùng ngày, ông gặp tổng thống."
    assert starts(read(text, "2018-05-10"))[-1] == "2018-05-03"


def test_without_a_reference_only_explicit_dates_have_values() -> None:
    found = read("Hôm qua và ngày 3/5, rồi ngày 4/5/2016 và năm 2011; thập niên 1990.", None)
    assert starts(found) == [None, None, "2016-05-04", "2011-01-01", "1990-01-01"]
    assert {t.anchor for t in found if t.value} == {"explicit"}


def test_a_wide_reference_gives_the_year_where_it_is_certain() -> None:
    found = read(
        "Hôm 15/5, họ gặp nhau. Năm ngoái, họ không gặp. Tuần trước, tàu rời cảng.", "2018-06-01", "2018-06-30"
    )
    assert starts(found)[:2] == ["2018-05-15", "2017-01-01"]
    week = found[2].value
    assert week is not None and week.precision == "month"
    assert (week.start, week.end) == (dt.date(2018, 5, 21), dt.date(2018, 6, 24))


def test_a_reference_of_a_year_leaves_the_year_of_a_day_open() -> None:
    assert starts(read("Hôm 15/5, họ gặp nhau.", "2018-01-01", "2018-12-31")) == [None]


def test_every_value_says_what_it_rests_on() -> None:
    text = "Ngày 3/5, ông tới Lima. Cùng ngày, ông gặp tổng thống. Hiệp ước ký năm 1987."
    kinds = [{b.kind for b in t.value.basis} for t in read(text, "2018-05-10") if t.value]
    assert kinds == [{"words", "reference"}, {"words", "antecedent"}, {"words"}]


def test_a_plan_goes_forward_and_a_memory_goes_back() -> None:
    assert starts(read("Ông sẽ thăm Cairo ngày 20/9.", "2018-06-15")) == ["2018-09-20"]
    assert starts(read("Ông đã thăm Cairo hồi tháng 9.", "2018-06-15")) == ["2017-09-01"]
    assert starts(read("Hồ sơ phải nộp trước ngày 20/9.", "2018-06-15")) == ["2018-09-20"]


def test_given_quotations_win_over_marks() -> None:
    text = "Hôm nay ông đến, ông nói."
    inside = FINDER.resolve(
        FINDER.find(text),
        text,
        sentences(text),
        Interval(dt.date(2018, 6, 15), dt.date(2018, 6, 15), "day"),
        quotes=[(0, 16)],
    )
    assert inside[0].value is None


def test_decomposed_text_keeps_its_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "Họ gặp nhau sáng thứ Hai ngày 11/6.")
    (row,) = times_of_sentence(VI, text, dt.date(2018, 6, 15))
    assert unicodedata.normalize("NFC", row["text"]) == "sáng thứ Hai ngày 11/6"
    assert text[row["start"] : row["end"]] == row["text"]
    assert row["value"]["start"] == "2018-06-11"


@pytest.mark.parametrize("text", ["Tàu đến lúc 23h1 5 hôm\u200b qua.", "Tàu đến lúc 23h15 hôm qua\u200b."])
def test_broken_spacing_is_read(text: str) -> None:
    rows = times_of_sentence(VI, text, dt.date(2018, 6, 15))
    assert rows[0]["time"] == "23:15"
    assert all(text[r["start"] : r["end"]] == r["text"] for r in rows)


def test_annotate_refuses_a_reference_that_is_no_date() -> None:
    with pytest.raises(ValueError, match="2018-13-01"):
        annotate({"doc": "a", "s": 0, "text": "Hôm nay.", "reference": "2018-13-01"}, VI)


def test_a_row_keeps_its_fields() -> None:
    row = {"doc": "a", "s": 3, "text": "Ông nghỉ.", "reference": "2018-06-15"}
    assert annotate(row, VI) == {**row, "times": []}


def test_a_long_line_is_read_in_one_piece() -> None:
    text = "ngày 3/5 " * 20_000
    assert len(FINDER.find(text)) == 20_000


WORDS = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "tuần",
        "quý",
        "thế kỷ",
        "thập niên",
        "những",
        "từ",
        "đến",
        "tới",
        "qua",
        "trước",
        "sau",
        "này",
        "nay",
        "hôm nay",
        "thứ Hai",
        "chủ nhật",
        "sáng",
        "đêm",
        "giờ",
        "phút",
        "rưỡi",
        "nửa",
        "đầu",
        "cuối",
        "mỗi",
        "lần",
        "cách đây",
        "hai",
        "mươi",
        "vài",
        "của",
        "và",
        "-",
        "(",
        ")",
        ",",
        "/",
        "3/5",
        "20-29/7",
        "31/2",
        "2018",
        "7/2018",
        "2016-2020",
        "11h30",
        "25h99",
        "9999",
        "0",
        "0000",
        "99999999",
        "XX",
        "I",
        "âm lịch",
        "mùng",
        "Tết",
        "\n",
        ". ",
        "\u200b",
        '"',
        "“",
        "”",
    ]
)


def check(text: str) -> None:
    found = FINDER.find(text)
    assert found == FINDER.find(text)
    end = 0
    for candidate in found:
        assert end <= candidate.start < candidate.end <= len(text)
        assert text[candidate.start : candidate.end] == candidate.text
        assert "\n" not in candidate.text
        end = candidate.end
    for first, last in ((None, None), ("2018-06-15", None), ("0001-01-01", "9999-12-31")):
        resolved = read(text, first, last)
        assert len(resolved) == len(found)
        for t in resolved:
            assert t.value is None or t.value.start is None or t.value.end is None or t.value.start <= t.value.end
            assert (t.value is None) == (t.anchor == "none")
    for row in times_of_sentence(VI, text, dt.date(2018, 6, 15)):
        assert text[row["start"] : row["end"]] == row["text"]


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_words_of_time(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("unit", ["1, ", "1-", "năm ", "15h ", "từ 3 đến ", "ngày 1, ", "những năm 60 và "])
def test_a_hostile_line_ends(unit: str) -> None:
    # A quadratic pattern takes minutes here and stops the suite; a linear one takes a blink.
    text = unit * (60_000 // len(unit))
    for candidate in FINDER.find(text):
        assert text[candidate.start : candidate.end] == candidate.text


def test_a_caption_does_not_shift_the_day_of_the_narrative() -> None:
    text = "Ngày 9/2, hai bên ký kết.\nHai bộ trưởng ở Quito ngày 3/1.\nTrước đó một ngày, đoàn đã tới."
    marked = [structs.replace(s, part="photo_caption") if s.index == 1 else s for s in sentences(text)]
    reference = Interval(dt.date(2018, 2, 10), dt.date(2018, 2, 10), "day")
    candidates = FINDER.find(text)
    assert starts(FINDER.resolve(candidates, text, marked, reference, True))[-1] == "2018-02-08"
    assert starts(FINDER.resolve(candidates, text, [marked[0], marked[2]], reference, True))[-1] == "2018-02-08"
    assert starts(FINDER.resolve(candidates, text, sentences(text), reference, True))[-1] == "2018-01-02"
