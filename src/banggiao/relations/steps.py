"""When and where a change in the life of a mechanism took place, and whether it did or is only planned or wished."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from banggiao.records import Event, Interval, Place, Sentence, Span, Step, TimeExpression
from banggiao.relations.context import REACH, Found, Scene, later
from banggiao.relations.vocabulary import Word

_PLANNABLE = frozenset({"met", "resumed", "established"})
_TOPIC = 16
"""How near a word that makes a verb a mere topic ("bàn khả năng nối lại") stands before it."""

_HEAD = 4
"""The number of the last sentence that belongs to the head of a document."""

_AND = 4
"""What stands between two verbs that one word governs both: "và"."""

_SENTENCE = 160
"""How far behind a verb the words may stand that say that its meeting was put off."""

_SPOKEN = 25
"""How far behind a name the words may stand that make a mere possibility of it."""

_BREAKS = ",;:()"
_RECENT = 10
"""A day is the story's own when it lies no more than this many days before publication."""


def step(
    scene: Scene, change: Word, name: tuple[int, int], published: Interval | None, news: Interval | None
) -> tuple[Step, bool] | None:
    """What ``change`` says, and whether its date is only taken from the story's news; None: nothing came about.

    ``name`` bounds the mechanism's name, ``news`` is the day of which the story around the sentence speaks.
    """
    if unreal(scene, change.start) or _spoken_of(scene, change, name[1]):
        return None
    time = _time(scene, change, name)
    if _remembered(scene, change, time):
        return None
    event = scene.event_at(change.start, change.end)
    date = point(time.value) if time and time.value else _event_date(scene, change, event)
    told_past = date is not None and not later(date, published) and _before(date, published)
    ahead = later(date, published) or (_ahead(scene, change) and not (told_past and _attached(time, change)))
    if ahead:
        if change.value not in _PLANNABLE:
            return None
        date = _coming(scene, change, published)
    inferred = date is None and not ahead and news is not None and not background(scene, change.start, change.end)
    kind = "planned" if ahead else change.value
    if kind in ("met", "planned") and _called_off(scene, change):
        return None
    evidence = Span.of(scene.text, change.start, change.end)
    place = _place(scene, change)
    found = Step(kind, news if inferred else date, place, event.id if event else None, evidence)  # type: ignore[arg-type]
    return found, inferred


class NewsDays:
    """The day of which the story speaks at each place: the last day named so far that is near publication."""

    def __init__(self, found: Found) -> None:
        published = found.published
        written = (published.end or published.start) if published else None
        self._days: list[tuple[int, Interval]] = []
        for time in found.times if written else ():
            value = time.value
            if value is None or value.start is None or value.start != value.end or time.kind not in ("date", "clock"):
                continue
            if not _inside(time.start, found.sentences):
                continue
            if written and written - dt.timedelta(days=_RECENT) <= value.start <= written:
                self._days.append((time.start, value))
        self._head = found.sentences[: _HEAD + 1][-1].end if found.sentences else 0

    def at(self, scene: Scene) -> Interval | None:
        """The day for ``scene``; in the head of the document one that it names soon will do."""
        before = [day for start, day in self._days if start < scene.sentence.end]
        if before:
            return before[-1]
        soon = [day for start, day in self._days if start < self._head]
        return soon[0] if soon and scene.sentence.end <= self._head else None


