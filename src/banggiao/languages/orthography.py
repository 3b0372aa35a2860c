"""A key for matching that keeps every offset: the same word in both habits of tone placement becomes one string.

"hoà" and "hòa", "uỷ" and "ủy" are the same word, written with the tone on the other vowel. Both have the same number of
code points once the text is NFC, so a key can be matched and its offsets used on the text itself.
"""

from __future__ import annotations

import functools
import re

PLACEMENTS = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
    "oẹ": "ọe",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}
"""Where the newer habit has the tone mark, and where the older one has it."""
_PAIRS = dict(PLACEMENTS)
for _new, _old in PLACEMENTS.items():
    _PAIRS[_new.capitalize()] = _old.capitalize()
    _PAIRS[_new.upper()] = _old.upper()
# A few pairs more than those above, which _fold leaves alone: two sets of letters are faster to look for than words.
_PATTERN = re.compile("[{}][{}]".format(*("".join(sorted(set(letters))) for letters in zip(*_PAIRS, strict=True))))


# Every stage asks for the same views of the same document: those of the last texts are kept, but for very short
# texts (words, which are many) and very long ones (which would fill the memory).
_SHORT, _LONG = 200, 200_000


def fold(text: str) -> str:
    """Move tone marks to the older place ("hoà" → "hòa"); the result has the same length as ``text``."""
    return _kept_fold(text) if _SHORT < len(text) < _LONG else _fold(text)


def lower(text: str) -> str:
    """Lower-case ``text`` without changing its length (a few letters, as İ, have a longer lower case: they stay)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def lowered(text: str) -> str:
    """:func:`lower` of :func:`fold`: the key in which vocabulary is matched, of a word or of a whole document."""
    return _kept_lowered(text) if _SHORT < len(text) < _LONG else _lowered(text)


def _fold(text: str) -> str:
    return _PATTERN.sub(_folded, text)


def _folded(pair: re.Match[str]) -> str:
    letters = pair[0]
    return _PAIRS.get(letters, letters)


def _lowered(text: str) -> str:
    return lower(fold(text))


_kept_fold = functools.lru_cache(maxsize=4)(_fold)
_kept_lowered = functools.lru_cache(maxsize=4)(_lowered)
