"""Which mechanism of a sentence a verb of change is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from banggiao.records import Mention
from banggiao.relations.context import Scene
from banggiao.relations.naming import Grammar
from banggiao.relations.vocabulary import Word

Thing = TypeVar("Thing")

_BEHIND = 45
"""How far behind a verb its mechanism may begin."""

_BEFORE = 150
"""How far before a verb its mechanism may end."""

_NAMED_ONLY = frozenset({"border"})
"""Kinds whose heads are common words: only verbs that name the kind are about them."""

_TOUCHING = 5
"""How near a verb of many meanings stands to its mechanism."""

_PARTICIPLE = 4
"""How far behind its mechanism a verb without a passive marker stands: "đã" between them."""

_NEXT = 6
"""How near a verb stands behind another whose object it is ("đình chỉ việc chấm dứt")."""

_AGENT = 45
"""How far before a verb its passive marker may stand, with the agent between them."""


class Head(Struct, Generic[Thing], frozen=True):
    """Where a thing of ``kind`` is spoken of in a sentence."""

    start: int
    end: int
    kind: str
    thing: Thing


def subjects(scene: Scene, change: Word, heads: Sequence[Head[Thing]], rules: Grammar) -> list[Head[Thing]]:
    """The mechanisms that ``change`` is about: what follows an active verb, else what it stands behind."""
    fitting = [h for h in heads if (h.kind in change.kinds if change.kinds else h.kind not in _NAMED_ONLY)]
    passive = _passive(scene, change)
    if not passive:
        behind = [h for h in fitting if 0 <= h.start - change.end <= _BEHIND and _open(scene, change.end, h.start)]
        reach = _TOUCHING if change.close else 20 if change.alone else _BEHIND
        if behind and behind[0].start - change.end <= reach:
            return list(_joined(scene, behind, rules))
    if change.close and not passive:
        before = [h for h in fitting if 0 <= change.start - h.end <= _TOUCHING]
    elif not (passive or change.alone):
        near = _BEFORE if _elided(scene, change) else _PARTICIPLE if _dated(scene, change) else 1
        before = [h for h in fitting if 0 <= change.start - h.end <= near]
    else:
        start = passive.start if passive else change.start
        before = [h for h in fitting if 0 <= start - h.end <= _BEFORE and _reaches(scene, h.end, start)]
    return before[-1:]


def governed(scene: Scene, change: Word, rules: Grammar) -> bool:
    """Whether ``change`` is itself the object of a verb of change ("ngừng phê chuẩn hiệp định")."""
    before = [w for w in scene.words if w.sort == "change" and w.end <= change.start and w.value != change.value]
    if change.value not in ("established", "met"):
        return any(w.value in ("suspended", "ended") and 0 < change.start - w.end <= _NEXT for w in before)
    gap = scene.text[before[-1].end : change.start] if before else ""
    return (
        0 < len(gap) <= 22
        and not any(c in ",;:.()" for c in gap)
        and not any(f" {w} " in gap for w in rules.conjunctions if w)
        and not before[-1].alone
    )


def _dated(scene: Scene, change: Word) -> bool:
    """Whether a day follows the verb at once ("thỏa thuận đã ký năm 2015")."""
    return any(0 <= t.start - change.end <= _NEXT for t in scene.times)


def _elided(scene: Scene, change: Word) -> bool:
    """Whether a verb shares the object of the one before it ("lập quan hệ năm 1974, cắt đứt năm 1975")."""
    timed = any(0 <= t.start - change.end <= 5 for t in scene.times)
    return timed and any(w.sort == "change" and w.end < change.start for w in scene.words)


def _passive(scene: Scene, change: Word) -> Word | None:
    """The passive marker of ``change``: right before it, or with nothing but its agent between."""
    for word in reversed(scene.words):
        if word.sort != "guard" or word.value != "passive" or word.end > change.start:
            continue
        if change.start - word.end > _AGENT:
            return None
        gap = scene.text[word.end : change.start]
        for mention in scene.mentions:
            if word.end <= mention.start and mention.end <= change.start:
                gap = gap.replace(mention.text, "")
        return word if len(gap.strip()) <= 16 and not any(c in gap for c in ",;:") else None
    return None


def _open(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing between a verb and its mechanism parts them: no clause break, no other verb."""
    gap = scene.text[start:end]
    if any(c in ",;:.()" for c in gap):
        return False
    between = (w for w in scene.words if start <= w.start and w.end <= end)
    return not any(w.sort == "decoy" or (w.sort == "change" and not _nested(w)) for w in between)


def _nested(word: Word) -> bool:
    """Whether a verb of change between may belong to the mechanism ("ngừng phê chuẩn hiệp định")."""
    return word.value in ("established", "met")


def _reaches(scene: Scene, start: int, end: int) -> bool:
    """Whether a mechanism before a verb is still what the sentence speaks of: no other actor has come in."""
    return not any(
        not m.place and start <= m.start and m.end <= end and not _apposed(scene, m, start) for m in scene.mentions
    )


def _apposed(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether an actor stands under a passive marker or a relative word, where it is no new subject."""
    return any(
        w.sort == "guard"
        and w.value in ("passive", "background")
        and start <= w.start
        and 0 <= mention.start - w.end <= 8
        for w in scene.words
    )


def _joined(scene: Scene, heads: Sequence[Head[Thing]], rules: Grammar) -> Iterable[Head[Thing]]:
    """The first head, and those that a conjunction or a comma joins to it."""
    yield heads[0]
    for one, other in itertools.pairwise(heads):
        if scene.text[one.end : other.start].strip(" ,") not in rules.conjunctions:
            break
        yield other
