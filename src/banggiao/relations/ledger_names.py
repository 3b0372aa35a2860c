"""What tells the name of one mechanism from another's: its words, without the empty ones and the names of its parties.

"Ủy ban hỗn hợp Lào - Thái Lan về nghề cá" keeps {nghề, cá}: a commission on trade of the same two is another one, "ủy
ban chung hai nước" may be the same. The empty and the common words are tables of the language pack.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from msgspec import Struct

from banggiao import languages
from banggiao.languages.orthography import fold, lowered

ONE_OF_ITS_KIND = frozenset(
    {
        "summit",
        "flights",
        "railway",
        "ferry",
        "embassy",
        "consulate",
        "relations",
        "visa",
        "border",
        "ceasefire",
        "membership",
    }
)
"""Kinds of which two parties have one, whatever it is called."""

ALIKE = 2 / 3
"""The share of the shorter name's words that the longer one must have."""

_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")


class Signature(Struct, frozen=True):
    """The telling words of a name: ``words`` all of them, ``rare`` those that are of few names, ``acronyms``."""

    words: frozenset[str]
    rare: frozenset[str]
    acronyms: frozenset[str]
    lesser: bool

    @property
    def empty(self) -> bool:
        """Whether the name says no more than what kind of thing it is, and of whom."""
        return not self.words and not self.acronyms


def alike(one: Signature, other: Signature) -> bool:
    """Whether two names, both saying something, may be of the same mechanism."""
    if one.lesser != other.lesser:
        return False
    if one.acronyms & other.acronyms:
        return True
    return _share(one.words, other.words) >= ALIKE


def same_rare(one: Signature, other: Signature) -> bool:
    """Whether two names share what is rare in them, so that they are the same whoever is named as a party."""
    if one.acronyms & other.acronyms:
        return True
    return _share(one.rare, other.rare) >= ALIKE and _share(one.words, other.words) >= ALIKE


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@functools.lru_cache(maxsize=65536)
def signature(name: str, parties: tuple[str, ...]) -> Signature:
    """The signature of ``name``, a mechanism of ``parties`` (codes)."""
    tables = _tables()
    folded = fold(name)
    acronyms = frozenset(_ACRONYM.findall(folded)) - tables.acronyms - set(parties)
    words = _without(tuple(_WORD.findall(lowered(name))), (n for code in parties for n in _called().get(code, ())))
    lesser = bool(words) and words[0] in tables.lesser
    low = {a.lower() for a in acronyms}
    words = tuple(w for w in _without(words, tables.empty) if w not in low and not w.isdigit())
    return Signature(frozenset(words), frozenset(_without(words, tables.common)), acronyms, lesser)


Phrase = tuple[str, ...]


class _Tables(Struct, frozen=True):
    empty: frozenset[Phrase]
    common: frozenset[Phrase]
    lesser: frozenset[str]
    acronyms: frozenset[str]


@functools.cache
def _tables() -> _Tables:
    """The tables of all packs together: a name is in the language of whoever told it."""
    tables = [languages.load(code).toml("relations")["names"] for code in languages.available()]
    empty, common = (
        frozenset(tuple(_WORD.findall(lowered(phrase))) for table in tables for phrase in table[sort])
        for sort in ("empty", "common")
    )
    lesser, acronyms = (frozenset(word for table in tables for word in table[sort]) for sort in ("lesser", "acronyms"))
    return _Tables(empty, common, lesser, acronyms)


@functools.cache
def _called() -> dict[str, frozenset[Phrase]]:
    """The names of each actor in every pack, as words."""
    names: dict[str, set[Phrase]] = {}
    for code in languages.available():
        pack = languages.load(code)
        for table in ("names", "organisations"):
            for row in pack.rows(table):
                if row["code"]:
                    names.setdefault(row["code"], {(row["code"].lower(),)}).add(
                        tuple(_WORD.findall(lowered(row["name"])))
                    )
    return {code: frozenset(found) for code, found in names.items()}


def _without(words: Phrase, phrases: Iterable[Phrase]) -> Phrase:
    """``words`` without ``phrases``, the longest first at each place."""
    gone = phrases if isinstance(phrases, frozenset) else frozenset(phrases)
    longest = max(map(len, gone), default=0)
    kept: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(min(longest, len(words) - at), 0, -1) if words[at : at + n] in gone), 0)
        if not size:
            kept.append(words[at])
        at += size or 1
    return tuple(kept)
