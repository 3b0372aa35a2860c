"""What the document says is planned: events still to come, and dated plans that are no event of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from banggiao.records import AgendaEntry, Event, Interval, Span, TimeExpression
from banggiao.relations.context import Scene, later


def find_agenda(scenes: Iterable[Scene], published: Interval | None) -> tuple[AgendaEntry, ...]:
    """The agenda, in the order of the text; one entry for the same parties and dates."""
    seen: set[tuple[object, ...]] = set()
    entries: list[AgendaEntry] = []
    for scene in scenes:
        for entry in _of_scene(scene, published):
            date = entry.date
            key = (entry.parties, date and date.start, date and date.end, None if date else entry.what)
            if key not in seen:
                seen.add(key)
                entries.append(entry)
    return tuple(entries)


def _of_scene(scene: Scene, published: Interval | None) -> Iterator[AgendaEntry]:
    dated: set[tuple[object, object]] = set()
    for event in scene.events:
        if event.status == "future":
            if event.date is not None:
                dated.add((event.date.start, event.date.end))
            yield _from_event(scene, event)
    for time in scene.times:
        if not _planned(scene, time, published):
            continue
        value = time.value
        if value is not None and (value.start, value.end) not in dated:
            dated.add((value.start, value.end))
            yield _from_time(scene, time)


def _planned(scene: Scene, time: TimeExpression, published: Interval | None) -> bool:
    """A date after the day of writing in a sentence that speaks of the future, or of an agreement, before it; or that
    points forward itself."""
    if time.kind not in ("date", "range", "clock") or not later(time.value, published):
        return False
    if any(e.type == "AGREE" and e.status == "actual" and e.trigger.end <= time.start for e in scene.events):
        return True  # "they agreed that experts visit the plant on 3 May"
    return any(w.sort == "guard" and w.value == "future" and w.start < time.end for w in scene.words)


def _from_event(scene: Scene, event: Event) -> AgendaEntry:
    start, end = scene.clause(event.trigger.start, event.trigger.end)
    parties = tuple(dict.fromkeys(p.code for p in (*event.actors, *event.recipients)))
    span = Span.of(scene.text, start, end)
    return AgendaEntry(span.text, parties, event.date, event.place, event.id, span)


def _from_time(scene: Scene, time: TimeExpression) -> AgendaEntry:
    start, end = scene.clause(time.start, time.end)
    inside = [m for m in scene.mentions if not m.place and start <= m.start < end]
    around = inside or [m for m in scene.mentions if not m.place]
    parties = tuple(dict.fromkeys(code for m in around for code in m.codes))
    span = Span.of(scene.text, start, end)
    return AgendaEntry(span.text, parties, time.value, None, None, span)
