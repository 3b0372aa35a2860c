"""Who says so: the speaker on whose statement an event rests.

Four shapes: "A nói rằng …" (what follows), "…, A nói" (what stands before, in quotes or before a comma), "theo A, …"
(the whole sentence) and "A: …" (a headline). A quotation that runs over several sentences has the speaker who is named
where it begins or ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from banggiao.events.guards import Guard
from banggiao.events.slots import Grammar
from banggiao.events.tokens import MARK, MENTION, TRIGGER, WORD, Token, View
from banggiao.events.views import Views

_QUOTES = "\"“”«»'‘’"
_STRONG = re.compile('["“”«»]')
_AT_START = frozenset(("", *_QUOTES))
_CLOSING = "”»"
_STOP = re.compile(r"[^\W\d_]{2}[.!?] (?=\w)")
_LONGEST = 2000  # characters of a quotation; more is a mark that was never closed
_SHORTEST = 30  # characters; less is a word in quotation marks, not a statement
_NEAR = 45  # characters between "theo" and whom it names


class Speech:
    """What of a sentence is somebody's statement: code points ``start`` to ``end``, said by ``speaker``.

    ``clause`` is the clause of the verb of saying.
    """

    def __init__(self, start: int, end: int, speaker: Token, clause: int) -> None:
        self.start, self.end, self.speaker, self.clause = start, end, speaker, clause


class Attribution:
    """The statements of one document."""

    def __init__(self, views: Views, grammar: Grammar) -> None:
        self._views, self._grammar = views, grammar
        self._told: dict[int, list[Speech]] = {}
        self._quotations: list[tuple[int, int]] | None = None
        self._voices: dict[int, Speech | None] = {}

    def speech_at(self, number: int, position: int) -> Speech | None:
        """The innermost statement at ``position`` in the sentence at place ``number``."""
        best: Speech | None = None
        for speech in self._speeches(number):
            if speech.start <= position < speech.end and (
                best is None or speech.end - speech.start < best.end - best.start
            ):
                best = speech
        return best or self._quoted(position)

    def _speeches(self, number: int) -> list[Speech]:
        told = self._told.get(number)
        if told is None:
            told = self._told[number] = speeches(self._views.view(number), self._grammar)
        return told

    def _quoted(self, position: int) -> Speech | None:
        """The statement that is the quotation around ``position``."""
        if self._quotations is None:
            self._quotations = quotations(self._views.text)
        i = bisect_right(self._quotations, (position, len(self._views.text))) - 1
        if i < 0 or not self._quotations[i][0] <= position < self._quotations[i][1]:
            return None
        if i not in self._voices:
            self._voices[i] = self._voice(*self._quotations[i])
        return self._voices[i]

    def _voice(self, start: int, end: int) -> Speech | None:
        """Whose a quotation is: named behind it, before it, meant by "I" in it, or who spoke in the sentence before."""
        first, last = self._views.at(start), self._views.at(end - 1)
        for number, inside in ((last, end - 2), (first, start + 1)):
            for speech in self._speeches(number):
                if speech.start <= inside < speech.end:
                    return Speech(start, end, speech.speaker, -1)
        for number in range(first, last + 1):
            for token in self._views.view(number).tokens:
                if token.kind == MENTION and start <= token.start < end and self._myself(token):
                    return Speech(start, end, token, -1)
        if first and (before := self._speeches(first - 1)):
            return Speech(start, end, before[-1].speaker, -1)
        return None

    def _myself(self, token: Token) -> bool:
        words = self._views.low[token.start : token.end]
        return len(token.codes) == 1 and words in self._grammar.first_person


def quotations(text: str) -> list[tuple[int, int]]:
    """Where the quotations of a text begin and end."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _STRONG.finditer(text):
        if opened is None:
            opened = None if mark[0] in _CLOSING else mark.start()
        elif mark.end() - opened > _LONGEST:
            opened = mark.start()
        else:
            if mark.end() - opened > _SHORTEST:
                found.append((opened, mark.end()))
            opened = None
    return found


