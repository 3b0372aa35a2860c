"""Words that name a time, read but not yet dated."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from banggiao.times.pattern import Pattern

Kind = Literal["date", "range", "duration", "set", "clock"]


class Candidate(Struct, frozen=True, gc=False):
    """An expression of time: offsets into the text, the words, and the pattern that they were read as by ``rule``."""

    start: int
    end: int
    text: str
    kind: Kind
    pattern: Pattern
    rule: str
