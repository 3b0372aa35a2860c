"""Join the reports of one block: what is told precisely stands first, what is told vaguely is laid to it.

Each step looks only at what the steps before it made and at days nearby, in an order that the reports themselves give.
So the result is a function of their set, a report has no effect beyond some weeks, and a week of daily attacks is not
chained into one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from banggiao.entries import Report
from banggiao.stories.likeness import compatible, fits, same_direction, wording
from banggiao.stories.timing import When, apart, when

_LASTING = frozenset({"CONSULT", "COOPERATE"})
"""Types that last: a visit of three days is one, whatever day of it is told."""
_LONGEST = 10
"""Days that such an event lasts."""
_VAGUE = 7
"""Days beyond which "in May" is no date of one event: the words must be alike too."""
_BEFORE = 2
"""Days by which news without a date lags behind its event."""
_OWN = 10
"""The same within one document, which tells in its title what it dates in its body."""
_DENIED = 7
"""Days within which a report is denied."""
_REMEMBERED = 31
"""Days for which an event is news enough to be told again, or denied."""
_DEED = frozenset({"CONSULT", "SANCTION", "MOBILIZE", "ASSAULT", "RETREAT", "PROTEST", "COERCE", "AID", "COOPERATE"})
_WORDS_OF_DEED = 0.2
_WORDS_OF_SPEECH = 0.35
"""How alike two sentences without a date must be: two meetings of the same pair in two days are one, two reproaches
need not be."""
_WORDS_AGAIN = 0.3
"""How alike they must be when the event lies weeks back."""
_BACKGROUND = 3
"""The first line of a page on which it may look back."""


class Cluster:
    """Reports of one event: why each was joined, and the days that the most precise of them give."""

    def __init__(self, report: Report, days: tuple[dt.date, dt.date] | None) -> None:
        self.days = days
        self.members: dict[str, Report] = {report.id: report}
        self.because: dict[str, str] = {}
        self._akin: dict[str, list[Report]] = {report.telling.origin: [report]}

    @property
    def id(self) -> str:
        """The smallest id of its reports."""
        return min(self.members)

    def add(self, report: Report, because: str) -> None:
        """Join ``report``."""
        self.members[report.id] = report
        self.because[report.id] = because
        self._akin.setdefault(report.telling.origin, []).append(report)

    def takes(self, report: Report) -> bool:
        """Whether ``report`` contradicts none of its reports in mode, direction or place."""
        return fits(report, self.members.values())

    def near(self, days: tuple[dt.date, dt.date], most: int) -> bool:
        """Whether it was within ``most`` days of ``days``."""
        return self.days is not None and apart(days, *self.days) <= most

    def akin(self, report: Report) -> list[Report]:
        """Its reports that are of the same document or of a reprint of it."""
        return self._akin.get(report.telling.origin, [])

    def words(self, report: Report) -> float:
        """How alike its most alike report is."""
        return max(wording(report, member) for member in self.members.values())


def cluster(reports: Iterable[Report]) -> list[Cluster]:
    """The events that the reports of one block tell: what happened, what was only planned, what is denied of either."""
    ordered = sorted(reports, key=lambda report: report.id)
    if len(ordered) == 1:
        return [Cluster(ordered[0], None)]
    happened = _told([r for r in ordered if r.status in ("actual", "historical")])
    planned = _told([r for r in ordered if r.status in ("future", "hypothetical")])
    loose = [r for r in ordered if r.status == "negated" and not (_deny(r, happened) or _deny(r, planned))]
    return [*happened, *planned, *_told(loose)]


def _told(reports: Sequence[Report]) -> list[Cluster]:
    clusters: list[Cluster] = []
    timed = [(report, when(report)) for report in reports]
    for kinds, step in _STEPS:
        chosen = [(r, at) for r, at in timed if at.kind in kinds and lasts(r, at) == (step is _spans)]
        if chosen:
            step(chosen, clusters)
    return clusters


Timed = list[tuple[Report, When]]


def lasts(report: Report, at: When) -> bool:
    """Whether ``report`` gives the several days of what lasts: a visit, talks."""
    return at.kind == "range" and report.type in _LASTING and _length(at) < _LONGEST


def _length(at: When) -> int:
    return (_days(at)[1] - _days(at)[0]).days


def _days(at: When) -> tuple[dt.date, dt.date]:
    assert at.first is not None and at.last is not None
    return at.first, at.last


def _vague_last(report: Report) -> tuple[int, bool, bool, str]:
    """What names the most of those it is done to, its mode and place founds an event; what does not is laid to it."""
    return -len(report.recipients), report.mode is None, report.place is None, report.id


def _spans(timed: Timed, clusters: list[Cluster]) -> None:
    """Visits and talks of several days: the longest first, a shorter one within it is the same."""
    for report, at in sorted(timed, key=lambda r: (-_length(r[1]), r[1].first or dt.date.min, _vague_last(r[0]))):
        first, last = _days(at)
        day = dt.timedelta(days=1)
        _join(
            report,
            (first, last),
            [
                c
                for c in clusters
                if c.days and c.days[0] - day <= first and last <= c.days[1] + day and c.takes(report)
            ],
            f"its days, {first} to {last}, are those of {{}}",
            clusters,
        )


def _stated(timed: Timed, clusters: list[Cluster]) -> None:
    for report, at in sorted(timed, key=lambda r: (r[1].first or dt.date.min, _vague_last(r[0]))):
        _join(
            report,
            _days(at),
            [c for c in clusters if c.near(_days(at), 0) and c.takes(report)],
            f"the same day, {at.first}, as {{}}",
            clusters,
        )


def _reckoned(timed: Timed, clusters: list[Cluster]) -> None:
    """Days counted from the publication: one day off where a stated one is at hand."""
    stated = list(clusters)
    for report, at in sorted(timed, key=lambda r: (r[1].first or dt.date.min, _vague_last(r[0]))):
        same = [c for c in clusters if c.near(_days(at), 0) and c.takes(report)]
        near = same or [c for c in stated if c.near(_days(at), 1) and c.takes(report)]
        _join(
            report,
            _days(at),
            near,
            f"a day counted from the publication, {at.first}, fits {{}}",
            clusters,
        )


def _ranges(timed: Timed, clusters: list[Cluster]) -> None:
    """ "This week", "in May": the one event of those days, where there is but one."""
    precise = list(clusters)
    for report, at in sorted(timed, key=lambda r: (_length(r[1]), r[1].first or dt.date.min, _vague_last(r[0]))):
        first, last = _days(at)
        within = [c for c in precise if c.days and first <= c.days[0] and c.days[1] <= last and c.takes(report)]
        within = [c for c in within if _length(at) <= _VAGUE or c.akin(report) or c.words(report) >= _least(report)]
        own = [c for c in within if c.akin(report)] or within
        equal = [c for c in clusters if c.days == (first, last) and c.takes(report)]
        _join(
            report,
            (first, last),
            own if len(own) == 1 else equal,
            f"its days, {first} to {last}, hold those of {{}}",
            clusters,
        )


def _periods(timed: Timed, clusters: list[Cluster]) -> None:
    """Years and decades: the same event where exactly the same is said."""
    periods: dict[tuple[dt.date | None, dt.date | None], list[Cluster]] = {}
    for report, at in sorted(timed, key=lambda r: _vague_last(r[0])):
        same = periods.setdefault((at.first, at.last), [])
        known = len(same)
        _join(report, None, [c for c in same if c.takes(report)], "the same period as {}", same)
        clusters.extend(same[known:])


def _fresh(timed: Timed, clusters: list[Cluster]) -> None:
    """News without a date: what the same document dates, else what was told in like words in those days."""
    dated = list(clusters)
    holding = _holding(dated)
    loose: Timed = []
    for report, at in sorted(timed, key=lambda r: (r[1].first or dt.date.min, _vague_last(r[0]))):
        first, last = _days(at)
        reach = (first - dt.timedelta(days=_BEFORE), last)
        own = [c for c in holding.get(report.telling.origin, ()) if c.near((first, last), _OWN) and c.takes(report)]
        near = own or [c for c in dated if c.near(reach, 0) and c.takes(report) and c.words(report) >= _least(report)]
        near = near or _retold(report, at, dated)
        if near:
            best = min(near, key=lambda c: (apart(_days(at), *(c.days or _days(at))), -c.words(report), c.id))
            best.add(report, f"told in {'the same article' if own else 'like words in those days'} as {best.id}")
            if not own and best not in (held := holding.setdefault(report.telling.origin, [])):
                held.append(best)
        else:
            loose.append((report, at))
    clusters.extend(_alike(loose))


def _holding(clusters: Iterable[Cluster]) -> dict[str, list[Cluster]]:
    """By independent source, the events that it tells."""
    found: dict[str, list[Cluster]] = {}
    for c in clusters:
        for origin in {member.telling.origin for member in c.members.values()}:
            found.setdefault(origin, []).append(c)
    return found


def _retold(report: Report, at: When, dated: list[Cluster]) -> list[Cluster]:
    """The one event of the last weeks of which it speaks again: "the first time since they …".

    Title and lead tell what is new: there, like words tell the next event of the kind.
    """
    if report.telling.line < _BACKGROUND:
        return []
    reach = (_days(at)[0] - dt.timedelta(days=_REMEMBERED), _days(at)[1])
    found = [c for c in dated if c.near(reach, 0) and c.takes(report) and c.words(report) >= _WORDS_AGAIN]
    return found if len(found) == 1 else []


def _alike(timed: Timed) -> list[Cluster]:
    """News without a date that nothing dates: reports of one article, or in like words on neighbouring days."""
    groups = _groups(timed, lambda one, other: one.telling.origin == other.telling.origin or _neighbours(one, other))
    found: list[Cluster] = []
    for group in groups:
        first, last = min(_days(at)[0] for _, at in group), max(_days(at)[1] for _, at in group)
        if (last - first).days > _BEFORE + 1:  # a series, not an event: each day for itself
            for part in _groups(
                group, lambda one, other: one.telling.origin == other.telling.origin or when(one) == when(other)
            ):
                found.extend(_partition(part))
        else:
            found.extend(_partition(group))
    return found


def _neighbours(one: Report, other: Report) -> bool:
    return apart(when(one), *_days(when(other))) <= 1 and wording(one, other) >= _least(one)


def _groups(timed: Timed, akin: Callable[[Report, Report], bool]) -> list[Timed]:
    """Connected components."""
    left = list(timed)
    groups: list[Timed] = []
    while left:
        group = [left.pop(0)]
        for known in group:
            touching = [one for one in left if akin(known[0], one[0]) and compatible(known[0], one[0])]
            left = [one for one in left if one not in touching]
            group.extend(touching)
        groups.append(group)
    return groups


def _partition(group: Timed) -> list[Cluster]:
    """A group as few events whose reports do not contradict one another."""
    found: list[Cluster] = []
    for report, at in sorted(group, key=lambda r: _vague_last(r[0])):
        days = _days(at) if at.first else None
        fitting = [c for c in found if c.takes(report)]
        _join(report, days, fitting, "told in the same article or in like words as {}", found)
    return found


def _undated(timed: Timed, clusters: list[Cluster]) -> None:
    """No date, and nothing says when it was published: only the same article, or a reprint of it, tells the same."""
    holding = _holding(clusters)
    loose: dict[str, Timed] = {}
    for report, at in timed:
        best = _own(report, holding.get(report.telling.origin, ()))
        if best is not None:
            best.add(report, f"told in the same article as {best.id}")
        else:
            loose.setdefault(report.telling.origin, []).append((report, at))
    for own in loose.values():
        for group in _groups(own, lambda one, other: True):
            clusters.extend(_partition(group))


_STEPS: tuple[tuple[frozenset[str], Callable[[Timed, list[Cluster]], None]], ...] = (
    (frozenset({"range"}), _spans),
    (frozenset({"stated"}), _stated),
    (frozenset({"reckoned"}), _reckoned),
    (frozenset({"range"}), _ranges),
    (frozenset({"period"}), _periods),
    (frozenset({"told"}), _fresh),
    (frozenset({"unknown"}), _undated),
)


def _least(report: Report) -> float:
    return _WORDS_OF_DEED if report.type in _DEED else _WORDS_OF_SPEECH


def _join(
    report: Report,
    days: tuple[dt.date, dt.date] | None,
    fitting: list[Cluster],
    because: str,
    clusters: list[Cluster],
) -> None:
    """Lay ``report`` to the best of the ``fitting`` ones (``because`` has a place for its id), or found one on it."""
    if not fitting:
        clusters.append(Cluster(report, days))
        return
    best = min(fitting, key=lambda c: (not c.akin(report), -len(c.members), c.id))
    best.add(report, because.format(best.id))


def _deny(report: Report, clusters: list[Cluster]) -> bool:
    """Lay a denial to what it denies: told before it, in the same article or in the days before."""
    at = when(report)
    fitting = [
        c for c in clusters if _deniable(report, at, c) and any(same_direction(report, m) for m in c.members.values())
    ]
    if not fitting:
        return False
    best = _own(report, fitting, denies=True) or min(fitting, key=lambda c: (-c.words(report), c.id))
    best.add(report, f"denies {best.id}")
    return True


def _own(report: Report, clusters: Iterable[Cluster], denies: bool = False) -> Cluster | None:
    """The event of ``clusters`` that the same document, or a reprint of it, tells in the words most like.

    It goes by what that document says alone, however far apart in time the events are.
    """
    told = [
        (one, c)
        for c in clusters
        for one in c.akin(report)
        if denies or (compatible(report, one) and wording(report, one) >= _least(report))
    ]
    return min(told, key=lambda pair: (-wording(report, pair[0]), pair[0].id))[1] if told else None


def _deniable(report: Report, at: When, told: Cluster) -> bool:
    if at.kind == "period":
        return False
    if told.akin(report):
        return told.days is None or at.first is None or told.near(_days(at), _REMEMBERED)
    if at.kind in ("stated", "reckoned", "range") and told.near(_days(at), 1):
        return True
    known = report.telling.known
    if known is None or at.last is None or abs((known - at.last).days) > _BEFORE:
        return False
    if not told.near((known - dt.timedelta(days=_REMEMBERED), known), 0):
        return False
    if at.kind != "told" and told.words(report) < _least(report):
        return False  # else its day is that of the denial: "on the 18th the ministry denied that they had met"
    return any((day := m.telling.known) and 0 <= (known - day).days <= _DENIED for m in told.members.values())
