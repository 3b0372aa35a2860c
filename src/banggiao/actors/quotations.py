"""Who speaks in direct quotations: the regions between quotation marks, each with its speaker."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Any

from banggiao.actors.drafts import Draft
from banggiao.records import Sentence

_LONGEST = 3000
_SHORTEST = 12


def speakers(
    text: str, sentences: Sequence[Sentence], drafts: list[Draft], speech: dict[str, Any]
) -> list[tuple[int, int, Draft]]:
    """Start, end and speaker of every quotation whose speaker is named near it."""
    marks = re.compile("[" + "".join(map(re.escape, speech["quotes"])) + "]")
    found: list[tuple[int, int, Draft]] = []
    for start, end in _quoted(text, marks, speech["closing"]):
        speaker = _after(text, drafts, end) or _before(text, drafts, start, found)
        if speaker is None and found and start - found[-1][1] < 200:
            speaker = found[-1][2]
        if speaker is not None:
            found.append((start, end, speaker))
    return found


def _quoted(text: str, marks: re.Pattern[str], closing: str) -> list[tuple[int, int]]:
    """The regions between marks; one that is never closed goes on to the end of the text, if that is near."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in marks.finditer(text):
        if opened is None:
            opened = None if match[0] in closing else match.start()
        elif match.end() - opened > _LONGEST:
            opened = match.start()
        else:
            if match.end() - opened > _SHORTEST:
                found.append((opened, match.end()))
            opened = None
    if opened is not None and _SHORTEST < len(text) - opened <= _LONGEST:
        found.append((opened, len(text)))
    return found


def _after(text: str, drafts: list[Draft], end: int) -> Draft | None:
    """The first actor behind the closing mark, in the same sentence."""
    i = bisect.bisect_left(drafts, end, key=lambda draft: draft.start)
    if i < len(drafts):
        gap = text[end : drafts[i].start]
        if len(gap) < 60 and "\n" not in gap and "." not in gap and drafts[i].sort != "speaker":
            return drafts[i]
    return None


def _before(text: str, drafts: list[Draft], start: int, quoted: list[tuple[int, int, Draft]]) -> Draft | None:
    """Who the sentence that leads to the opening mark speaks of: the last person in it, else its first actor."""
    i = bisect.bisect_right(drafts, start, key=lambda draft: draft.end) - 1
    if i < 0:
        return None
    last = drafts[i]
    if start - last.end > 250 or text.count("\n", last.end, start) > 1:
        return None
    if quoted and quoted[-1][0] <= last.start < quoted[-1][1]:
        return quoted[-1][2]
    before = [draft for draft in drafts[max(0, i - 12) : i + 1] if draft.sentence == last.sentence]
    persons = [draft for draft in before if draft.kind in ("person", "office") or draft.sort in ("male", "female")]
    actors = [draft for draft in before if not draft.place]
    return persons[-1] if persons else actors[0] if actors else None
