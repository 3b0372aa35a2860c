"""Clues to a date, and the days on which most of them agree.

A clue allows a set of days (a union of closed intervals of proleptic ordinals) and has a weight: how reliable it is.
:func:`agreement` finds the days whose total weight is highest. Where all clues agree this is their intersection; where
they contradict one another the least reliable lose. No clue ever makes the answer narrower than the days it allows.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from banggiao.records import Basis, Precision

FLOOR = dt.date(1945, 1, 1).toordinal()
CEILING = dt.date(2100, 1, 1).toordinal()
Days = tuple[tuple[int, int], ...]
_FAINT = 0.55
_AGREES = "; agrees, and narrows nothing"
_CONTRADICTED = "; set aside, for more reliable evidence contradicts it"
_MOST_PIECES, _MOST_SET_ASIDE = 8, 2

_WIDTHS: tuple[tuple[int, Precision], ...] = (
    (3, "day"), (10, "week"), (31, "month"), (92, "quarter"), (184, "half"), (366, "year"), (3653, "decade"),
)  # fmt: skip


class Clue(Struct, frozen=True):
    """One piece of evidence: ``days`` that it allows, ``weight`` (0 to 10), and what a :class:`Basis` needs.

    ``start`` and ``end`` are offsets in the document's text, None for what stands outside it. ``about`` names the
    person or event, so that two clues about the same one are told once.
    """

    kind: str
    text: str
    start: int | None
    end: int | None
    says: str
    days: Days
    weight: float
    about: str = ""

    def meets(self, start: int, end: int) -> bool:
        """Whether some day from ``start`` to ``end`` is allowed."""
        n = bisect_right(self.days, (end, CEILING + 1)) - 1
        return n >= 0 and self.days[n][1] >= start

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The hull of those allowed days whose intervals reach into ``start``..``end``."""
        near = [span for span in self.days if span[1] >= start and span[0] <= end]
        return (near[0][0], near[-1][1]) if near else (FLOOR, CEILING)

    def basis(self, kept: bool = True, narrows: bool = True) -> Basis:
        """The clue as it is reported; one that the others contradict, or that narrows nothing, says so."""
        first, last = self.days[0][0], self.days[-1][1]
        return Basis(
            kind=self.kind if kept else "set-aside",
            text=self.text,
            start=self.start,
            end=self.end,
            says=self.says + ("" if narrows else _AGREES) + ("" if kept else _CONTRADICTED),
            first=dt.date.fromordinal(first) if first > FLOOR else None,
            last=dt.date.fromordinal(last) if last < CEILING else None,
        )


def since(first: dt.date) -> Days:
    """All days from ``first`` on."""
    return ((first.toordinal(), CEILING),)


def until(last: dt.date) -> Days:
    """All days up to ``last``."""
    return ((FLOOR, last.toordinal()),)


def between(first: dt.date, last: dt.date) -> Days:
    """The days from ``first`` to ``last``, both included."""
    return ((first.toordinal(), last.toordinal()),)


def merge(spans: Iterable[tuple[int, int]]) -> Days:
    """The union of ``spans``, sorted, without overlaps."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(s for s in spans if s[0] <= s[1]):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def agreement(clues: Sequence[Clue]) -> Days:
    """The days whose clues weigh most together, as sorted intervals; empty without clues.

    A difference of :data:`_FAINT` is none: a hint alone never narrows the answer.
    """
    changes: defaultdict[int, float] = defaultdict(float)
    for clue in clues:
        for start, end in clue.days:
            changes[start if start > FLOOR else FLOOR] += clue.weight
            changes[end + 1] -= clue.weight
    total = 0.0
    steps: list[tuple[int, int, float]] = []
    for here, following in itertools.pairwise(sorted(changes)):
        total += changes[here]
        steps.append((here, following - 1, total))
    least = max(max([weight for _, _, weight in steps], default=0.0) - _FAINT, 1e-6)
    return merge([(start, end) for start, end, weight in steps if weight >= least])


def pieces(clues: Sequence[Clue], chosen: Days) -> tuple[Basis, ...]:
    """The clues as a basis, the most decisive first: those that set an end of ``chosen``, then the narrowest.

    One piece for each person or event; those that narrow nothing say so; at most eight in all.
    """
    first, last = chosen[0][0], chosen[-1][1]
    ranked: list[tuple[int, int, float, Clue]] = []
    lost: list[Clue] = []
    for clue in clues:
        if all(clue.meets(*span) for span in chosen):
            low, high = clue.around(first, last)
            ranked.append((-(low == first) - (high == last), high - low, -clue.weight, clue))
        elif not any(clue.meets(*span) for span in chosen):
            lost.append(clue)
    ranked.sort(key=lambda entry: entry[:3])
    told: set[str] = set()
    found: list[Basis] = []
    for edges, _, _, clue in ranked:
        if not clue.about or clue.about not in told:
            told.add(clue.about)
            found.append(clue.basis(narrows=edges < 0))
    lost.sort(key=lambda clue: -clue.weight)
    aside = [clue.basis(kept=False) for clue in lost if not clue.about or clue.about not in told][:_MOST_SET_ASIDE]
    return (*found[: _MOST_PIECES - len(aside)], *aside)


def precision(first: dt.date, last: dt.date) -> Precision:
    """The finest unit that an interval of this width bears."""
    width = (last - first).days + 1
    if width > 31 and first.year == last.year:
        return "quarter" if width <= 92 else "half" if width <= 184 else "year"
    return next((name for limit, name in _WIDTHS if width <= limit), "vague")


def day(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
