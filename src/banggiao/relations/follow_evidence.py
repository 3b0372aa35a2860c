"""Which occurrences tell that an appointment was kept, and which that it was not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from banggiao.entries import Occurrence, Telling
from banggiao.knowledge.levels import level_of
from banggiao.records import Interval
from banggiao.relations.follow_grouping import Group, overlap
from banggiao.relations.kinds import LINKS

_TYPES = {
    "contact": frozenset({"CONSULT"}),
    "call": frozenset({"CONSULT"}),
    "exercise": frozenset({"COOPERATE", "MOBILIZE"}),
    "signing": frozenset({"SUPPORT", "AGREE"}),
    "vote": frozenset(),
}
_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})
"""What a plan of no named kind may turn into."""
_RESUMED = frozenset({"talks", "session"})
"""Kinds of which a report may say, instead of that they took place, that they were resumed."""
_TOLD = frozenset({"actual", "historical"})
_NEAR = dt.timedelta(days=1)
"""A day of one report may be the next one of another: the earth is round."""
_FRESH = dt.timedelta(days=3)
"""What is told without a day happened at most so long before it was told."""
_SOON = dt.timedelta(days=183)
"""A plan without a day that is kept is kept within this time."""


class Evidence(Struct, frozen=True):
    """Occurrences in which an appointment was kept: ``sure`` are those told with a day within its own."""

    held: tuple[Occurrence, ...]
    sure: tuple[Occurrence, ...]
    failed: tuple[Occurrence, ...]


class Occurrences:
    """Occurrences by who takes part, of those with a report that was known by ``as_of``."""

    def __init__(self, occurrences: Iterable[Occurrence], as_of: dt.date | None) -> None:
        self._by_code: dict[str, list[Occurrence]] = {}
        self._as_of = as_of
        for occurrence in sorted(occurrences, key=lambda o: o.id):
            if as_of is None or any(_by(r.telling, as_of) for r in occurrence.reports):
                for code in {*occurrence.actors, *occurrence.recipients}:
                    self._by_code.setdefault(code, []).append(occurrence)

    def of(self, group: Group) -> Evidence:
        """What tells of the fate of ``group``."""
        parties = frozenset(group.parties)
        fewest = min((self._by_code.get(code, []) for code in sorted(parties)), key=len)
        if group.family in LINKS:
            fewest = list({o.id: o for code in sorted(parties) for o in self._by_code.get(code, [])}.values())
        near = [o for o in fewest if _parties(o, parties, group.family in LINKS)]
        held = [o for o in near if self._kept(o, group)]
        return Evidence(
            tuple(held),
            tuple(o for o in held if _within(o.date, group.date)),
            tuple(o for o in near if self._broken(o, group)),
        )

    def tellings(self, occurrences: Iterable[Occurrence], statuses: frozenset[str]) -> tuple[Telling, ...]:
        """Who told of ``occurrences`` by then, in the order of telling."""
        found = {
            (str(t.known or "9999"), t.document, t.line): t
            for o in occurrences
            for r in o.reports
            if r.status in statuses and _by(t := r.telling, self._as_of)
        }
        return tuple(found[key] for key in sorted(found))

    def _kept(self, occurrence: Occurrence, group: Group) -> bool:
        types = _TYPES.get(group.family, _COOPERATIVE)
        if any(p.kind in _RESUMED for p in group.plans) and _within(occurrence.date, group.date):
            types = types | {"SUPPORT"}
        if occurrence.type not in types or occurrence.status not in _TOLD:
            return False
        if group.family in ("contact", "call") and (occurrence.mode == "phone") != (group.family == "call"):
            return False
        if occurrence.denied_by and occurrence.sources < 2:
            return False
        return self._timely(occurrence, group) and _rank(occurrence, group) and not _returned(occurrence, group)

    def _timely(self, occurrence: Occurrence, group: Group) -> bool:
        """Whether it took place in or near the appointment's time, and was told of no earlier."""
        start, end = _window(group)
        if start is None or end is None:
            return False
        told = [r.telling.known for r in occurrence.reports if r.status in _TOLD]
        if all(k is not None and k < start - _NEAR for k in told):
            return False
        date = occurrence.date
        if date is None or date.start is None or date.end is None:
            return any(k is not None and start <= k <= end + _FRESH for k in told)
        wide = (date.end - date.start) > max(end - start, dt.timedelta(days=7))
        return not wide and date.start <= end + _NEAR and start - _NEAR <= date.end

    def _broken(self, occurrence: Occurrence, group: Group) -> bool:
        """Whether it tells that what was planned did not or will not come about."""
        start, end = _window(group)
        first = group.first_known
        if group.date is None or start is None or end is None or first is None:
            return False
        lines = {(p.telling.document, p.telling.line) for p in group.plans}
        if all((r.telling.document, r.telling.line) in lines for r in occurrence.reports):
            return False  # what it says of the plan is known better from there
        told = [r.telling.known for r in occurrence.reports if r.telling.known]
        if not told or max(told) < first:
            return False
        if occurrence.type == "REJECT":
            refused = occurrence.mode == "meet" and occurrence.status == "actual" and group.family == "contact"
            return refused and min(told) <= end and start - min(told) <= dt.timedelta(days=30)
        if occurrence.status != "negated" or occurrence.type not in _TYPES.get(group.family, _COOPERATIVE) | {"AGREE"}:
            return False
        date = occurrence.date
        return date is not None and date.start is not None and date.end is not None and overlap(date, group.date)


def _by(telling: Telling, as_of: dt.date | None) -> bool:
    return as_of is None or (telling.known is not None and telling.known <= as_of)


def _parties(occurrence: Occurrence, parties: frozenset[str], linked: bool) -> bool:
    """Whether all take part, or of three or more at least two and nobody else; ``linked``: or are where it is."""
    present = {*occurrence.actors, *occurrence.recipients}
    if linked and occurrence.place is not None and occurrence.place.country:
        present.add(occurrence.place.country)
    return parties <= present or (len(present) > 1 and present <= parties)


def _window(group: Group) -> tuple[dt.date | None, dt.date | None]:
    if group.date is not None:
        return group.date.start, group.date.end
    first = group.first_known
    return first, first + _SOON if first else None


def _within(date: Interval | None, planned: Interval | None) -> bool:
    if date is None or planned is None or date.start is None or planned.start is None:
        return False
    return bool(date.precision == "day" and planned.end and planned.start <= date.start <= planned.end)


def _rank(occurrence: Occurrence, group: Group) -> bool:
    """Whether somebody of the rank planned took part, as far as ranks are told."""
    levels = {level_of(office) for r in occurrence.reports for office in r.offices} - {None}
    return group.level is None or not levels or group.level in levels


def _returned(occurrence: Occurrence, group: Group) -> bool:
    """Whether it is the visit in the other direction."""
    visits = [p for p in group.plans if p.kind == "visit"]
    if not visits or occurrence.mode != "visit":
        return False
    visitor = visits[0].parties[0]
    return visitor in occurrence.recipients and visitor not in occurrence.actors


def earliest(tellings: Sequence[Telling]) -> dt.date | None:
    """The day by which the first of ``tellings`` was known."""
    return min((t.known for t in tellings if t.known), default=None)
