"""Where a relation turned: days from which the mean score of its events was another one.

Exact segmentation by penalised least squares (PELT: Killick, Fearnhead and Eckley 2012, as ``ruptures`` implements it),
with the penalty of the Bayesian information criterion on the noise that is left when every event is compared with the
one before.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Sequence

from msgspec import Struct

FEWEST = 4
"""Events on either side without which nothing is called a change."""
_MOST_POINTS = 400  # segments are sought in at most so many points: days are pooled until they are that few
_SMALLEST = 1.0  # points of PLOVER's scale between neighbouring means
_PENALTY = 4.0  # times the noise and the logarithm of the number of points


class Turn(Struct, frozen=True, gc=False):
    """The first day of a new segment, and the mean scores before and after it."""

    date: dt.date
    before: float
    after: float


def turns(days: Sequence[dt.date], scores: Sequence[float]) -> list[Turn]:
    """The turning points of a relation whose events have these days (in order) and scores; few events have none."""
    if len(days) < 2 * FEWEST:
        return []
    points = _pooled(days, scores)
    means = [total / count for _, total, count in points]
    noise = _noise(means)
    if noise <= 0 or len(points) < 2 * FEWEST:
        return []
    import numpy as np
    import ruptures

    signal = np.asarray(means).reshape(-1, 1)
    penalty = _PENALTY * noise * math.log(len(points))
    ends = ruptures.KernelCPD(kernel="linear", min_size=FEWEST).fit(signal).predict(pen=penalty)
    return _turns(points, [0, *ends])


def _pooled(days: Sequence[dt.date], scores: Sequence[float]) -> list[tuple[dt.date, float, int]]:
    """Events as points (first day, sum of scores, how many); many events are pooled by whole days."""
    size = math.ceil(len(days) / _MOST_POINTS)
    points: list[tuple[dt.date, float, int]] = []
    last: dt.date | None = None
    for day, score in zip(days, scores, strict=True):
        if points and size > 1 and (points[-1][2] < size or day == last):
            first, total, count = points[-1]
            points[-1] = (first, total + score, count + 1)
        else:
            points.append((day, score, 1))
        last = day
    return points


def _noise(means: Sequence[float]) -> float:
    """The variance of a point about its level: half the mean square of neighbours' differences (von Neumann 1941)."""
    squares = sum((b - a) ** 2 for a, b in itertools.pairwise(means))
    return max(squares / (2 * max(len(means) - 1, 1)), 0.25)


def _turns(points: Sequence[tuple[dt.date, float, int]], ends: Sequence[int]) -> list[Turn]:
    """Between each two segments one turn, unless their means hardly differ."""
    means = [
        sum(total for _, total, _ in points[a:b]) / sum(count for _, _, count in points[a:b])
        for a, b in itertools.pairwise(ends)
    ]
    return [
        Turn(points[at][0], before, after)
        for at, before, after in zip(ends[1:], means, means[1:], strict=False)
        if abs(after - before) >= _SMALLEST
    ]
