"""The draft of an entry of the agenda: who, where, of what rank and kind, read from around its word."""

from __future__ import annotations

import functools

from msgspec.structs import replace

from banggiao.knowledge import organisations
from banggiao.knowledge.levels import highest
from banggiao.records import AgendaEntry, Event, Level, Mention, Place, Span
from banggiao.relations.agenda_dates import originally
from banggiao.relations.agenda_joining import Draft
from banggiao.relations.context import REACH, Scene
from banggiao.relations.naming import Grammar
from banggiao.relations.vocabulary import Word

NOTHING = AgendaEntry("", (), None, None, None)
"""An entry of which nothing is known yet."""

_BEHIND = 30
"""How far behind a word of visiting the place may stand that is visited."""


def drafted(scene: Scene, head: Word, event: Event | None, entry: AgendaEntry, linking: Grammar | None = None) -> Draft:
    """The draft of ``entry`` with what stands around ``head``; ``linking``: what reads the places it stands between."""
    start, end = scene.clause(head.start, head.end)
    span = Span.of(scene.text, start, end)
    inside = [m for m in scene.mentions if start <= m.start < end]
    parties = _parties(scene, head, event, inside, linking is not None)
    if linking is not None and len(parties) < 2:
        parties = tuple(dict.fromkeys((*parties, *linking.cities(scene.text, head.start, end))))
    entry = replace(
        entry,
        what=span.text,
        parties=parties,
        place=_place(scene, head, event),
        event=event.id if event else None,
        evidence=span,
        kind=_kind(scene, head, start),
        level=_level(event, inside),
    )
    return Draft(
        entry,
        at=head.start,
        sentence=scene.sentence.index,
        first=originally(scene, head.start) or originally(scene, end),
        back=head.sort == "noun" or entry.change != "announced" or not parties,
        pointing=any(m.kind == "reference" and set(m.codes) == set(parties) for m in inside),
        blocs=frozenset(c for m in scene.mentions for c in m.codes if m.kind == "organisation" or c in _blocs()),
    )


@functools.cache
def _blocs() -> frozenset[str]:
    return frozenset(organisations())


def codes_of(event: Event) -> tuple[str, ...]:
    """Everybody who takes part in ``event``, once."""
    return tuple(dict.fromkeys(p.code for p in (*event.actors, *event.recipients)))


def _kind(scene: Scene, head: Word, start: int) -> str | None:
    """The kind of plan; "họp" under the name of a commission is its session."""
    named = any(w.sort == "noun" and w.value == "session" and start <= w.start < head.start for w in scene.words)
    return "session" if named and head.value == "meeting" and head.sort == "verb" else head.value or None


def _parties(scene: Scene, head: Word, event: Event | None, inside: list[Mention], linking: bool) -> tuple[str, ...]:
    codes = codes_of(event) if event is not None else ()
    if len(codes) > 1:
        return codes
    if head.value == "visit":
        visited = [m for m in inside if 0 <= m.start - head.end <= _BEHIND]
        codes = (*codes, *(c for m in visited[:1] for c in m.codes))
    if len(set(codes)) < 2:
        if head.sort != "noun":  # what it is for stands behind it
            inside = [m for m in inside if m.start - head.end <= _BEHIND]
        around = [m for m in inside if linking or not m.place] or [m for m in scene.mentions if not m.place]
        codes = (*codes, *(c for m in around for c in m.codes))
    return tuple(dict.fromkeys(codes))


def _level(event: Event | None, inside: list[Mention]) -> Level | None:
    offices = [p.office for p in (*event.actors, *event.recipients)] if event is not None else []
    return highest(offices if any(offices) else [e.office for m in inside for e in m.entities])


def _place(scene: Scene, head: Word, event: Event | None) -> Place | None:
    if event is not None and event.place is not None:
        return event.place
    for mention in scene.mentions:
        if mention.place and 0 <= mention.start - head.end <= 2 * REACH and mention.entities:
            there = [w for w in scene.words if w.value == "there" and 0 <= mention.start - w.end <= 2]
            if there:
                return Place(mention.text, mention.entities[0].code)
    return None
