"""Whose day it is, who met behind an opening adverbial, and what an accusation only alleges."""

from __future__ import annotations

import pytest

from banggiao.events import EventCoder
from banggiao.events.examples import read_example, run_example
from banggiao.languages.pack import load
from banggiao.records import Event

CODER = EventCoder(load("vi"))


def events(marked: str, kind: str) -> list[Event]:
    """The events of a type in the last sentence of an example."""
    last = marked.count("\n")
    return [e for e in run_example(CODER, read_example(marked)).events if e.type == kind and e.sentence.index == last]


def days(marked: str) -> list[str]:
    return [str(e.date.start) if e.date is not None else "" for e in events(marked, "CONSULT")]


@pytest.mark.parametrize(
    "verb",
    ["bảo vệ chuyến thăm [mention=MDA Moldova]", "lên án chuyến thăm [mention=MDA Moldova] của [mention=HUN Hungary]"],
)
def test_the_day_of_a_verb_is_not_that_of_the_visit_it_speaks_of(verb: str) -> None:
    assert days(f"[time=2024-05-02 Ngày 2/5], [mention=BGR Tổng thống Bulgaria] {verb}.") == [""]


@pytest.mark.parametrize("verb", ["bắt đầu", "kết thúc", "có"])
def test_the_day_of_a_verb_that_carries_the_visit_is_the_visit_s(verb: str) -> None:
    text = f"[time=2024-05-02 Ngày 2/5], [mention=BGR Tổng thống Bulgaria] {verb} chuyến thăm [mention=MDA Moldova]."
    assert days(text) == ["2024-05-02"]


LEAD = "[time=2024-05-02 Ngày 2/5], [mention=BGR Bulgaria] chỉ trích [mention=MDA Moldova]."
TALKS = "cuộc hội đàm giữa [mention=BGR Thủ tướng Bulgaria] và [mention=MDA Tổng thống Moldova]"


def test_talks_at_which_something_was_done_took_place_on_the_day_that_the_sentence_before_gives() -> None:
    assert days(f"{LEAD}\nQuyết định được đưa ra tại {TALKS}.") == ["2024-05-02"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\nNhiều người nhớ {TALKS}.",
        f"{LEAD}\nÔng nói thế tại các {TALKS}.",
        f"{LEAD}\nHọ từng bắt tay tại {TALKS}, [time=2022-07-01 tháng 7/2022].",
        f"{LEAD}\nTrời mưa to.\nQuyết định được đưa ra tại {TALKS}.",
        f"{LEAD}\n[time=2024-04-11 Hôm 11/4], tin này lan đi tại {TALKS}.",
        "[time=2024-05-02 Ngày 2/5], [mention=JPN Nhật Bản] chỉ trích [mention=FJI Fiji]."
        f"\nQuyết định được đưa ra tại {TALKS}.",
        f"{LEAD.replace('2024-05-02', '2023-01-02')}\nQuyết định được đưa ra tại {TALKS}.",
    ],
)
def test_other_talks_do_not(text: str) -> None:
    assert "2024-05-02" not in days(text)


def test_those_who_speak_after_talks_held_them() -> None:
    text = "Sau cuộc hội đàm tại [place=CHE Geneva], [mention=BGR+MDA hai tổng thống] cho biết sẽ mở thêm cửa khẩu."
    (met,) = events(text, "CONSULT")
    assert {p.code for p in met.actors} == {"BGR", "MDA"} and met.status == "actual"
    assert not events("Sau cuộc hội đàm tại [place=CHE Geneva], [mention=BGR Tổng thống Bulgaria] ra về.", "CONSULT")


def test_a_third_state_that_arranges_a_meeting_is_no_party_to_it() -> None:
    (met,) = events("[mention=OMN Oman] tổ chức cuộc gặp giữa [mention=IRN Iran] và [mention=BHR Bahrain].", "CONSULT")
    assert {p.code for p in met.actors} == {"IRN", "BHR"}


def test_a_list_of_alleged_acts_is_alleged_to_its_end() -> None:
    alleged = "[mention=TCD Chad] cáo buộc [mention=LBY Libya] pháo kích đồn biên phòng, bắt cóc dân làng."
    assert events(alleged, "ACCUSE") and not events(alleged, "ASSAULT")
    own = "[mention=TCD Chad] cáo buộc [mention=LBY Libya] vượt biên giới, trừng phạt [mention=LBY Libya]."
    assert events(own, "SANCTION")


def test_what_two_do_to_each_other_is_an_event_each_way() -> None:
    found = events("[mention=TCD+LBY Hai nước] trục xuất đại sứ của nhau.", "SANCTION")
    assert {(e.actors[0].code, e.recipients[0].code) for e in found} == {("TCD", "LBY"), ("LBY", "TCD")}
    assert len({e.id for e in found}) == 2


def test_the_place_of_a_clash_tells_of_no_attack() -> None:
    assert not events("[mention=TCD Quân đội Chad] không có mặt tại nơi xảy ra đụng độ.", "ASSAULT")
