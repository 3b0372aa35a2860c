"""Find the vocabulary of rules and of the language in a text: two automata, whole syllables, longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from banggiao.events.rules import FORMS, Form, Rule, RuleError, key
from banggiao.events.tokens import TRIGGER, WORD, Token
from banggiao.languages.orthography import fold, lower

_MARK = re.compile(r"[^\w ]|_")
SENSES = (
    "case", "genitive", "motion", "passive", "and", "conjunction", "subordinator", "complementizer", "relative",
    "predicate", "reporting", "according", "nominalizer", "plain", "reciprocal", "locative", "clausal", "aimed",
    "turning", "media", "first-person", "apposition", "purpose", "copula",
    "additive", "naming", "topical", "apposed",
)  # fmt: skip


def flatten(text: str) -> str:
    """The key of a text for vocabulary: folded, lower case, every mark a space; same length, same offsets."""
    return _MARK.sub(" ", lower(fold(text)))


class Phrases:
    """An automaton over phrases; a match counts only where it begins and ends with whole syllables."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(dict.fromkeys(" ".join(flatten(p).split()) for p in phrases))
        # A quotation mark or comma after the first word leaves a second space: 'là "khiêu khích"'.
        loose = [(p.replace(" ", "  ", 1), n) for n, p in enumerate(self.phrases) if " " in p]
        self._number = [*range(len(self.phrases)), *(n for _, n in loose)]
        patterns = [" " + p for p in (*self.phrases, *(p for p, _ in loose))]
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard) if patterns else None

    def find(self, flat: str) -> list[tuple[int, int, int]]:
        """(start, end, number of phrase) in ``flat``, which must begin with a space and is offset by it; longest,
        no overlaps."""
        if self._automaton is None:
            return []
        stop = len(flat)
        found = [
            (start, end - 1, self._number[number])
            for number, start, end in self._automaton.find_matches_as_indexes(flat, overlapping=True)
            if end == stop or flat[end] == " "
        ]
        found.sort(key=lambda m: (m[0], -m[1]))
        kept: list[tuple[int, int, int]] = []
        reached = -1
        for match in found:
            if match[0] >= reached:
                kept.append(match)
                reached = match[1]
        return kept


class Triggers:
    """The words of all rules."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        table: dict[str, list[tuple[Rule, Form]]] = defaultdict(list)
        for rule in rules:
            if rule.travel:
                continue
            for form in FORMS:
                for word in getattr(rule, form):
                    table[" ".join(flatten(word).split())].append((rule, form))
        self._phrases = Phrases(table)
        self._entries = [
            tuple(sorted(table[p], key=lambda e: (-e[0].priority, not e[0].needs))) for p in self._phrases.phrases
        ]

    def find(self, flat: str) -> list[Token]:
        """The triggers of a whole document; ``flat`` is its key after one space."""
        phrases, entries = self._phrases.phrases, self._entries
        return [Token(TRIGGER, s, e, phrases[n], entries=entries[n]) for s, e, n in self._phrases.find(flat)]


class Words:
    """The function words of the language, the words of the guards and the light verbs of the rules."""

    def __init__(self, senses: dict[str, frozenset[str]], rules: tuple[Rule, ...] = ()) -> None:
        self._phrases = Phrases(senses)
        self._senses = [senses[p] for p in self._phrases.phrases]
        verbs: dict[str, list[tuple[Rule, Form]]] = defaultdict(list)
        for rule in rules:
            for word in rule.verb if rule.travel else ():
                verbs[" ".join(flatten(word).split())].append((rule, "verb"))
        self._entries = [tuple(verbs.get(p, ())) for p in self._phrases.phrases]

    def find(self, flat: str, start: int, end: int) -> list[Token]:
        """The words of one sentence, ``text[start:end]``; ``flat`` is the whole document's key after one space."""
        phrases, senses = self._phrases.phrases, self._senses
        piece = flat[start : end + 1]
        if not piece.startswith(" "):
            piece = " " + piece[1:]
        entries = self._entries
        return [
            Token(WORD, s + start, e + start, phrases[n], senses[n], (), entries[n])
            for s, e, n in self._phrases.find(piece)
        ]


def word_senses(words: dict[str, Any], where: str) -> dict[str, frozenset[str]]:
    """Turn ``sense = [words]`` into word → senses; RuleError for a sense that nothing uses."""
    table: dict[str, set[str]] = defaultdict(set)
    for sense, listed in words.items():
        if sense not in SENSES:
            raise RuleError(f"{where}: unknown class of words {sense!r}; valid options: {', '.join(SENSES)}")
        for word in listed:
            table[" ".join(flatten(key(word)).split())].add(sense)
    return {word: frozenset(senses) for word, senses in table.items()}
