"""Clues from the dates that an article names: the day it reports from, and bounds from all others."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence

from banggiao.records import Sentence
from banggiao.times.dating_clues import Clue, Days, between, day, merge, since, until
from banggiao.times.dating_distance import Distance
from banggiao.times.dating_text import Named, Tense

YEARS = range(1985, 2036)
_LEAD_SENTENCES = 3
_SPAN, _WEEK = 2, 6
_FOLLOWS = 10
_ABOUT, _DEADLINE = 25, 62
_EARLIER, _ADJACENT = 40, 8
_STAMP = re.compile(r"\s{0,3}\((\d\d)[.](\d\d)\)")


@functools.lru_cache(maxsize=4096)
def every_year(month: int, number: int, before: int, after: int, weekday: int | None = None) -> Days:
    """In each of :data:`YEARS` the days from ``before`` to ``after`` days after that day, where it exists and fits."""
    days = (day(year, month, number) for year in YEARS)
    return merge((d.toordinal() + before, d.toordinal() + after) for d in days if d and weekday in (None, d.weekday()))


def anchor_clues(
    text: str, sentences: Sequence[Sentence], named: Sequence[Named], tense: Tense, told_ago: Sequence[Distance]
) -> tuple[list[Clue], list[tuple[int, int]]]:
    """Clues from the day reported from, and that day as (month, day) pairs: first the lead's, then the latest.

    The publication is the latest day narrated, up to two days later; earlier when something announced comes sooner.
    """
    running = [s for s in sentences if s.part in ("lead", "body")]
    if not running:
        running = list(sentences)
    limit = running[:_LEAD_SENTENCES][-1].end if running else 0
    told = [
        n for n in named if n.day and n.month and not tense.future(n.start, n.end) and not tense.past(n.start, n.start)
    ]
    lead = next((n for n in told if n.start < limit and running[0].start <= n.start), None)
    if lead is None:
        return list(_loose(text, told, tense)), [(n.month or 1, n.day or 1) for n in told[:1]]
    if tense.background(lead.start) or any(
        running[0].start <= d.start and d.end < lead.start - _ADJACENT for d in told_ago
    ):
        # the story's own day is told otherwise, or this is the day of what it looks back at
        return [_earlier(text, lead)], [(lead.month or 1, lead.day or 1)]
    latest = max(
        (n for n in told if 0 <= _gap(lead, n) <= _FOLLOWS and n.year in (None, lead.year)), key=lambda n: _gap(lead, n)
    )
    announced = [n for n in named if n.day and n.month and n.year is None and tense.future(n.start, n.end)]
    # later in the lead, with its weekday: the day of what happened, which may be up to a week ago
    span = _WEEK if lead.start > running[0].end and lead.weekday is not None else _SPAN
    span = min([span, *[gap for gap in [_gap(latest, n) for n in announced] if 0 <= gap <= _WEEK]])
    month, number = latest.month or 1, latest.day or 1
    floor = _stamp(text, sentences, month, number, span)
    says = f"the article reports from {number} {_MONTHS[month - 1]}; news appears within {span} days"
    if lead.year:
        start = day(lead.year, month, number) or dt.date(lead.year, 1, 1)
        days, weight = between(start + dt.timedelta(days=floor), start + dt.timedelta(days=span)), 4.0
    else:
        days = every_year(month, number, floor, span)
        weight = 3.0
    clues = [Clue("report-day", text[latest.start : latest.end], latest.start, latest.end, says, days, weight)]
    return clues, [(lead.month or 1, lead.day or 1), (month, number)]


def _earlier(text: str, n: Named) -> Clue:
    """A day of the last weeks."""
    month, number = n.month or 1, n.day or 1
    days = every_year(month, number, 0, _EARLIER)
    if n.year:
        start = day(n.year, month, number) or dt.date(n.year, 1, 1)
        days = between(start, start + dt.timedelta(days=_EARLIER))
    says = f"the article looks back at {number} {_MONTHS[month - 1]}: some weeks old at most"
    return Clue("day-in-text", text[n.start : n.end], n.start, n.end, says, days, 0.9)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _gap(one: Named, other: Named) -> int:
    """Days from ``one`` to the next ``other`` in a common year."""
    a, b = (dt.date(2000, n.month or 1, min(n.day or 1, 28 if n.month == 2 else 30)) for n in (one, other))
    return (b - a).days % 366


def _stamp(text: str, sentences: Sequence[Sentence], month: int, number: int, span: int) -> int:
    """Days after the report that an editor's stamp "(02.07)", month first, before a caption adds."""
    for sentence in sentences:
        match = _STAMP.match(text, sentence.start)
        if match and (stamped := day(2000, int(match[1]), int(match[2]))) and (reported := day(2000, month, number)):
            later = (stamped - reported).days
            if 0 < later <= span:
                return later
    return 0


