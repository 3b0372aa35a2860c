"""Clues from landmark events: naming one proves that it had begun; its day, or words of news, that it was near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from banggiao.times.dating_clues import Clue, between, day, since
from banggiao.times.dating_landmarks import Named as NamedLandmark
from banggiao.times.dating_text import Named, Tense

_AHEAD = 550
_NEWS = 45
# a note in the table: papers go on naming it for years, so that naming it is no news
_LASTING = "lasting"
_LEAD = 4
_LUNAR = dt.timedelta(days=384)
_PLANNED = frozenset({"summit", "sport", "election", "visit", "congress", "treaty", "state", "speech", "law"})


def landmark_clues(
    text: str, hits: Sequence[NamedLandmark], named: Sequence[Named], anchors: Sequence[tuple[int, int]], tense: Tense
) -> list[Clue]:
    """Clues from ``hits``; ``named``: the article's dates; ``anchors``: the days (month, day) that it reports from."""
    clues: dict[tuple[str, str], Clue] = {}
    for hit in hits:
        for clue in _of(text, hit, named, anchors, tense):
            key = (hit.landmark.id, clue.kind)
            if key not in clues or clues[key].weight < clue.weight:
                clues[key] = clue
    return list(clues.values())


def _of(
    text: str, hit: NamedLandmark, named: Sequence[Named], anchors: Sequence[tuple[int, int]], tense: Tense
) -> Iterator[Clue]:
    mark, words = hit.landmark, text[hit.start : hit.end]
    when = mark.start.isoformat() + (f" to {mark.end.isoformat()}" if mark.end > mark.start else "")
    says = f"{mark.name}: {when}"

    def clue(kind: str, more: str, first: dt.date, last: dt.date | None, weight: float) -> Clue:
        days = between(first, last) if last else since(first)
        return Clue(kind, words, hit.start, hit.end, f"{says}; {more}", days, weight)

    ago = tense.years_ago(hit.start, hit.end)
    if ago:
        first, last = _shifted(mark.start, ago), _shifted(mark.end, ago + 1) - dt.timedelta(days=30)
        yield clue("anniversary", f"{ago} years before", first - dt.timedelta(days=45), last, 1.5)
        return
    if mark.type == "feast":
        # a lunar year is named from the weeks before its first day until its end
        yield clue("lunar-year", "the lunar year so named", mark.start - dt.timedelta(days=70), mark.end + _LUNAR, 2.0)
        return
    if mark.type in _PLANNED and tense.future(hit.start, hit.end) and not _dated(hit, named, tense, past=True):
        yield clue("landmark-ahead", "still to come", mark.start - dt.timedelta(days=_AHEAD), mark.end, 1.2)
        return
    yield clue("landmark", "written then or later", mark.start, None, 2.0)
    if _dated(hit, named, tense, past=False):
        last = mark.end + dt.timedelta(days=30)
        yield clue(
            "landmark-dated", "the sentence gives its day without a year, so it is of that year", mark.start, last, 2.0
        )
    elif mark.note != _LASTING and not tense.past(hit.start, hit.end):
        news = tense.fresh(hit.start, hit.end)
        leads = (sentence := tense.sentence(hit.start)) is not None and sentence.index < _LEAD
        if (news or leads) and any(_close(mark.start, mark.end, anchor) for anchor in anchors):
            last = mark.end + dt.timedelta(days=_NEWS)
            yield clue("landmark-near", "the day reported from is close to it", mark.start, last, 0.9)
        elif news:
            last = mark.end + dt.timedelta(days=2 * _NEWS)
            yield clue("landmark-news", "told as news", mark.start, last, 0.8)


def _dated(hit: NamedLandmark, named: Sequence[Named], tense: Tense, past: bool) -> bool:
    """Whether the sentence that names the landmark gives its day and month, without a year."""
    sentence = tense.sentence(hit.start)
    if sentence is None:
        return False
    for n in named:
        inside = sentence.start <= n.start < sentence.end and not hit.start <= n.start < hit.end
        if inside and n.month and n.day and n.year is None and (not past or not tense.future(n.start, n.end)):
            found = day(hit.landmark.start.year, n.month, n.day) or day(hit.landmark.end.year, n.month, n.day)
            slack = dt.timedelta(days=1)
            if found and hit.landmark.start <= found <= hit.landmark.end + slack:
                return not tense.past(hit.start, hit.end) or _span(hit) > 3
    return False


def _span(hit: NamedLandmark) -> int:
    return (hit.landmark.end - hit.landmark.start).days


def _close(start: dt.date, end: dt.date, anchor: tuple[int, int]) -> bool:
    """Whether (month, day) falls from one day before to two weeks after."""
    for year in {start.year, end.year, end.year + 1}:
        found = day(year, *anchor)
        if found and start - dt.timedelta(days=1) <= found <= end + dt.timedelta(days=14):
            return True
    return False


def _shifted(date: dt.date, years: int) -> dt.date:
    return day(date.year + years, date.month, date.day) or dt.date(date.year + years, 3, 1)
