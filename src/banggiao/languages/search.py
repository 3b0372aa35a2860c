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
_LARGE = 5000  # with more phrases the faster kind of automaton outgrows the processor's caches
_UNKNOWN = "?"
_ROOM = 254
_COMBINING = frozenset(map(chr, range(0x300, 0x370)))
MARKS = "\t\n\r !\"#$%&'()*+,-./:;<=>@[\\]^_`{|}~" + "\u00a0\u200b\u202f\u2009" + "–—‘’“”…•«»·°€£′″−"
"""The punctuation of the press."""
SPACE = 0x20


class Alphabet:
    """A byte for each mark of the press and for each of ``letters``, the first as far as there is room.

    All other code points share the byte of the question mark: letters that hardly any word has.
    """

    def __init__(self, letters: Iterable[str]) -> None:
        known = "".join(dict.fromkeys([*MARKS, *letters]))[:_ROOM]
        self.letters = frozenset(known)
        # Only a table that begins with zero is made into the fast kind of map.
        table = ("\0" + _UNKNOWN + known).ljust(256, "\ufffe")
        self._map = codecs.charmap_build(table)
        self._blanks = bytes(SPACE if table[n] in MARKS else n for n in range(256))
        self._kept = functools.lru_cache(maxsize=4)(self._encode)
        self._kept_flat = functools.lru_cache(maxsize=4)(self._flat)

    def encode(self, text: str) -> bytes:
        """One byte a code point."""
        return self._kept(text) if len(text) > _SHORT else self._encode(text)

    def flat(self, text: str) -> bytes:
        """The same with a space for every mark: what is none stands in a word."""
        return self._kept_flat(text) if len(text) > _SHORT else self._flat(text)

    def table_of(self, letters: str) -> bytes:
        """What makes of a key one in which ``letters`` are ``x`` and all else is zero."""
        wanted = self.encode(letters)
        return bytes(0x78 if n in wanted else 0 for n in range(256))

    def _encode(self, text: str) -> bytes:
        return codecs.charmap_encode(text, "replace", self._map)[0]

    def _flat(self, text: str) -> bytes:
        key = self._encode(text.replace(_UNKNOWN, " ")).translate(self._blanks)
        if 1 not in key:
            return key
        blank = bytearray(key)
        at = key.find(1)
        while at >= 0:  # a mark that the press does not use: a space as well
            if not (text[at].isalnum() or text[at] in _COMBINING):
                blank[at] = SPACE
            at = key.find(1, at + 1)
        return bytes(blank)


def _lower_case() -> str:
    letters = "abcdefghijklmnopqrstuvwxyz0123456789" + "".join(chr(c) for c in range(0xDF, 0x100) if c != 0xF7)
    letters += "".join(map(chr, (0x103, 0x111, 0x129, 0x169, 0x1A1, 0x1B0)))
    return letters + "".join(chr(c) for c in range(0x1EA0, 0x1EFA) if chr(c).islower()) + "ćčęłńśšşžżğıőœ"


LOWER = Alphabet(_lower_case())
"""The alphabet of folded text in lower case (``orthography.lowered``): the languages' letters, names', digits."""


class PhraseFinder:
    """An automaton over phrases of folded text in lower case."""

    def __init__(self, phrases: Sequence[str], overlapping: bool = False) -> None:
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        self._overlapping = overlapping
        self._bytes: BytesAhoCorasick | None = None
        if LOWER.letters.issuperset("".join(phrases)):
            keys = [LOWER.encode(phrase) for phrase in phrases]
            build = Implementation.ContiguousNFA if len(keys) > _LARGE else Implementation.DFA
            self._bytes = BytesAhoCorasick(keys, matchkind=kind, implementation=build)
        else:  # a phrase in another script: slower, as right
            self._text = AhoCorasick(list(phrases), matchkind=kind)

    def find(self, low: str) -> list[tuple[int, int, int]]:
        """(Number of the phrase, start, end) wherever one stands in ``low``, within words too: the longest at the
        leftmost place, unless all that overlap were asked for."""
        if self._bytes is None:
            return self._text.find_matches_as_indexes(low, overlapping=self._overlapping)
        return self._bytes.find_matches_as_indexes(LOWER.encode(low), overlapping=self._overlapping)

    def words(self, low: str) -> list[tuple[int, int, int]]:
        """Those of :meth:`find` that are whole words."""
        key, size = LOWER.flat(low), len(low)
        return [
            found
            for found in self.find(low)
            if (not found[1] or key[found[1] - 1] == SPACE) and (found[2] >= size or key[found[2]] == SPACE)
        ]
