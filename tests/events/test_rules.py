"""The three laws: examples reproduce their marks, every voice has an example, every negative is stopped by its
guard."""

from __future__ import annotations

import pytest

from banggiao.events import EventCoder
from banggiao.events.examples import problems
from banggiao.events.rules import Rule
from banggiao.languages.pack import load

CODER = EventCoder(load("vi"))


@pytest.mark.parametrize("rule", CODER.rules, ids=lambda rule: rule.id)
def test_rule_keeps_the_laws(rule: Rule) -> None:
    assert problems(CODER, rule) == []