def speeches(view: View, grammar: Grammar) -> list[Speech]:
    """The statements reported in a sentence."""
    found: list[Speech] = []
    for i, token in enumerate(view.tokens):
        if "reporting" in token.senses:
            speech = _reported(view, grammar, i)
        elif "according" in token.senses:
            speech = _according(view, grammar, i)
        elif i == 1 and token.kind == MARK and token.word == ":":
            speech = _headed(view)
        else:
            continue
        if speech is not None:
            found.append(speech)
    return found


def _reported(view: View, grammar: Grammar, i: int) -> Speech | None:
    tokens = view.tokens
    subject = grammar.subject(view, i)
    if subject is None:
        return None
    speaker = tokens[subject[0]]
    if _of_media(view, speaker, grammar):
        return None
    if _trailing(view, i):
        start = view.tokens[view.first[speaker.clause]].start
        return Speech(view.start, min(start, speaker.start), speaker, tokens[i].clause)
    if i + 1 < len(tokens) and "subordinator" in tokens[i + 1].senses and tokens[i + 1].start - tokens[i].end < 3:
        return None  # "phát biểu sau khi …": what was said is told elsewhere
    return Speech(tokens[i].end, _end(view, i), speaker, tokens[i].clause)


def _end(view: View, i: int) -> int:
    """Where the statement after the verb at ``i`` ends: with the sentence, or where another one begins."""
    stop = _STOP.search(view.text, view.tokens[i].end, view.end)
    end = stop.end() if stop else view.end
    quoted = False
    at = view.tokens[i].end
    marked = _STRONG.search(view.text, at, view.end) is not None
    for token in view.tokens[i + 1 :]:
        if marked:
            quoted ^= len(_STRONG.findall(view.text, at, token.start)) % 2 == 1
            at = token.start
        if not quoted and "turning" in token.senses:
            return min(end, token.start)
    return end


def _of_media(view: View, speaker: Token, grammar: Grammar) -> bool:
    """Whether the mention only says where a newspaper or channel is from ("kênh … của Mỹ")."""
    if speaker.governor not in grammar.genitives:
        return False
    start = view.clause_start(speaker.clause)
    return any(word in view.low[start : speaker.start] for word in grammar.media)


def _trailing(view: View, i: int) -> bool:
    """Whether nothing is said after the reporting verb, so that the statement stands before it."""
    tokens = view.tokens
    clause = tokens[i].clause
    quoted = view.text[view.start] in _QUOTES
    if clause == 0 and not quoted:
        return False
    if view.text[view.start : view.clause_start(clause)].rstrip(" ,-–")[-1:] in _AT_START:
        return True
    positions = view.clause_tokens(clause)
    for j in range(i + 1, positions.stop):
        if tokens[j].kind == TRIGGER:
            return False
        if tokens[j].kind == MARK and tokens[j].word == ":":
            return False
    return positions.stop == len(tokens) or quoted


def _according(view: View, grammar: Grammar, i: int) -> Speech | None:
    """ "theo A", "theo thông báo của A": the next mention, with nothing but words of its own phrase before it."""
    tokens = view.tokens
    for j in range(i + 1, min(i + 4, len(tokens))):
        token = tokens[j]
        if token.kind == MENTION:
            near = token.start - tokens[i].end <= _NEAR and not token.place
            return (
                Speech(view.start, view.end, token, tokens[i].clause)
                if near and not _of_media(view, token, grammar)
                else None
            )
        if token.kind != WORD or not token.senses & {"reporting", "genitive"}:
            return None
    return None


def _headed(view: View) -> Speech | None:
    """ "A: …", a headline."""
    head = view.tokens[0]
    if head.kind != MENTION or head.place or view.text[view.start : head.start].strip(_QUOTES + " "):
        return None
    return Speech(view.tokens[1].end, view.end, head, 0)


def denier(view: View, guards: list[tuple[Guard, Token]], grammar: Grammar) -> Token | None:
    """Who says so in the words of a guard: "A denies that …"."""
    for guard, token in guards:
        if guard.telling:
            subject = grammar.subject(view, view.tokens.index(token))
            return view.tokens[subject[0]] if subject is not None else None
    return None
