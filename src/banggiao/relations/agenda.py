"""What the document says is planned, and what it says became of a plan: put off, called off, kept.

A plan is a verb under a word of the future ("sẽ thăm"), a noun with a day to come ("cuộc gặp ngày 5/3"), an event still
to come with its day, or a day to come in a sentence that speaks of the future. What is only possible, wished, asked or
threatened is none. Told in title, lead and body it is one entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from banggiao.knowledge.levels import highest
from banggiao.languages import Pack
from banggiao.records import AgendaEntry, Event, Interval, Place, PlanChange, Span, TimeExpression
from banggiao.relations.agenda_dates import closed, coming, dated, fine, moved, originally
from banggiao.relations.agenda_joining import Draft, joined
from banggiao.relations.agenda_words import HEADS, changed, plan_words
from banggiao.relations.context import REACH, Found, Scene, later, scenes
from banggiao.relations.kinds import CONTACTS
from banggiao.relations.vocabulary import Word

_SHUT = frozenset({"hypothetical", "negated", "historical"})
_BEHIND = 30
"""How far behind a word of visiting the place may stand that is visited."""


class _Reading(Struct):
    """One pass over a document: what is known of it, and the drafts so far."""

    published: Interval | None
    travels: frozenset[str]
    drafts: list[Draft]


def find_agenda(text: str, found: Found, pack: Pack) -> tuple[AgendaEntry, ...]:
    """The agenda of a document, in the order of the text."""
    words = plan_words(pack.code).scan(text)
    travels = frozenset(pack.toml("plans")["travels"])
    reading = _Reading(found.published, travels, [])
    for scene in scenes(text, words, found):
        if scene.words or scene.events:
            _read(scene, reading)
    if not reading.drafts:
        return ()
    return tuple(draft.entry for draft in joined(reading.drafts, _meetings(found.events)))


def _meetings(events: Sequence[Event]) -> list[tuple[int, tuple[str, ...]]]:
    """Where two parties come together or mean to, for what is spoken of without naming them."""
    pairs = [(e.trigger.start, _codes(e)) for e in events if e.type in ("CONSULT", "AGREE", "REJECT")]
    return [(at, codes) for at, codes in pairs if len(codes) > 1]


def _read(scene: Scene, reading: _Reading) -> None:
    done: list[Word] = []
    for change in scene.words:
        if change.sort != "change":
            continue
        head = changed(scene, change)
        if head is None or head in done:
            continue
        done.append(head)
        if not scene.guarded(change.start, "unreal"):
            reading.drafts.append(_changed(scene, change, head, reading.published))
    told: list[object] = [d.entry.date for d in reading.drafts if d.sentence == scene.sentence.index]
    if done:
        return  # the days of this sentence are those of what is moved or called off
    for head in scene.words:
        if head.sort in HEADS and not _inside(scene, head):
            draft = _announced(scene, head, reading.published)
            if draft is not None:
                reading.drafts.append(draft)
                told.append(draft.entry.date)
    reading.drafts += _others(scene, reading, told)


def _inside(scene: Scene, head: Word) -> bool:
    """Whether a verb is part of the name or purpose of something else: two heads on one event, the first counts."""
    event = scene.event_at(head.start, head.end)
    return (
        event is not None
        and event.trigger.start < head.start
        and any(w.sort in HEADS and w is not head and event.trigger.start <= w.start < head.start for w in scene.words)
    )


def _changed(scene: Scene, change: Word, head: Word, published: Interval | None) -> Draft:
    days = moved(scene, change, published)
    event = scene.event_at(head.start, head.end) or scene.event_at(change.start, change.end)
    about: PlanChange = "postponed" if change.value == "moving" else change.value  # type: ignore[assignment]
    return _draft(scene, head, event, replace(_NOTHING, date=days.old, change=about, moved_to=days.new))


def _announced(scene: Scene, head: Word, published: Interval | None) -> Draft | None:
    event = scene.event_at(head.start, head.end)
    if event is not None and event.status == "negated" and any(w.value == "kept" for w in scene.words):
        date = closed(event.date) if event.date and coming(event.date, published) else None
        return _draft(scene, head, event, replace(_NOTHING, date=date, change="cancelled"))  # "will not go as planned"
    if (event is not None and event.status in _SHUT) or scene.guarded(head.start, "unreal"):
        return None
    if _pointed(scene, head) and (event is None or event.status != "future"):
        return None
    if event is not None and event.status == "future" and coming(event.date, published):
        assert event.date is not None
        return _draft(scene, head, event, replace(_NOTHING, date=closed(event.date)))
    time = _day(scene, head, published)
    if time is not None and time.value is not None:
        return _draft(scene, head, event, replace(_NOTHING, date=closed(time.value)))
    if event is None or event.status != "future" or event.date is not None or not _on_the_calendar(scene, head):
        return None
    draft = _draft(scene, head, event, _NOTHING)
    return draft if len(draft.entry.parties) > 1 else None


def _on_the_calendar(scene: Scene, head: Word) -> bool:
    """Whether what has no day is announced: a verb by the word of the future, a noun by a word of the calendar."""
    if head.value not in CONTACTS and head.value not in ("call", "exercise", "signing"):
        return False
    if head.sort == "verb":
        return scene.guarded(head.start, "future") or scene.guarded(head.start, "scheduled")
    start, end = scene.clause(head.start, head.end)
    return any(w.sort == "guard" and w.value == "scheduled" and start <= w.start < end for w in scene.words)


def _day(scene: Scene, head: Word, published: Interval | None) -> TimeExpression | None:
    """The day to come that belongs to ``head``: of its clause, under a word of the future or of an agreement."""
    start, end = scene.clause(head.start, head.end)
    times = [t for t in dated(scene) if start <= t.start < end and later(t.value, published)]
    behind = [t for t in times if t.start >= head.end and not _another(scene, head.end, t.start)]
    for time in behind or [t for t in times if t.end <= head.start][-1:]:
        if head.sort == "noun" and 0 <= time.start - head.end <= REACH:
            return time
        if _foretold(scene, time) or scene.guarded(head.start, "future"):
            return time
    return None


def _another(scene: Scene, start: int, end: int) -> bool:
    """Whether another plan is named in between: it has the better claim to the day."""
    return any(w.sort in HEADS and start <= w.start < end for w in scene.words)


def _pointed(scene: Scene, head: Word) -> bool:
    """Whether the noun points at what was told before ("chuyến thăm này"): the day is something else's."""
    return any(w.value == "past" and 0 <= w.start - head.end <= 2 for w in scene.words)


