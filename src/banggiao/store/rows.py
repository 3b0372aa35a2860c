"""A record as the rows that it becomes in the store: worked out where it was read, before any lock is taken.

Nothing here looks into a database. Numbers of rows (``n``) are given by the writer; until then passages are named by
their line.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import re
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from banggiao import languages, stories
from banggiao.records import (
    AgendaEntry,
    Document,
    Event,
    Interval,
    Measure,
    Mechanism,
    Party,
    ReadingError,
    Record,
    Span,
)
from banggiao.store.folding import indexed

UNDATED = "00000000"
_FROM_CONTENT = re.compile(r"d[0-9a-f]{16}")
_MODIFIED = re.compile(r"updated?|modified", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENCODER = msgspec.json.Encoder()


class PassageRow(Struct, frozen=True, gc=False):
    """One line of the text that is not empty, and its folded words."""

    line: int
    role: str
    text: str
    folded: str


class EventRow(Struct, frozen=True, gc=False):
    """One event: its columns from ``id`` to ``part``, ``line`` for its passage, its parties and dyads by code."""

    id: str
    line: int
    columns: tuple[object, ...]
    record: str
    first: str
    parties: tuple[tuple[str, str], ...]
    dyads: tuple[tuple[str, str], ...]


class LedgerRow(Struct, frozen=True, gc=False):
    """What the document says of a mechanism, a measure or a plan: the columns after ``known``, and whom it concerns."""

    line: int
    columns: tuple[object, ...]
    codes: tuple[str, ...]


class Rows(Struct, frozen=True, gc=False):
    """All rows of one record. ``text_id`` names the text alone, whatever its address; ``age`` orders versions.

    ``digest`` is that of what came in (:mod:`banggiao.store.inputs`), where the same again is to be known by it.
    ``tells``: it is an article.
    """

    id: str
    page: str
    text_id: str
    url: str | None
    title: str | None
    age: tuple[str, str]
    known: str | None
    signature: bytes | None
    columns: tuple[object, ...]
    passages: tuple[PassageRow, ...]
    events: tuple[EventRow, ...]
    steps: tuple[LedgerRow, ...]
    notices: tuple[LedgerRow, ...]
    plans: tuple[LedgerRow, ...]
    digest: bytes | None = None
    tells: bool = True


def rows(record: Record, digest: bytes | None = None) -> Rows:
    """The rows of ``record``; ReadingError when its text holds what no database can keep (half of a surrogate pair)."""
    document = record.document
    try:
        text_id = content_id(document.text, "")
    except UnicodeEncodeError as error:
        where = document.source or document.id
        raise ReadingError(
            f"{where}: holds half a character (a lone surrogate); save the page anew as UTF-8"
        ) from error
    own = document.id if _FROM_CONTENT.fullmatch(document.id) else content_id(document.text, document.id)
    known = known_by(document)
    sheet = _Sheet(record, own)
    return Rows(
        id=f"{_stamp(document.published)}-{own}",
        page=page_of(document),
        text_id=text_id,
        url=document.url,
        title=document.title,
        age=(known or "", _seen(document)),
        known=known,
        signature=_signature(document),
        columns=_document_columns(document, known, record),
        passages=tuple(_passages(document)),
        events=sheet.events,
        steps=tuple(sheet.steps(record.mechanisms)),
        notices=tuple(map(sheet.notice, record.measures)),
        plans=tuple(map(sheet.plan, record.agenda)),
        digest=digest,
        tells=document.kind == "article",
    )


def page_of(document: Document) -> str:
    """Which page it is: its address without fragment, else the file that it was read from, else its own name."""
    if document.url:
        try:
            parts = urlsplit(document.url.strip())
        except ValueError:  # no address that anybody could follow, but a name that the page has
            return document.url
        if parts.scheme in ("http", "https") and parts.netloc:
            query = f"?{parts.query}" if parts.query else ""
            return f"https://{parts.netloc.lower()}{parts.path or '/'}{query}"
        return document.url
    if not _FROM_CONTENT.fullmatch(document.id):
        return document.id
    path = Path(document.source)
    return path.absolute().as_uri() if document.source and path.exists() else document.id


def known_by(document: Document) -> str | None:
    """The day by which the document was surely published: the end of that interval, else of when it was captured."""
    for interval in (document.published, document.captured):
        if interval is not None and interval.end is not None:
            return interval.end.isoformat()
    return None


def month_of(interval: Interval | None) -> str | None:
    """``YYYY-MM`` of an interval of a month at most (that of its first day), ``YYYY`` within a year, else None."""
    if interval is None or interval.start is None or interval.end is None:
        return None
    start, end = interval.start, interval.end
    if (end - start).days <= 31:
        return start.isoformat()[:7]
    return start.isoformat()[:4] if start.year == end.year else None


@functools.cache
def reader_version(language: str) -> str:
    """What read it: the version of the program and the digest of its language pack."""
    return f"{version('banggiao')}+{language}.{languages.load(language).digest}"


def _document_columns(document: Document, known: str | None, record: Record) -> tuple[object, ...]:
    """From ``url`` to ``known``, then ``reader`` and ``record``."""
    bare = replace(record, document=replace(document, text=""), events=())
    published = document.published
    return (
        document.url,
        document.outlet,
        document.agency,
        document.language,
        document.kind,
        document.title,
        document.byline,
        *_ends(published),
        known,
        reader_version(document.language),
        zlib.compress(_ENCODER.encode(bare), 1),
    )


def _seen(document: Document) -> str:
    """When this version was seen: the day it was captured, or the latest day on which it says that it was changed."""
    days = [
        found[0] for e in document.evidence if _MODIFIED.search(f"{e.kind} {e.name}") and (found := _DAY.search(e.text))
    ]
    if document.captured is not None and document.captured.end is not None:
        days.append(document.captured.end.isoformat())
    return max(days, default="")


def _signature(document: Document) -> bytes | None:
    """What finds its reprints, worked out here because it takes time; pages that are no article have none."""
    if document.kind != "article":
        return None
    body = (document.text[p.start : p.end] for p in document.parts if p.role in ("lead", "body"))
    return stories.signature("\n".join(line for line in body if line))


def _passages(document: Document) -> Iterator[PassageRow]:
    roles = {part.line: part.role for part in document.parts}
    for number, line in enumerate(document.text.split("\n"), 1):
        if line:
            yield PassageRow(number, roles.get(number, "unknown"), line, indexed(line))


class _Sheet:
    """The events and ledger entries of one record, with the ids that they get in the store."""

    def __init__(self, record: Record, own: str) -> None:
        self._document = record.document
        self._sentences = sorted(record.sentences, key=lambda sentence: sentence.start)
        self._starts = [sentence.start for sentence in self._sentences]
        self._told = month_of(record.document.published)
        self._own = own
        self._ids: dict[str, str] = {}
        self._by_id = {event.id: event for event in record.events}
        self.events = tuple(map(self._event, self._by_id.values()))

    def steps(self, mechanisms: Iterable[Mechanism]) -> Iterator[LedgerRow]:
        """One row for each step of each mechanism."""
        for mechanism in mechanisms:
            for step in mechanism.history:
                line, quote = self._where(step.event, step.evidence)
                columns = (
                    mechanism.kind,
                    mechanism.name,
                    _json(mechanism.parties),
                    step.change,
                    _json(step.date),
                    _json(step.place),
                    self._stored(step.event),
                    quote,
                    _json(mechanism.names),
                )
                yield LedgerRow(line, columns, mechanism.parties)

    def notice(self, measure: Measure) -> LedgerRow:
        """The row of a measure."""
        line, quote = self._where(measure.event, None)
        columns = (
            measure.kind,
            _json(measure.actors),
            _json(measure.recipients),
            measure.change,
            measure.status,
            _json(measure.date),
            self._stored(measure.event),
            quote,
            _json(measure.until),
            int(measure.standing),
        )
        return LedgerRow(line, columns, (*measure.actors, *measure.recipients))

    def plan(self, entry: AgendaEntry) -> LedgerRow:
        """The row of an entry of the agenda."""
        line, quote = self._where(entry.event, entry.evidence)
        columns = (
            entry.what,
            _json(entry.parties),
            entry.kind,
            entry.change,
            entry.level,
            _json(entry.date),
            _json(entry.moved_to),
            _json(entry.place),
            self._stored(entry.event),
            quote,
        )
        return LedgerRow(line, columns, entry.parties)

    def _event(self, event: Event) -> EventRow:
        place = event.place
        columns = (
            event.type,
            event.mode,
            event.quad,
            event.score,
            event.cameo,
            event.status,
            event.said_by.code if event.said_by else None,
            *_ends(event.date),
            self._told,
            *((place.name, place.country, place.latitude, place.longitude) if place else (None, None, None, None)),
            event.confidence,
            event.rule,
            event.part,
        )
        return EventRow(
            self._name(event),
            event.line,
            columns,
            _ENCODER.encode(event).decode(),
            event.date.start.isoformat() if event.date and event.date.start else "",
            parties_of(event.actors, event.recipients, event.said_by),
            dyads_of([p.code for p in event.actors], [p.code for p in event.recipients]),
        )

    def _name(self, event: Event) -> str:
        """The event's id in the store; where the document was named from outside, its content goes into it as well."""
        renamed = self._own != self._document.id
        name = sha256(f"{self._own} {event.id}".encode()).hexdigest()[:16] if renamed else event.id
        day = event.date.start if event.date else None
        stamp = day.strftime("%Y%m%d") if day else _stamp(self._document.published)
        return self._ids.setdefault(event.id, f"{stamp}-{name}")

    def _stored(self, event: str | None) -> str | None:
        return self._ids.get(event, event) if event else None

    def _where(self, event: str | None, evidence: Span | None) -> tuple[int, str]:
        """The line and the sentence that tell it: those of the words given, else of the event; else (0, "")."""
        if evidence is not None:
            at = bisect.bisect_right(self._starts, evidence.start) - 1
            if at >= 0 and evidence.start < self._sentences[at].end:
                sentence = self._sentences[at]
                return sentence.line, self._document.text[sentence.start : sentence.end]
        found = self._by_id.get(event) if event else None
        if found is None:
            return 0, evidence.text if evidence else ""
        return found.line, self._document.text[found.sentence.start : found.sentence.end]


