"""The same event in many reports: joined, counted by independent source, with those who deny it.

:func:`join` is a function of the set of reports; what persons decided (:class:`Decided`) outranks it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from msgspec import Struct

from banggiao.entries import Occurrence, Report
from banggiao.records import Interval, Place, Status
from banggiao.stories.clusters import Cluster, cluster, lasts
from banggiao.stories.likeness import block
from banggiao.stories.reprints import same_agency
from banggiao.stories.timing import When, when

_AGENCY_DAYS = 2
"""Days within which two that credit one agency for one event rest on the same report of it."""
_ANSWER_DAYS = 7
"""Days within which an accusation is answered."""
_STATUSES: tuple[Status, ...] = ("actual", "historical", "future", "hypothetical", "negated")
"""The best told first."""


class Decided(Struct, frozen=True):
    """What persons decided of pairs of reports, by event id: which tell the same event, and which do not."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def join(reports: Sequence[Report], decided: Decided | None = None) -> tuple[Occurrence, ...]:
    """The events that ``reports`` tell, in order of id. The order of ``reports`` does not matter."""
    answers = [r for r in reports if r.type == "REJECT" and r.mode is None and r.status == "actual" and r.actors]
    found = [_occurrence(one, answers) for one in _clusters(reports, decided)]
    return tuple(sorted(found, key=lambda occurrence: occurrence.id))


def groups(reports: Sequence[Report], decided: Decided | None = None) -> list[tuple[str, ...]]:
    """The same as :func:`join`, by nothing but the ids of the reports of each event."""
    return [tuple(sorted(found.members)) for found in _clusters(reports, decided)]


def _clusters(reports: Sequence[Report], decided: Decided | None) -> list[Cluster]:
    blocks: dict[str, list[Report]] = {}
    for report in reports:
        blocks.setdefault(block(report.type, report.actors, report.recipients), []).append(report)
    clusters = [found for key in sorted(blocks) for found in cluster(blocks[key])]
    return _as_decided(clusters, decided) if decided is not None else clusters


def sources(reports: Iterable[Report]) -> int:
    """How many independent sources ``reports`` of one event rest on.

    An agency's text and its reprints are one, and so are articles that credit one agency for the event within two days:
    however each words it, they rest on what that agency reported.
    """
    tellings = list({r.telling.document: r.telling for r in sorted(reports, key=lambda r: r.id)}.values())
    group = list(range(len(tellings)))
    for n, one in enumerate(tellings):
        for m, other in enumerate(tellings[:n]):
            if one.origin == other.origin or (
                same_agency(one.agency, other.agency) and _within(one.known, other.known, _AGENCY_DAYS)
            ):
                old, new = group[n], group[m]
                group = [new if g == old else g for g in group]
    return len(set(group))


def _within(one: dt.date | None, other: dt.date | None, days: int) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= days


def _as_decided(clusters: list[Cluster], decided: Decided) -> list[Cluster]:
    """Put together and apart what persons did: in the order of the pairs, those to part last."""
    holder = {report: found for found in clusters for report in found.members}
    for one, other in sorted(decided.together):
        first, second = holder.get(one), holder.get(other)
        if first is None or second is None or first is second:
            continue
        for report in second.members.values():
            first.add(report, second.because.get(report.id, "a reviewer joined them"))
            holder[report.id] = first
        clusters.remove(second)
    for one, other in sorted(decided.apart):
        found = holder.get(one)
        if found is None or found is not holder.get(other):
            continue
        lone = found.members.pop(max(one, other))
        found.because.pop(lone.id, None)
        parted = Cluster(lone, found.days)
        holder[lone.id] = parted
        clusters.append(parted)
    return clusters


