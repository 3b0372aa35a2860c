"""Reprints are found and strangers are not, on the pairs made of ``reports.toml``."""

from __future__ import annotations

import pytest

from banggiao.stories import reprint
from tests.stories.pairs import Pair, pairs


@pytest.mark.parametrize("pair", [pytest.param(pair, id=pair.name) for pair in pairs()])
def test_reprints_are_told_from_strangers(pair: Pair) -> None:
    assert (reprint(pair.one, pair.other) is not None) == pair.same
    assert reprint(pair.one, pair.other) == reprint(pair.other, pair.one)


def test_there_are_enough_of_either_kind() -> None:
    made = list(pairs())
    assert sum(pair.same for pair in made) >= 30 and sum(not pair.same for pair in made) >= 30
