"""Standing arrangements between actors, and what the document says became of them.

A mechanism is named by a head word of the pack ("ủy ban liên nghị viện") and the parties that stand with it; a verb of
change in its sentence, or in one that points back at it ("ủy ban này"), is a step of its history. A step that is only
wished, asked, possible or denied is none; a step still to come is ``planned``.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from banggiao.records import Interval, Mechanism, Place, Span, Step
from banggiao.relations.context import REACH, Scene, later
from banggiao.relations.vocabulary import Word

_PLANNABLE = frozenset({"met", "resumed", "established"})


class Named(Struct):
    """A mechanism spoken of so far: its kind, fullest name, parties, and steps."""

    kind: str
    name: str
    parties: tuple[str, ...]
    steps: list[Step]


def find_mechanisms(scenes: Iterable[Scene], published: Interval | None) -> tuple[Mechanism, ...]:
    """The mechanisms of a document that have at least one step, in order of first mention."""
    known: list[Named] = []
    for scene in scenes:
        heads = [(word, named) for word in scene.words if (named := _name(scene, word, known)) is not None]
        if not heads:
            continue
        for change in (w for w in scene.words if w.sort == "change"):
            named = _subject(scene, change, heads)
            if named is not None:
                step = _step(scene, change, published)
                if step is not None:
                    _add(named.steps, step)
    return tuple(Mechanism(n.name, n.parties, tuple(n.steps), n.kind) for n in known if n.steps)


def _name(scene: Scene, word: Word, known: list[Named]) -> Named | None:
    """The mechanism that a head word names or points back at, added to ``known`` when it is new and has parties."""
    if word.sort == "reference":
        head = word.value
        return next((n for n in reversed(known) if head in n.name.lower()), None)
    if word.sort != "mechanism":
        return None
    end, parties = _parties(scene, word)
    for named in reversed(known):
        same = named.kind == word.value and (not parties or set(parties) == set(named.parties))
        if same:
            return named
    if not parties:
        return None
    named = Named(word.value, scene.text[word.start : end], parties, [])
    known.append(named)
    return named


def _parties(scene: Scene, head: Word) -> tuple[int, tuple[str, ...]]:
    """Where the name that starts with ``head`` ends, and its actors; one alone is joined by the clause's other."""
    end = head.end
    codes: list[str] = []
    for mention in scene.mentions:
        if mention.start < head.start or mention.end <= head.end:
            continue
        gap = scene.text[end : mention.start]
        if len(gap) > 45 or any(c in ",;:." for c in gap) or _verb_between(scene, end, mention.start):
            break
        codes.extend(mention.codes)
        end = mention.end
    if "(" in scene.text[head.end : end] and scene.text[end : end + 1] == ")":
        end += 1
    parties = tuple(dict.fromkeys(codes))
    if len(parties) == 1 or not parties:
        around = [c for m in scene.mentions if not m.place and m.end <= head.start for c in m.codes]
        others = [c for c in dict.fromkeys(around) if c not in parties]
        if not parties:
            event = next((e for e in scene.events if len({p.code for p in (*e.actors, *e.recipients)}) > 1), None)
            return end, _codes(event) if event else ()
        parties = (*others[:1], *parties)
    return end, tuple(sorted(parties)) if len(parties) > 1 else ()


def _codes(event: object) -> tuple[str, ...]:
    parties = (*event.actors, *event.recipients)  # type: ignore[attr-defined]
    return tuple(sorted({p.code for p in parties}))


def _verb_between(scene: Scene, start: int, end: int) -> bool:
    return any(w.sort == "change" and start <= w.start < end for w in scene.words)


def _subject(scene: Scene, change: Word, heads: list[tuple[Word, Named]]) -> Named | None:
    """The mechanism that ``change`` is about: before the verb when it is passive, else after it, else before it."""
    before = [(change.start - w.end, n) for w, n in heads if w.end <= change.start]
    after = [(w.start - change.end, n) for w, n in heads if w.start >= change.end]
    passive = any(w.sort == "guard" and w.value == "passive" and 0 <= change.start - w.end <= 12 for w in scene.words)
    near_after = [pair for pair in after if pair[0] <= 30]
    if near_after and not passive:
        return min(near_after, key=lambda pair: pair[0])[1]
    near_before = [pair for pair in before if pair[0] <= 2 * REACH]
    return min(near_before, key=lambda pair: pair[0])[1] if near_before else None


def _step(scene: Scene, change: Word, published: Interval | None) -> Step | None:
    if scene.guarded(change.start, "unreal"):
        return None
    time = scene.time_near(change.start, change.end)
    event = scene.event_at(change.start, change.end)
    date = time.value if time else (event.date if event else None)
    ahead = scene.guarded(change.start, "future") or later(date, published)
    if ahead and change.value not in _PLANNABLE:
        return None
    return Step(
        "planned" if ahead else change.value,  # type: ignore[arg-type]
        date,
        _place(scene, change),
        event.id if event else None,
        Span.of(scene.text, change.start, change.end),
    )


def _place(scene: Scene, change: Word) -> Place | None:
    event = scene.event_at(change.start, change.end)
    if event is not None and event.place is not None:
        return event.place
    for mention in scene.mentions:
        if mention.place and 0 <= mention.start - change.end <= REACH and mention.entities:
            return Place(mention.text, mention.entities[0].code)
    return None


def _add(steps: list[Step], step: Step) -> None:
    """Add ``step`` unless it is told already; one with a date takes the place of the same one without."""
    for n, known in enumerate(steps):
        if known.change != step.change:
            continue
        if step.date is None or (known.date is not None and _ends(known.date) == _ends(step.date)):
            return
        if known.date is None:
            steps[n] = step
            return
    steps.append(step)


def _ends(date: Interval) -> tuple[object, object]:
    return date.start, date.end