def parties_of(
    actors: Iterable[Party], recipients: Iterable[Party], said_by: Party | None
) -> tuple[tuple[str, str], ...]:
    """Who takes part, as (code, role), each once."""
    found = [(p.code, "actor") for p in actors] + [(p.code, "recipient") for p in recipients]
    if said_by:
        found.append((said_by.code, "speaker"))
    return tuple(dict.fromkeys(found))


def dyads_of(actors: Iterable[str], recipients: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Who acts towards whom; without recipients, each actor towards each other one. Nobody acts towards themselves."""
    acting = list(dict.fromkeys(actors))
    towards = list(dict.fromkeys(recipients)) or acting
    return tuple((a, r) for a in acting for r in towards if a != r)


def content_id(text: str, name: str) -> str:
    """As pages are named: the SHA-256 of the text and its address or name."""
    return "d" + sha256(text.encode() + b"\0" + name.encode()).hexdigest()[:16]


def _stamp(interval: Interval | None) -> str:
    day: dt.date | None = interval.start or interval.end if interval else None
    return day.strftime("%Y%m%d") if day else UNDATED


def _ends(interval: Interval | None) -> tuple[str | None, str | None, str | None]:
    if interval is None:
        return None, None, None
    start, end = interval.start, interval.end
    return start and start.isoformat(), end and end.isoformat(), interval.precision  # type: ignore[return-value]


def _json(thing: object) -> str | None:
    return None if thing is None else _ENCODER.encode(thing).decode()
