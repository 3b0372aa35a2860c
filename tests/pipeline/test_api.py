from __future__ import annotations

from banggiao import api, pipeline
from banggiao.intake import SentenceDocument


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
