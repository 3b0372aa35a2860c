"""What the document says is planned, and what it says became of a plan: put off, called off, kept.

A plan is a verb under a word of the future ("sẽ thăm"), a noun with a day to come ("cuộc gặp ngày 5/3"), an event still
to come with its day, or a day to come in a sentence that speaks of the future. What is only possible, wished, asked or
threatened is none. Told in title, lead and body it is one entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from banggiao.languages import Pack
from banggiao.records import AgendaEntry, Event, Interval, PlanChange, TimeExpression
from banggiao.relations.agenda_dates import COARSE, closed, coming, dated, fine, moved
from banggiao.relations.agenda_draft import NOTHING, codes_of, drafted
from banggiao.relations.agenda_joining import Draft, joined
from banggiao.relations.agenda_words import HEADS, changed
from banggiao.relations.context import REACH, Found, Scene, later
from banggiao.relations.kinds import CONTACTS
from banggiao.relations.naming import Grammar, grammar
from banggiao.relations.vocabulary import Word, by_sentence

_SHUT = frozenset({"hypothetical", "negated", "historical"})
_NO_PLANS = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN", "ASSAULT", "COERCE"})
"""Types of events that nobody makes an appointment for."""
_ALONE = frozenset({None, "visit", "vote", "flights", "embassy"})
"""Kinds of plans that one can have alone."""
_CHANGES = {"moving": "postponed", "still": "confirmed"}
_CLOSE = 25
"""How far before a verb without a day the word of the future may stand."""
_APPOSED = 6
"""How many characters may open a clause before its day: "…, vào ngày 5/3"."""


class _Reading(Struct):
    """One pass over a document: what is known of it, and the drafts so far.

    ``travels`` are rules whose events are visits, ``linking`` kinds between places.
    """

    published: Interval | None
    travels: frozenset[str]
    linking: frozenset[str]
    names: Grammar
    drafts: list[Draft]


def find_agenda(stage: Sequence[Scene], found: Found, words: Sequence[Word], pack: Pack) -> tuple[AgendaEntry, ...]:
    """The agenda of a document, in the order of the text; ``words`` are those of plans that stand in it."""
    table = pack.toml("plans")
    reading = _Reading(
        found.published, frozenset(table["travels"]), frozenset(table["linking"]), grammar(pack.code), []
    )
    for scene, share in zip(stage, by_sentence(words, found.sentences), strict=True):
        if not scene.overlong and _speaks_of_plans(scene, share):
            _read(replace(scene, words=share), reading)
    if not reading.drafts:
        return ()
    entries = (_between(draft) for draft in joined(reading.drafts, _meetings(found.events)))
    return tuple(entry for entry in entries if entry is not None)


def _speaks_of_plans(scene: Scene, words: Sequence[Word]) -> bool:
    """Whether there is anything to read: a plan needs a word of its kind, a day to come or an event to come."""
    for word in words:
        if word.sort != "guard" or (scene.times and word.value == "future"):
            return True
    return any(e.status == "future" or (scene.times and e.type == "AGREE") for e in scene.events)


def _between(draft: Draft) -> AgendaEntry | None:
    """The entry of ``draft``: where nobody is there to come together with, it is a dated plan of no kind, or none."""
    entry = draft.entry
    if entry.kind in _ALONE or len(entry.parties) > 1 or draft.blocs & set(entry.parties):
        return entry
    announced = entry.date is not None and entry.change == "announced" and fine(entry.date)
    return replace(entry, kind=None) if announced else None


def _meetings(events: Sequence[Event]) -> list[tuple[int, tuple[str, ...]]]:
    """Where two parties come together or mean to, for what is spoken of without naming them."""
    pairs = [(e.trigger.start, codes_of(e)) for e in events if e.type in ("CONSULT", "AGREE", "REJECT")]
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
            told_of = _changed(scene, change, head, reading.published)
            if change.value != "still" or told_of.entry.date is not None or told_of.first:
                reading.drafts.append(told_of)
    told: list[object] = [d.entry.date for d in reading.drafts if d.sentence == scene.sentence.index]
    if done:
        return  # the days of this sentence are those of what is moved or called off
    for head in scene.words:
        if head.sort in HEADS and not _inside(scene, head):
            draft = _announced(scene, head, reading)
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
    about: PlanChange = _CHANGES.get(change.value, change.value)  # type: ignore[assignment]
    return drafted(scene, head, event, replace(NOTHING, date=days.old, change=about, moved_to=days.new))


def _announced(scene: Scene, head: Word, reading: _Reading) -> Draft | None:
    published = reading.published
    linking = reading.names if head.value in reading.linking else None
    event = scene.event_at(head.start, head.end)
    if event is not None and event.status == "negated" and _not_as_planned(scene, head.start):
        return drafted(scene, head, event, replace(NOTHING, date=_ahead(event, reading), change="cancelled"))
    if (event is not None and event.status in _SHUT) or scene.guarded(head.start, "unreal"):
        return None
    if _pointed(scene, head) and (event is None or event.status != "future"):
        return None
    if event is not None and event.status == "future" and _told_ahead(scene, head, event, published):
        assert event.date is not None
        return drafted(scene, head, event, replace(NOTHING, date=closed(event.date)), linking)
    time = _day(scene, head, published)
    if time is not None and time.value is not None:
        return drafted(scene, head, event, replace(NOTHING, date=closed(time.value)), linking)
    if event is None or event.status != "future" or event.date is not None or not _on_the_calendar(scene, head):
        return None
    draft = drafted(scene, head, event, NOTHING)
    return draft if len(draft.entry.parties) > 1 else None


def _not_as_planned(scene: Scene, at: int) -> bool:
    """Whether the verb at ``at`` says that what was planned is not done: "will not go as planned"."""
    if not any(w.value == "kept" for w in scene.words) or scene.guarded(at, "doubt"):
        return False
    return any(w.value == "not" and 0 <= at - w.end <= 2 for w in scene.words)


def _ahead(event: Event, reading: _Reading) -> Interval | None:
    """The day of ``event``, if it lies ahead."""
    return closed(event.date) if event.date is not None and coming(event.date, reading.published) else None


def _told_ahead(scene: Scene, head: Word, event: Event, published: Interval | None) -> bool:
    """Whether the day of ``event`` is one to come; the very day of writing is where words of the calendar say so."""
    if event.date is None or event.date.precision in COARSE or not coming(event.date, published):
        return False
    if event.date.start is not None and published is not None and published.start is not None:
        return event.date.start > published.start or _ahead_of(scene, head)
    return False


def _on_the_calendar(scene: Scene, head: Word) -> bool:
    """Whether what has no day is announced: a verb by the word of the future, a noun by a word of the calendar."""
    known = head.value in CONTACTS or head.value in ("call", "exercise", "signing")
    return known and head.sort != "process" and _ahead_of(scene, head)


def _ahead_of(scene: Scene, head: Word) -> bool:
    """Whether a word of the future stands close before a verb, or one of the calendar beside a noun."""
    _, end = scene.clause(head.start, head.end)
    for word in scene.words:
        ahead = word.value == "scheduled" or (head.sort != "noun" and word.value == "future")
        if word.sort == "guard" and ahead:
            if 0 <= head.start - word.end <= _CLOSE:
                return True
            if head.sort == "noun" and head.end <= word.start < min(end, head.end + REACH):
                return True
    return False


def _day(scene: Scene, head: Word, published: Interval | None) -> TimeExpression | None:
    """The day to come that belongs to ``head``: of its clause, under a word of the future or of an agreement."""
    start, end = scene.clause(head.start, head.end)
    coming = [t for t in dated(scene) if later(t.value, published)]
    times = [t for t in coming if start <= t.start < end]
    behind = [t for t in times if t.start >= head.end and not _another(scene, head.end, t.start)]
    for time in behind or [t for t in times if t.end <= head.start][-1:]:
        if head.sort == "noun" and 0 <= time.start - head.end <= REACH:
            return time
        if _foretold(scene, time) or scene.guarded(head.start, "future"):
            return time
    if times or not (_foretold_at(scene, head.start) or scene.guarded(head.start, "future")):
        return None
    return next((t for t in coming if t.start >= end and _apposed(scene, head, t)), None)


def _apposed(scene: Scene, head: Word, time: TimeExpression) -> bool:
    """Whether the day opens a clause that says nothing else: "drill together for five days, from 4 to 8 May"."""
    first, _ = scene.clause(time.start, time.end)
    if time.start - first > _APPOSED or time.start - head.end > 2 * REACH or _another(scene, head.end, time.start):
        return False
    return not any(
        head.end <= m.start < time.start for m in scene.mentions if m.start >= scene.clause(head.start, head.end)[1]
    )


def _another(scene: Scene, start: int, end: int) -> bool:
    """Whether another plan is named in between: it has the better claim to the day."""
    return any(w.sort in HEADS and start <= w.start < end for w in scene.words)


def _pointed(scene: Scene, head: Word) -> bool:
    """Whether the noun points at what was told before ("chuyến thăm này"): the day is something else's."""
    return any(w.value == "past" and 0 <= w.start - head.end <= 2 for w in scene.words)


