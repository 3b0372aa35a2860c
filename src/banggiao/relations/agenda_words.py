"""The words of plans (``plans.toml``), and which of them stand together in a sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from banggiao.languages import Pack, load
from banggiao.relations.context import Scene
from banggiao.relations.vocabulary import Vocabulary, Word

HEADS = frozenset({"verb", "process", "noun"})
"""The sorts of words that say what is planned; a ``process`` is a verb that is announced only with a day."""

_BEHIND = 25
"""How many characters may stand between "to call off" and what is called off."""
_BEFORE = 170
"""How far behind its subject a verb may say that it is called off, past a clause that says when it was planned for."""
_BREAKS = ";:"
_CLOSE = ',;:“”"'
_OWN = frozenset({"confirmed", "still"})


def _entries(pack: Pack) -> Iterator[tuple[str, str, str]]:
    table = pack.toml("plans")
    for sort, section in (
        ("verb", "verbs"),
        ("process", "processes"),
        ("noun", "nouns"),
        ("change", "changes"),
        ("guard", "guards"),
    ):
        for value, words in table[section].items():
            yield from ((sort, value, word) for word in words)
    yield from (("guard", "passive", word) for word in pack.toml("relations")["guards"]["passive"])


@functools.lru_cache(maxsize=8)
def plan_words(code: str) -> Vocabulary:
    """The compiled words of plans of language ``code``."""
    pack = load(code)
    return Vocabulary(pack, _entries(pack))


def changed(scene: Scene, change: Word) -> Word | None:
    """What ``change`` says something of: the head behind an active verb, else the last one before it."""
    heads = [w for w in scene.words if w.sort in HEADS]
    behind = next((h for h in heads if _object(scene, change, h)), None)
    if change.value not in _OWN and behind is not None and not _passive(scene, change):
        return behind
    before = [h for h in heads if h.end <= change.start <= h.end + _BEFORE and _one(scene, h.end, change.start)]
    if not before:
        return behind if change.value in _OWN else None
    if change.value in _OWN or _passive(scene, change) or _of_itself(scene, change):
        nouns = [h for h in before if h.sort == "noun"]
        return nouns[-1] if nouns else before[-1] if change.value in _OWN else None
    return None


def _object(scene: Scene, change: Word, head: Word) -> bool:
    """Whether ``head`` stands right behind ``change``, with nobody in between."""
    if not 0 <= head.start - change.end <= _BEHIND or any(c in _CLOSE for c in scene.text[change.end : head.start]):
        return False
    return not any(change.end <= m.start < head.start for m in scene.mentions)


def _one(scene: Scene, start: int, end: int) -> bool:
    return not any(c in _BREAKS for c in scene.text[start:end])


def _passive(scene: Scene, change: Word) -> bool:
    return any(w.sort == "guard" and w.value == "passive" and 0 <= change.start - w.end <= 6 for w in scene.words)


def _of_itself(scene: Scene, change: Word) -> bool:
    """Whether the verb needs no object: "does not take place", or "put off" with the new day right behind it."""
    if any(w.sort in HEADS and w.start >= change.end and w.start - change.end <= _BEHIND for w in scene.words):
        return False
    if change.value == "cancelled":
        return scene.text[change.start : change.end].count(" ") >= 2
    return any(w.sort == "guard" and w.value in ("new", "at") and 0 <= w.start - change.end <= 2 for w in scene.words)
