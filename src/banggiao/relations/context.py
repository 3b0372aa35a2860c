"""One sentence with everything that was found in it, as the relations stage looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from banggiao.records import Event, Interval, Mention, Sentence, TimeExpression
from banggiao.relations.vocabulary import Word, by_sentence

REACH = 90
"""How many characters a date or a guard may stand from the verb that it belongs to."""

LONGEST = 4_000
"""Characters: no sentence is that long, but a page that lost its line ends may be, and what is read in a sentence is
compared with all the rest of it."""

_BREAKS = ',;:()“”"'
_BREAK = re.compile(f"[{_BREAKS}]")
_END = re.compile(f"[{_BREAKS}.]")


class Scene(Struct, frozen=True):
    """A sentence, its words of the relations vocabulary, its mentions, times and events."""

    text: str
    sentence: Sentence
    words: Sequence[Word]
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    events: Sequence[Event]

    @property
    def overlong(self) -> bool:
        """Whether it is too long to be a sentence."""
        return self.sentence.end - self.sentence.start > LONGEST

    def guarded(self, at: int, guard: str) -> bool:
        """Whether a word of ``guard`` stands before ``at`` in the same clause, or just before it."""
        return any(
            w.sort == "guard" and w.value == guard and w.end <= at and self._same_clause(w.end, at) for w in self.words
        )

    def time_near(self, start: int, end: int) -> TimeExpression | None:
        """The dated expression that belongs to ``start..end``: the next one within reach, else the last before it."""
        dated = [t for t in self.times if t.value is not None and t.kind in ("date", "range", "clock")]
        after = [t for t in dated if t.start >= end and t.start - end <= REACH and self._free(end, t.start)]
        if after:
            return after[0]
        before = [t for t in dated if t.end <= start and self._free(t.end, start)]
        return before[-1] if before else None

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the clause around ``start..end``, without blanks at its ends."""
        before = [m.end() for m in _BREAK.finditer(self.text, self.sentence.start, start)]
        after = _END.search(self.text, end, self.sentence.end)
        first = before[-1] if before else min(start, self.sentence.start)
        last = after.start() if after else max(end, self.sentence.end)
        while first < last and self.text[first].isspace():
            first += 1
        while last > first and self.text[last - 1].isspace():
            last -= 1
        return first, last

    def event_at(self, start: int, end: int) -> Event | None:
        """The event whose trigger overlaps ``start..end``, if there is one."""
        return next((e for e in self.events if e.trigger.start < end and start < e.trigger.end), None)

    def _same_clause(self, start: int, end: int) -> bool:
        return end - start <= REACH and not any(c in _BREAKS for c in self.text[start:end])

    def _free(self, start: int, end: int) -> bool:
        """No other change stands between: it would have a better claim to the date."""
        return not any(w.sort == "change" and start <= w.start and w.end <= end for w in self.words)


class Found(Struct, frozen=True):
    """What the earlier stages found in a document, each sorted by place."""

    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    events: Sequence[Event]
    published: Interval | None = None


def scenes(text: str, words: Sequence[Word], found: Found) -> Iterator[Scene]:
    """The sentences of a document as scenes; one too long to be a sentence has nothing in it."""
    mentions, times = found.mentions, found.times
    of_event: dict[int, list[Event]] = {}
    for event in found.events:
        of_event.setdefault(event.sentence.index, []).append(event)
    m = t = 0
    for sentence, share in zip(found.sentences, by_sentence(words, found.sentences), strict=True):
        m0 = m = _skip(mentions, m, sentence.start)
        m = _skip(mentions, m, sentence.end)
        t0 = t = _skip(times, t, sentence.start)
        t = _skip(times, t, sentence.end)
        scene = Scene(text, sentence, share, mentions[m0:m], times[t0:t], of_event.get(sentence.index, ()))
        yield Scene(text, sentence, (), (), (), ()) if scene.overlong else scene


def _skip(things: Sequence[Mention] | Sequence[TimeExpression], at: int, bound: int) -> int:
    while at < len(things) and things[at].start < bound:
        at += 1
    return at


def later(value: Interval | None, published: Interval | None) -> bool:
    """Whether ``value`` begins after the document was written, as far as both are known."""
    if value is None or value.start is None or published is None:
        return False
    written = published.end or published.start
    return written is not None and value.start > written
