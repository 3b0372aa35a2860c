"""Measures of some actors against others (sanctions, tariffs, expulsions, …) read off the events of a document.

A measure rests on an event; what kind it is and what becomes of it is told by the words around the event's trigger.
What is denied, wished, threatened or spoken about is none. A noun alone ("lệnh trừng phạt của A đối với B") only
mentions a measure that stands; so does a lifting that is still to come, or denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from banggiao.records import Event, Interval, Measure, TimeExpression
from banggiao.relations.context import Scene, later
from banggiao.relations.naming import Grammar, grammar
from banggiao.relations.steps import NewsDays, background, point, unreal
from banggiao.relations.vocabulary import Word

_BY_MODE = {"expel": "expulsion"}
MEASURED = frozenset(
    {"REQUEST", "AGREE", "SANCTION", "CONCEDE", "REJECT", "COERCE", "AID", "SUPPORT", "RETREAT", "COOPERATE"}
)
"""Types of events on which a measure may rest."""

_RELEASING = frozenset({"CONCEDE", "AID", "SUPPORT", "RETREAT", "COOPERATE"})
_MUTUAL = frozenset({"diplomatic downgrade", "expulsion", "border closure", "airspace closure"})
_AHEAD, _BEFORE = 70, 60
"""How far behind and before a trigger a word may name the kind of the measure."""

_COMPLEMENT = 25
"""How far behind a trigger the rest of a verb may stand ("đưa đại sứ **trở lại**")."""

_STRICT = frozenset({"airspace closure", "border closure", "aid cut", "diplomatic downgrade"})
_STRICT_REACH = 30
"""How far from a trigger a word may stand that is of many other things as well ("biên giới")."""

_GOVERNOR = 45
"""How far before a trigger a verb that lifts or extends it may end."""

_CLAUSE = re.compile(r"[;:.“”\"]|, ")
Change = Literal["imposed", "extended", "eased", "lifted"]


def find_measures(
    scenes: Sequence[Scene], published: Interval | None, days: NewsDays, language: str
) -> tuple[Measure, ...]:
    """One measure for each sanction, and for each concession that eases or lifts one; what is denied is none."""
    rules = grammar(language)
    found: list[tuple[Measure, bool]] = []
    for scene in scenes:
        for event in scene.events:
            if event.type in MEASURED and (event.type == "CONCEDE" or event.status not in ("negated", "hypothetical")):
                found.extend(_measures(scene, event, (published, days.at(scene)), rules))
    return tuple(_settled(found))


def _measures(
    scene: Scene, event: Event, days: tuple[Interval | None, Interval | None], rules: Grammar
) -> Iterator[tuple[Measure, bool]]:
    """The measures of one event, each with whether its date is only the story's."""
    published, news = days
    kind = "expulsion" if event.type == "REQUEST" and _ordered_out(scene, event) else _kind(scene, event)
    kind = rules.undone.get(event.rule, kind)
    if kind is None or event.mode == "convict":
        return
    change, at = ("lifted", event.trigger.start) if event.rule in rules.undone else _change(scene, event, kind)
    if change is None:
        return
    standing = change == "imposed" and _mentioned(scene, event)
    date, until, status = _dates(scene, event, published)
    if not standing and (status in ("negated", "hypothetical") or _wished(scene, event, at, change)):
        if change != "lifted" or event.type != "CONCEDE":
            return
        change, date, standing = "imposed", None, True
    if standing:
        date = date if event.status == "historical" else None
        status = "actual"
    inferred = date is None and status == "actual" and not standing and _news(scene, event)
    measure = Measure(kind, (), (), change, news if inferred else date, event.id, status, until, standing)
    for actors, recipients in _sides(scene, event, kind, rules):
        if standing and not (actors and recipients):
            continue
        measure = replace(measure, actors=actors, recipients=recipients)
        yield measure, inferred
        told = change == "imposed" and event.type == "SANCTION"
        if not standing and (told or (change == "lifted" and event.type == "CONCEDE")):
            for other in _beside(scene, event, kind):
                yield replace(measure, kind=other), inferred


def _beside(scene: Scene, event: Event, kind: str) -> Iterator[str]:
    """The kinds of further acts that the sentence tells after the trigger, of nobody else and not denied."""
    ours = {p.code for p in (*event.actors, *event.recipients)}
    others = [m for m in scene.mentions if m.start >= event.trigger.end and not set(m.codes) & ours]
    seen = {kind}
    for word in scene.words:
        if word.sort != "measure-act" or word.start < event.trigger.end or word.value in seen:
            continue
        told = any(e.trigger.start < word.end and word.start < e.trigger.end for e in scene.events)
        if (
            (not told or event.type == "CONCEDE")
            and not any(m.end <= word.start for m in others)
            and not unreal(scene, word.start)
        ):
            seen.add(word.value)
            yield word.value


