"""Cut a sentence into clauses and see which noun phrases depend on a preposition.

A clause ends at a comma, semicolon, colon, dash or at a word that opens another. Words in parentheses are left out.
Named lists ("A, B and C") become one token first, so that their commas do not cut.
"""

from __future__ import annotations

import re
from operator import attrgetter

from banggiao.events.tokens import MARK, MENTION, TIME, TRIGGER, WORD, Token, View, mention_token
from banggiao.languages.search import LOWER

_MARKS = LOWER.table_of(",;:()[]–—…-")
_JOIN = re.compile(r"\s*(?:,|/|-|–|&)?\s*")
_PARENTHESIS = re.compile(r"\([^()]{0,60}\)")
_CUTTING = frozenset(",;:–—… ")
_BRACKETS = frozenset("()[]")
_OPENERS = frozenset({"conjunction", "subordinator", "complementizer", "relative"})
_START = attrgetter("start")
LONGEST = 60  # tokens of a clause; more is no prose, and every search is bounded by its clause
GOVERNED = 45  # characters that a head noun and its attributes may take between a preposition and a mention
TIGHT = 14  # characters between "and" and the verb that it joins


def marks(text: str, low: str) -> list[tuple[int, int]]:
    """Where in a document the punctuation stands that matters to clauses; ``low`` is the text folded, in lower case."""
    key = LOWER.encode(low).translate(_MARKS)
    found: list[tuple[int, int]] = []
    reached = 0
    at = key.find(b"x")
    while at >= 0:
        if text[at] != "-":
            found.append((at, at + 1))
            reached = at + 1
        elif at > reached and text[at - 1] == " " and text[at + 1 : at + 2] == " ":
            found.append((at - 1, at + 2))
            reached = at + 2
        at = key.find(b"x", at + 1)
    return found


def mark_tokens(text: str, found: list[tuple[int, int]]) -> list[Token]:
    """The tokens of some of the marks that were found."""
    return [Token(MARK, start, end, text[start:end].strip() or "-") for start, end in found]


def order(tokens: list[Token]) -> list[Token]:
    """Sort by place and drop what a mention, or the longer of two overlapping tokens, covers."""
    tokens.sort(key=_START)  # of those that start together the longer wins below, and a mention in any case
    kept: list[Token] = []
    for token in tokens:
        while kept and token.start < kept[-1].end:
            last = kept[-1]
            if token.kind == MENTION and last.kind == TRIGGER and last.start < token.start - 1:
                last.end = token.start - 1  # "triệu tập đại sứ X": the verb ends where the mention begins
                continue
            if _outranks(token, last):
                kept.pop()
                continue
            break
        else:
            kept.append(token)
    return kept


def _outranks(token: Token, last: Token) -> bool:
    """A mention beats a vocabulary match that it overlaps; of two matches the one that starts first and is longer
    stays."""
    if last.kind == MENTION:
        return False
    return token.kind == MENTION or (token.end - token.start > last.end - last.start)


def without_parentheses(tokens: list[Token]) -> list[Token]:
    """Drop the tokens between parentheses; a parenthesis that is never closed reaches no further than its mark."""
    kept: list[Token] = []
    opened: int | None = None
    for token in tokens:
        if token.kind == MARK and token.word in "([":
            opened = len(kept) if opened is None else opened
        elif token.kind == MARK and token.word in ")]":
            if opened is not None:
                del kept[opened:]
            opened = None
        else:
            kept.append(token)
    return kept


def join_lists(tokens: list[Token], text: str) -> list[Token]:
    """Make one token of mentions listed with commas and a last "and", or joined by a hyphen."""
    if sum([token.kind == MENTION for token in tokens]) < 2:
        return [token for token in tokens if "apposed" not in token.senses]
    out: list[Token] = []
    i, size = 0, len(tokens)
    while i < size:
        token = tokens[i]
        if token.kind != MENTION or (token.place and _adverbial(tokens, i)):
            if "apposed" not in token.senses:
                out.append(token)
            i += 1
            continue
        last, complete = i, i
        while last - i < LONGEST and (step := _next_member(tokens, last, text)) is not None:
            last, closes = step
            if closes:
                complete = last
        if complete == i and last > i and _plain_states(tokens, i, last):
            complete = last
        if complete > i:
            members = [t for t in tokens[i : complete + 1] if t.kind == MENTION]
            if _one_and_the_same(members):
                out.append(tokens[i])
                i += 1
                continue
            mentions = tuple(m for t in members for m in t.mentions)
            out.append(mention_token(mentions, members[0].start, members[-1].end))
        else:
            out.append(tokens[i])
        i = complete + 1
    return out


