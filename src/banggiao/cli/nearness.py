"""How near a rule came that gave no event: what it failed at, and how much of its pattern was still to be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from banggiao.events import Explanation, NearMiss

STOPPED, LAST = 0, 1
"""The ranks of a rule whose slots were all filled, and of one that failed at its last slot."""
FAR = 9
_ELEMENT = re.compile(r"\{(\w+)\}(\?)?|(\([^)]*\))(\?)?")
_TRIGGERS = frozenset({"verb", "noun"})
_OTHER_VOICE = frozenset({"active", "passive"})


def rank(miss: NearMiss, voices: Mapping[str, str]) -> int:
    """0: every slot was filled and something else stopped it; 1: its last slot stayed empty; 2 and more: farther.

    ``voices`` are the patterns by name. A pattern is matched from its trigger to the left, then to the right; a rule in
    the wrong voice (no "passive" marker stood there) is far.
    """
    if miss.failed in _OTHER_VOICE:
        return FAR
    elements = _in_order_of_matching(voices.get(miss.voice, ""))
    failed = _bare(miss.failed)
    if failed not in elements:
        return STOPPED
    return LAST + sum(not e.startswith("(") for e in elements[elements.index(failed) + 1 :])


def nearest(explanation: Explanation, voices: Mapping[str, str], everything: bool) -> list[NearMiss]:
    """The near misses, nearest first; unless ``everything``, only those at most a slot away.

    Of the voices of one rule at one trigger only the nearest counts, and none when that rule told an event there.
    """
    ranked = sorted(explanation.misses, key=lambda m: (rank(m, voices), m.trigger.start, m.rule))
    if everything:
        return ranked
    told = {(d.event.rule, d.event.trigger.start) for d in explanation.derivations}
    return list(_once((m for m in ranked if rank(m, voices) <= LAST), told))


def _once(misses: Iterable[NearMiss], told: set[tuple[str, int]]) -> Iterable[NearMiss]:
    seen = set(told)
    for miss in misses:
        key = (miss.rule, miss.trigger.start)
        if key not in seen:
            seen.add(key)
            yield miss


def _in_order_of_matching(pattern: str) -> list[str]:
    """The elements of a voice that must be found, as they are tried: leftwards from the trigger, then rightwards."""
    left: list[str] = []
    right: list[str] = []
    side = left
    for slot, _, words, optional in _ELEMENT.findall(pattern):
        if slot in _TRIGGERS:
            side = right
        elif slot or not optional:
            side.append(slot or _bare(words))
    return [*reversed(left), *right]


def _bare(element: str) -> str:
    """``element`` with the alternatives of a marker in one order."""
    return f"({'|'.join(sorted(element[1:-1].split('|')))})" if element.startswith("(") else element
