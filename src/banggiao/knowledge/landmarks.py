"""Landmark events, 1990 to 2026, that date what names them (earlier ones for their anniversaries): ``landmarks()``.

The table says when an event was, to the day; how a language names it is the language pack's affair. Facts compiled by
hand; an event whose day was in doubt is left out. ``start`` and ``end`` are inclusive local dates.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
from importlib.resources import files

from msgspec import Struct


class Landmark(Struct, frozen=True):
    """One event: ``type`` is its kind (summit, election, war, disaster, …), ``name`` an English clause's subject."""

    id: str
    type: str
    start: dt.date
    end: dt.date
    place: str
    name: str
    note: str = ""


@functools.cache
def landmarks() -> dict[str, Landmark]:
    """All landmarks by id; ValueError names the row that cannot be read."""
    text = files("banggiao.knowledge").joinpath("landmarks.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    table: dict[str, Landmark] = {}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            start, end = dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"] or row["start"])
        except ValueError as error:
            raise ValueError(f"knowledge/landmarks.tsv, {row['id']!r}: {error}") from error
        if row["id"] in table or end < start:
            raise ValueError(f"knowledge/landmarks.tsv, {row['id']!r}: named twice, or it ends before it starts")
        table[row["id"]] = Landmark(row["id"], row["type"], start, end, row["place"], row["name"], row["note"] or "")
    return table
