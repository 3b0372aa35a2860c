"""Clues from landmark events: naming one proves that it had begun; its day, or words of news, that it was near."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from banggiao.records import Sentence
from banggiao.times.dating_clues import CEILING, Clue, Days, between, day, since
from banggiao.times.dating_distance import Distance, allowed
from banggiao.times.dating_landmarks import Named as NamedLandmark
from banggiao.times.dating_text import Named, Tense

_AHEAD = 550
_TALKED = 1100
_NEARBY = 45
_USUALLY = 0.8
_NEWS = 45
_STORY, _LONG_STORY = 200, 365
_SEASON = 75
_SAME_YEAR, _YEAR = 330, 365
_ABOUT = dt.timedelta(days=30)
_JUST_BEFORE, _BESIDE = 30, 50
_FOLLOW_UP = 21
# events of earlier years stand in the table for their anniversaries
_KNOWN_ONLY = 1990
# a note in the table: papers go on naming it for years, so that naming it is no news
_LASTING = "lasting"
_LEAD = 4
_LUNAR = dt.timedelta(days=384)
_PUNCTUAL = frozenset({"summit", "visit", "treaty", "election", "speech", "congress", "coup", "diplomacy", "law"})
# kinds of events that stories lead with for some months only; crises and wars go on
_TOLD_ONCE = _PUNCTUAL | {"disaster", "death", "assassination", "crash", "missile", "sport"}
_PLANNED = frozenset(
    {"summit", "sport", "election", "visit", "congress", "treaty", "state", "speech", "law", "diplomacy"}
)


_start = attrgetter("start")


class Around(Struct, frozen=True):
    """What stands around the landmarks of a text: its dates, the days it reports from, the words of distance."""

    text: str
    low: str
    named: Sequence[Named]
    anchors: Sequence[tuple[int, int]]
    tense: Tense
    distances: Sequence[Distance]

    def distances_in(self, sentence: Sentence | None) -> Sequence[Distance]:
        """The distances told in ``sentence``."""
        if sentence is None:
            return ()
        first = bisect_left(self.distances, sentence.start, key=_start)
        return self.distances[first : bisect_left(self.distances, sentence.end, key=_start)]

    def head(self) -> Iterator[Distance]:
        """The distances told in the title and the first sentences of the text."""
        for sentence in self.tense.sentences[:_LEAD]:
            yield from self.distances_in(sentence)


def landmark_clues(hits: Sequence[NamedLandmark], around: Around) -> list[Clue]:
    """Clues from the landmarks that a text names, the most reliable of each kind for each landmark."""
    clues: dict[tuple[str, str], Clue] = {}
    current: list[NamedLandmark] = []
    for hit in hits:
        for clue in _of(hit, around):
            key = (hit.landmark.id, clue.kind)
            if key not in clues or clues[key].weight < clue.weight:
                clues[key] = clue
            if clue.kind == "landmark" and hit.landmark.note != _LASTING:
                current.append(hit)
    return [*_settled(clues), *_cluster(current, around)]


def _settled(clues: dict[tuple[str, str], Clue]) -> Iterator[Clue]:
    """``clues`` without an event both past and to come: the text talks of it, on which side of it is not known."""
    ahead = max((c.days[-1][1] for (_, kind), c in clues.items() if kind == "landmark-ahead"), default=0)
    for (event, kind), clue in clues.items():
        both = (event, "landmark") in clues and (event, "landmark-ahead") in clues
        if both and kind == "landmark-ahead":
            days = ((clue.days[0][0], CEILING),)
            yield replace(clue, kind="landmark-talked-of", days=days, says=f"{clue.says.split(';')[0]}; near, or past")
        elif kind == "landmark-ahead" and clue.days[-1][1] < ahead - _AHEAD // 4:
            # what is to come much earlier than another event to come is told in its light, or is past
            continue
        elif not both or not kind.startswith("landmark"):
            yield clue


def _of(hit: NamedLandmark, around: Around) -> Iterator[Clue]:
    mark, tense = hit.landmark, around.tense
    if mark.type == "feast":
        # a lunar year is named from the weeks before its first day until its end
        days = between(mark.start - dt.timedelta(days=70), mark.end + _LUNAR)
        yield _clue("lunar-year", "the lunar year so named", hit, around, days, 2.0)
        return
    if mark.type == "session":
        days = between(mark.start - dt.timedelta(days=60), mark.end + dt.timedelta(days=30))
        yield _clue("session", "a session that lasts a year", hit, around, days, 1.2)
        return
    sentence = tense.sentence(hit.start)
    told = around.distances_in(sentence)
    later = list(_anniversaries(hit, told, around))
    if later:
        yield from later
        return
    if mark.start.year < _KNOWN_ONLY:
        return
    if mark.type in _PLANNED and not _dated(hit, around.named, tense, past=True):
        if _announced(hit, around):
            days = between(mark.start - dt.timedelta(days=_SAME_YEAR), mark.end)
            more = "announced for its day without a year, so it is less than a year ahead"
            yield _clue("landmark-ahead", more, hit, around, days, 2.0)
            return
        if tense.future(hit.start, hit.end, _NEARBY):
            days = between(mark.start - dt.timedelta(days=_AHEAD), mark.end)
            yield _clue("landmark-ahead", "still to come", hit, around, days, 1.2)
            return
        if _perhaps_ahead(hit, around):
            days = since(mark.start - dt.timedelta(days=_TALKED))
            yield _clue("landmark-talked-of", "near, or past", hit, around, days, 1.2)
            return
    sure = mark.type not in _PLANNED or mark.note == _LASTING or _over(hit, around)
    yield _clue("landmark", "written then or later", hit, around, since(mark.start), 2.0 if sure else _USUALLY)
    if not sure:
        days = since(mark.start - dt.timedelta(days=_TALKED))
        yield _clue("landmark-talked-of", "near, or past", hit, around, days, 1.2)
    yield from _soon_after(hit, told, around)


def _clue(kind: str, more: str, hit: NamedLandmark, around: Around, days: Days, weight: float) -> Clue:
    mark = hit.landmark
    when = mark.start.isoformat() + (f" to {mark.end.isoformat()}" if mark.end > mark.start else "")
    says = f"{mark.name}: {when}; {more}"
    return Clue(kind, around.text[hit.start : hit.end], hit.start, hit.end, says, days, weight, mark.id)


def _perhaps_ahead(hit: NamedLandmark, around: Around) -> bool:
    """Whether something planned is named so that it may not have happened: an election without its winner."""
    tense = around.tense
    if tense.past(hit.start, hit.end):
        return False
    if hit.landmark.type == "election":
        return not tense.won(hit.start, hit.end)
    return tense.ahead(hit.start) and not tense.fresh(hit.start, hit.end)


def _over(hit: NamedLandmark, around: Around) -> bool:
    """Whether the sentence says that something planned has happened or begun."""
    tense = around.tense
    if tense.past(hit.start, hit.end):
        return True
    if hit.landmark.type == "election":
        return tense.won(hit.start, hit.end)
    return _dated(hit, around.named, tense, past=True)


def _anniversaries(hit: NamedLandmark, told: Sequence[Distance], around: Around) -> Iterator[Clue]:
    """Clues from "N years after" just before the event."""
    for distance in told:
        if distance.form == "later" and distance.low and 0 <= hit.start - distance.end <= _JUST_BEFORE:
            days = allowed(distance, hit.landmark.start, hit.landmark.end)
            more = f"the text counts {distance.low * distance.high} days or more since"
            yield _clue("anniversary", more, hit, around, days, 1.6)
            if distance.high >= _YEAR and _leads(hit, around.tense) and around.tense.commemorates(hit.start):
                shift = dt.timedelta(days=distance.low * distance.high + distance.low * distance.high // 1460)
                near = between(hit.landmark.start + shift - _ABOUT, hit.landmark.end + shift + _ABOUT)
                yield _clue("anniversary-day", "the day is commemorated", hit, around, near, 0.8)


def _soon_after(hit: NamedLandmark, told: Sequence[Distance], around: Around) -> Iterator[Clue]:
    """Clues that narrow the time after the event."""
    mark, tense = hit.landmark, around.tense
    if _dated(hit, around.named, tense, past=False):
        days = between(mark.start, mark.end + dt.timedelta(days=_SAME_YEAR))
        more = "the sentence gives its day without a year, so it is less than a year ago"
        yield _clue("landmark-dated", more, hit, around, days, 2.0)
        days = between(mark.start, mark.end + dt.timedelta(days=30 if _leads(hit, tense) else 120))
        yield _clue("landmark-day", "its day is told", hit, around, days, 0.7)
        return
    if mark.note == _LASTING or tense.past(hit.start, hit.end):
        yield from _by_month(hit, told, around)
        return
    sentence = tense.sentence(hit.start)
    news, leads = tense.fresh(hit.start, hit.end), _leads(hit, tense)
    if (news or leads) and any(_close(mark.start, mark.end, anchor) for anchor in around.anchors):
        days = between(mark.start, mark.end + dt.timedelta(days=_NEWS))
        yield _clue("landmark-near", "the day reported from is close to it", hit, around, days, 0.9)
    elif news:
        days = between(mark.start, mark.end + dt.timedelta(days=2 * _NEWS))
        yield _clue("landmark-news", "told as news", hit, around, days, 0.8)
    elif leads and mark.type in _TOLD_ONCE:
        days = between(mark.start, mark.end + dt.timedelta(days=_STORY))
        yield _clue("landmark-story", "the story is about it", hit, around, days, 0.7)
    elif sentence is not None and sentence.index <= 1:
        days = between(mark.start, mark.end + dt.timedelta(days=_LONG_STORY))
        yield _clue("landmark-story", "the story is about it", hit, around, days, 0.6)
    yield from _by_month(hit, told, around)
    if leads:
        yield from _by_day(hit, told, around)


def _leads(hit: NamedLandmark, tense: Tense) -> bool:
    """Whether one of the first sentences names it."""
    sentence = tense.sentence(hit.start)
    return sentence is not None and sentence.index < _LEAD


def _by_month(hit: NamedLandmark, told: Sequence[Distance], around: Around) -> Iterator[Clue]:
    """Clues from "last March", "last year" beside the event."""
    for distance in told:
        if distance.form in ("month", "years") and _gap(hit, distance) <= _BESIDE:
            days = allowed(distance, hit.landmark.start, hit.landmark.end)
            if days:
                yield _clue("event-distance", _words(distance, around), hit, around, days, 1.5)


def _by_day(hit: NamedLandmark, told: Sequence[Distance], around: Around) -> Iterator[Clue]:
    """Clues from "yesterday", "on Tuesday" in the first sentences, which bring the event as news."""
    mark = hit.landmark
    beside = {distance.start for distance in told}
    for distance in around.head():
        days = allowed(distance, mark.start, mark.end) if distance.form in ("days", "weekday") else ()
        close = distance.start in beside
        if not days or (distance.form == "days" and not close and mark.type not in _TOLD_ONCE):
            continue
        if mark.type not in _PUNCTUAL and (distance.form == "days" or not close):
            days = ((days[0][0], days[-1][1] + _FOLLOW_UP),)
        if mark.type in _PLANNED and around.tense.ahead(hit.start):
            days = ((days[0][0] - _FOLLOW_UP, days[-1][1]),)
        weight = 1.4 if distance.form == "weekday" else 0.9
        weight -= 0.0 if close else 0.25
        yield _clue(f"event-{distance.form}", _words(distance, around), hit, around, days, weight)


def _words(distance: Distance, around: Around) -> str:
    return f'told with "{around.text[distance.start : distance.end]}"'


def _gap(hit: NamedLandmark, distance: Distance) -> int:
    return max(hit.start - distance.end, distance.start - hit.end, 0)


def _cluster(current: Sequence[NamedLandmark], around: Around) -> Iterator[Clue]:
    """Two events of one season, the latest of those named, tell that they were in the news together."""
    if not current:
        return
    latest = max(current, key=lambda hit: hit.landmark.start)
    for hit in current:
        apart = (latest.landmark.start - hit.landmark.start).days
        if hit.landmark.id != latest.landmark.id and apart <= _SEASON and not _nearby_past(latest, around):
            days = between(latest.landmark.start, latest.landmark.end + dt.timedelta(days=_SEASON))
            yield _clue("landmarks-together", f"with {hit.landmark.name} in one season", latest, around, days, 0.8)
            return


def _nearby_past(hit: NamedLandmark, around: Around) -> bool:
    return around.tense.past(hit.start, hit.end)


def _dated(hit: NamedLandmark, named: Sequence[Named], tense: Tense, past: bool) -> bool:
    """Whether the sentence that names the landmark gives its day and month, without a year."""
    told = _own_day(hit, named, tense, past)
    return told is not None and (not tense.past(hit.start, hit.end) or _span(hit) > 3)


def _announced(hit: NamedLandmark, around: Around) -> bool:
    """Whether the sentence that names the landmark announces it for its day and month, without a year."""
    told, tense = _own_day(hit, around.named, around.tense, past=False), around.tense
    return told is not None and tense.future(told.start, told.end) and not tense.past(hit.start, hit.end)


def _own_day(hit: NamedLandmark, named: Sequence[Named], tense: Tense, past: bool) -> Named | None:
    """The day of the landmark, without a year, in the sentence that names it; with ``past`` none that lies ahead."""
    sentence = tense.sentence(hit.start)
    if sentence is None:
        return None
    for n in named:
        inside = sentence.start <= n.start < sentence.end and not hit.start <= n.start < hit.end
        if inside and n.month and n.day and n.year is None and (not past or not tense.future(n.start, n.end)):
            found = day(hit.landmark.start.year, n.month, n.day) or day(hit.landmark.end.year, n.month, n.day)
            slack = dt.timedelta(days=1)
            if found and hit.landmark.start <= found <= hit.landmark.end + slack:
                return n
    return None


def _span(hit: NamedLandmark) -> int:
    return (hit.landmark.end - hit.landmark.start).days


def _close(start: dt.date, end: dt.date, anchor: tuple[int, int]) -> bool:
    """Whether (month, day) falls from one day before to two weeks after."""
    for year in {start.year, end.year, end.year + 1}:
        found = day(year, *anchor)
        if found and start - dt.timedelta(days=1) <= found <= end + dt.timedelta(days=14):
            return True
    return False
