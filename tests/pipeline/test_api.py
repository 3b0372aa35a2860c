from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from banggiao import api, pipeline
from banggiao.intake import SentenceDocument
from banggiao.records import Interval


def test_a_fault_of_the_program_ends_one_page_and_not_the_batch(monkeypatch):
    whole = pipeline.Reader.record

    def faulty(self, document, sentences, others=()):
        if document.id == "b":
            raise ZeroDivisionError("oops")
        return whole(self, document, sentences, others)

    monkeypatch.setattr(pipeline.Reader, "record", faulty)
    outcomes = list(api.read_many([SentenceDocument(d, ["Nga."]) for d in "abc"], lambda record: record.document.id))
    assert [(o.source, o.result) for o in outcomes] == [("a", "a"), ("b", None), ("c", "c")]
    assert "fault of the program" in outcomes[1].error and "\n" not in outcomes[1].error


def test_processes_keep_the_order():
    works = [SentenceDocument(str(n), [f"Nga gặp Mỹ ngày {n % 28 + 1}/5."], "2019-06-01") for n in range(70)]
    alone = [o.result for o in api.read_many(works, api.to_json)]
    assert [o.result for o in api.read_many(works, api.to_json, jobs=2)] == alone


def test_an_unknown_language_is_one_sentence():
    (outcome,) = api.read_many([SentenceDocument("a", ["Bonjour."], language="xx")], api.to_json)
    assert "no language pack 'xx'" in outcome.error


@pytest.mark.parametrize("captured", [None, dt.date(2020, 5, 9)])
def test_a_day_reckoned_from_another_storys_unknown_day_is_bounded_by_the_capture(captured):
    told = [
        "Nga trừng phạt Pháp hôm 16/3.",
        "Nhật Bản tấn công Libya ngày 2/1/2001.",
        "Lào và Nga sẽ hội đàm vào tháng sau.",
    ]
    document, marked = pipeline.from_sentences("d", ["Tin", *told], published="2020-03-18")
    parts = tuple(replace(p, role="teaser_summary") if p.line > 1 else p for p in document.parts)
    day = Interval(captured, captured, "day") if captured else None
    others = tuple(replace(s, part="teaser_summary") for s in marked[1:])
    document = replace(document, parts=parts, captured=day)
    record = pipeline.reader("vi").record(document, marked[:1], others)
    dates = {event.type: event.date for event in record.events}
    if captured is None:
        assert dates["SANCTION"] is None
    else:
        assert (dates["SANCTION"].start, dates["SANCTION"].end) == (None, captured)
        assert [piece.kind for piece in dates["SANCTION"].basis] == ["words", "captured"]
    assert dates["ASSAULT"].start == dates["ASSAULT"].end == dt.date(2001, 1, 2)
    assert dates["AGREE"] is None


def test_a_day_of_publication_that_is_none_is_one_sentence():
    works = [
        SentenceDocument("a", ["Nga."], "2020-99-99"),
        SentenceDocument("b", ["Nga."], "2020-02-29T10:00:00+07:00"),
    ]
    first, second = api.read_many(works, lambda record: record.document.published.start.isoformat())
    assert first.error == "a: '2020-99-99' is no day of publication; give it as YYYY-MM-DD"
    assert second.result == "2020-02-29"