def _foretold(scene: Scene, time: TimeExpression) -> bool:
    return _foretold_at(scene, time.start) or scene.guarded(time.start, "future")


def _foretold_at(scene: Scene, at: int) -> bool:
    """Whether an agreement stands before ``at``: "they agreed that experts visit the plant on 3 May"."""
    return any(e.type == "AGREE" and e.status == "actual" and e.trigger.end <= at for e in scene.events)


def _others(scene: Scene, reading: _Reading, told: list[object]) -> Iterator[Draft]:
    """Events to come on a day, and days to come in words of the future, that no kind of plan is named for."""
    days = [(d.start, d.end) for d in told if isinstance(d, Interval)]
    days += [(e.date.start, e.date.end) for e in scene.events if e.status == "hypothetical" and e.date]
    for event in scene.events:
        visit = event.rule in reading.travels
        if visit and event.status == "negated" and not told and _not_as_planned(scene, event.trigger.start):
            head = Word(event.trigger.start, event.trigger.end, "verb", "visit")
            yield drafted(scene, head, event, replace(NOTHING, date=_ahead(event, reading), change="cancelled"))
        ahead = coming(event.date, reading.published) if visit else later(event.date, reading.published)
        if event.status != "future" or event.date is None or not ahead or event.type in _NO_PLANS:
            continue
        if scene.guarded(event.trigger.start, "unreal"):
            continue
        date = closed(event.date)
        if (date.start, date.end) not in days and fine(date):
            days.append((date.start, date.end))
            at = event.trigger
            head = Word(at.start, at.end, "verb", "visit" if visit else "")
            yield drafted(scene, head, event, replace(NOTHING, date=date))
    for time in dated(scene):
        assert time.value is not None
        value = closed(time.value)
        if (value.start, value.end) in days or not fine(value) or not later(time.value, reading.published):
            continue
        if _foretold(scene, time) and not scene.guarded(time.start, "unreal"):
            draft = drafted(scene, Word(time.start, time.end, "time", ""), None, replace(NOTHING, date=value))
            if draft.entry.parties and _tells(scene, time):
                days.append((value.start, value.end))
                yield draft


def _tells(scene: Scene, time: TimeExpression) -> bool:
    """Whether the clause of the day says who does something: it is not the day of a noun elsewhere."""
    start, end = scene.clause(time.start, time.end)
    return any(start <= m.start < end and not m.place for m in scene.mentions) or any(
        w.value == "future" and start <= w.start < time.start for w in scene.words
    )
