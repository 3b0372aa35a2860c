"""Whether two reports may tell the same event: who takes part and in what order, how, where, in which words."""

from __future__ import annotations

import functools
import itertools

from banggiao.entries import Report
from banggiao.stories.bodies import words

_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types whose parties are told in either order: A meets B, B meets A; A sells to B, B buys of A."""
_JOINT = frozenset({"AGREE", "SUPPORT", "RETREAT"})
"""Types that two do together or one towards the other: told of both it fits either direction, but not one the other."""
_LOCAL = frozenset({"ASSAULT", "MOBILIZE", "PROTEST", "COERCE", "AID"})
"""Types that happen in several places of a state on one day."""


def block(type: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> str:
    """The key that all reports of one event share: the type and everybody who takes part, whoever acts."""
    return " ".join((type, *sorted({*actors, *recipients})))


def compatible(one: Report, other: Report) -> bool:
    """Whether two reports of one block may be of one event, whenever it was."""
    return _ways(one, other) and same_direction(one, other) and _places(one, other)


def _ways(one: Report, other: Report) -> bool:
    return one.mode is None or other.mode is None or one.mode == other.mode


def same_direction(one: Report, other: Report) -> bool:
    """Whether the same parties act towards the same others, as far as the type has a direction."""
    mine, theirs = (set(one.actors), set(one.recipients)), (set(other.actors), set(other.recipients))
    if mine == theirs:
        return True
    if one.type in _MUTUAL:
        return not (one.mode == other.mode == "visit" and mine == theirs[::-1])
    return one.type in _JOINT and (not mine[1] or not theirs[1])


def _places(one: Report, other: Report) -> bool:
    here, there = one.place, other.place
    if here is None or there is None or here.name == there.name:
        return True
    if here.country is None or there.country is None:
        return True
    return here.country == there.country and one.type not in _LOCAL


@functools.lru_cache(maxsize=8192)
def _pairs(quote: str) -> frozenset[tuple[str, str]]:
    said = words(quote)
    return frozenset(itertools.pairwise(said))


def wording(one: Report, other: Report) -> float:
    """How alike the sentences are: the share of the shorter one's pairs of words that the other has, 0 to 1."""
    mine, theirs = _pairs(one.telling.quote), _pairs(other.telling.quote)
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer else 0.0
