"""Plans of many documents for one thing, made one appointment.

Plans belong together when their parties and kinds agree and their days overlap: the narrowest are laid down first,
wider ones ("in March") fall to what is known more exactly, and what has no day to the next appointment of the parties.
The order in which documents came in plays no part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from banggiao.entries import Plan
from banggiao.records import Interval, Level
from banggiao.relations.kinds import family

SETTLED = ("postponed", "cancelled")
_LONGEST = dt.timedelta(days=400)
"""A plan without a day is not for longer ahead; a change without one is not of what lies longer back."""
_TOGETHER = dt.timedelta(days=183)
"""Plans without a day told within this time are one."""
_ANY = "other"


class Group(Struct):
    """The plans of one appointment. ``date`` is the most exact day told; ``parties`` are those of most plans."""

    family: str
    plans: list[Plan] = field(default_factory=list)
    date: Interval | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes part, as most plans say; in the order of the one told first."""
        sets = [frozenset(p.parties) for p in self.plans]
        best = max(sorted(set(sets), key=sorted), key=lambda s: (sets.count(s), len(s)))
        return next(p.parties for p in sorted(self.plans, key=told) if frozenset(p.parties) == best)

    @property
    def level(self) -> Level | None:
        """The rank that the plan told first gives."""
        return next((p.level for p in sorted(self.plans, key=told) if p.level), None)

    @property
    def first_known(self) -> dt.date | None:
        """The day by which it was first told of."""
        return min((p.telling.known for p in self.plans if p.telling.known), default=None)

    def add(self, plan: Plan) -> None:
        """Take ``plan`` in."""
        self.plans.append(plan)
        if self.family == _ANY and plan.kind:
            self.family = family(plan.kind)
        if self.date is None and plan.date is not None:
            self.date = plan.date


def told(plan: Plan) -> tuple[str, str, int, str, str]:
    """The order in which plans were told: the same for the same plans, however they came."""
    known, date, moved_to, place = plan.telling.known, plan.date, plan.moved_to, plan.place
    rest = (
        *(date and (date.start, date.end), moved_to and (moved_to.start, moved_to.end), place and place.name),
        *(plan.kind, plan.level, plan.parties, plan.event, plan.what),
    )
    return (
        known.isoformat() if known else "9999",
        plan.telling.document,
        plan.telling.line,
        plan.change,
        " ".join(map(str, rest)),
    )


def group(plans: Iterable[Plan]) -> list[Group]:
    """The appointments that ``plans`` speak of."""
    everything = sorted({told(p): p for p in _with_new_days(plans)}.values(), key=told)
    groups: list[Group] = []
    dated = sorted((p for p in everything if p.date is not None), key=lambda p: (days(p.date), told(p)))
    for plan in dated:
        _place(groups, plan, [g for g in groups if g.date is not None and _fits(g, plan) and _same_days(g, plan)])
    for plan in (p for p in everything if p.date is None):
        fitting = [g for g in groups if _fits(g, plan) and _ranks(g, plan)]
        _place(groups, plan, _pending(fitting, plan))
    return groups


def _with_new_days(plans: Iterable[Plan]) -> Iterator[Plan]:
    """The plans, and for what was moved the plan for its new day."""
    for plan in plans:
        if not plan.parties:
            continue
        plan = replace(plan, date=_closed(plan.date), moved_to=_closed(plan.moved_to))
        yield plan
        if plan.moved_to is not None:
            yield replace(plan, date=plan.moved_to, change="announced", moved_to=None)


def _closed(date: Interval | None) -> Interval | None:
    """A date with both ends, or None: an open one counts for the day that it gives."""
    if date is None or (date.start is None and date.end is None):
        return None
    return replace(date, start=date.start or date.end, end=date.end or date.start)


def _place(groups: list[Group], plan: Plan, fitting: Sequence[Group]) -> None:
    if fitting:
        fitting[0].add(plan)
        return
    new = Group(family(plan.kind))
    new.add(plan)
    groups.append(new)


def _fits(known: Group, plan: Plan) -> bool:
    """Whether parties and kind of ``plan`` are those of ``known``: one may name more of the parties than the other."""
    own, other = frozenset(plan.parties), frozenset(known.parties)
    if own != other and not (len(own & other) > 1 and (own <= other or other <= own)):
        return False
    kind = family(plan.kind)
    if kind == known.family:
        return True
    return _ANY in (kind, known.family) and plan.date is not None and days(plan.date) < 7


def _same_days(known: Group, plan: Plan) -> bool:
    assert known.date is not None and plan.date is not None
    if not overlap(known.date, plan.date):
        return False
    return days(plan.date) < 7 or _ranks(known, plan)


def _ranks(known: Group, plan: Plan) -> bool:
    return not plan.level or not known.level or plan.level == known.level


def _pending(fitting: list[Group], plan: Plan) -> list[Group]:
    """Of ``fitting``, what a plan without a day speaks of, the likeliest first."""
    known = plan.telling.known
    if known is None:
        return fitting[:1]
    dated = [g for g in fitting if g.date is not None and not (plan.moved_to and overlap(g.date, plan.moved_to))]
    ahead = [g for g in dated if _end(g) >= known and _start(g) - known <= _LONGEST]
    if ahead:
        return sorted(ahead, key=lambda g: (_start(g), told(g.plans[0])))
    if plan.change in SETTLED:
        behind = [g for g in dated if _end(g) < known and known - _end(g) <= _LONGEST]
        if behind:
            return sorted(behind, key=lambda g: (_end(g), told(g.plans[0])), reverse=True)
    open_ones = [g for g in fitting if g.date is None and g.first_known and known - g.first_known <= _TOGETHER]
    return sorted(open_ones, key=lambda g: told(g.plans[0]), reverse=True)


def _start(known: Group) -> dt.date:
    assert known.date is not None and known.date.start is not None
    return known.date.start


def _end(known: Group) -> dt.date:
    assert known.date is not None and known.date.end is not None
    return known.date.end


def days(date: Interval | None) -> int:
    """How many days ``date`` leaves open."""
    if date is None or date.start is None or date.end is None:
        return 10**6
    return (date.end - date.start).days


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two closed intervals share a day."""
    assert one.start and one.end and other.start and other.end
    return one.start <= other.end and other.start <= one.end
