"""Join what several documents say of one mechanism or measure into its history.

Two tellings of the same change are one entry when their dates are compatible (the intervals overlap); the entry keeps
the most precise one. What is told without a date is taken to mean the last such change before it was told. Dates that
contradict each other make two entries: the ledger does not choose whom to believe. Nothing here depends on the order
in which tellings come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from banggiao.entries import HistoryEntry, Telling
from banggiao.records import Interval, Place

_PLANNED = "planned"
_RANK = {
    change: rank
    for rank, changes in enumerate(
        (("established", "imposed"), ("suspended", "extended"), ("eased",), ("resumed",), ("met",), ("ended", "lifted"))
    )
    for change in changes
}
_OPENS = frozenset({"established", "imposed", "suspended"})
_ANSWERS = frozenset({"resumed", "met", "lifted", "eased", "ended", "extended"})


class Told(Struct, frozen=True, gc=False):
    """One change as one document tells it; ``plan``: it was still to come when it was told."""

    change: str
    telling: Telling
    date: Interval | None = None
    place: Place | None = None
    event: str | None = None
    plan: bool = False


def known_by(telling: Telling, as_of: dt.date | None) -> bool:
    """Whether ``telling`` was surely published by ``as_of``; with None, everything was."""
    return as_of is None or (telling.known is not None and telling.known <= as_of)


def bounds(date: Interval) -> tuple[dt.date, dt.date]:
    """The first and last day of ``date``; an open end is as far away as can be."""
    return date.start or dt.date.min, date.end or dt.date.max


def width(date: Interval) -> int:
    """How many days ``date`` leaves open."""
    first, last = bounds(date)
    return (last - first).days


def overlap(one: Interval, other: Interval) -> bool:
    """Whether both may be the same day."""
    (first, last), (start, end) = bounds(one), bounds(other)
    return first <= end and start <= last


def history(told: Iterable[Told]) -> tuple[HistoryEntry, ...]:
    """The entries that ``told`` amounts to, in order of time."""
    of_change: dict[str, list[Told]] = {}
    for one in told:
        of_change.setdefault(one.change, []).append(one)
    entries = [entry for change in sorted(of_change) for entry in _entries(of_change[change])]
    openings = [e for e in entries if e.change in _OPENS and e.date is not None]
    return tuple(sorted(entries, key=lambda e: (_position(e, openings), _RANK.get(e.change, 9), *_key_of(e))))


def effective(entry: HistoryEntry) -> dt.date:
    """The day from which ``entry`` counts: the first of its date, else the day by which it was told."""
    if entry.date is not None and (entry.date.start or entry.date.end):
        return entry.date.start or entry.date.end or dt.date.min
    days = [t.known for t in entry.tellings if t.known is not None]
    return min(days, default=dt.date.min)


def telling_key(telling: Telling) -> tuple[dt.date, str, int]:
    """The order of tellings: as they became known, what is of an unknown day last."""
    return telling.known or dt.date.max, telling.document, telling.line


def _entries(told: list[Told]) -> list[HistoryEntry]:
    """The entries of one change: dated ones from the most precise to the least, then what has no date."""
    dated = [t for t in told if t.date is not None and (t.date.start or t.date.end)]
    dated.sort(key=lambda t: (width(t.date), *bounds(t.date), _key(t)))  # type: ignore[arg-type]
    groups: list[list[Told]] = []
    for one in dated:
        fitting = [g for g in groups if overlap(g[0].date, one.date)]  # type: ignore[arg-type]
        if fitting:
            min(fitting, key=lambda g: bounds(g[0].date)).append(one)  # type: ignore[arg-type]
        else:
            groups.append([one])
    loose: list[Told] = []
    for one in sorted((t for t in told if t.date is None or not (t.date.start or t.date.end)), key=_key):
        group = _meant(one, groups)
        (loose if group is None else group).append(one)
    return [_entry(group) for group in (*groups, loose) if group]


def _meant(one: Told, groups: list[list[Told]]) -> list[Told] | None:
    """The dated group that ``one``, which has no date, speaks of: the last before it was told; of plans, the next."""
    known = one.telling.known
    if one.change == _PLANNED:
        ahead = [g for g in groups if known is None or bounds(g[0].date)[1] >= known]  # type: ignore[arg-type]
        return min(ahead, key=lambda g: bounds(g[0].date), default=None)  # type: ignore[arg-type]
    past = [g for g in groups if known is None or bounds(g[0].date)[0] <= known]  # type: ignore[arg-type]
    return max(past, key=lambda g: bounds(g[0].date), default=None)  # type: ignore[arg-type]


def _entry(group: Sequence[Told]) -> HistoryEntry:
    ordered = sorted(group, key=_key)
    tellings = tuple(dict.fromkeys(t.telling for t in ordered))
    return HistoryEntry(
        group[0].change,
        group[0].date,
        next((t.place for t in ordered if t.place is not None), None),
        next((t.event for t in ordered if t.event is not None), None),
        tellings,
        len({t.origin for t in tellings}),
    )


def _position(entry: HistoryEntry, openings: Sequence[HistoryEntry]) -> dt.date:
    """Where ``entry`` stands in time; an answer known only to a year comes after what it answers in that year."""
    day = effective(entry)
    if entry.change not in _ANSWERS or entry.date is None or width(entry.date) == 0:
        return day
    _, last = bounds(entry.date)
    inside = [effective(o) for o in openings if day <= effective(o) <= last and o.date and width(o.date) < 366]
    return max([day, *inside])


def _key(told: Told) -> tuple[object, ...]:
    return (*telling_key(told.telling), told.event or "", told.place.name if told.place else "", told.telling.origin)


def _key_of(entry: HistoryEntry) -> tuple[object, ...]:
    return (*telling_key(entry.tellings[0]), entry.change)
