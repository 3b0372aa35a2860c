"""The intensity of a relation: sure where events are many, wide where they are few, never off the scale."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from banggiao.relations.intensity import Tally, levels
from banggiao.relations.turning import turns

NONE = Tally(0, 0.0, 0.0)


def tally(*scores: float) -> Tally:
    return Tally(len(scores), sum(scores), sum(s * s for s in scores))


def test_many_events_are_believed_and_few_are_not() -> None:
    many = levels([tally(*[5.0, 4.0, 6.0] * 20)])[0]
    few = levels([tally(5.0)])[0]
    assert abs(many.estimate - 5.0) < 0.2
    assert abs(few.estimate) < abs(many.estimate)
    assert few.high - few.low > 2 * (many.high - many.low)


def test_a_gap_is_less_sure_than_its_ends() -> None:
    series = levels([tally(4.0, 4.0, 4.0), *[NONE] * 12, tally(-4.0, -4.0, -4.0)])
    widths = [level.high - level.low for level in series]
    assert widths[6] > widths[0]
    assert widths[6] > widths[-1]
    assert series[0].estimate > series[6].estimate > series[-1].estimate


def test_a_steady_relation_stays_steady() -> None:
    series = levels([tally(3.0, 2.0, 4.0)] * 24)
    assert max(s.estimate for s in series) - min(s.estimate for s in series) < 0.5


@given(st.lists(st.lists(st.floats(-10, 10), max_size=5), max_size=40))
def test_no_estimate_leaves_the_scale_or_its_own_interval(months: list[list[float]]) -> None:
    for level in levels([tally(*scores) for scores in months]):
        assert -10 <= level.low <= level.estimate <= level.high <= 10


def test_a_rupture_is_found_on_its_day() -> None:
    chance = random.Random(4)
    days = [dt.date(2015, 1, 1) + dt.timedelta(days=9 * n) for n in range(80)]
    scores = [chance.gauss(4, 1.5) for _ in range(50)] + [chance.gauss(-5, 1.5) for _ in range(30)]
    found = turns(days, scores)
    assert [turn.date for turn in found] == [days[50]]
    assert found[0].before > 3 and found[0].after < -4


def test_noise_has_no_turning_point() -> None:
    chance = random.Random(7)
    days = [dt.date(2015, 1, 1) + dt.timedelta(days=n) for n in range(300)]
    found = sum(len(turns(days, [chance.gauss(1, 4) for _ in days])) for _ in range(20))
    assert found <= 1


def test_few_events_have_no_turning_point() -> None:
    days = [dt.date(2015, 1, 1 + n) for n in range(5)]
    assert turns(days, [5, 5, 5, -5, -5]) == []


def test_thousands_of_events_are_pooled_by_days() -> None:
    chance = random.Random(11)
    days = sorted(dt.date(2010, 1, 1) + dt.timedelta(days=chance.randrange(2000)) for _ in range(9000))
    turn = dt.date(2013, 1, 1)
    scores = [chance.gauss(-3 if day >= turn else 2, 4) for day in days]
    found = turns(days, scores)
    assert len(found) == 1
    assert abs((found[0].date - turn).days) <= 20
