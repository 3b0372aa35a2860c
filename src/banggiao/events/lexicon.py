"""Find the vocabulary of rules and of the language in a text: two automata, whole syllables, longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ahocorasick_rs import BytesAhoCorasick

from banggiao.events.rules import FORMS, Form, Rule, RuleError
from banggiao.events.tokens import TRIGGER, WORD, Token
from banggiao.languages.orthography import lowered
from banggiao.languages.search import LOWER, SPACE

_MARK = re.compile(r"[^\w ]|_")
SENSES = (
    "case", "genitive", "motion", "passive", "and", "conjunction", "subordinator", "complementizer", "relative",
    "predicate", "reporting", "according", "nominalizer", "plain", "reciprocal", "locative", "clausal", "aimed",
    "turning", "media", "first-person", "apposition", "purpose", "copula", "announcing",
    "additive", "naming", "topical", "apposed", "during",
)  # fmt: skip


Found = tuple[int, int, int]


def flatten(text: str) -> str:
    """The form of a word of the vocabulary: folded, lower case, every mark a space; same length, same offsets."""
    return _MARK.sub(" ", lowered(text))


def encode(text: str) -> bytes:
    """The key in which vocabulary is matched: one byte a code point of the :func:`flatten` form, so that offsets hold.

    Letters that no Vietnamese text has share one byte: the press spells foreign names without them or they are names.
    """
    return LOWER.flat(lowered(text))


def padded(text: str) -> bytes:
    """The key of a whole text between spaces: shifted by one, as a search for `` word `` is."""
    return b" " + encode(text) + b" "


class Phrases:
    """An automaton over several lists of phrases; a match counts only where it begins and ends with whole syllables."""

    def __init__(self, *lists: Iterable[str]) -> None:
        self.lists = tuple(tuple(dict.fromkeys(" ".join(flatten(p).split()) for p in listed)) for listed in lists)
        members: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for which, listed in enumerate(self.lists):
            for number, phrase in enumerate(listed):
                members[encode(f" {phrase}")].append((which, number))
                if " " in phrase:  # a quotation mark or comma after the first word leaves a second space
                    members[encode(f" {phrase.replace(' ', '  ', 1)}")].append((which, number))
        self._members = list(members.values())
        self._automaton = BytesAhoCorasick(list(members)) if members else None

    def find(self, key: bytes) -> tuple[list[Found], ...]:
        """For each list the (start, end, number of phrase) in the text of which ``key`` is the padded key; the longest
        first, no overlaps."""
        found: tuple[list[tuple[int, int, int]], ...] = tuple([] for _ in self.lists)
        if self._automaton is None:
            return found
        members = self._members
        for pattern, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
            if key[end] == SPACE:
                for which, number in members[pattern]:
                    found[which].append((start, 1 - end, number))
        return tuple(_longest(matches) for matches in found)


def _longest(matches: list[tuple[int, int, int]]) -> list[Found]:
    matches.sort()
    kept: list[Found] = []
    reached = -1
    for start, end, number in matches:
        if start >= reached:
            reached = -end
            kept.append((start, reached, number))
    return kept


class Vocabulary:
    """The words of all rules (triggers), the function words of the language with those of the guards and the light
    verbs of the rules, and the words of topics."""

    def __init__(self, rules: tuple[Rule, ...], senses: dict[str, frozenset[str]], topics: Iterable[str]) -> None:
        table: dict[str, list[tuple[Rule, Form]]] = defaultdict(list)
        travel: dict[str, list[tuple[Rule, Form]]] = defaultdict(list)
        for rule in rules:
            for form in FORMS:
                for word in getattr(rule, form):
                    (travel if rule.travel else table)[" ".join(flatten(word).split())].append((rule, form))
        self._phrases = Phrases(table, senses, topics)
        self._triggers, self._words, _ = self._phrases.lists
        self._entries = [
            tuple(sorted(table[p], key=lambda e: (-e[0].priority, not e[0].needs))) for p in self._triggers
        ]
        self._kinds = [_kinds(entries) for entries in self._entries]
        self._senses = [(p, senses[p], tuple(travel.get(p, ())), *_kinds(travel.get(p, ()))) for p in self._words]

    def find(self, key: bytes) -> tuple[list[Token], list[Found], list[Found]]:
        """The triggers of a whole document, and where its function words and topics stand."""
        triggers, words, topics = self._phrases.find(key)
        entries, phrases, kinds = self._entries, self._triggers, self._kinds
        tokens = []
        for start, end, n in triggers:
            token = Token(TRIGGER, start, end, phrases[n])
            token.entries = entries[n]
            token.verbal, token.scoping = kinds[n]
            tokens.append(token)
        return tokens, words, topics

    def tokens(self, found: list[Found]) -> list[Token]:
        """The tokens of some of the function words that were found."""
        table = self._senses
        out: list[Token] = []
        for start, end, number in found:
            phrase, senses, entries, verbal, scoping = table[number]
            token = Token(WORD, start, end, phrase, senses)
            if entries:
                token.entries = entries
                token.verbal, token.scoping = verbal, scoping
            out.append(token)
        return out


def _kinds(entries: Iterable[tuple[Rule, Form]]) -> tuple[bool, bool]:
    """Whether a trigger with these rules can be a verb, and whether one of them keeps what is in its complement."""
    return any(form == "verb" for _, form in entries), any(rule.scope for rule, _ in entries)


def word_senses(words: dict[str, Any], where: str) -> dict[str, frozenset[str]]:
    """Turn ``sense = [words]`` into word → senses; RuleError for a sense that nothing uses."""
    table: dict[str, set[str]] = defaultdict(set)
    for sense, listed in words.items():
        if sense not in SENSES:
            raise RuleError(f"{where}: unknown class of words {sense!r}; valid options: {', '.join(SENSES)}")
        for word in listed:
            table[" ".join(flatten(word).split())].add(sense)
    return {word: frozenset(senses) for word, senses in table.items()}
