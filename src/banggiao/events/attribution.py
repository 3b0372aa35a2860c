"""Who says so: the speaker on whose statement an event rests.

Three shapes: "A nói rằng …" (what follows), "…, A nói" (what stands before, in quotes or before a comma) and "theo
A, …"
(the whole sentence).
"""

from __future__ import annotations

from msgspec import Struct

from banggiao.events.slots import Grammar
from banggiao.events.tokens import MARK, MENTION, TRIGGER, Token, View

_QUOTES = "\"“”'‘’"


class Speech(Struct, frozen=True, gc=False):
    """What of a sentence is somebody's statement: code points ``start`` to ``end``, said by ``speaker``."""

    start: int
    end: int
    speaker: Token


def speeches(view: View, grammar: Grammar) -> list[Speech]:
    """The statements reported in a sentence."""
    found: list[Speech] = []
    for i, token in enumerate(view.tokens):
        if "reporting" in token.senses:
            speech = _reported(view, grammar, i)
        elif "according" in token.senses:
            speech = _according(view, i)
        else:
            continue
        if speech is not None:
            found.append(speech)
    return found


def speaker_of(found: list[Speech], position: int) -> Token | None:
    """Who says what stands at ``position``: the innermost statement's speaker."""
    best: Speech | None = None
    for speech in found:
        if speech.start <= position < speech.end and (
            best is None or speech.end - speech.start < best.end - best.start
        ):
            best = speech
    return best.speaker if best else None


def _reported(view: View, grammar: Grammar, i: int) -> Speech | None:
    tokens = view.tokens
    subject = grammar.subject(view, i)
    if subject is None:
        return None
    speaker = tokens[subject[0]]
    if _trailing(view, i):
        start = view.tokens[view.first[speaker.clause]].start
        return Speech(view.start, min(start, speaker.start), speaker)
    return Speech(tokens[i].end, view.end, speaker)


def _trailing(view: View, i: int) -> bool:
    """Whether nothing is said after the reporting verb, so that the statement stands before it."""
    tokens = view.tokens
    clause = tokens[i].clause
    if clause == 0 and view.text[view.start] not in _QUOTES:
        return False
    positions = view.clause_tokens(clause)
    for j in range(i + 1, positions.stop):
        if tokens[j].kind == TRIGGER:
            return False
        if tokens[j].kind == MARK and tokens[j].word == ":":
            return False
    return positions.stop == len(tokens) or view.text[view.start] in _QUOTES


def _according(view: View, i: int) -> Speech | None:
    tokens = view.tokens
    if i + 1 < len(tokens) and tokens[i + 1].kind == MENTION and not tokens[i + 1].place:
        if tokens[i + 1].start - tokens[i].end > 45:
            return None
        return Speech(view.start, view.end, tokens[i + 1])
    return None
