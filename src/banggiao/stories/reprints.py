"""Whether two articles are the same report: an agency's text and its reprints, a text cut short, copied, retitled.

What counts is how much of the wording is shared, and what of it: accounts written independently share names and
phrases; the next report of a running story shares its background, not its news, and its figures differ. Bodies alone
are compared, never titles, teasers or lists of links.
"""

from __future__ import annotations

import datetime as dt
import functools

from msgspec import Struct

from banggiao.stories.bodies import phrases, words

_FEWEST = 20
"""Phrases below which a body says too little to be recognised but for being the same."""
_ALIKE = 0.8
"""Share of all phrases that makes two bodies the same whatever the rest."""
_SIMILAR = 0.4
"""Share of all phrases from which two bodies that tell the same news are the same report."""
_CONTAINED = 0.65
"""Share of the shorter body's phrases that the other has: a text cut short."""
_CREDITED = 0.3
"""The same, where both credit one agency on the same day."""
_HEAD = 80
"""Words in which an article says what is new: its first three sentences or so, of which an outlet rewrites one."""
_NEWS = 0.25
"""Share of the news of either that the other has. The next report of a running story has the other's as background,
but its own news is not in the other."""
_DAYS = 4
"""Days within which an outlet reprints a report; what is alike as a whole may come later."""
_FIGURES = 0.7
"""Share of the figures that two tellings of one report have in common."""
_FEW_FIGURES = 3


class Body(Struct, frozen=True):
    """What is compared of an article: the words of its body, when it was published, and whom it credits."""

    words: tuple[str, ...]
    published: dt.date | None = None
    agency: str | None = None

    @classmethod
    def of(cls, text: str, published: dt.date | None = None, agency: str | None = None) -> Body:
        """The body ``text`` (lead and body lines)."""
        return cls(words(text), published, agency)


class Decision(Struct, frozen=True):
    """That two articles are the same report: how similar their bodies are (Jaccard, 0 to 1), and why."""

    similarity: float
    because: str


class _Shared(Struct, frozen=True):
    """The shares of all phrases, of the shorter one's, of its first words and figures that both have; days apart."""

    all: float
    shorter: float
    news: float
    figures: float
    days: int | None
    agency: str | None


def reprint(one: Body, other: Body) -> Decision | None:
    """Whether two articles are the same report, and why; None when they are two. The order does not matter."""
    shared = _shared(one, other)
    if shared is None:
        return None
    because = _because(shared)
    return Decision(round(shared.all, 3), because) if because else None


def resemblance(one: Body, other: Body) -> float:
    """The share of the phrases of both that stand in both (Jaccard)."""
    mine, theirs = _phrases(one.words), _phrases(other.words)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else float(one.words == other.words)


def same_agency(one: str | None, other: str | None) -> str | None:
    """The agency that both credits name, None when there is none: "Reuters, AFP" and "AFP" share AFP."""
    theirs = _agencies(other)
    return next((name for name in _agencies(one) if name in theirs), None)


@functools.lru_cache(maxsize=512)
def _phrases(of: tuple[str, ...]) -> frozenset[str]:
    return phrases(of)


@functools.lru_cache(maxsize=1024)
def _agencies(credit: str | None) -> tuple[str, ...]:
    parts = (credit or "").replace("/", ",").replace(";", ",").replace("+", ",").replace("&", ",").split(",")
    return tuple(sorted({" ".join(words(part)) for part in parts} - {""}))


def _shared(one: Body, other: Body) -> _Shared | None:
    """What the two share; None when too little to be looked at."""
    short, long = sorted((one, other), key=lambda body: (len(body.words), body.words))
    mine, theirs = _phrases(short.words), _phrases(long.words)
    if len(mine) < _FEWEST:
        return _Shared(1.0, 1.0, 1.0, 1.0, None, None) if mine and short.words == long.words else None
    common = len(mine & theirs)
    head, other_head = _phrases(short.words[:_HEAD]), _phrases(long.words[:_HEAD])
    days = abs((one.published - other.published).days) if one.published and other.published else None
    return _Shared(
        common / (len(mine) + len(theirs) - common),
        common / len(mine),
        min(len(head & theirs) / len(head), len(other_head & mine) / len(other_head)),
        _figures(short.words, long.words),
        days,
        same_agency(one.agency, other.agency),
    )


def _figures(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """The share of the figures of either that the other has too, the greater one: 1 when too few to tell."""
    mine, theirs = ({word for word in words if word[0].isdigit()} for words in (short, long))
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer >= _FEW_FIGURES else 1.0


def _because(shared: _Shared) -> str | None:
    percent = f"{shared.all:.0%} of their phrases are the same"
    if shared.figures < _FIGURES:
        return None  # the same words around other figures: the next report of a series
    if shared.all >= _ALIKE:
        return percent
    if shared.news < _NEWS or (shared.days is not None and shared.days > _DAYS):
        return None
    if shared.all >= _SIMILAR:
        return f"{percent}, the news among them"
    if shared.shorter >= _CONTAINED:
        return f"{shared.shorter:.0%} of the shorter one stands in the other: a text cut short"
    if shared.agency and shared.days is not None and shared.days <= 1 and shared.shorter >= _CREDITED:
        return f"both credit {shared.agency} within a day, and {shared.shorter:.0%} of the shorter one is in the other"
    return None
