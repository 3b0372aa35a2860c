"""Persons who were introduced once in a document and go on under their surname alone."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.actors.lexicon import Piece
from banggiao.records import Sentence

_KEYS = 60
# What goes on with these is another, longer name.
_JOINED = frozenset(("-", "_"))


Places = dict[tuple[str, ...], list[tuple[int, int]]]


def bare_names(
    grammar: Grammar,
    text: str,
    sentences: Sequence[Sentence],
    pieces: list[Piece],
    drafts: list[Draft],
    places: Places,
) -> list[Draft]:
    """Drafts for names that stand without a title or honorific and were given with one elsewhere in the document.

    ``places`` keeps where names stand in this text, for the next time that the document is asked about.
    """
    known: dict[str, Draft] = {}
    for draft in drafts:
        if draft.kind == "person" and draft.given and draft.entities and draft.entities[0].person:
            tokens = draft.given.split(" ")
            for key in {draft.given, tokens[0], tokens[-1]}:
                if len(key) > 2 and key not in grammar.pattern.surnames:
                    known.setdefault(key, draft)
    if not known or not sentences:
        return []
    taken = _Covered([(draft.start, draft.end) for draft in drafts])
    states: _Covered | None = None
    starts = [sentence.start for sentence in sentences]
    found: list[Draft] = []
    reached = 0
    for start, end in _places(text, tuple(list(known)[:_KEYS]), places):
        if start < reached:
            continue
        reached = end
        if taken.meets(start, end):
            continue
        if states is None:
            states = _Covered([(p.start, p.end) for p in pieces if p.kind not in ("person", "guard", "short")])
        if states.meets(start, end):
            continue
        sentence = sentences[max(0, bisect.bisect_right(starts, start) - 1)]
        if not sentence.start <= start < sentence.end or _within(text, start, end, sentence.start):
            continue
        source = known[text[start:end]]
        draft = Draft(start, end, "person", list(source.entities))
        draft.sentence, draft.gender = sentence.index, source.gender
        draft.office, draft.given, draft.classes = source.office, source.given, source.classes
        found.append(draft)
    return found


def _places(text: str, names: tuple[str, ...], kept: Places) -> list[tuple[int, int]]:
    """Where the names stand as whole words, by start, the longer first (a pattern would be new each time)."""
    if names in kept:
        return kept[names]
    found: list[tuple[int, int]] = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or before == "-" or after.isalnum() or after in _JOINED):
                found.append((start, -end))
            start = text.find(name, end)
    kept[names] = [(start, -end) for start, end in sorted(found)]
    return kept[names]


def _within(text: str, start: int, end: int, floor: int) -> bool:
    """Whether other capitalised words stand right beside: then it is another, longer name."""
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return True
    before = text[max(floor, start - 25) : start]
    if not before.endswith(" "):
        return False
    word = before.rstrip().rpartition(" ")[2]
    return word[:1].isupper() and start - len(word) - 1 > floor


class _Covered:
    """Spans, asked whether another one meets them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def meets(self, start: int, end: int) -> bool:
        """Whether any span shares a character with ``start`` to ``end``."""
        i = bisect.bisect_left(self._starts, end) - 1
        return i >= 0 and self._spans[i][1] > start
