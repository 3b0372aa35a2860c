"""Whether two reports may tell the same event: who takes part and in what order, how, where, in which words."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Collection

from banggiao.entries import Report
from banggiao.languages import orthography

_WORD = re.compile(r"\w+")

_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types whose parties are told in either order: A meets B, B meets A; A sells to B, B buys of A."""
_JOINT = frozenset({"AGREE", "SUPPORT", "RETREAT"})
"""Types that two do together or one towards the other: told of both it fits either direction, but not one the other."""
_LISTED = frozenset({"SANCTION", "CONCEDE", "AID"})
"""Types that are done to several at once, of whom one article names some: diplomats of three states are expelled."""
_LOCAL = frozenset({"ASSAULT", "MOBILIZE", "PROTEST", "COERCE", "AID"})
"""Types that happen in several places of a state on one day."""


def block(type: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> str:
    """The key that all reports of one event share: the type and everybody who takes part, whoever acts.

    Of what is done to several at once, the type and who does it.
    """
    return " ".join((type, *sorted(set(actors) if type in _LISTED else {*actors, *recipients})))


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
    if one.type in _LISTED and mine[0] == theirs[0] and mine[1] and theirs[1]:
        return mine[1] <= theirs[1] or theirs[1] <= mine[1]
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


def fits(report: Report, members: Collection[Report]) -> bool:
    """Whether ``report`` contradicts none of ``members``, reports of one event.

    Whom it names need agree with the member alone that names the most: one may name the first, one the second of them.
    """
    widest = max(members, key=lambda member: (len(member.recipients), member.id))
    return same_direction(report, widest) and all(_ways(report, m) and _places(report, m) for m in members)


@functools.lru_cache(maxsize=8192)
def _pairs(quote: str) -> frozenset[tuple[str, str]]:
    said = _WORD.findall(unicodedata.normalize("NFC", quote))
    plain = [orthography.lowered(word) if word.islower() else None for word in said]
    return frozenset((one, other) for one, other in itertools.pairwise(plain) if one and other)


def wording(one: Report, other: Report) -> float:
    """How alike the sentences are: the share of the shorter one's pairs of words that the other has, 0 to 1.

    Names and figures are left out: all reports that are compared have the names, and tell the same of them or not.
    """
    mine, theirs = _pairs(one.telling.quote), _pairs(other.telling.quote)
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer else 0.0
