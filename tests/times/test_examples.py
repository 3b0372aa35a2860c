"""Every example phrase of the language pack is read as it says."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from banggiao.languages import pack as packs
from banggiao.times import times_of_sentence

VI = packs.load("vi")
TABLE = VI.toml("times_examples")
REFERENCE = dt.date.fromisoformat(TABLE["reference"])
POSITIVE = [(text, values) for section in TABLE["positive"].values() for text, values in section["examples"]]
NEGATIVE = TABLE["negative"]["examples"]
MARK = re.compile(r"[\[\]]")


def value(row: dict) -> str:
    known = row["value"]
    if known:
        out = known["start"] if known["start"] == known["end"] else f"{known['start']}..{known['end'] or ''}"
    else:
        out = row.get("iso") or "-"
    return f"{out} {row['time']}" if "time" in row else out


@pytest.mark.parametrize(("marked", "values"), POSITIVE, ids=lambda x: x[:40])
def test_positive_example(marked: str, values: str) -> None:
    text = MARK.sub("", marked)
    found = times_of_sentence(VI, text, REFERENCE)
    for row in reversed(found):
        assert text[row["start"] : row["end"]] == row["text"]
    again = text
    for row in reversed(found):
        again = f"{again[: row['start']]}[{row['text']}]{again[row['end'] :]}"
    assert again == marked
    assert " ; ".join(map(value, found)) == values


@pytest.mark.parametrize("text", NEGATIVE)
def test_negative_example(text: str) -> None:
    assert times_of_sentence(VI, text, REFERENCE) == []


def test_there_are_enough_examples() -> None:
    assert len(POSITIVE) >= 250
    assert len(NEGATIVE) >= 80
