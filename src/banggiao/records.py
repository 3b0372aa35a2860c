"""The records that travel between the stages and leave the program.

Everything here is frozen and JSON-ready and imports nothing of ours; without cycles, the collector of garbage need not
watch it. Offsets are Unicode code points into the document's normalised text (NFC), end exclusive; ``text[start:end]``
is the quoted text, always: spans are made by :meth:`Span.of`, which cuts the quotation itself, and checked by
:meth:`Span.check`.
Dates are ``datetime.date``, both ends inclusive; ``None`` as an end means open or unknown.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "vague"]
Status = Literal["actual", "future", "hypothetical", "negated", "historical"]


class Span(Struct, frozen=True, gc=False):
    """A quotation: ``start`` and ``end`` in code points, and the words that stand there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut ``text[start:end]``; ValueError when the bounds do not lie in the text."""
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}..{end} does not lie in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def check(self, text: str) -> bool:
        """Whether the quotation still stands at its place in ``text``."""
        return text[self.start : self.end] == self.text


class Basis(Struct, frozen=True, gc=False):
    """One piece of evidence for a date: what kind, the words, where they stand (None: outside the text), what it says.

    ``first`` and ``last`` are the interval that this piece alone allows (None: unbounded).
    """

    kind: str
    text: str
    start: int | None = None
    end: int | None = None
    says: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


class Interval(Struct, frozen=True, gc=False):
    """A date known as precisely as it is: both ends inclusive, with the evidence."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision
    basis: tuple[Basis, ...] = ()


class Part(Struct, frozen=True, gc=False):
    """The role of one line of the text; ``line`` is 1-based. Every line has exactly one part."""

    role: str
    start: int
    end: int
    line: int


class OtherStory(Struct, frozen=True, gc=False):
    """Another story that the page points at: kept as a link, never as a fact of the article."""

    kind: Literal["related", "teaser", "readmore", "mostread", "list"]
    title: str
    line: int
    summary: str | None = None
    url: str | None = None


class Evidence(Struct, frozen=True, gc=False):
    """A raw string that the page gives about itself (``datePublished``, a clock in its head), not yet read as a date.

    ``kind`` is one of ``given`` (the caller said so), ``metadata``, ``published-line``, ``updated-line``, ``clock``
    (today's date in the page's head: the capture date), ``url``, ``article-id``, ``http``.
    """

    kind: str
    name: str
    text: str
    start: int | None = None
    end: int | None = None


class Document(Struct, frozen=True, gc=False):
    """A page read: its normalised text, the role of every line, and what it says about itself."""

    id: str
    text: str
    parts: tuple[Part, ...]
    source: str = ""
    url: str | None = None
    outlet: str | None = None
    language: str = "vi"
    kind: Literal["article", "list", "other"] = "article"
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    section: str | None = None
    encoding: str = "utf-8"
    evidence: tuple[Evidence, ...] = ()
    stories: tuple[OtherStory, ...] = ()
    published: Interval | None = None
    captured: Interval | None = None


class Sentence(Struct, frozen=True, gc=False):
    """One sentence of one part: ``index`` counts through the document, ``line`` is 1-based."""

    index: int
    start: int
    end: int
    line: int
    part: str


class TimeExpression(Struct, frozen=True, gc=False):
    """Words that name a time. ``value`` is None until resolved, or when nothing in reach resolves it.

    ``anchor`` says on what the value rests: ``explicit`` (the words alone), ``reference`` (the date of publication),
    ``antecedent`` (a date named before), ``none``. ``iso`` holds the length of a duration or set (``P6D``).
    """

    start: int
    end: int
    text: str
    kind: Literal["date", "range", "duration", "set", "clock"]
    value: Interval | None = None
    anchor: Literal["explicit", "reference", "antecedent", "none"] = "none"
    iso: str | None = None
    time: str | None = None
    part: str | None = None
    mod: str | None = None
    note: str | None = None


class Entity(Struct, frozen=True, gc=False):
    """Who is meant: the political actor's ``code``, its name, and the person and office when a person is meant."""

    code: str
    name: str
    person: str | None = None
    office: str | None = None


