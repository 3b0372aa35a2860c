"""Typed tokens of a sentence: mentions, triggers, function words, times and punctuation; all else is gap.

The cost of everything downstream is per typed token, so a sentence of forty words becomes ten or fifteen of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from banggiao.events.rules import Form, Rule
from banggiao.records import Mention, TimeExpression

MENTION: Final = 0
TRIGGER: Final = 1
WORD: Final = 2
TIME: Final = 3
MARK: Final = 4
NOTHING: Final[frozenset[str]] = frozenset()


class Token:
    """One token. ``word`` is the key of a trigger, word or mark; ``senses`` the classes that it is listed under.

    ``clause`` counts the clauses of the sentence. ``governor`` is the preposition that a mention depends on, ``outer``
    the one that the governor's own phrase depends on ("with the leaders of X": governor "of", outer "with").
    ``codes`` are
    those of all mentions in order, each once; ``place`` says that the words read as a place.
    ``verbal``: a trigger that can be a verb; ``scoping``: a rule of it keeps what stands in its complement.
    """

    mentions: tuple[Mention, ...] = ()
    entries: tuple[tuple[Rule, Form], ...] = ()
    time: TimeExpression | None = None
    clause: int = 0
    governor: str | None = None
    outer: str | None = None
    codes: tuple[str, ...] = ()
    place: bool = False
    verbal: bool = False
    scoping: bool = False

    def __init__(self, kind: int, start: int, end: int, word: str = "", senses: frozenset[str] = NOTHING) -> None:
        self.kind, self.start, self.end, self.word, self.senses = kind, start, end, word, senses


def mention_token(mentions: tuple[Mention, ...], start: int, end: int) -> Token:
    """The token of one mention or of a list of them."""
    token = Token(MENTION, start, end)
    token.mentions = mentions
    if len(mentions) == 1 and len(mentions[0].entities) == 1:
        token.codes = (mentions[0].entities[0].code,)
        token.place = mentions[0].place
    else:
        token.codes = tuple(dict.fromkeys([e.code for m in mentions for e in m.entities]))
        token.place = any([m.place for m in mentions])
    return token


def time_token(time: TimeExpression) -> Token:
    """The token of an expression of time."""
    token = Token(TIME, time.start, time.end)
    token.time = time
    return token


class View:
    """A sentence ready for rules: its tokens, and the document's text, the same in lower case, and its padded key;
    ``topics`` are the words of topics in it, ``contexts`` what they come to, ``subjects`` those found so far, by
    position, ``spans`` and ``keys`` those of the clauses; ``stops`` are ``first`` with the end."""

    def __init__(
        self, index: int, bounds: tuple[int, int], texts: tuple[str, str, bytes], tokens: list[Token], first: list[int]
    ) -> None:
        self.index = index
        self.start, self.end = bounds
        self.text, self.low, self.key = texts
        self.tokens, self.first, self.stops = tokens, first, [*first, len(tokens)]
        self.topics: Sequence[tuple[int, int, int]] = ()
        self.contexts: tuple[str, ...] | None = None
        self.subjects: dict[int, tuple[int, bool] | None] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        self.keys: dict[int, bytes] = {}

    def clause_tokens(self, clause: int) -> range:
        """The positions of the tokens of a clause."""
        return range(self.stops[clause], self.stops[clause + 1])

    def clause_start(self, clause: int) -> int:
        """Where the text of a clause begins, without the spaces before it."""
        start = self.clause_span(clause)[0]
        while start < self.end and self.text[start].isspace():
            start += 1
        return start

    def clause_key(self, clause: int) -> bytes:
        """The padded key of a clause."""
        key = self.keys.get(clause)
        if key is None:
            start, end = self.clause_span(clause)
            key = self.keys[clause] = self.key[start : end + 2]
        return key

    def clause_span(self, clause: int) -> tuple[int, int]:
        """Where a clause's text begins and ends: from the end of the token before it to its last token's or the
        sentence's end."""
        span = self.spans.get(clause)
        if span is None:
            first, stop = self.stops[clause], self.stops[clause + 1]
            start = self.tokens[first - 1].end if first else self.start
            end = self.tokens[stop].start if stop < len(self.tokens) else self.end
            span = self.spans[clause] = start, end
        return span
