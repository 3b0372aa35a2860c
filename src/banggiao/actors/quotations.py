"""Who speaks in direct quotations: the regions between quotation marks, each with its speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from banggiao.actors.drafts import Draft
from banggiao.records import Sentence

_LONGEST = 3000


def speakers(
    text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], speech: dict[str, Any]
) -> list[tuple[int, int, Draft]]:
    """Start, end and speaker of every quotation whose speaker is named near it."""
    marks = re.compile("[" + "".join(map(re.escape, speech["quotes"])) + "]")
    found: list[tuple[int, int, Draft]] = []
    opened: int | None = None
    for match in marks.finditer(text):
        if opened is None:
            opened = match.start()
            continue
        start, end, opened = opened, match.end(), None
        if end - start > 12 and end - start < _LONGEST:
            speaker = _after(text, drafts, end) or _before(text, drafts, start)
            if speaker is None and found and start - found[-1][1] < 200:
                speaker = found[-1][2]
            if speaker is not None:
                found.append((start, end, speaker))
    return found


def _after(text: str, drafts: Sequence[Draft], end: int) -> Draft | None:
    """The first actor behind the closing mark, in the same sentence."""
    for draft in drafts:
        if draft.start >= end:
            gap = text[end : draft.start]
            if len(gap) < 40 and "\n" not in gap and "." not in gap and draft.sort != "speaker":
                return draft
            return None
    return None


def _before(text: str, drafts: Sequence[Draft], start: int) -> Draft | None:
    """The subject of the sentence that leads to the opening mark."""
    best: Draft | None = None
    for draft in drafts:
        if draft.end > start:
            break
        if best is None or draft.sentence != best.sentence or (best.place and not draft.place):
            best = draft
    if best is None or "\n" in text[best.end : start] or start - best.end > 200:
        return None
    return best