def _adverbial(tokens: list[Token], i: int) -> bool:
    """Whether the mention of a place ends a phrase before a comma ("Ở Astana, A và B …"): no list begins with it."""
    if not (0 < i < len(tokens) - 1 and "locative" in tokens[i - 1].senses and tokens[i + 1].word == ","):
        return False
    if i == 1 or tokens[i - 2].kind == MARK:
        return True
    after = tokens[i + 2] if i + 2 < len(tokens) else None
    return after is not None and after.kind == MENTION and not after.place  # "Sau cuộc gặp ở Astana, A và B …"


def _one_and_the_same(members: list[Token]) -> bool:
    """Whether a state and somebody of it stand beside each other: "thăm X, và Thủ tướng X thăm lại", no list."""
    first = members[0].mentions[0].kind
    return len({code for t in members for code in t.codes}) == 1 and first in ("state", "capital")


def _plain_states(tokens: list[Token], i: int, last: int) -> bool:
    """Whether the mentions from ``i`` to ``last`` are states named one after the other, as headlines do ("A, B V")."""
    named = ("state", "capital", "organisation")
    states = all(t.kind != MENTION or t.mentions[0].kind in named for t in tokens[i : last + 1])
    ends = last + 1 == len(tokens) or tokens[last + 1].kind == MARK
    return states and (not i or tokens[i - 1].kind == MARK or (ends and tokens[i - 1].kind == TRIGGER))


def _next_member(tokens: list[Token], i: int, text: str) -> tuple[int, bool] | None:
    """The next mention of the list that the mention at ``i`` may belong to, and whether the list may end there."""
    gap_from, j, closes = tokens[i].end, i + 1, False
    stop = min(len(tokens), i + 5)
    while j < stop:
        token = tokens[j]
        gap = text[gap_from : token.start].strip(" ")
        if (
            gap
            and not gap.isdigit()
            and gap not in ("-", "/")
            and (gap[0] != "(" or _PARENTHESIS.sub("", gap).strip(" "))
        ):
            return None
        if "apposed" in token.senses:
            gap_from, j = token.end, j + 1
            continue
        if token.kind == MENTION:
            hyphen = "-" in text[tokens[i].end : token.start] or "–" in text[tokens[i].end : token.start]
            return (j, closes or hyphen) if j > i + 1 or hyphen else None
        if "and" in token.senses:
            closes = True
        elif not (token.kind == MARK and token.word in ",-–"):
            return None
        gap_from, j = token.end, j + 1
    return None


def number_clauses(tokens: list[Token], text: str) -> list[int]:
    """Give every token its clause; return where each clause begins."""
    first = [0]
    clause = 0
    start, last = 0, len(tokens) - 1
    for i, token in enumerate(tokens):
        kind = token.kind
        if kind == WORD and i > start and (not _OPENERS.isdisjoint(token.senses) or _and_joins_verbs(tokens, i, text)):
            clause += 1
            start = i
            first.append(i)
        token.clause = clause
        if i < last and ((kind == MARK and token.word in _CUTTING) or i - start >= LONGEST):
            clause += 1
            start = i + 1
            first.append(start)
    return first


def _and_joins_verbs(tokens: list[Token], i: int, text: str) -> bool:
    token = tokens[i]
    if "and" not in token.senses or i + 1 == len(tokens):
        return False
    after = tokens[i + 1]
    if text[token.end : after.start].lstrip()[:1].isupper():
        return False  # a name that is no mention: "A và Phạm Văn X đã …"
    return after.start - token.end <= TIGHT and (
        after.kind == TRIGGER or bool(after.senses - {"case", "genitive", "and"})
    )


def govern(tokens: list[Token]) -> None:
    """Tell every mention which preposition it depends on, and what that one's phrase depends on."""
    for i, token in enumerate(tokens):
        if token.kind != MENTION or not i:
            continue
        word = _preposition(tokens, i)
        if word is None:
            continue
        token.governor = tokens[word].word
        if "genitive" in tokens[word].senses:
            outer = _preposition(tokens, word)
            token.outer = tokens[outer].word if outer is not None else None


def _preposition(tokens: list[Token], i: int) -> int | None:
    before = tokens[i - 1]
    if i and before.kind == TIME and i > 1:
        i, before = i - 1, tokens[i - 2]
    near = tokens[i].start - before.end <= GOVERNED and before.clause == tokens[i].clause
    return i - 1 if i and near and before.kind == WORD and "case" in before.senses else None


def make_view(index: int, bounds: tuple[int, int], texts: tuple[str, str, bytes], tokens: list[Token]) -> View:
    """A sentence's view of its tokens, which need not be sorted; ``texts`` are the document's text and its key."""
    text = texts[0]
    tokens = order(tokens)
    if any([token.word in _BRACKETS for token in tokens]):
        tokens = without_parentheses(tokens)
    tokens = join_lists(tokens, text)
    first = number_clauses(tokens, text)
    govern(tokens)
    return View(index, bounds, texts, tokens, first)
