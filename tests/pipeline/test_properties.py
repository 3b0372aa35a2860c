"""Properties of the whole program on arbitrary and on made-up text."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banggiao import api, pipeline
from banggiao.records import PageHints, ReadingError, Record

SAMPLE = """
Nga Mỹ Pháp Trung Quốc Anh Đức Ý Áo EU NATO Putin Trump Tổng thống Ngoại trưởng Bộ trưởng ông bà này hai bên
hai nước người đồng cấp đã sẽ không có thể bị được trừng phạt tấn công hội đàm thăm gặp cáo buộc tuyên bố rằng
kêu gọi với của tại ở và ngày 15/7 hôm qua tháng 3 năm 2018 20-29/7 từ đến ủy ban liên nghị viện được thành
lập , . : ; “ ” \" ( ) - việc ba nhà ngoại giao trục xuất rút quân khỏi Moscow Bình Nhưỡng Nhà Trắng chúng tôi
theo
"""
WORDS = SAMPLE.split()
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), max_size=8)
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def quotations(value, path=""):
    """Every object of a record that has ``start``, ``end`` and ``text``, wherever it stands."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield path, value
        for key, inner in value.items():
            yield from quotations(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from quotations(inner, f"{path}[{n}]")


def check(record: Record) -> None:
    shown = json.loads(api.to_json(record, with_text=True))
    text = shown["document"]["text"]
    for path, quotation in quotations(shown):
        assert text[quotation["start"] : quotation["end"]] == quotation["text"], path
    lines = text.split("\n")
    assert [part["line"] for part in shown["document"]["parts"]] == list(range(1, len(lines) + 1))
    for part, line in zip(shown["document"]["parts"], lines, strict=True):
        assert text[part["start"] : part["end"]] == line
    ids = {event["id"] for event in shown["events"]}
    assert len(ids) == len(shown["events"])
    for event in shown["events"]:
        assert 0 <= event["confidence"] <= 1
        assert (
            event["sentence"]["start"]
            <= event["trigger"]["start"]
            <= event["trigger"]["end"]
            <= event["sentence"]["end"]
        )
        assert event["part"] == shown["document"]["parts"][event["line"] - 1]["role"]
    steps = [step["event"] for mechanism in shown["mechanisms"] for step in mechanism["history"]]
    named = [*steps, *(m["event"] for m in shown["measures"]), *(a["event"] for a in shown["agenda"])]
    assert {event for event in named if event is not None} <= ids


def record_of(sentences: list[str], published: str | None) -> Record:
    document, marked = pipeline.from_sentences("d", sentences, published=published)
    return pipeline.reader("vi").record(document, marked)


@QUIET
@given(SENTENCES, st.sampled_from([None, "2018-07-16", "1999-01-01"]))
def test_made_up_sentences_keep_every_promise(sentences, published):
    record = record_of(sentences, published)
    check(record)
    assert api.to_json(record) == api.to_json(record_of(sentences, published))


@QUIET
@given(st.lists(st.text(max_size=80), max_size=5))
def test_arbitrary_text_raises_nothing(sentences):
    check(record_of(sentences, "2020-02-29"))


@QUIET
@given(st.binary(max_size=400) | SENTENCES.map(lambda lines: "\n\n".join(lines).encode()))
def test_arbitrary_bytes_are_read_or_refused_in_one_sentence(data):
    try:
        record = api.read(data, PageHints(language="vi"), all_parts=True)
    except ReadingError as error:
        assert str(error).startswith("bytes") and "\n" not in str(error)
        return
    check(record)


@pytest.mark.parametrize(
    "junk", [string.punctuation * 2000, "Nga " * 20000, "(" * 50000, "“" * 30000, "15/7/" * 9000, "và " * 30000]
)
def test_long_junk_is_read_in_bounded_time(junk):
    check(record_of([junk], "2020-01-01"))


@pytest.mark.parametrize("junk", ["năm 2018 " * 15000, "Nga trừng phạt Mỹ và " * 2000, "lệnh trừng phạt " * 8000])
def test_long_junk_without_a_date_is_read_in_bounded_time(junk):
    check(record_of([junk], None))


@pytest.mark.parametrize("words", ["ngày 31/2", "31/4/2020", "thứ hai (30/2)", "20-31/2", "ngày 0/0", "29/2/2023"])
@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31"])
def test_days_that_no_calendar_has_are_no_dates(words, published):
    record = record_of(["Hội nghị hòa bình", f"Hội nghị khai mạc {words} tại Moscow, Nga trừng phạt Mỹ."], published)
    check(record)
    assert record.document.published is None or published


@pytest.mark.parametrize("words", ["hơn 9000 năm trước", "5000 tháng tới", "9999 năm nữa", "tuần trước", "năm tới"])
@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_break_nothing(words, published):
    check(record_of(["Tin", f"Nga trừng phạt Mỹ {words}."], published))


def test_only_keeps_offsets_and_hides_the_rest():
    document, sentences = pipeline.from_sentences("d", ["Một câu.", "Hai câu.", "Ba câu."])
    kept = pipeline.only(document.text, sentences[1:2])
    assert len(kept) == len(document.text)
    assert kept.split("\n") == ["        ", "Hai câu.", "       "]
