"""Cut a text into words and numbers of time, and gather neighbours into groups.

The vocabulary is found by one pass of an automaton, numbers by one regular expression; what stands between two tokens
of a group is white space or one mark. Groups without a word or number that can name a time are dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from banggiao.times.digits import MARK, PUNCTUATION, RUN, digits
from banggiao.times.lexicon import Lexicon, Token

_GAP = re.compile(r"[ \t\u00a0\u200b\ufeff]*")
_WIDEST_GAP = 6
_QUARTERS = 4
_ROMAN = re.compile(r"[ivx]{1,5}(?!\w)")
#: Classes that can name a time on their own or carry an expression.
ANCHORS = frozenset("dwmyqechnsSWuDFRQkYMCJUPHr")
_ANCHORED = ANCHORS | {"#"}
#: Start, end, class letter ("#" for digits) and value.
_Hit = tuple[int, int, str, Any]


class Scanner:
    """Cuts texts with one language's vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def groups(self, low: str) -> Iterator[list[Token]]:
        """The groups of neighbouring tokens of a lower-case text, in order."""
        for cluster in self._clusters(low):
            yield from self._split(low, self._tokens(low, cluster))

    def _clusters(self, low: str) -> Iterator[list[_Hit]]:
        """Words and digits that stand close together, where one of them can name a time: a cheap first cut."""
        kinds = self._lexicon.kinds
        hits: list[_Hit] = []
        for index, start, end in self._lexicon.finder.words(low):
            kind, value = kinds[index]
            hits.append((start, end, kind, value))
        runs = [(*run.span(), "#", None) for run in RUN.finditer(low)]
        if runs:
            hits += runs
            hits.sort(key=_start)
        cluster: list[_Hit] = []
        anchored = False
        reach = -1
        for hit in hits:
            if hit[0] > reach:
                if anchored:
                    yield cluster
                cluster, anchored = [], False
            kind = hit[2]
            cluster.append(hit)
            if kind in _ANCHORED:
                anchored = True
            reach = hit[1] + _WIDEST_GAP
        if anchored:
            yield cluster

    def _tokens(self, low: str, cluster: list[_Hit]) -> list[Token]:
        tokens: list[Token] = []
        position = 0
        for start, end, kind, value in cluster:
            if kind == "#":
                if end > position:
                    found = digits(low, max(start, position), end)
                    tokens += found
                    position = found[-1].end if found else end
            else:
                tokens.append(Token(kind, start, end, value))
        return self._roman(low, self._numbers(tokens, low))

    @staticmethod
    def _split(low: str, tokens: list[Token]) -> Iterator[list[Token]]:
        """Cut where more than white space or one mark stands between two tokens; marks become tokens."""
        group: list[Token] = []
        opened = False
        for token in tokens:
            if group:
                last = group[-1].end
                near = token.start == last or (token.start == last + 1 and low[last] == " ")
                gap = None if near else MARK.match(low, last)
                if token.kind == "!" or (not near and (gap is None or gap.end() != token.start)):
                    yield group
                    group, opened = [], False
                elif gap and gap[1]:
                    group.append(Token(PUNCTUATION[gap[1]], gap.start(1), gap.end(1)))
                    opened = opened or gap[1] == "("
            if token.kind == "!":
                continue
            group.append(token)
            if opened and (token.kind in ANCHORS or token.kind == "N") and low[token.end : token.end + 1] == ")":
                group.append(Token(")", token.end, token.end + 1))
        if group:
            yield group

    def _numbers(self, tokens: list[Token], low: str) -> list[Token]:
        """Join number words to numbers; the word for year and five counts as five inside one."""
        lexicon = self._lexicon
        out: list[Token] = []
        for token in tokens:
            word = low[token.start : token.end] if token.kind in "Ny" else ""
            if word and out and out[-1].end + 1 == token.start and isinstance(out[-1].value, int | float):
                before = out[-1]
                five = before.kind == "y" and word in lexicon.multipliers
                if (before.kind == "N" or five) and (word in lexicon.tails or self._adds(before.value, token)):
                    times = lexicon.multipliers.get(word)
                    value = before.value * times if times else before.value + token.value
                    out[-1] = Token("N", before.start, token.end, value)
                    continue
            # A tail heads no number, except as the name of a month ("tháng Tư").
            if (
                token.kind == "N"
                and word in lexicon.tails
                and not (out and out[-1].kind == "m" and out[-1].end + 1 == token.start)
            ):
                continue
            out.append(Token("y", token.start, token.end, 5) if token.kind == "y" else token)
        return out

    @staticmethod
    def _adds(before: float, token: Token) -> bool:
        return (
            token.kind == "N"
            and before >= 20
            and before % 10 == 0
            and isinstance(token.value, int)
            and token.value < 10
        )

    def _roman(self, low: str, tokens: list[Token]) -> list[Token]:
        """Read Roman numbers after the words for quarter and century."""
        out: list[Token] = []
        for token in tokens:
            if out and token.start < out[-1].end:
                continue
            out.append(token)
            if token.kind in "qc" and (m := _ROMAN.match(low, _gap_end(low, token.end))):
                value = self._roman_value(m[0])
                if token.kind == "c" or value <= _QUARTERS:
                    out.append(Token("I", m.start(), m.end(), value))
        return out

    def _roman_value(self, text: str) -> int:
        values = [self._lexicon.roman[c] for c in text]
        return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _start(hit: _Hit) -> int:
    return hit[0]


def _gap_end(low: str, position: int) -> int:
    m = _GAP.match(low, position)
    return m.end() if m else position
