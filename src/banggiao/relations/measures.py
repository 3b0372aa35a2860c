"""Measures of some actors against others (sanctions, tariffs, expulsions, …) read off the events of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from banggiao.records import Event, Measure
from banggiao.relations.context import Scene
from banggiao.relations.vocabulary import Word

_BY_MODE = {"expel": "expulsion"}
_WINDOW = 70


def find_measures(scenes: Iterable[Scene]) -> tuple[Measure, ...]:
    """One measure for each sanction, and for each concession that eases or lifts one; what is denied is none."""
    return tuple(
        measure for scene in scenes for event in scene.events if (measure := _measure(scene, event)) is not None
    )


def _measure(scene: Scene, event: Event) -> Measure | None:
    if (
        event.type not in ("SANCTION", "CONCEDE")
        or event.status in ("negated", "hypothetical")
        or event.mode == "convict"
    ):
        return None
    near = [w for w in scene.words if w.start >= event.trigger.start - 4 and w.start <= event.trigger.end + _WINDOW]
    kind = _BY_MODE.get(event.mode or "") or _nearest(near, "measure", event)
    change = _nearest(near, "measure-change", event)
    if event.type == "CONCEDE" and (kind is None or change not in ("eased", "lifted")):
        return None
    if kind is None:
        return None
    step: Literal["imposed", "extended", "eased", "lifted"] = "imposed"
    if event.type == "CONCEDE":
        step = "eased" if change == "eased" else "lifted"
    elif change == "extended":
        step = "extended"
    return Measure(
        kind,
        tuple(dict.fromkeys(p.code for p in event.actors)),
        tuple(dict.fromkeys(p.code for p in event.recipients)),
        step,
        event.date,
        event.id,
        event.status,
    )


def _nearest(words: list[Word], sort: str, event: Event) -> str | None:
    fitting = [w for w in words if w.sort == sort]
    if not fitting:
        return None
    return min(fitting, key=lambda w: (abs(w.start - event.trigger.start), -w.end)).value
