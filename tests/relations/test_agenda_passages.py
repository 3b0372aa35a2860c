"""Passages of a few sentences, read by all stages: what is put on the agenda from each is all of it and no more."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from pathlib import Path

import pytest
import rtoml

from banggiao import pipeline

PASSAGES = rtoml.loads((Path(__file__).parent / "agenda.toml").read_text(encoding="utf-8"))["passage"]
_ENTRY = re.compile(r"(\S+) (\S+) (\S+)(?: (confirmed|cancelled|postponed)(?:>(\S+))?)?(?: @([^=]+?))?(?: =(\w+))?")


def days(words: str | None) -> tuple[dt.date, dt.date] | None:
    """A day, a month, a year or two days joined by ".." as the first and the last day; None for "-"."""
    if words in (None, "-"):
        return None
    first, _, last = words.partition("..")
    if len(first) == 4:
        return dt.date(int(first), 1, 1), dt.date(int(first), 12, 31)
    if len(first) == 7:
        year, month = int(first[:4]), int(first[5:])
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)


def agenda(passage):
    sentences = passage["text"].split("\n")
    stages = pipeline.reader("vi")
    name = "passage"
    # The first sentence would be read as the title: what is told there counts the same.
    return stages.record(*pipeline.from_sentences(name, sentences, published=passage.get("published"))).agenda


def ends(value):
    return value and (value.start, value.end)


@pytest.mark.parametrize("passage", PASSAGES, ids=[p["name"] for p in PASSAGES])
def test_the_agenda_of_a_passage_is_what_a_reader_finds(passage):
    wanted = [_ENTRY.fullmatch(line) for line in passage["entries"]]
    assert all(wanted), passage["entries"]
    found = agenda(passage)
    shown = [(e.kind or "-", "+".join(sorted(e.parties)), ends(e.date), e.change, ends(e.moved_to)) for e in found]
    assert sorted(shown, key=str) == sorted(
        ((m[1], "+".join(sorted(m[2].split("+"))), days(m[3]), m[4] or "announced", days(m[5])) for m in wanted),
        key=str,
    )
    by_what = {(e.kind or "-", ends(e.date)): e for e in found}
    for m in wanted:
        entry = by_what[m[1], days(m[3])]
        assert m[6] is None or (entry.place is not None and entry.place.name == m[6]), entry.place
        assert m[7] is None or entry.level == m[7]
