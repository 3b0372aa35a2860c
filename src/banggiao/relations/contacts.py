"""At which level two sides met, told by the words of a report where it names nobody's office."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from banggiao import languages
from banggiao.knowledge.levels import RANKED
from banggiao.records import Level
from banggiao.relations.vocabulary import Vocabulary


def told_level(sentences: Iterable[str]) -> Level | None:
    """The highest level that a word of ``sentences`` tells ("summit", "delegation"), in whichever language; or None."""
    told = {
        word.value for sentence in sentences for vocabulary in _vocabularies() for word in vocabulary.scan(sentence)
    }
    return next((level for level in RANKED if level in told), None)


@functools.cache
def _vocabularies() -> tuple[Vocabulary, ...]:
    packs = [languages.load(code) for code in languages.available()]
    tables = [(pack, pack.toml("relations").get("contact_levels", {})) for pack in packs]
    return tuple(
        Vocabulary(pack, [("level", level, word) for level, words in table.items() for word in words])
        for pack, table in tables
    )
