"""What the engine can tell about its reasoning: derivations of events, and near misses."""

from __future__ import annotations

from msgspec import Struct

from banggiao.records import Event, Span


class Filled(Struct, frozen=True):
    """A slot and what filled it. ``how`` is ``direct``, ``inherited``, ``governed by …`` or ``default``."""

    slot: str
    codes: tuple[str, ...]
    span: Span | None
    how: str


class Fired(Struct, frozen=True):
    """A guard that fired, and the words that made it."""

    guard: str
    span: Span


class Derivation(Struct, frozen=True):
    """How an event came about: its rule and file, the voice, the slots, the guards, what the codebook changed, and
    the features that its confidence rests on."""

    event: Event
    file: str
    voice: str
    pattern: str
    slots: tuple[Filled, ...]
    guards: tuple[Fired, ...]
    transforms: tuple[str, ...] = ()
    features: tuple[str, ...] = ()


class NearMiss(Struct, frozen=True):
    """A rule whose trigger stood there and that gave no event.

    ``failed`` is the slot or marker of ``voice`` that found nothing; or ``guard:NAME``, ``needs``, ``unless``,
    ``scope``
    and ``duplicate`` when the slots were filled and something else stopped it.
    """

    rule: str
    file: str
    trigger: Span
    voice: str
    failed: str
    detail: str = ""


class Explanation(Struct, frozen=True):
    """All that the engine did with a text."""

    events: tuple[Event, ...]
    derivations: tuple[Derivation, ...]
    misses: tuple[NearMiss, ...]