def _ordered_out(scene: Scene, event: Event) -> bool:
    """Whether a demand is that diplomats leave."""
    end = event.trigger.end
    who = [w for w in scene.words if w.sort == "order-who" and 0 <= w.start - end <= _GOVERNOR]
    leave = [w for w in scene.words if w.sort == "order-leave" and who and 0 < w.start - who[0].end <= _GOVERNOR]
    return bool(leave) and not _CLAUSE.search(scene.text[end : leave[0].start])


def _kind(scene: Scene, event: Event) -> str | None:
    """What kind of measure the words in and around the trigger name; for other types only those of the act itself."""
    if event.mode in _BY_MODE:
        return _BY_MODE[event.mode]
    start, end = event.trigger.start, event.trigger.end
    near = [w for w in scene.words if w.sort == "measure" and start - _BEFORE <= w.start <= end + _AHEAD]
    near = [
        w
        for w in near
        if not _CLAUSE.search(scene.text[min(w.end, start) : max(w.start, end)].replace(event.trigger.text, ""))
    ]
    if event.type == "CONCEDE":
        near = [w for w in near if w.end > start] or [w for w in near if w.start >= start - _BEFORE]
    elif event.type == "SANCTION":
        near = [w for w in near if w.end > start or start - w.end <= 3]
    else:
        near = [w for w in near if (w.start < end + 3 and start - 3 < w.end) or (0 <= w.start - end <= 20)]
    near = [w for w in near if w.value not in _STRICT or _distance(w, start, end) <= _STRICT_REACH]
    if not near:
        return None
    return min(near, key=lambda w: (_distance(w, start, end), -(w.end - w.start))).value


def _distance(word: Word, start: int, end: int) -> int:
    return max(word.start - end, start - word.end, 0)


def _change(scene: Scene, event: Event, kind: str) -> tuple[Change | None, int]:
    """What becomes of the measure, and where the verb that says so stands."""
    start, end = event.trigger.start, event.trigger.end
    reach = 4 if event.type in ("SANCTION", "CONCEDE") else _COMPLEMENT
    governing = [
        w
        for w in scene.words
        if w.sort == "measure-change"
        and start - _GOVERNOR <= w.start < end + reach
        and (w.end >= start or not _CLAUSE.search(scene.text[w.end : start]))
        and not any(
            m.kind != "reference" and not m.place and w.end <= m.start and m.end <= start for m in scene.mentions
        )
    ]
    word = governing[-1] if governing else None
    if event.type == "SANCTION" and (
        word is None or word.value in ("expired", "extended") or not _governs(word, start)
    ):
        if word is not None and word.value == "extended":
            return "extended", min(word.start, start)
        return (_expiry(scene, event) or "imposed"), start
    if event.type == "REQUEST":
        return ("imposed" if kind == "expulsion" else None), start
    if event.type == "AGREE" and kind != "diplomatic downgrade":
        return None, start
    if event.type in ("REJECT", "COERCE"):
        return ("imposed" if kind in ("entry ban", "asset freeze", "trade ban") else None), start
    if word is None:
        return ("lifted" if event.type == "CONCEDE" else None), start
    at = min(word.start, start)
    if word.value == "extended":
        return ("extended" if event.type == "SANCTION" else None), at
    if word.value == "eased":
        return "eased", at
    if word.value == "lifted":
        return ("eased" if _partly(scene, word) else "lifted"), at
    return None, at


def _governs(word: Word, start: int) -> bool:
    """Whether a verb before the trigger takes it as its object."""
    return word.end <= start


def _expiry(scene: Scene, event: Event) -> Change | None:
    """``lifted`` where the measure is said to have run out."""
    start = event.trigger.start
    if not any(w.sort == "measure-noun" and start - 5 <= w.start <= start for w in scene.words):
        return None
    for word in scene.words:
        if word.sort == "measure-change" and word.value == "expired" and 0 <= word.start - event.trigger.end <= 90:
            ahead = any(
                w.sort == "guard" and w.value == "future" and 0 <= word.start - w.end <= 12 for w in scene.words
            )
            return None if ahead else "lifted"
    return None


def _partly(scene: Scene, word: Word) -> bool:
    return any(w.sort == "measure-partly" and 0 <= w.start - word.end <= 30 for w in scene.words)


def _mentioned(scene: Scene, event: Event) -> bool:
    """Whether the trigger is a noun that no verb imposes: "lệnh trừng phạt của A đối với B"."""
    start, end = event.trigger.start, event.trigger.end
    if not any(w.sort == "measure-noun" and start - 5 <= w.start <= start for w in scene.words):
        return False
    for word in scene.words:
        if word.sort == "measure-effect" and 0 <= word.start - end <= _AHEAD:
            return False
        if word.sort not in ("measure-imposing", "measure-change") or word.value in ("expired", "lifted", "eased"):
            continue
        if 0 <= start - word.end <= 25 and not _CLAUSE.search(scene.text[word.end : start]):
            return False
        if 0 <= word.start - end <= 60 and _told(scene, end, word):
            return False
    return True


def _told(scene: Scene, end: int, word: Word) -> bool:
    """Whether a verb behind the noun says that it was imposed: under a passive marker, or with its own actor."""
    passive = any(
        w.sort == "guard" and w.value == "passive" and end <= w.start and w.end <= word.start for w in scene.words
    )
    return passive or any(end <= m.start and 0 <= word.start - m.end <= 3 for m in scene.mentions)


