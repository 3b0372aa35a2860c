"""The expressions of one sentence on its own, in the form of the annotated rows.

Offsets count code points of the sentence exactly as given: it is composed (NFC) for reading, offsets are mapped back.
Only the sentence and its reference day count, never other sentences.
"""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from typing import Any

from banggiao.languages.pack import Pack
from banggiao.records import Interval, Sentence, TimeExpression
from banggiao.times.finder import TimeFinder


@functools.cache
def finder_for(pack: Pack) -> TimeFinder:
    """The finder of a pack, made once."""
    return TimeFinder(pack)


def annotate(row: dict[str, Any], pack: Pack) -> dict[str, Any]:
    """``row`` ({"doc", "s", "text", "reference"}) with its "times"; ValueError where the reference is no ISO date."""
    reference = row.get("reference")
    try:
        day = dt.date.fromisoformat(reference) if reference else None
    except (TypeError, ValueError) as error:
        raise ValueError(f"reference {reference!r} of {row.get('doc')} is not a date like 2018-07-15") from error
    return {**row, "times": times_of_sentence(pack, row.get("text") or "", day)}


def times_of_sentence(pack: Pack, text: str, reference: dt.date | None) -> list[dict[str, Any]]:
    """The expressions of one sentence as JSON-ready rows, offsets into ``text`` as it is."""
    composed, places = compose(text)
    finder = finder_for(pack)
    published = Interval(reference, reference, "day") if reference else None
    sentence = Sentence(0, 0, len(composed), 1, "body")
    found = finder.resolve(finder.find(composed), composed, (sentence,), published, antecedents=False)
    return [_row(t, text, places) for t in found]


def compose(text: str) -> tuple[str, list[int]]:
    """``text`` in NFC, and for every offset of the result (its end too) the offset in ``text`` that it came from."""
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text) + 1))
    out: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (
            unicodedata.combining(text[end])
            or unicodedata.normalize("NFC", text[start : end + 1]) != _apart(text, start, end)
        ):
            continue
        cluster = unicodedata.normalize("NFC", text[start:end])
        out.append(cluster)
        places += [start] * len(cluster)
        start = end
    places.append(len(text))
    return "".join(out), places


def _apart(text: str, start: int, end: int) -> str:
    return unicodedata.normalize("NFC", text[start:end]) + unicodedata.normalize("NFC", text[end])


def _row(t: TimeExpression, text: str, places: list[int]) -> dict[str, Any]:
    start, end = places[t.start], places[t.end]
    row: dict[str, Any] = {"start": start, "end": end, "text": text[start:end], "kind": t.kind, "value": None}
    if t.value is not None:
        row["value"] = {
            "start": t.value.start.isoformat() if t.value.start else None,
            "end": t.value.end.isoformat() if t.value.end else None,
            "precision": t.value.precision,
        }
    for name in ("iso", "time", "part", "mod", "note"):
        if (value := getattr(t, name)) is not None:
            row[name] = value
    return row
