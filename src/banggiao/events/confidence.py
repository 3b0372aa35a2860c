"""How likely an event is right: a logistic model over features of its derivation.

The weights are shipped as numbers in the language pack's ``confidence.toml``; ``banggiao.evaluation.calibration`` fits
them to annotated sentences. Without the table every event is as likely as not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from banggiao.events.matching import Match
from banggiao.events.tokens import Token, View
from banggiao.events.transforms import Shape

REACHES = ((12, "touching"), (40, "near"), (100, "far"))
"""Characters between a trigger and a party, and what such a distance is called; more is ``remote``."""


class Confidence:
    """The model of one language. ``table`` holds ``base`` and ``weights`` (feature → weight), both in logits."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._base: float = table.get("base", 0.0)
        self._weights: dict[str, float] = table.get("weights", {})

    def of(self, names: list[str]) -> float:
        """The probability, in [0.01, 0.99], that type, actors and recipients of an event are right."""
        total = self._base
        for name in names:
            total += self._weights.get(name, 0.0)
        return round(min(0.99, max(0.01, 1 / (1 + math.exp(-total)))), 3)


def features(view: View, match: Match, shape: Shape, guards: Iterable[str], told: bool) -> list[str]:
    """What is known of a derivation, as names that may carry a weight."""
    trigger = view.tokens[match.trigger]
    names = [f"rule:{match.rule.id}", f"voice:{match.voice.name}", f"type:{shape.type}", f"status:{shape.status}"]
    names += [f"guard:{name}" for name in guards]
    names.append(_side("actor", match.actors, trigger))
    names.append(_side("recipient", match.recipients, trigger))
    if match.inherited:
        names.append("inherited")
    if match.near:
        names.append("other-side-guessed")
    if told:
        names.append("told")
    if view.index == 0:
        names.append("first-sentence")
    if len(view.first) > 6:
        names.append("many-clauses")
    parties = [m for token in (*match.actors, *match.recipients) for m in token.mentions]
    if any([m.via is not None for m in parties]):
        names.append("reference")
    if any([m.confidence < 0.9 for m in parties]):
        names.append("unsure-mention")
    if len(parties) > 2:
        names.append("many-parties")
    return names


def _side(name: str, tokens: list[Token], trigger: Token) -> str:
    """How far off the party of one side stands; ``recalled`` when only the document names it."""
    if not tokens:
        return f"{name}:none"
    token = tokens[0]
    if token.start == trigger.start:
        return f"{name}:recalled"
    gap = token.start - trigger.end if token.start > trigger.start else trigger.start - token.end
    for reach, word in REACHES:
        if gap <= reach:
            return f"{name}:{word}"
    return f"{name}:remote"