def _wished(scene: Scene, event: Event, at: int, change: Change) -> bool:
    """Whether the act is only wished or spoken about; no lifting is done before its day."""
    if event.status == "future" and change != "imposed" and change != "extended":
        return True
    return unreal(scene, at)


def _news(scene: Scene, event: Event) -> bool:
    """Whether an event without a date is the story's news: told in its head, not as background."""
    head = scene.sentence.part in ("title", "lead") or scene.sentence.index <= 2
    return head and not background(scene, event.trigger.start, event.trigger.end)


def _dates(
    scene: Scene, event: Event, published: Interval | None
) -> tuple[Interval | None, Interval | None, Literal["actual", "future", "historical", "negated", "hypothetical"]]:
    """The day of the act, the day up to which it holds, and the event's status in that light."""
    ends = [t for t in scene.times if t.value is not None and _closes(scene, t, event)]
    until = ends[0].value if ends else None
    date, status = event.date, event.status
    if until is not None and date is not None and (date.start, date.end) == (until.start, until.end):
        others = [
            t for t in scene.times if t not in ends and t.value is not None and t.kind in ("date", "range", "clock")
        ]
        others = [t for t in others if t.start < event.trigger.start and not later(t.value, published)]
        date = others[-1].value if others else None
        status = "actual" if status == "future" else status
    if date is None and until is None and status == "actual":
        date = _near(scene, event, published)
    return (point(date) if date is not None else None), until, status


def _near(scene: Scene, event: Event, published: Interval | None) -> Interval | None:
    """The day that the sentence names for an act which the coder of events left without one."""
    time = scene.time_near(event.trigger.start, event.trigger.end)
    if time is None or time.value is None or later(time.value, published):
        return None
    low, high = min(time.end, event.trigger.end), max(time.start, event.trigger.start)
    between = any(low <= e.trigger.start < high and e.id != event.id for e in scene.events)
    return None if between else time.value


def _closes(scene: Scene, time: TimeExpression, event: Event) -> bool:
    """Whether ``time`` is the end of the measure: "until …" behind the trigger."""
    if time.start < event.trigger.end or time.value is None or time.value.end is None:
        return False
    before = [w for w in scene.words if w.sort in ("measure-until", "measure-change") and w.end <= time.start]
    gap = scene.text[before[-1].end : time.start] if before else "?"
    said = before and (before[-1].sort == "measure-until" or before[-1].value == "expired")
    return bool(said) and len(gap) <= 5


def _sides(scene: Scene, event: Event, kind: str, rules: Grammar) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who acts on whom; where several cut something off from each other, each does so."""
    actors = tuple(dict.fromkeys(p.code for p in event.actors))
    recipients = tuple(dict.fromkeys(p.code for p in event.recipients))
    doer = _doer(scene, event, actors, recipients)
    actors = doer or actors
    if not recipients and kind == "diplomatic downgrade" and len(actors) == 1:
        host = rules.host(scene.text, event.trigger.start, min(event.trigger.end + 60, scene.sentence.end))
        recipients = (host,) if host and host not in actors else ()
    implied = [p for p in event.recipients if p.start == event.trigger.start]
    if kind in _MUTUAL and len(actors) == 2 and (not recipients or len(implied) == len(event.recipients)):
        partners = [p.code for p in event.actors if p.start >= event.trigger.end]
        if partners and partners != list(actors):
            yield tuple(c for c in actors if c not in partners), tuple(c for c in actors if c in partners)
            return
        yield actors[:1], actors[1:]
        yield actors[1:], actors[:1]
        return
    yield actors, tuple(c for c in recipients if c not in actors or len(actors) > 1)


def _doer(scene: Scene, event: Event, actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[str, ...]:
    """The subject right before the trigger, where the coder of events took one from an outer clause ("A chỉ trích B
    trục xuất …"); empty where it did not."""
    if event.type != "SANCTION" or not event.actors:
        return ()
    before = [m for m in scene.mentions if m.end <= event.trigger.start and not m.place]
    if not before or set(before[-1].codes) & {*actors, *recipients}:
        return ()
    near = before[-1]
    gap = scene.text[near.end : event.trigger.start]
    outer = max(p.end for p in event.actors)
    between = any(outer <= e.trigger.start and e.trigger.end <= near.start for e in scene.events)
    return near.codes if between and not gap.strip() else ()


def _settled(found: Iterable[tuple[Measure, bool]]) -> Iterator[Measure]:
    """The measures, without a date of the story's where the document tells the same one's own."""
    every = list(found)
    dated = {
        (m.kind, a, r, m.change)
        for m, guessed in every
        if m.date is not None and not guessed
        for a in m.actors
        for r in m.recipients
    }
    for measure, guessed in every:
        pairs = {(measure.kind, a, r, measure.change) for a in measure.actors for r in measure.recipients}
        yield replace(measure, date=None) if guessed and pairs & dated else measure
