"""When and where a change in the life of a mechanism took place, and whether it did or is only planned or wished."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from banggiao.records import Event, Interval, Place, Span, Step, TimeExpression
from banggiao.relations.context import REACH, Scene, later
from banggiao.relations.vocabulary import Word

_PLANNABLE = frozenset({"met", "resumed", "established"})
_TOPIC = 16
"""How near a word that makes a verb a mere topic ("bàn khả năng nối lại") stands before it."""

_SENTENCE = 160
"""How far behind a verb the words may stand that say that its meeting was put off."""

_BREAKS = ',;:()“”"'
_RECENT = 10
"""A day is the story's own when it lies no more than this many days before publication."""


def step(scene: Scene, change: Word, published: Interval | None, news: Interval | None) -> tuple[Step, bool] | None:
    """What ``change`` says, and whether its date is only taken from the story's news; None: nothing came about.

    ``news`` is the day of which the story around the sentence speaks.
    """
    if unreal(scene, change.start):
        return None
    time = _time(scene, change)
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


def news_days(scenes: Sequence[Scene], published: Interval | None) -> list[Interval | None]:
    """For each scene the day of which the story speaks there: the last day named so far that is near publication."""
    written = (published.end or published.start) if published else None
    if not written:
        return [None] * len(scenes)
    days: list[Interval | None] = []
    current: Interval | None = None
    for scene in scenes:
        for time in scene.times:
            value = time.value
            if value is None or value.start is None or value.start != value.end or time.kind not in ("date", "clock"):
                continue
            if written - dt.timedelta(days=_RECENT) <= value.start <= written:
                current = value
        days.append(current)
    first = next((d for d in days[:5] if d is not None), None)
    return [d or first for d in days[:5]] + days[5:]


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
    return not any(w.sort == "change" and start <= w.start and w.end <= end for w in scene.words)


def _time(scene: Scene, change: Word) -> TimeExpression | None:
    """The expression of time that belongs to ``change``."""
    return scene.time_near(change.start, change.end)


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
