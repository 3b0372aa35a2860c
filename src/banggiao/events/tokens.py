"""Typed tokens of a sentence: mentions, triggers, function words, times and punctuation; all else is gap.

The cost of everything downstream is per typed token, so a sentence of forty words becomes ten or fifteen of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from banggiao.events.rules import Form, Rule
from banggiao.records import Mention, TimeExpression

MENTION, TRIGGER, WORD, TIME, MARK = range(5)
NOTHING: frozenset[str] = frozenset()


class Token(Struct, gc=False):
    """One token. ``word`` is the key of a trigger, word or mark; ``senses`` the classes that it is listed under.

    ``clause`` counts the clauses of the sentence. ``governor`` is the preposition that a mention depends on, ``outer``
    the one that the governor's own phrase depends on ("with the leaders of X": governor "of", outer "with").
    ``codes`` are
    those of all mentions in order, each once; ``place`` says that the words read as a place.
    """

    kind: int
    start: int
    end: int
    word: str = ""
    senses: frozenset[str] = NOTHING
    mentions: tuple[Mention, ...] = ()
    entries: tuple[tuple[Rule, Form], ...] = ()
    time: TimeExpression | None = None
    clause: int = 0
    governor: str | None = None
    outer: str | None = None
    codes: tuple[str, ...] = ()
    place: bool = False

    @property
    def scoping(self) -> bool:
        """Whether a rule of this trigger keeps what stands in its complement."""
        return any(rule.scope for rule, _ in self.entries)

    @property
    def verbal(self) -> bool:
        """Whether this trigger can be a verb."""
        return any(form == "verb" for _, form in self.entries)


def mention_token(mentions: tuple[Mention, ...], start: int, end: int) -> Token:
    """The token of one mention or of a list of them."""
    if len(mentions) == 1 and len(mentions[0].entities) == 1:
        codes: tuple[str, ...] = (mentions[0].entities[0].code,)
    else:
        codes = tuple(dict.fromkeys(e.code for m in mentions for e in m.entities))
    place = any([m.place for m in mentions])
    return Token(MENTION, start, end, mentions=mentions, codes=codes, place=place)


class View(Struct, gc=False):
    """A sentence ready for rules: its tokens, and the document's text, the same in lower case, and its padded key;
    ``topics`` are the words of topics in it, ``contexts`` what they come to, ``subjects``
    those found so far, by position."""

    index: int
    start: int
    end: int
    text: str
    low: str
    key: bytes
    tokens: list[Token]
    first: list[int]
    topics: Sequence[tuple[int, int, int]] = ()
    contexts: tuple[str, ...] | None = None
    subjects: dict[int, tuple[int, bool] | None] = {}

    def clause_tokens(self, clause: int) -> range:
        """The positions of the tokens of a clause."""
        stop = self.first[clause + 1] if clause + 1 < len(self.first) else len(self.tokens)
        return range(self.first[clause], stop)

    def clause_start(self, clause: int) -> int:
        """Where the text of a clause begins, without the spaces before it."""
        start = self.clause_span(clause)[0]
        while start < self.end and self.text[start].isspace():
            start += 1
        return start

    def clause_span(self, clause: int) -> tuple[int, int]:
        """Where a clause's text begins and ends: from the end of the token before it to its last token's or the
        sentence's end."""
        positions = self.clause_tokens(clause)
        start = self.tokens[positions.start - 1].end if positions.start else self.start
        end = self.tokens[positions.stop].start if positions.stop < len(self.tokens) else self.end
        return start, end