def _occurrence(found: Cluster, answers: Sequence[Report]) -> Occurrence:
    reports = tuple(sorted(found.members.values(), key=lambda r: r.id))
    standing = [r for r in reports if r.status != "negated" and not _retracted(r, reports)]
    telling = standing or list(reports)
    lead = max(telling, key=lambda r: (len(r.recipients), r.confidence, r.id))
    return Occurrence(
        id=reports[0].id,
        type=lead.type,
        mode=_commonest(r.mode for r in telling),
        actors=lead.actors,
        recipients=lead.recipients,
        status=min((r.status for r in standing), key=_STATUSES.index, default="negated"),
        date=_date(telling),
        place=_place(telling),
        sources=sources(telling),
        denied_by=_denied_by(reports, telling, answers),
        confidence=max(r.confidence for r in telling),
        reports=reports,
        because=tuple(f"{id}: {why}" for id, why in sorted(found.because.items())),
    )


def _retracted(report: Report, reports: Sequence[Report]) -> bool:
    """Whether the outlet itself took it back: it reports later that it was not so, and on nobody's word."""
    mine = report.telling
    return any(
        r.status == "negated"
        and r.said_by is None
        and mine.outlet is not None
        and r.telling.outlet == mine.outlet
        and (mine.known is None or r.telling.known is None or mine.known <= r.telling.known)
        and r.telling.document != mine.document
        for r in reports
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _date(telling: Sequence[Report]) -> Interval | None:
    """The days of what lasts; else the date that most give: a stated day before a reckoned one, before a wider one.

    One day of a visit is told more often than when it began and ended.
    """
    dated = [r for r in telling if r.date is not None]
    if not dated:
        return None
    lasting = [r for r in dated if lasts(r, when(r))]
    if lasting:
        return max(lasting, key=lambda r: (_days(when(r)), r.id)).date
    order = ("stated", "range", "reckoned", "period", "told", "unknown")
    counts = Counter((r.date.start, r.date.end) for r in dated if r.date)

    def rank(report: Report) -> tuple[Hashable, ...]:
        assert report.date is not None
        at = when(report)
        wide = (at.last - at.first).days if at.first and at.last else 100_000
        kind = order.index(at.kind) if wide < 7 else order.index("period")
        return kind, wide if kind > 1 else 0, -counts[report.date.start, report.date.end], report.id

    return min(dated, key=rank).date


def _days(at: When) -> int:
    return (at.last - at.first).days if at.first and at.last else 0


def _place(telling: Sequence[Report]) -> Place | None:
    name = _commonest(r.place.name for r in telling if r.place is not None)
    return next((r.place for r in telling if r.place is not None and r.place.name == name), None)


def _denied_by(reports: Sequence[Report], telling: Sequence[Report], answers: Sequence[Report]) -> tuple[str, ...]:
    """Who says that it was not so: speakers of its denials, and the accused whose answer rejects the accusation."""
    codes = {r.said_by for r in reports if r.status == "negated" and r.said_by is not None}
    for answer in answers:
        if any(_answers(answer, report) for report in telling):
            codes.update(answer.actors)
    return tuple(sorted(codes))


def _answers(answer: Report, report: Report) -> bool:
    """Whether ``answer``, a plain denial, denies ``report``: an accusation of its author, or a deed of his that only
    the one whom he answers says."""
    if report.type == "ACCUSE":
        accused, accusers = set(report.recipients), set(report.actors)
    elif report.said_by is not None and report.type != "REJECT":
        accused, accusers = set(report.actors), {report.said_by}
    else:
        return False
    if not accused & set(answer.actors) or accusers & set(answer.actors):
        return False
    if answer.recipients and not accusers & set(answer.recipients):
        return False
    if answer.telling.origin == report.telling.origin:
        return True
    return bool(answer.recipients) and _soon_after(report, answer)


def _soon_after(report: Report, answer: Report) -> bool:
    told, answered = _day(report), _day(answer)
    return told is not None and answered is not None and -1 <= (answered - told).days <= _ANSWER_DAYS


def _day(report: Report) -> dt.date | None:
    at = when(report)
    return at.last if at.kind != "unknown" else None
