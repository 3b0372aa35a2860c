"""What the ledger reads in passages: expectations in ``ledger_passages.toml``, written before the program met them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from banggiao.pipeline import from_sentences, reader
from banggiao.records import Interval, Record

PASSAGES = tomllib.loads(Path(__file__).with_name("ledger_passages.toml").read_text("utf-8"))["passage"]


def read(passage) -> Record:
    lines = passage["text"].strip().splitlines()
    document, sentences = from_sentences("passage", lines, published=passage["published"])
    return reader("vi").record(document, sentences)


def day(value: Interval | None) -> str:
    if value is None:
        return "-"
    start, end = str(value.start), str(value.end)
    if start == end:
        return start
    if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]:
        return start[:4]
    return start[:7] if start[:7] == end[:7] and start.endswith("-01") and end[8:] >= "28" else f"{start}..{end}"


def steps(record: Record) -> list[str]:
    return [f"{m.kind} {','.join(m.parties)} {s.change} {day(s.date)}" for m in record.mechanisms for s in m.history]


def notices(record: Record) -> list[str]:
    found = []
    for m in record.measures:
        words = f"{m.kind} {','.join(sorted(m.actors))}>{','.join(sorted(m.recipients))} {m.change} {day(m.date)}"
        words += f" until {day(m.until)}" if m.until else ""
        words += " standing" if m.standing else ""
        found.append(words + (f" {m.status}" if m.status not in ("actual", "historical") else ""))
    return found


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p["name"])
def test_a_passage_is_read(passage) -> None:
    record = read(passage)
    assert sorted(steps(record)) == sorted(passage.get("mechanisms", []))
    assert sorted(notices(record)) == sorted(passage.get("measures", []))
    names = {name for m in record.mechanisms for name in (m.name, *m.names)}
    assert names >= set(passage.get("names", []))
