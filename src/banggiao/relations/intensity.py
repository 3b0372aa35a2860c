"""How intense a relation was, month by month, and how sure that is when events are few.

A local level model (Harvey 1989, *Forecasting, Structural Time Series Models and the Kalman Filter*, section 2.3): the
intensity of a month is that of the month before and a step with variance ``q``; the mean score of the month's ``n``
events shows it with variance ``s/n``. The smoothed level of a month with many events lies at their mean; one with few
borrows from its neighbours; in a gap the interval widens. ``s`` is the pooled variance within months; ``q`` is the most
probable of a grid under a broad prior, since a handful of months cannot tell it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

LOWEST, HIGHEST = -10.0, 10.0
"""The ends of PLOVER's scale of scores."""
_START_VARIANCE = 25.0  # before the first event a relation may stand anywhere on the scale
_WITHIN, _WITHIN_WEIGHT = 9.0, 4.0  # scores of one month's events vary by about 3 points; worth four observations
_STEPS = tuple(0.01 * 10 ** (n / 4) for n in range(11))  # 0.01 to 3.2
_USUAL_STEP, _SPREAD = 0.2, 1.2  # prior of q: log-normal
_Z90 = 1.6449


class Tally(Struct, frozen=True, gc=False):
    """The events of one period: how many, the sum of their scores, the sum of the squares."""

    events: int
    score: float
    squares: float


class Level(Struct, frozen=True, gc=False):
    """The intensity of one period: the estimate and its 90 % interval, on PLOVER's scale."""

    estimate: float
    low: float
    high: float


def levels(tallies: Sequence[Tally]) -> list[Level]:
    """The smoothed intensity of each period; periods are equally long and follow one another without a gap."""
    if not tallies:
        return []
    within = _within(tallies)
    step = max(_STEPS, key=lambda q: _likelihood(tallies, within, q) + _prior(q))
    return [
        Level(_clip(mean), _clip(mean - _Z90 * math.sqrt(variance)), _clip(mean + _Z90 * math.sqrt(variance)))
        for mean, variance in _smooth(tallies, within, step)
    ]


def _within(tallies: Sequence[Tally]) -> float:
    spread = sum(max(t.squares - t.score * t.score / t.events, 0.0) for t in tallies if t.events)
    freedom = sum(t.events - 1 for t in tallies if t.events)
    return (spread + _WITHIN * _WITHIN_WEIGHT) / (freedom + _WITHIN_WEIGHT)


def _prior(q: float) -> float:
    return -0.5 * (math.log(q / _USUAL_STEP) / _SPREAD) ** 2


def _filter(tallies: Sequence[Tally], within: float, q: float) -> tuple[list[tuple[float, float]], float]:
    """The filtered mean and variance of each period, and the log-likelihood of the observations."""
    mean, variance, likelihood = 0.0, _START_VARIANCE, 0.0
    filtered: list[tuple[float, float]] = []
    for number, tally in enumerate(tallies):
        if number:
            variance += q
        if tally.events:
            noise = within / tally.events
            total = variance + noise
            error = tally.score / tally.events - mean
            likelihood -= 0.5 * (math.log(2 * math.pi * total) + error * error / total)
            gain = variance / total
            mean += gain * error
            variance *= 1 - gain
        filtered.append((mean, variance))
    return filtered, likelihood


def _likelihood(tallies: Sequence[Tally], within: float, q: float) -> float:
    return _filter(tallies, within, q)[1]


def _smooth(tallies: Sequence[Tally], within: float, q: float) -> list[tuple[float, float]]:
    """Rauch, Tung and Striebel's backward pass over the filtered levels."""
    smoothed, _ = _filter(tallies, within, q)
    for n in range(len(smoothed) - 2, -1, -1):
        mean, variance = smoothed[n]
        ahead = variance + q
        back = variance / ahead
        next_mean, next_variance = smoothed[n + 1]
        smoothed[n] = (mean + back * (next_mean - mean), variance + back * back * (next_variance - ahead))
    return smoothed


def _clip(value: float) -> float:
    return min(max(value, LOWEST), HIGHEST)