def _loose(text: str, told: Sequence[Named], tense: Tense) -> Iterator[Clue]:
    """Without a day in the lead: the first one told without a word of the future in its sentence is some weeks old."""
    for n in told:
        if n.year is None and n.first is None and not tense.ahead(n.start):
            month, number = n.month or 1, n.day or 1
            days = every_year(month, number, -_ABOUT, 45)
            says = f"the article tells of {number} {_MONTHS[month - 1]} without a year: about then"
            yield Clue("day-in-text", text[n.start : n.end], n.start, n.end, says, days, 0.6)
            return


def named_clues(text: str, named: Sequence[Named], tense: Tense) -> list[Clue]:
    """Bounds from the dates with a year, and years that fit a weekday beside a day and month."""
    clues: dict[tuple[object, ...], Clue] = {}
    for n in named:
        for clue in _weekday(text, n, tense) if n.weekday is not None else _bound(text, n, tense):
            clues.setdefault((clue.kind, n.year, n.month, n.day, clue.days[0]), clue)
    told = [c.days[0][0] for c in clues.values() if c.kind == "year-told"]
    # a deadline close after a day or month that is told as past may be past itself
    return [
        c
        for c in clues.values()
        if c.kind != "year-ahead" or not any(0 <= c.days[0][1] - day <= _DEADLINE for day in told)
    ]


def _bound(text: str, n: Named, tense: Tense) -> Iterator[Clue]:
    if n.year is None:
        return
    first = day(n.year, n.month or 1, n.day or 1)
    last = day(n.year, n.month or 12, n.day or 28)
    if first is None or last is None or first.year < 1900:
        return
    if not n.day:
        last = (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    words = text[n.start : n.end]
    if tense.future(n.start, n.end, reach=None if n.day else 30):
        weight = 1.2 if n.day else 0.5
        yield Clue("year-ahead", words, n.start, n.end, f"announced for {words}: written before", until(last), weight)
    elif n.bare and not n.month:
        yield Clue(
            "year-named",
            words,
            n.start,
            n.end,
            f"names {n.year}",
            since(first),
            0.4 if _round(n.year) or tense.ahead(n.start) else 0.7,
        )
    else:
        weight = _told_weight(n, tense)
        says = f"tells of {words}: written then or later"
        yield Clue("year-told", words, n.start, n.end, says, since(first), weight)


def _told_weight(n: Named, tense: Tense) -> float:
    """How surely a year named is past: plans name round years, and clauses about the future hide behind any verb."""
    if n.day:
        return 3.0
    if tense.ahead(n.start):
        return 0.5
    return 2.5 if n.month or tense.past(n.start, n.end) else 0.5 if _round(n.year) else 2.0


def _round(year: int | None) -> bool:
    return year is not None and year % 5 == 0 and year >= 2020


def _weekday(text: str, n: Named, tense: Tense) -> Iterator[Clue]:
    month, number, weekday = n.month or 1, n.day or 1, n.weekday
    ahead = tense.future(n.start, n.end)
    before, after = (60, 0) if ahead else (0, 25)
    days = every_year(month, number, -before, after, weekday)
    if n.year:
        days = tuple(d for d in days if dt.date.fromordinal(d[0] + before).year == n.year)
    if days:
        name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday or 0]
        says = f"{number} {_MONTHS[month - 1]} is a {name} in such years only"
        yield Clue("weekday", text[n.start : n.end], n.start, n.end, says, days, 2.5)
