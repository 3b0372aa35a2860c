"""A key for matching that keeps every offset: the same word in both habits of tone placement becomes one string.

"hoà" and "hòa", "uỷ" and "ủy" are the same word, written with the tone on the other vowel. Both have the same number of
code points once the text is NFC, so a key can be matched and its offsets used on the text itself.
"""

from __future__ import annotations

import functools
import re

_NEW = {
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
_PAIRS = dict(_NEW)
for _new, _old in _NEW.items():
    _PAIRS[_new.capitalize()] = _old.capitalize()
    _PAIRS[_new.upper()] = _old.upper()
_PATTERN = re.compile("|".join(_PAIRS))


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


def _fold(text: str) -> str:
    return _PATTERN.sub(lambda m: _PAIRS[m[0]], text)


_kept_fold = functools.lru_cache(maxsize=4)(_fold)


@functools.lru_cache(maxsize=4)
def folded(text: str) -> str:
    """:func:`fold` for whole documents: the stages ask for the same text one after the other."""
    return fold(text)


@functools.lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """:func:`lower` of :func:`fold`, for whole documents."""
    return lower(folded(text))