def _foretold(scene: Scene, time: TimeExpression) -> bool:
    if any(e.type == "AGREE" and e.status == "actual" and e.trigger.end <= time.start for e in scene.events):
        return True  # "they agreed that experts visit the plant on 3 May"
    return scene.guarded(time.start, "future")


def _others(scene: Scene, reading: _Reading, told: list[object]) -> Iterator[Draft]:
    """Events to come on a day, and days to come in words of the future, that no kind of plan is named for."""
    days = [(d.start, d.end) for d in told if isinstance(d, Interval)]
    days += [(e.date.start, e.date.end) for e in scene.events if e.status == "hypothetical" and e.date]
    for event in scene.events:
        if event.status != "future" or not coming(event.date, reading.published):
            continue
        assert event.date is not None
        date = closed(event.date)
        if (date.start, date.end) not in days and fine(date):
            days.append((date.start, date.end))
            at = event.trigger
            head = Word(at.start, at.end, "verb", "visit" if event.rule in reading.travels else "")
            yield _draft(scene, head, event, replace(_NOTHING, date=date))
    for time in dated(scene):
        assert time.value is not None
        value = closed(time.value)
        if (value.start, value.end) in days or not fine(value) or not later(time.value, reading.published):
            continue
        if _foretold(scene, time) and not scene.guarded(time.start, "unreal"):
            draft = _draft(scene, Word(time.start, time.end, "time", ""), None, replace(_NOTHING, date=value))
            if draft.entry.parties:
                days.append((value.start, value.end))
                yield draft


_NOTHING = AgendaEntry("", (), None, None, None)


def _draft(scene: Scene, head: Word, event: Event | None, entry: AgendaEntry) -> Draft:
    """The draft of ``entry`` with what stands around ``head``: who, where, of what rank, in which words."""
    start, end = scene.clause(head.start, head.end)
    span = Span.of(scene.text, start, end)
    entry = replace(
        entry,
        what=span.text,
        parties=_parties(scene, head, event, (start, end)),
        place=_place(scene, head, event),
        event=event.id if event else None,
        evidence=span,
        kind=_kind(scene, head, start),
        level=_level(scene, event, (start, end)),
    )
    return Draft(
        entry,
        head.start,
        scene.sentence.index,
        originally(scene, head.start) or originally(scene, end),
        head.sort == "noun" or entry.change != "announced",
        frozenset(c for m in scene.mentions if m.kind == "organisation" for c in m.codes),
    )


def _kind(scene: Scene, head: Word, start: int) -> str | None:
    """The kind of plan; "họp" under the name of a commission is its session."""
    named = any(w.sort == "noun" and w.value == "session" and start <= w.start < head.start for w in scene.words)
    return "session" if named and head.value == "meeting" and head.sort == "verb" else head.value or None


def _codes(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.code for p in (*event.actors, *event.recipients)))


def _parties(scene: Scene, head: Word, event: Event | None, bounds: tuple[int, int]) -> tuple[str, ...]:
    codes = _codes(event) if event is not None else ()
    if len(codes) > 1:
        return codes
    start, end = bounds
    inside = [m for m in scene.mentions if start <= m.start < end]
    if head.value == "visit":
        visited = [m for m in inside if 0 <= m.start - head.end <= _BEHIND]
        codes = (*codes, *(c for m in visited[:1] for c in m.codes))
    if len(set(codes)) < 2:
        if head.sort == "verb":  # what it is for stands behind it
            inside = [m for m in inside if m.start - head.end <= _BEHIND]
        around = [m for m in inside if not m.place] or [m for m in scene.mentions if not m.place]
        codes = (*codes, *(c for m in around for c in m.codes))
    return tuple(dict.fromkeys(codes))


def _level(scene: Scene, event: Event | None, bounds: tuple[int, int]) -> str | None:
    offices = [p.office for p in (*event.actors, *event.recipients)] if event is not None else []
    if not any(offices):
        start, end = bounds
        offices = [e.office for m in scene.mentions if start <= m.start < end for e in m.entities]
    return highest(offices)


def _place(scene: Scene, head: Word, event: Event | None) -> Place | None:
    if event is not None and event.place is not None:
        return event.place
    for mention in scene.mentions:
        if mention.place and 0 <= mention.start - head.end <= 2 * REACH and mention.entities:
            there = [w for w in scene.words if w.value == "there" and 0 <= mention.start - w.end <= 2]
            if there:
                return Place(mention.text, mention.entities[0].code)
    return None
