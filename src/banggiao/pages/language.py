"""Tell the language of a text among the languages for which there is a pack."""

from __future__ import annotations

import re

from banggiao import languages
from banggiao.records import ReadingError

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000
_FUNCTION = 0.05
_LETTERS = 0.04


def detect(text: str, source: str, wanted: str | None) -> str:
    """The code of the pack for ``text``: ``wanted`` when there is such a pack, else by function words and letters.

    ReadingError when ``wanted`` is no pack, or when the text is in none of the languages.
    """
    available = languages.available()
    names = ", ".join(languages.load(code).toml("pack")["name_en"] for code in available)
    if wanted is not None:
        if wanted in available:
            return wanted
        raise ReadingError(f"{source}: no language pack {wanted!r}; give --language one of: {', '.join(available)}.")
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        raise ReadingError(f"{source}: there are no words in this page; save the page again.")
    shares = {code: _share(words, code) for code in available}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] < 1:
        raise ReadingError(
            f"{source}: the page is in another language (there are packs for: {names}); "
            "give --language if that is a mistake."
        )
    return best


def _share(words: list[str], code: str) -> float:
    """How far the text is above what tells the language, by whichever sign is the stronger."""
    pack = languages.load(code)
    function = frozenset(pack.toml("pack")["function_words"])
    share = sum(word in function for word in words) / len(words) / _FUNCTION
    try:
        own = frozenset(pack.toml("pages").get("letters", ""))
    except FileNotFoundError:
        return share
    letters = "".join(words)
    marked = sum(letter in own for letter in letters) / len(letters) / _LETTERS
    # Function words of one language are words of others too: letters of its own must not be missing altogether.
    return max(marked, min(share, marked * 10)) if own else share