class Mention(Struct, frozen=True, gc=False):
    """Words of the text that mean one or more political actors.

    ``start``/``end`` cover the whole noun phrase ("Tổng thống Nga Vladimir Putin"). ``kind``: ``state``, ``capital``,
    ``body`` (ministry, army, embassy, parliament, seat), ``organisation``, ``group`` (armed group, movement,
    opposition), ``person``, ``office`` (title without a name), ``people`` (citizens, protesters), ``reference``
    ("ông này", "hai bên").
    ``via`` is the antecedent's quotation when the words refer back; ``place`` says that the words read as a place.
    """

    start: int
    end: int
    text: str
    kind: str
    entities: tuple[Entity, ...]
    via: Span | None = None
    place: bool = False
    confidence: float = 1.0

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the entities, in order."""
        return tuple(e.code for e in self.entities)


class Party(Struct, frozen=True, gc=False):
    """An actor or recipient of an event, with the words it was read from."""

    code: str
    name: str
    person: str | None
    office: str | None
    text: str
    start: int
    end: int
    via: Span | None = None


class Place(Struct, frozen=True, gc=False):
    """Where: a named place, its state, and coordinates where known (WGS 84 degrees)."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Count(Struct, frozen=True, gc=False):
    """How many: ``ba nhà ngoại giao`` is 3 of unit ``nhà ngoại giao``."""

    value: int
    unit: str | None
    text: str


class SentenceRef(Struct, frozen=True, gc=False):
    """Where an event's sentence stands."""

    index: int
    start: int
    end: int


class Event(Struct, frozen=True, gc=False):
    """Who did what to whom, when, how sure, according to whom."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    score: float
    cameo: str | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: Party | None
    date: Interval | None
    place: Place | None
    count: Count | None
    trigger: Span
    sentence: SentenceRef
    line: int
    part: str
    rule: str
    confidence: float


class Step(Struct, frozen=True, gc=False):
    """One change in the life of a mechanism, resting on an event or on the words given."""

    change: Literal["established", "suspended", "resumed", "met", "planned", "ended"]
    date: Interval | None
    place: Place | None
    event: str | None
    evidence: Span | None = None


class Mechanism(Struct, frozen=True, gc=False):
    """A standing arrangement between actors (commission, dialogue, agreement, flights, embassy) and its history.

    ``names`` are further names that the document gives the same arrangement ("renamed …", "formerly …").
    """

    name: str
    parties: tuple[str, ...]
    history: tuple[Step, ...]
    kind: str = "commission"
    names: tuple[str, ...] = ()


class Measure(Struct, frozen=True, gc=False):
    """A measure of some actors against or for others, and what became of it here.

    ``until`` is the day up to which it is said to hold; ``standing`` marks a mere mention of a measure that stands
    ("the sanctions of A"), which says that it was imposed at some time, not that it is imposed now.
    """

    kind: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    change: Literal["imposed", "extended", "eased", "lifted"]
    date: Interval | None
    event: str
    status: Status = "actual"
    until: Interval | None = None
    standing: bool = False


PlanChange = Literal["announced", "confirmed", "postponed", "cancelled"]
Level = Literal["leader", "minister", "official"]


class AgendaEntry(Struct, frozen=True, gc=False):
    """What the article says is planned, with its date, or what became of the plan.

    ``kind``: ``visit``, ``meeting``, ``summit``, … (``relations.toml``), None for a dated plan of no such kind.
    ``date`` is the day planned; of what is put off, the day that it was planned for where the article says so, and
    ``moved_to`` the new one. ``level`` is the highest rank named.
    """

    what: str
    parties: tuple[str, ...]
    date: Interval | None
    place: Place | None
    event: str | None
    evidence: Span | None = None
    kind: str | None = None
    change: PlanChange = "announced"
    moved_to: Interval | None = None
    level: Level | None = None


class Record(Struct, frozen=True, gc=False):
    """All that one page yields."""

    document: Document
    events: tuple[Event, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    measures: tuple[Measure, ...] = ()
    agenda: tuple[AgendaEntry, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()


class PageHints(Struct, frozen=True, gc=False):
    """What the caller knows of a page beforehand."""

    url: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None


class ReadingError(Exception):
    """A page that cannot be read: the message is one sentence naming the file, what was wrong and what to do."""
