"""Build the input of the relations stage from marked sentences.

``[CHN Trung Quốc]`` is a mention, ``[CHN,JPN Trung - Nhật]`` one of two actors, ``[@CHN Bắc Kinh]`` a place;
``{2018-07-20..2018-07-29 ngày 20-29/7}`` an expression of time.
"""

from __future__ import annotations

import datetime as dt
import re

from banggiao.languages import load
from banggiao.records import Entity, Interval, Mention, Sentence, TimeExpression
from banggiao.relations import Found, derive

_MARK = re.compile(r"\[(@?)([A-Z0-9,-]+) ([^\]]+)\]|\{(\S+) ([^}]+)\}")


def interval(words: str) -> Interval:
    first, _, last = words.partition("..")
    if len(first) == 4:
        return Interval(dt.date(int(first), 1, 1), dt.date(int(first), 12, 31), "year")
    return Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), "day")


def read(marked: str, published: str | None = None, events=()):
    """What the stage derives from ``marked``, one sentence a line."""
    text, mentions, times, at = "", [], [], 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        words = m[3] or m[5]
        start, end = len(text), len(text) + len(words)
        if m[2]:
            entities = tuple(Entity(code, code) for code in m[2].split(","))
            mentions.append(Mention(start, end, words, "state", entities, place=bool(m[1])))
        else:
            value = interval(m[4])
            kind = "date" if value.start == value.end else "range"
            times.append(TimeExpression(start, end, words, kind, value, "explicit"))
        text += words
        at = m.end()
    text += marked[at:]
    sentences, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        sentences.append(Sentence(number - 1, at, at + len(line), number, "body"))
        at += len(line) + 1
    found = Found(sentences, mentions, times, events, interval(published) if published else None)
    return text, *derive(text, found, load("vi"))
