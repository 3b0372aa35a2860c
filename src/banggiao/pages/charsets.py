"""Vietnamese before Unicode: the character sets, and how plausible a reading is.

The tables are data (``languages/vi/charsets.toml``). A reading is plausible when the words with marks in it are
well-formed syllables: onset, nucleus with at most one tone, coda.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from banggiao import languages

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SPLIT = re.compile(r"[\s!-/:-@\[-`{-~\u2010-\u2027\u00ab\u00bb\u00a0]+")
_SAMPLE = 65536


@functools.cache
def tables() -> dict[str, Any]:
    """The data file, read once."""
    return languages.load("vi").toml("charsets")


def viscii_controls() -> frozenset[int]:
    """The control bytes that VISCII uses for letters."""
    return frozenset({2, 5, 6, 20, 25, 30})


@functools.cache
def _syllables() -> tuple[re.Pattern[str], re.Pattern[str]]:
    shape = tables()["syllable"]

    def either(entries: list[str]) -> str:
        return "|".join(sorted((re.escape(unicodedata.normalize("NFC", e)) for e in entries), key=len, reverse=True))

    onset, nucleus, coda = (either(shape[name]) for name in ("onsets", "nuclei", "codas"))
    whole = re.compile(rf"(?:{onset})?(?:{nucleus})(?:{coda})?")
    never = re.compile(rf"(?:{onset})?(?:{either(shape['open_never'])})")
    return whole, never


@functools.lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, NFC) is a well-formed Vietnamese syllable."""
    apart = unicodedata.normalize("NFD", word.lower())
    bare = "".join(c for c in apart if c not in _TONES)
    if len(word) > 8 or len(apart) - len(bare) > 1:
        return False
    whole, never = _syllables()
    bare = unicodedata.normalize("NFC", bare)
    return bool(whole.fullmatch(bare)) and not never.fullmatch(bare)


def plausibility(text: str) -> float:
    """The share of words with marks that are syllables, in [0, 1]; 0 when no word has any."""
    words = [w for w in _SPLIT.split(unicodedata.normalize("NFC", text)) if w and not w.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


@functools.cache
def _byte_map(name: str) -> dict[int, str]:
    """Code point of the byte → letter, for ``str.translate`` on text read as latin-1."""
    letters = {0x80 + n: c for n, c in enumerate(tables()["high"][name]) if c != "·"}
    letters |= {int(n): c for n, c in tables()["low"].get(name, {}).items()}
    for byte in range(0x80, 0xA0):
        if byte not in letters:
            letters[byte] = bytes([byte]).decode("cp1252", "ignore") or "\ufffd"
    return letters


@functools.cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    words = tables()["vni"]["pairs"].split()
    letters: dict[str, str] = {}
    for found, meant in zip(words[0::2], words[1::2], strict=True):
        letters[found] = meant
        letters[found.upper()] = meant.upper()
        letters[found[0].upper() + found[1:]] = meant.upper()
    pattern = "|".join(sorted(map(re.escape, letters), key=len, reverse=True))
    return re.compile(pattern), letters


def _from_vni(data: bytes) -> str:
    pattern, letters = _vni()
    return pattern.sub(lambda m: letters[m[0]], _western(data))


def _western(data: bytes) -> str:
    return data.decode("latin-1").translate(_cp1252())


@functools.cache
def _cp1252() -> dict[int, str]:
    return {b: bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xA0)}


_READINGS: dict[str, Callable[[bytes], str]] = {
    "tcvn3": lambda data: data.decode("latin-1").translate(_byte_map("tcvn3")),
    "vni": _from_vni,
    "viscii": lambda data: data.decode("latin-1").translate(_byte_map("viscii")),
    "windows-1258": lambda data: unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
    "windows-1252": _western,
}


def best(data: bytes) -> tuple[float, str, str]:
    """(plausibility, name, text) of the most plausible single-byte reading of ``data``."""
    sample = data[:_SAMPLE]
    scored = [(plausibility(read(sample)), name) for name, read in _READINGS.items()]
    score, name = max(scored, key=lambda s: s[0])
    return score, name, _READINGS[name](data)
