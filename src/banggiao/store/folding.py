"""Words as they are searched: folded without marks for the index, with their marks where the question has marks.

The index holds every line folded: lower case, no marks, ``đ`` as ``d``. A question is data, never syntax: words stand
for themselves, words in double quotes for a phrase, and nothing else has a meaning. A word written without marks finds
the word in any spelling; one with marks finds only what is written with the same marks, in either habit of tone
placement ("hoà", "hòa").
"""

from __future__ import annotations

import functools
import re
import sqlite3
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from banggiao.languages import orthography

_WORD = re.compile(r"[^\W_]+")
_COMBINING = re.compile("[\u0300-\u036f]+")
_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_STROKE = "đ"
MOST_PHRASES = 64
"""Words and phrases of one question that are looked for; what follows is not: no question of a person is longer."""


class Phrase(Struct, frozen=True):
    """Words that follow one another: ``folded`` as the index has them, ``exact`` with marks, None where it had none."""

    folded: tuple[str, ...]
    exact: tuple[str | None, ...]

    @property
    def marked(self) -> bool:
        """Whether a word of it has marks."""
        return any(word is not None for word in self.exact)


def fold(text: str) -> str:
    """``text`` as the index has it: lower case, without marks, ``đ`` as ``d``."""
    if text.isascii():
        return text.lower()
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold().replace(_STROKE, "d")))
    return plain.casefold()


def indexed(text: str) -> str:
    """The folded words of ``text``, parted by blanks: what a row of ``passage_text`` is made of."""
    if _COMBINING.search(text):  # a mark of its own would part the word that it stands in
        return " ".join(_WORD.findall(fold(text)))
    return " ".join(filter(None, map(_folded_words, _WORD.findall(text))))


@functools.lru_cache(maxsize=1 << 16)
def _folded_words(word: str) -> str:
    """``word`` folded: a text has the same few thousand syllables over and over. Some letters unfold into two words."""
    return " ".join(_WORD.findall(fold(word)))


@functools.lru_cache(maxsize=64)
def parse(words: str) -> tuple[Phrase, ...]:
    """What ``words`` ask for: each word, and each group in double quotes; without a letter or digit, nothing."""
    phrases: dict[Phrase, None] = {}
    for piece in _PIECE.finditer(unicodedata.normalize("NFC", words)):
        pairs = [pair for word in _WORD.findall(_key(piece[1] or piece[2] or "")) for pair in _pairs(word)]
        if pairs:
            phrases[Phrase(tuple(p for p, _ in pairs), tuple(e for _, e in pairs))] = None
        if len(phrases) == MOST_PHRASES:
            break
    return tuple(phrases)


def _pairs(word: str) -> Iterator[tuple[str, str | None]]:
    """A word of a question as the index cuts it, with its exact form where it has marks."""
    folded = _WORD.findall(fold(word))
    if len(folded) == 1:
        yield folded[0], word if folded[0] != word else None
    else:  # a letter that unfolds into several words, as some signs do
        yield from ((part, None) for part in folded)


def match_expression(phrases: tuple[Phrase, ...]) -> str:
    """The full-text expression for ``phrases``, each of them quoted: all must be there."""
    return " AND ".join('"' + " ".join(phrase.folded) + '"' for phrase in phrases)


def carries(text: str, words: str) -> bool:
    """Whether ``text`` holds everything that ``words`` ask for, with the marks that they have."""
    phrases = parse(words)
    text = unicodedata.normalize("NFC", text)
    if not phrases or not all(sought.search(text) for sought in _sought(phrases)):
        return False
    there = _WORD.findall(text)
    folded, exact = f" {indexed(text)} ", f" {' '.join(map(_exact_word, there))} "
    return all(_held(phrase, folded, exact) or _mixed(phrase, text) for phrase in phrases)


def _held(phrase: Phrase, folded: str, exact: str) -> bool:
    """Whether a phrase whose words have all marks, or none, stands among the words of a text."""
    if not phrase.marked:
        return f" {' '.join(phrase.folded)} " in folded
    return None not in phrase.exact and f" {' '.join(map(str, phrase.exact))} " in exact


def _mixed(phrase: Phrase, text: str) -> bool:
    return phrase.marked and None in phrase.exact and next(_places(phrase, _words(_key(text))), None) is not None


@functools.lru_cache(maxsize=1 << 16)
def _exact_word(word: str) -> str:
    """``word`` as :func:`_key` has it."""
    return _key(word)


@functools.lru_cache(maxsize=64)
def _sought(phrases: tuple[Phrase, ...]) -> tuple[re.Pattern[str], ...]:
    """For each word with marks, what no text can do without: most texts are told apart by it alone."""
    marked = dict.fromkeys(word for phrase in phrases for word in phrase.exact if word is not None)
    either = ("|".join(map(re.escape, sorted(_placements(word)))) for word in marked)
    return tuple(re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE) for words in either)


def _placements(word: str) -> set[str]:
    """``word`` with its tone mark at either place."""
    newer = (word.replace(old, new) for new, old in orthography.PLACEMENTS.items())
    return {word, *newer}


def found_at(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where ``text`` (NFC) holds what ``words`` ask for: starts and ends in code points, sorted, none in another."""
    spans: list[tuple[int, int]] = []
    found = _words(_key(text))
    for phrase in parse(words):
        for first in _places(phrase, found):
            spans.append((found[first][0], found[first + len(phrase.folded) - 1][1]))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _key(text: str) -> str:
    """``text`` in lower case with tone marks at their older place: the same length, so that offsets hold."""
    return orthography.fold(orthography.lower(text))


def _words(key: str) -> list[tuple[int, int, str, str]]:
    """The words of ``key``: start, end, as they stand, folded."""
    return [
        (m.start(), m.end(), m[0], folded)
        for m in _WORD.finditer(key)
        for folded in (_WORD.findall(fold(m[0])) or [""])
    ]


def _places(phrase: Phrase, found: list[tuple[int, int, str, str]]) -> Iterator[int]:
    """The positions among the words ``found`` at which ``phrase`` begins."""
    size = len(phrase.folded)
    for first in range(len(found) - size + 1):
        if all(
            found[first + n][3] == phrase.folded[n] and phrase.exact[n] in (None, found[first + n][2])
            for n in range(size)
        ):
            yield first


def register(connection: sqlite3.Connection) -> None:
    """Give ``connection`` the SQL function ``carries(text, words)``, which :mod:`banggiao.store.filters` uses."""
    connection.create_function("carries", 2, _carries, deterministic=True)


def _carries(text: str | None, words: str) -> int:
    return int(text is not None and carries(text, words))
