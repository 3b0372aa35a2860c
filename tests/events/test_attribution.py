"""Who says so: quotations over several sentences, headlines, newspapers, and acts that a speaker does himself."""

from __future__ import annotations

import pytest

from banggiao.events import EventCoder
from banggiao.events.attribution import quotations
from banggiao.events.examples import read_example, run_example
from banggiao.languages.pack import load
from banggiao.records import Event

CODER = EventCoder(load("vi"))


def last(marked: str) -> list[Event]:
    example = read_example(marked)
    return [e for e in run_example(CODER, example).events if e.sentence.index == example.text.count("\n")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[mention=EST Estonia]: [mention=BLR Belarus] vi phạm không phận.", "EST"),
        ("Theo thông báo của [mention=EST Estonia], [mention=BLR Belarus] đã trục xuất một tùy viên.", "EST"),
        ("“[mention=BLR Belarus] đã vi phạm không phận”, báo chí dẫn lời [mention=EST Bộ trưởng Estonia].", "EST"),
        (
            "[mention=EST Bộ trưởng Estonia] nói: “Mùa đông này sẽ dài.\n[mention=BLR Belarus] đã vi phạm không phận.”",
            "EST",
        ),
    ],
)
def test_the_speaker_is_found(text: str, speaker: str) -> None:
    assert [e.said_by.code for e in last(text) if e.said_by] == [speaker]


def test_a_quotation_is_its_last_sentence_speakers() -> None:
    text = (
        "“[mention=BLR Belarus] đã vi phạm không phận của chúng tôi.\n"
        "Trời hôm ấy quang đãng”, [mention=EST Bộ trưởng Estonia] nói."
    )
    events = run_example(CODER, read_example(text)).events
    assert [(e.type, [p.code for p in e.actors], [p.code for p in e.recipients]) for e in events] == [
        ("ACCUSE", ["EST"], ["BLR"])
    ]


def test_a_newspapers_country_does_not_speak() -> None:
    events = last(
        "Kênh truyền hình của [mention=EST Estonia] cho biết [mention=BLR Belarus] cấm vận [mention=LTU Litva]."
    )
    assert [e.said_by for e in events] == [None]


def test_a_further_act_of_the_speaker_is_his_own() -> None:
    events = last(
        "[mention=EST Bộ trưởng Estonia] nói trời sắp mưa, đồng thời cáo buộc [mention=BLR Belarus] mua chuộc lính gác."
    )
    assert [(e.type, e.said_by) for e in events] == [("ACCUSE", None)]


def test_marks_that_are_never_closed_quote_nothing() -> None:
    assert quotations("“ mở ra rồi thôi") == []
    assert quotations("x" * 10 + "”" * 5000) == []


def test_denials_answer_the_last_accuser() -> None:
    events = last("[mention=EST Estonia] cáo buộc [mention=BLR Belarus] nói dối.\n[mention=BLR Belarus] phủ nhận.")
    assert [(e.type, [p.code for p in e.recipients]) for e in events] == [("REJECT", ["EST"])]


def test_a_conditional_punishment_is_a_threat() -> None:
    events = last("[mention=EST Estonia] sẽ cấm vận [mention=BLR Belarus] nếu biên giới không yên.")
    assert [(e.type, e.status) for e in events] == [("THREATEN", "actual")]
