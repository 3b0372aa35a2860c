"""What was announced in many documents, and what became of it by a date: a function of what was told by then.

An appointment is *held* when an occurrence of its kind and parties is told of in or near its time, *postponed* or
*cancelled* when a plan says so or, failing that, when an event of that time is denied; once its last day has passed and
nobody told of it, it is *unknown*. What is put off to a new day is an appointment of its own there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from banggiao.entries import Appointment, Occurrence, Outcome, Plan, Telling
from banggiao.records import Interval
from banggiao.relations.follow_evidence import Evidence, Occurrences, earliest
from banggiao.relations.follow_grouping import SETTLED, Group, days, group, overlap, told
from banggiao.relations.kinds import family

_HELD = frozenset({"actual", "historical"})
_FAILED = frozenset({"actual", "negated"})
_FORGOTTEN = dt.timedelta(days=365)
"""A plan without a day that nobody told of for so long is of unknown fate."""
_CORRECTED = dt.timedelta(days=10)
"""A new day told so near the old one, while that was still to come, takes its place."""
_SINGLE = frozenset({"visit", "summit", "session"})
"""Kinds of which two within some days are rather one whose day was corrected."""


def appointments(
    plans: Sequence[Plan],
    occurrences: Sequence[Occurrence],
    as_of: dt.date | None = None,
    present: dt.date | None = None,
) -> tuple[Appointment, ...]:
    """What ``plans`` announce, in the order of their days, and what became of it by ``as_of``.

    Where ``as_of`` is given, what was told later or at an unknown time is left out; where it is not, all is known and
    it is the day ``present``, else the last one on which anything was told.
    """
    known = [p for p in plans if as_of is None or (p.telling.known is not None and p.telling.known <= as_of)]
    seen = Occurrences(occurrences, as_of)
    day = as_of or present or _latest(known, occurrences)
    groups = group(known)
    found = [_appointment(g, seen, day, _successor(g, groups)) for g in groups]
    return tuple(sorted(found, key=lambda a: (str(a.date and a.date.start), str(a.date and a.date.end), a.id)))


def _latest(plans: Iterable[Plan], occurrences: Iterable[Occurrence]) -> dt.date | None:
    days = [p.telling.known for p in plans if p.telling.known]
    days += [r.telling.known for o in occurrences for r in o.reports if r.telling.known]
    return max(days, default=None)


def _appointment(known: Group, seen: Occurrences, day: dt.date | None, successor: Group | None) -> Appointment:
    plans = sorted(known.plans, key=told)
    outcome, by, moved_to = _outcome(known, plans, seen, day)
    if successor is not None and outcome in ("scheduled", "unknown"):
        first = min(successor.plans, key=told)
        outcome, by, moved_to = "postponed", (first.telling,), successor.date
    best = min(plans, key=lambda p: (p.change in SETTLED, days(p.date), told(p)))
    return Appointment(
        id=_name(plans[0]),
        what=best.what,
        parties=known.parties,
        date=known.date,
        place=next((p.place for p in (best, *plans) if p.place), None),
        event=best.event or next((p.event for p in plans if p.event), None),
        outcome=outcome,
        outcome_by=by,
        moved_to=moved_to,
        announced=_tellings(p for p in plans if p.change not in SETTLED),
        kind=best.kind or next((p.kind for p in plans if p.kind), None),
    )


def _outcome(
    known: Group, plans: list[Plan], seen: Occurrences, day: dt.date | None
) -> tuple[Outcome, tuple[Telling, ...], Interval | None]:
    evidence = seen.of(known)
    change = _last_change(plans)
    if change is not None and not _after_all(change, evidence, seen):
        by = _tellings(p for p in plans if p.change == change.change)
        moves = [p.moved_to for p in plans if p.change == "postponed" and p.moved_to]
        return change.change, by, moves[-1] if moves and change.change == "postponed" else None  # type: ignore[return-value]
    if evidence.held:
        return "held", seen.tellings(evidence.held, _HELD), None
    if evidence.failed:
        return "cancelled", seen.tellings(evidence.failed, _FAILED), None
    return ("unknown" if _passed(known, day) else "scheduled"), (), None


def _last_change(plans: list[Plan]) -> Plan | None:
    """The last plan that says that it is put off or called off, unless it was set again afterwards for these days."""
    changes = [p for p in plans if p.change in SETTLED]
    if not changes:
        return None
    last = changes[-1]
    when = last.telling.known
    again = [
        p
        for p in plans
        if p.change not in SETTLED and p.date is not None and when and p.telling.known and p.telling.known > when
    ]
    return None if again else last


def _after_all(change: Plan, evidence: Evidence, seen: Occurrences) -> bool:
    """Whether it was held though ``change`` said that it would not: told later, of a day within its own.

    A change told without a day after the time has come may be of something else; what was held counts for more.
    """
    if not evidence.sure:
        return False
    when = change.telling.known
    reported = earliest(seen.tellings(evidence.sure, _HELD))
    if when is None or reported is None:
        return False
    happened = min(o.date.start for o in evidence.sure if o.date and o.date.start)
    return (when < happened and when < reported) or (change.date is None and when > happened)


def _passed(known: Group, day: dt.date | None) -> bool:
    if day is None:
        return False
    if known.date is not None:
        return known.date.end is not None and known.date.end < day
    return known.first_known is not None and known.first_known + _FORGOTTEN < day


def _successor(known: Group, groups: Iterable[Group]) -> Group | None:
    """The appointment of the same parties and kind that took the place of ``known``: told later, for a day nearby."""
    last = max((p.telling.known for p in known.plans if p.telling.known), default=None)
    kinds = {p.kind for p in known.plans}
    if last is None or known.date is None or days(known.date) > 7 or not kinds <= _SINGLE:
        return None
    for other in groups:
        first = other.first_known
        if (
            other is not known
            and first is not None
            and other.date is not None
            and days(other.date) <= 7
            and {p.kind for p in other.plans} == kinds
            and set(other.parties) == set(known.parties)
            and other.level == known.level
            and last < first <= _last(known.date)
            and not overlap(other.date, known.date)
            and abs(_first(other.date) - _first(known.date)) <= _CORRECTED
        ):
            return other
    return None


def _first(date: Interval) -> dt.date:
    assert date.start is not None
    return date.start


def _last(date: Interval) -> dt.date:
    assert date.end is not None
    return date.end


def _tellings(plans: Iterable[Plan]) -> tuple[Telling, ...]:
    """Who told ``plans``, each line of a document once."""
    return tuple({(p.telling.document, p.telling.line): p.telling for p in plans}.values())


def _name(first: Plan) -> str:
    """The appointment's id: that of the plan told first, so that it stays when more is told."""
    day = (first.date and first.date.start) or first.telling.known
    told_of = (family(first.kind), *sorted(first.parties), first.telling.document, str(first.telling.line), str(day))
    mark = hashlib.sha256("\x1f".join(told_of).encode()).hexdigest()[:12]
    return f"{day:%Y%m%d}-a{mark}" if day else f"00000000-a{mark}"
