"""The day of a meeting that is spoken of without one, right after a sentence that gave it.

"On 17 August A announced … The decision came after talks with B": the talks took place then, or a day earlier.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from banggiao.events.matching import Match
from banggiao.events.tokens import TIME, Token, View
from banggiao.records import Interval

_NEWS: Final = dt.timedelta(days=10)  # how far back the day of a story lies
_NEAR: Final = 8  # characters between the word of place or time and the meeting


class Days:
    """The last day that one document gave for an act of somebody."""

    def __init__(self) -> None:
        self._sentence = -1
        self._codes: frozenset[str] = frozenset()
        self._time: Token | None = None

    def of(
        self, view: View, match: Match, time: Token | None, actual: bool, published: Interval | None
    ) -> Token | None:
        """The time of a match: its own, else, for talks that took place, that of the sentence before."""
        codes = frozenset([code for token in (*match.actors, *match.recipients) for code in token.codes])
        if time is not None:
            if _recent(time, published):
                joined = self._codes if self._sentence == view.index else frozenset()
                self._sentence, self._codes, self._time = view.index, codes | joined, time
            return time
        if not actual or match.voice.form != "noun" or not match.rule.recall or not _during(view, match.trigger):
            return None
        if view.index - self._sentence != 1 or self._codes.isdisjoint(codes):
            return None
        return None if any([token.kind == TIME for token in view.tokens[: match.trigger]]) else self._time


def _during(view: View, trigger: int) -> bool:
    """Whether the noun at ``trigger`` says at or after what something else took place."""
    before = view.tokens[trigger - 1] if trigger else None
    return before is not None and "during" in before.senses and view.tokens[trigger].start - before.end <= _NEAR


def _recent(time: Token, published: Interval | None) -> bool:
    """Whether a time is a day shortly before the document was written."""
    value = time.time.value if time.time is not None else None
    if value is None or value.precision != "day" or value.start is None or value.end is None:
        return False
    if published is None or published.start is None or published.end is None:
        return False
    return value.end <= published.end and published.start - value.start <= _NEWS
