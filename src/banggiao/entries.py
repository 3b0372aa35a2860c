"""What the record of many documents is made of: reports and occurrences, mechanisms, measures, appointments, dyads.

A *report* is an event as one document tells it; an *occurrence* is the event itself, joined from its reports. A *step*,
*notice* or *plan* is what one document says of a mechanism, a measure or an appointment; the ledger joins them. All are
frozen and JSON-ready like :mod:`banggiao.records`, on which they rest and on nothing else of ours.

What is joined is a function of the set of what was told: it never depends on the order in which documents came in, and
what was known at a date is had by leaving out what was told later (``known`` after that date).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from banggiao.records import Interval, Level, Place, PlanChange, Status


class Telling(Struct, frozen=True, gc=False):
    """Where something was told: the document, who published it, and since when it was known.

    ``document`` is the id in the store. ``origin`` names the independent source: documents of one origin (an agency's
    text and its reprints) count once. ``known`` is the day by which the document was surely published, None when its
    date is not known, ``earliest`` the first day on which it may have been. ``quote`` is the sentence, ``line`` its
    1-based line in the document.
    """

    document: str
    origin: str
    known: dt.date | None
    outlet: str | None = None
    agency: str | None = None
    title: str | None = None
    url: str | None = None
    line: int = 0
    quote: str = ""
    earliest: dt.date | None = None


class Report(Struct, frozen=True, gc=False):
    """An event as one document tells it. ``id`` is the event's id in the store."""

    id: str
    telling: Telling
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    date: Interval | None
    place: Place | None
    said_by: str | None
    confidence: float
    quad: str = ""
    score: float = 0.0
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


class Occurrence(Struct, frozen=True, gc=False):
    """One event, joined from its reports.

    ``id`` is the smallest id of its reports; ``sources`` counts independent origins; ``denied_by`` lists the codes of
    those whom a report of the same event with status ``negated`` gives as the speaker. ``status`` and ``date`` are the
    best told ones, ``because`` says in one sentence each why a report was joined.
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    date: Interval | None
    place: Place | None
    sources: int
    denied_by: tuple[str, ...]
    confidence: float
    reports: tuple[Report, ...]
    because: tuple[str, ...] = ()


Change = Literal["established", "suspended", "resumed", "met", "planned", "ended"]
MeasureChange = Literal["imposed", "extended", "eased", "lifted"]
Outcome = Literal["scheduled", "held", "postponed", "cancelled", "unknown"]


class MechanismStep(Struct, frozen=True, gc=False):
    """What one document says became of a mechanism; ``names`` are further names that it gives the same one."""

    telling: Telling
    kind: str
    name: str
    parties: tuple[str, ...]
    change: Change
    date: Interval | None
    place: Place | None = None
    event: str | None = None
    names: tuple[str, ...] = ()


class HistoryEntry(Struct, frozen=True, gc=False):
    """One step in the life of a mechanism or measure, with everybody who told it."""

    change: str
    date: Interval | None
    place: Place | None
    event: str | None
    tellings: tuple[Telling, ...]
    sources: int = 1


class MechanismEntity(Struct, frozen=True, gc=False):
    """A mechanism across documents: its names (the fullest first is ``name``), parties, history in order of time.

    ``state`` is the last change that had taken effect at the date asked for (``planned`` when there is only a plan),
    ``since`` its date; ``next`` the nearest plan still to come.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    state: Change | Literal["unknown"]
    since: Interval | None
    next: HistoryEntry | None
    history: tuple[HistoryEntry, ...]


class MeasureNotice(Struct, frozen=True, gc=False):
    """What one document says became of a measure; ``until``, ``standing`` as in :class:`banggiao.records.Measure`."""

    telling: Telling
    kind: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    change: MeasureChange
    date: Interval | None
    event: str
    status: Status = "actual"
    until: Interval | None = None
    standing: bool = False


class MeasureEntity(Struct, frozen=True, gc=False):
    """A measure across documents, and whether it was in force at the date asked for."""

    id: str
    kind: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    change: str
    date: Interval | None
    event: str | None
    in_force: bool
    since: Interval | None
    until: Interval | None
    history: tuple[HistoryEntry, ...]


class Plan(Struct, frozen=True, gc=False):
    """What one document says is planned, confirmed, postponed or called off: an agenda entry and its telling."""

    telling: Telling
    what: str
    parties: tuple[str, ...]
    date: Interval | None
    place: Place | None
    event: str | None
    kind: str | None = None
    change: PlanChange = "announced"
    moved_to: Interval | None = None
    level: Level | None = None


class Appointment(Struct, frozen=True, gc=False):
    """Something announced, joined from its plans, and what became of it by the date asked for.

    ``outcome``: ``scheduled`` (not yet due), ``held``, ``postponed``, ``cancelled``, ``unknown`` (its date passed and
    nobody reported it); ``outcome_by`` are the tellings that decide it, ``moved_to`` the new date of a postponed one.
    """

    id: str
    what: str
    parties: tuple[str, ...]
    date: Interval | None
    place: Place | None
    event: str | None
    outcome: Outcome
    outcome_by: tuple[Telling, ...]
    moved_to: Interval | None
    announced: tuple[Telling, ...]
    kind: str | None = None


class Month(Struct, frozen=True, gc=False):
    """What passed between two actors in one month (``YYYY-MM``).

    ``counts``: events by quad category; ``score``: their mean PLOVER score (-10 to 10), None in a month without any.
    ``estimate`` with ``low`` and ``high`` (a 90 % interval) is the intensity as far as the events tell it.
    """

    month: str
    counts: dict[str, int]
    events: int
    score: float | None
    estimate: float
    low: float
    high: float


class ChangePoint(Struct, frozen=True, gc=False):
    """A day from which the relation was another one: mean scores ``before`` and ``after``, and the events behind it."""

    date: dt.date
    before: float
    after: float
    events: tuple[Acting, ...]


class Acting(Struct, frozen=True, gc=False):
    """An event between two actors as a relation lists it: ``event`` is its id, ``date`` its first day."""

    event: str
    date: dt.date | None
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    quad: str
    score: float
    quote: str
    dataset: str = "read"
    document: str | None = None


class Contact(Struct, frozen=True, gc=False):
    """The last time two actors met or spoke at a level: that of the lower-ranking side; None where no office is told.

    ``date`` is None where only the reports are dated; then ``known`` says by when it had taken place.
    """

    level: Level | None
    date: Interval | None
    known: dt.date | None
    people: tuple[str, ...]
    acting: Acting


class Relation(Struct, frozen=True, gc=False):
    """How two actors stand: their events by month, where the relation turned, and its state at ``as_of``.

    ``last_contact`` is the latest of ``contacts`` (one a level); ``measures`` are those in force, ``members`` all those
    between one and the members of the other, where it is an organisation, the newest first (expulsions too);
    ``scheduled`` is what is to come, ``unreported`` what passed its date without anybody reporting it.
    """

    pair: tuple[str, str]
    as_of: dt.date
    events: int
    first: dt.date | None
    last: dt.date | None
    months: tuple[Month, ...]
    changes: tuple[ChangePoint, ...]
    last_contact: Contact | None
    contacts: tuple[Contact, ...]
    measures: tuple[MeasureEntity, ...]
    mechanisms: tuple[MechanismEntity, ...]
    scheduled: tuple[Appointment, ...]
    unreported: tuple[Appointment, ...]
    members: tuple[MeasureEntity, ...] = ()
