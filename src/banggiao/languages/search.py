"""Find many phrases in a text at once: automata over keys that hold one byte for every code point.

Such a key is read several times as fast as the text itself, its offsets are those of the text, and the stages share the
one of the document at hand.
"""

from __future__ import annotations

import codecs
import functools
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

_SHORT = 200  # shorter texts are many, and not worth keeping
_LARGE = 2000  # with more phrases the faster kind of automaton outgrows the processor's caches
_UNKNOWN = "?"
_ROOM = 255


class Alphabet:
    """A byte for each of up to 255 code points; all others share the byte of the question mark."""

    def __init__(self, letters: Iterable[str]) -> None:
        known = dict.fromkeys(letters)
        known.pop(_UNKNOWN, None)
        self.letters = frozenset(known)
        if len(known) > _ROOM:
            raise ValueError(f"an alphabet has room for {_ROOM} letters, not for {len(known)}")
        self.table = (_UNKNOWN + "".join(known)).ljust(256, "\ufffe")
        self._map = codecs.charmap_build(self.table)
        self._kept = functools.lru_cache(maxsize=4)(self._encode)

    def encode(self, text: str) -> bytes:
        """One byte a code point."""
        return self._kept(text) if len(text) > _SHORT else self._encode(text)

    def _encode(self, text: str) -> bytes:
        return codecs.charmap_encode(text, "replace", self._map)[0]


def _lower_case() -> Alphabet:
    """The lower-case letters of the languages and of the names that their press writes, digits, and its marks."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789" + "".join(chr(c) for c in range(0xDF, 0x100) if c != 0xF7)
    letters += "".join(map(chr, (0x103, 0x111, 0x129, 0x169, 0x1A1, 0x1B0)))
    letters += "".join(chr(c) for c in range(0x1EA0, 0x1EFA) if chr(c).islower()) + "ćčęłńśšşžżğıőœ"
    marks = "".join(chr(c) for c in range(0x80) if not chr(c).isalnum())
    marks += "\u00a0\u200b\u202f\u2009" + "–—‘’“”…•«»·°€£′″−"
    return Alphabet(marks + letters)


LOWER = _lower_case()
"""The alphabet of folded text in lower case (``orthography.lowered``)."""


class PhraseFinder:
    """An automaton over phrases; :meth:`find` gives (number of the phrase, start, end), sorted, in code points.

    The longest phrase at the leftmost place wins, unless ``overlapping`` asks for all. A match may begin or end within
    a word: that is for the caller to judge.
    """

    def __init__(self, phrases: Sequence[str], overlapping: bool = False, alphabet: Alphabet | None = LOWER) -> None:
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        letters = frozenset("".join(phrases))
        if alphabet is None:
            alphabet = Alphabet(sorted(letters)) if len(letters) < _ROOM else LOWER
        self._alphabet: Alphabet | None = None
        self._overlapping = overlapping
        if letters <= alphabet.letters:
            build = Implementation.ContiguousNFA if len(phrases) > _LARGE else Implementation.DFA
            self._alphabet = alphabet
            self._bytes = BytesAhoCorasick([alphabet.encode(p) for p in phrases], matchkind=kind, implementation=build)
        else:  # a phrase in another script: slower, as right
            self._text = AhoCorasick(list(phrases), matchkind=kind)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Where the phrases stand in ``text``, which is spelt as they are (folded, in lower case)."""
        if self._alphabet is None:
            return self._text.find_matches_as_indexes(text, overlapping=self._overlapping)
        return self._bytes.find_matches_as_indexes(self._alphabet.encode(text), overlapping=self._overlapping)
