"""The engine on any text, and what its explanation says."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.events import EventCoder
from banggiao.events.examples import Marked, read_example, run_example
from banggiao.languages.pack import load
from banggiao.records import Entity, Interval, Mention, Sentence

CODER = EventCoder(load("vi"))
PIECES = ["[mention=USA Mỹ]", "[mention=RUS Nga]", "[mention=FRA+DEU hai nước]", "[place=IRN Tehran]", "trừng phạt"]
PIECES += ["cuộc gặp", "gặp", "cáo buộc", "chuyến thăm", "bị", "được", "không", "sẽ", "và", "với", "của", "nói", "theo"]
PIECES += [",", ";", ":", "(", ")", "“", "”", "-", "rằng", "\n", "nhau", "İ", "ba"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8).filter(lambda s: "[" not in s), max_size=30))
def test_any_text_gives_events_whose_spans_quote_it(pieces: list[str]) -> None:
    example = read_example(" ".join(pieces))
    events = run_example(CODER, example).events
    for event in events:
        assert event.trigger.check(example.text)
        for party in (*event.actors, *event.recipients):
            assert example.text[party.start : party.end] == party.text
            assert party.via is None or party.via.check(example.text)
        assert 0 <= event.confidence <= 1
    assert [e.id for e in events] == [e.id for e in run_example(CODER, example).events]


@given(st.text())
def test_arbitrary_text_with_mentions_anywhere(text: str) -> None:
    sentences = (Sentence(0, 0, len(text), 1, "body"),)
    mentions = (Mention(0, len(text), text, "state", (Entity("USA", "USA"),)),)
    CODER.code(text, sentences, mentions, (), None, "x")


def test_a_long_line_is_read_in_one_go() -> None:
    part = read_example("[mention=USA Mỹ] trừng phạt [mention=RUS Nga], ")
    n = 3000
    text = part.text * n
    mentions = tuple(
        Mention(m.start + i * len(part.text), m.end + i * len(part.text), m.text, "state", m.entities)
        for i in range(n)
        for m in part.mentions
    )
    assert len(CODER.code(text, (Sentence(0, 0, len(text), 1, "body"),), mentions, ())) == 1


def test_explanation_tells_rule_voice_slots_guards_and_near_misses() -> None:
    explanation = run_example(CODER, read_example("[mention=RUS Nga] không bị [mention=USA Mỹ] trừng phạt."))
    (derivation,) = explanation.derivations
    assert (derivation.voice, derivation.event.status) == ("passive-adverse", "negated")
    assert [(f.guard, f.span.text) for f in derivation.guards] == [("denied", "không")]
    assert {s.slot: s.codes for s in derivation.slots} == {"actor": ("USA",), "recipient": ("RUS",)}
    missed = run_example(CODER, read_example("[mention=USA Mỹ] trừng phạt."))
    assert not missed.events
    assert ("impose-sanctions", "active", "recipient") in {(m.rule, m.voice, m.failed) for m in missed.misses}


def status_at(text: str, day: dt.date) -> str:
    example: Marked = read_example(text)
    sentence = Sentence(0, 0, len(example.text), 1, "body")
    (event,) = CODER.code(example.text, (sentence,), example.mentions, example.times, Interval(day, day, "day"), "x")
    return event.status


def test_dates_set_the_status() -> None:
    text = "[mention=USA Mỹ] trừng phạt [mention=RUS Nga] [time=2022-03-01 ngày 1/3/2022]."
    assert status_at(text, dt.date(2022, 3, 2)) == "actual"
    assert status_at(text, dt.date(2024, 3, 2)) == "historical"


def test_who_says_so() -> None:
    before = run_example(
        CODER, read_example("[mention=FRA Tổng thống Pháp] nói rằng [mention=USA Mỹ] đã trừng phạt [mention=RUS Nga].")
    )
    assert [e.said_by.code for e in before.events if e.said_by] == ["FRA"]
    after = run_example(
        CODER, read_example('"[mention=USA Mỹ] đã trừng phạt [mention=RUS Nga]", [mention=FRA Tổng thống Pháp] nói.')
    )
    assert [e.said_by.code for e in after.events if e.said_by] == ["FRA"]


def test_a_clause_without_a_subject_takes_the_one_before() -> None:
    found = run_example(
        CODER,
        read_example("[mention=RUS Nga] gặp [mention=CHN Trung Quốc], đồng thời cáo buộc [mention=USA Mỹ] bội ước."),
    )
    assert ("RUS", "USA") in {(e.actors[0].code, e.recipients[0].code) for e in found.events if e.recipients}


def test_where_and_how_many() -> None:
    met = run_example(
        CODER, read_example("[mention=FIN Phần Lan] và [mention=EST Estonia] hội đàm tại thủ đô Helsinki.")
    )
    (place,) = [e.place for e in met.events]
    assert place is not None
    assert (place.name, place.country) == ("Helsinki", "FIN")
    assert place.latitude is not None and 59 < place.latitude < 61
    out = run_example(CODER, read_example("[mention=FIN Phần Lan] trục xuất 12 nhà ngoại giao [mention=RUS Nga]."))
    assert [(e.count.value, e.count.text) for e in out.events if e.count] == [(12, "12 nhà ngoại giao")]


def told(marked: str) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...], str]]:
    events = run_example(CODER, read_example(marked)).events
    codes = [(tuple(p.code for p in e.actors), tuple(p.code for p in e.recipients)) for e in events]
    return [(e.type, e.mode, *parties, e.status) for e, parties in zip(events, codes, strict=True)]


def test_a_nominal_clause_keeps_its_subject_and_joined_verbs_share_their_object() -> None:
    found = told(
        "[mention=CAN Canada] lên án việc [mention=NIC Nicaragua] bắt giam, kết án [mention=NIC-OPP lãnh đạo đối lập], "
        "cũng như trấn áp, bắt giữ 300 [mention=NIC-OPP người biểu tình]."
    )
    acts = [e for e in found if e[0] in ("COERCE", "SANCTION")]
    assert len(acts) >= 3
    assert {e[2:4] for e in acts} == {(("NIC",), ("NIC-OPP",))}


def test_the_year_of_a_name_is_no_date_and_a_record_since_is_none() -> None:
    coder, example = (
        CODER,
        read_example("[mention=PER Peru] ca ngợi [mention=CHL Chile] ở [time=2014-01-01 2014] Copa."),
    )
    assert run_example(coder, example).events[0].date is None


def test_a_list_does_not_begin_with_the_place() -> None:
    found = told("Ở [place=KAZ Astana], [mention=TUR Thổ Nhĩ Kỳ] và [mention=IRN Iran] hội đàm.")
    assert found == [("CONSULT", None, ("TUR", "IRN"), (), "actual")]
    found = told(
        "[mention=PER Peru], [mention=CHL Chile] cùng nhiều nước "
        "[mention=LATAM Mỹ Latin] công nhận [mention=PSE Palestine]."
    )
    assert found == [("SUPPORT", None, ("PER", "CHL", "LATAM"), ("PSE",), "actual")]


def test_a_planned_meeting_named_again_lies_ahead() -> None:
    found = told(
        "[mention=SRB Serbia] sẽ gặp [mention=XKX Kosovo].\n"
        "Cuộc gặp giữa [mention=SRB Serbia] và [mention=XKX Kosovo] được chú ý."
    )
    assert found[1:] == [("AGREE", None, ("SRB", "XKX"), (), "future")]


def test_a_date_stands_in_a_clause_of_its_own() -> None:
    example = read_example("Đáng chú ý, [time=2024-05-02 ngày 2/5], [mention=PER Peru] ca ngợi [mention=CHL Chile].")
    (event,) = run_example(CODER, example).events
    assert event.date is not None and event.date.start == dt.date(2024, 5, 2)
