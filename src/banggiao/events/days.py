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
    """The last day that one document gave for an act of somebody; ``plural`` are words with which several meetings
    are spoken of, which have no one day."""

    def __init__(self, plural: tuple[str, ...] = ()) -> None:
        self._plural = plural
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
        if not actual or match.voice.form != "noun" or not match.rule.joint or not _during(view, match.trigger):
            return None
        if view.index - self._sentence != 1 or self._codes.isdisjoint(codes):
            return None
        if not match.rule.recall or self._several(view, match.trigger):
            return None
        own = any([_apart(view, i, match.trigger, published) for i in range(len(view.tokens))])
        return None if own else self._time

    def _several(self, view: View, trigger: int) -> bool:
        """Whether the noun at ``trigger``, which a word of ``during`` stands before, is a plural."""
        return view.low[view.tokens[trigger - 1].end : view.tokens[trigger].end].lstrip().startswith(self._plural)


def _apart(view: View, i: int, trigger: int, published: Interval | None) -> bool:
    """Whether the token at ``i`` is a time that the meeting may be of: before it, in its clause, or long ago."""
    token = view.tokens[i]
    if token.kind != TIME:
        return False
    return i < trigger or token.clause == view.tokens[trigger].clause or not _recent(token, published)


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