def _inside(at: int, sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence of the article holds ``at``: the line that says when it was published is none."""
    number = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return number >= 0 and at < sentences[number].end


def point(value: Interval) -> Interval:
    """The time of a change told with an open range: what is so "since 2015" came about in 2015."""
    first, last = value.start, value.end
    if first is None or last is not None:
        return value
    if value.precision == "year":
        return replace(value, end=dt.date(first.year, 12, 31))
    if value.precision == "month":
        return replace(value, end=dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1]))
    return replace(value, end=first) if value.precision == "day" else value


def unreal(scene: Scene, at: int) -> bool:
    """Whether the act told at ``at`` is only wished, asked, possible, denied, or what somebody speaks about."""
    if any(_free(scene, w.end, at) for w in _guards(scene, at, "unreal")):
        return True
    return any(at - w.end <= _TOPIC for w in _guards(scene, at, "topic"))


def background(scene: Scene, start: int, end: int) -> bool:
    """Whether the act told at ``start..end`` is told as what was before the story."""
    behind = (w for w in scene.words if w.sort == "guard" and w.value == "background")
    return bool(_guards(scene, start, "background")) or any(0 <= w.start - end <= _TOPIC for w in behind)


def _ahead(scene: Scene, change: Word) -> bool:
    return any(_free(scene, w.end, change.start) for w in _guards(scene, change.start, "future"))


def _called_off(scene: Scene, change: Word) -> bool:
    """Whether the meeting that ``change`` tells of is put off or called off."""
    if _guards(scene, change.start, "called-off"):
        return True
    behind = (w for w in scene.words if w.sort == "guard" and w.value == "put-off")
    return any(0 <= w.start - change.end <= _SENTENCE for w in behind)


def _guards(scene: Scene, at: int, value: str) -> list[Word]:
    return [
        w
        for w in scene.words
        if w.sort == "guard"
        and w.value == value
        and w.end <= at
        and at - w.end <= REACH
        and not any(c in _BREAKS for c in scene.text[w.end : at])
    ]


def _free(scene: Scene, start: int, end: int) -> bool:
    """No other verb of change stands between, which the guard would belong to."""
    return not any(w.sort == "change" and start <= w.start and w.end <= end and end - w.end > _AND for w in scene.words)


def _time(scene: Scene, change: Word, name: tuple[int, int]) -> TimeExpression | None:
    """The expression of time that belongs to ``change``; a year right behind a name is part of the name."""
    time = scene.time_near(change.start, change.end)
    part = time is not None and name[0] >= change.end and name[0] <= time.start <= name[1] + 1
    return None if part and time is not None and time.text.isdigit() else time


def _spoken_of(scene: Scene, change: Word, end: int) -> bool:
    """Whether "việc …" makes a subject of the change of which the clause then says that it may be."""
    nominal = _guards(scene, change.start, "nominal")
    if not nominal or change.start - nominal[-1].end > 3:
        return False
    behind = (w for w in scene.words if w.sort == "guard" and w.value in ("unreal", "future") and w.start >= end)
    return any(w.start - end <= _SPOKEN and not any(c in _BREAKS for c in scene.text[end : w.start]) for w in behind)


def _remembered(scene: Scene, change: Word, time: TimeExpression | None) -> bool:
    """Whether the change is only counted from ("sau bảy năm đóng cửa", "kỷ niệm 45 năm thiết lập quan hệ")."""
    if any(t.kind == "duration" and 0 <= change.start - t.end <= 2 for t in scene.times):
        return True
    if not _guards(scene, change.start, "anniversary"):
        return False
    return time is None or time.value is None or time.value.precision != "day" or time.start < change.end


def _event_date(scene: Scene, change: Word, event: Event | None) -> Interval | None:
    """The date of the event of ``change``, unless it is that of another verb of the sentence."""
    if event is None or event.date is None:
        return None
    for time in scene.times:
        same = time.value is not None and (time.value.start, time.value.end) == (event.date.start, event.date.end)
        if same and not _free(scene, min(change.end, time.end), max(change.start, time.start)):
            return None
    return point(event.date)


def _attached(time: TimeExpression | None, change: Word) -> bool:
    return time is not None and time.start >= change.end


def _coming(scene: Scene, change: Word, published: Interval | None) -> Interval | None:
    """The day that a plan is for: the nearest later one of the sentence, behind the verb rather than before it."""
    ahead = [t for t in scene.times if t.value is not None and later(t.value, published) and t.kind != "duration"]
    if not ahead:
        return None
    nearest = min(ahead, key=lambda t: (t.start < change.end, abs(t.start - change.end)))
    return point(nearest.value) if nearest.value else None


def _before(date: Interval, published: Interval | None) -> bool:
    written = (published.start or published.end) if published else None
    return written is not None and date.end is not None and date.end < written


def _place(scene: Scene, change: Word) -> Place | None:
    event = scene.event_at(change.start, change.end)
    if event is not None and event.place is not None:
        return event.place
    for mention in scene.mentions:
        if mention.place and 0 <= mention.start - change.end <= REACH and mention.entities:
            return Place(mention.text, mention.entities[0].code)
    return None
