"""Open a store and ask it: what Python users call. Everything here delegates; results are lists of records.

>>> import banggiao
>>> with banggiao.open(db, create=True) as store:
...     outcomes = store.ingest(*samples)
...     ousted = store.events(actors="Somalia", types="SANCTION")
...     [(event.type, event.mode, event.recipients) for event in ousted][:1]
[('SANCTION', 'discontinue', ('KEN',))]
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from banggiao.frames import Results
from banggiao.records import PageHints
from banggiao.store.filters import Filter

if TYPE_CHECKING:
    from banggiao.api import Outcome
    from banggiao.entries import Appointment, MeasureEntity, MechanismEntity, Occurrence, Relation
    from banggiao.exchange.exporting import Exported
    from banggiao.exchange.importing import Imported
    from banggiao.store.events import EventRow
    from banggiao.store.reviews import Review
    from banggiao.store.search import Line
    from banggiao.store.selection import Order
    from banggiao.store.writer import Stored

Day = dt.date | str
"""A day, or one as ISO 8601 writes it."""
Some = str | Sequence[str]
"""One name or several."""


class Asked(TypedDict, total=False):
    """What events may be asked for by: :class:`banggiao.store.filters.Filter` says what each means.

    Actors may be given by code or by name; where several may be given, one may be.
    """

    actors: Some
    pair: tuple[str, str]
    types: Some
    statuses: Some
    since: Day
    until: Day
    as_of: Day
    outlets: Some
    parts: Some
    datasets: Some
    min_confidence: float
    reviewed: bool
    phrase: str
    all: bool


class Store:
    """An open store; a context manager that closes it. Made by :func:`open`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def ingest(self, *pages: str | Path, hints: PageHints = PageHints(), jobs: int = 1) -> list[Outcome[Stored]]:
        """Read pages (files, folders, manifests) and keep them; what became of each, errors as sentences.

        >>> store = banggiao.open(db, create=True)
        >>> [outcome.result.change for outcome in store.ingest(samples[0])]
        ['unchanged']
        """
        from banggiao import api

        broken: list[Outcome[Stored]] = []

        def inputs() -> Iterator[api.Input]:
            for name in map(str, pages):
                report = functools.partial(_broken, broken, name)
                listed = api.is_manifest(Path(name))
                yield from api.read_manifest(name, report) if listed else api.expand([name], report)

        return [*api.ingest(inputs(), self.path, api.Options(hints), jobs), *broken]

    def events(
        self, order: Order = "newest", limit: int | None = None, after: str | None = None, **asked: Unpack[Asked]
    ) -> Results[EventRow]:
        """The events asked for, by first day; ``after`` goes on after the event of that id.

        >>> store = banggiao.open(db)
        >>> table = store.events(pair=("Poland", "BLR"), statuses=["actual"]).arrow()
        >>> str(table.schema.field("actors").type), str(table.schema.field("date_start").type)
        ('list<item: string>', 'date32[day]')
        """
        from banggiao.store import events

        return Results(
            events.EventRow, events.select(self.connection, wanted(self.connection, **asked), order, limit, after)
        )

    def search(self, words: str, limit: int | None = 20, **asked: Unpack[Asked]) -> Results[EventRow]:
        """The events whose sentence holds ``words``: without marks any spelling, "in quotes" as a phrase.

        >>> store = banggiao.open(db)
        >>> store.search('"dai su"', limit=1)[0].recipients
        ('KEN',)
        """
        asked["phrase"] = words
        return self.events("newest", limit, None, **asked)

    def articles(self, words: str, limit: int | None = 20, **asked: Unpack[Asked]) -> Results[Line]:
        """The lines of articles that hold ``words``; filters ask for articles that tell of such events."""
        from banggiao.store import search

        asked["phrase"] = words
        return Results(search.Line, search.articles(self.connection, wanted(self.connection, **asked), limit))

    def occurrences(self, **asked: Unpack[Asked]) -> Results[Occurrence]:
        """The events themselves, each joined from its reports, with its sources and who denies it."""
        from banggiao.entries import Occurrence
        from banggiao.store import stories

        return Results(Occurrence, stories.occurrences(self.connection, wanted(self.connection, **asked)))

    def relation(
        self, one: str, other: str, since: Day | None = None, until: Day | None = None, as_of: Day | None = None
    ) -> Relation:
        """How two actors stand: months, turning points, last contacts, what is in force and to come.

        >>> store = banggiao.open(db)
        >>> store.relation("Somalia", "Kenya").pair
        ('SOM', 'KEN')
        """
        from banggiao.store import relations

        period = relations.Period(_day(since), _day(until), _day(as_of))
        return relations.relation(self.connection, _pair((one, other), self.connection), period)

    def mechanisms(self, *actors: str, kinds: Some = (), as_of: Day | None = None) -> Results[MechanismEntity]:
        """The commissions, agreements, flights, … of all ``actors``, as they stood at ``as_of``."""
        from banggiao.entries import MechanismEntity
        from banggiao.store import ledger

        found = ledger.mechanisms(self.connection, _codes(actors, self.connection), _day(as_of), _several(kinds))
        return Results(MechanismEntity, found)

    def measures(
        self, *actors: str, kinds: Some = (), in_force: bool | None = None, as_of: Day | None = None
    ) -> Results[MeasureEntity]:
        """The sanctions, tariffs, expulsions, … that all ``actors`` take or suffer, as they stood at ``as_of``."""
        from banggiao.entries import MeasureEntity
        from banggiao.store import ledger

        found = ledger.measures(
            self.connection, _codes(actors, self.connection), _day(as_of), _several(kinds), in_force
        )
        return Results(MeasureEntity, found)

    def agenda(
        self, *actors: str, since: Day | None = None, until: Day | None = None, as_of: Day | None = None
    ) -> Results[Appointment]:
        """What was announced of all ``actors``, and what became of it by ``as_of``."""
        from banggiao.entries import Appointment
        from banggiao.store import agenda

        found = agenda.agenda(self.connection, _codes(actors, self.connection), _day(as_of), _day(since), _day(until))
        return Results(Appointment, found)

    def review(
        self,
        event: str,
        verdict: Literal["confirm", "correct", "reject", "withdraw"],
        reviewer: str,
        reason: str,
        **changes: Any,
    ) -> Review:
        """Say of an event that it is right, what is otherwise, or that it is none; or take the last word back.

        ``changes``: the fields of :class:`banggiao.store.corrections.Correction`. ReviewError when it cannot be.

        >>> store = banggiao.open(db)
        >>> event = store.events(actors="Kenya")[0].id
        >>> store.review(event, "confirm", "Lê Lan", "as the ministry has it").stands
        True
        >>> [event.review.reviewer for event in store.events(reviewed=True)]
        ['Lê Lan']
        >>> store.review(event, "withdraw", "Lê Lan", "the ministry was misread").withdraws
        1
        """
        from banggiao.store import judging
        from banggiao.store.corrections import Correction
        from banggiao.store.reviews import Judgement

        if verdict == "withdraw":
            return judging.withdraw(self.connection, event, reviewer, reason)
        correction = Correction(**changes) if changes else None
        return judging.judge(self.connection, event, Judgement(verdict, reviewer, reason, correction))

    def reviews(self, event: str | None = None) -> Results[Review]:
        """All that was said of one event, or of all, withdrawn or not, in order."""
        from banggiao.store import reviews

        return Results(reviews.Review, reviews.listed(self.connection, event))

    def import_(self, path: str | Path, dataset: str | None = None, form: str | None = None) -> Imported:
        """Put a file of event data (ICEWS, GDELT, PLOVER, KEDS) beside what was read, marked with its data set."""
        from banggiao.exchange.importing import Request, import_file

        return import_file(self.connection, Path(path), Request(dataset, form))

    def export(self, path: str | Path, form: str, **asked: Unpack[Asked]) -> Exported:
        """Write the events asked for to ``path``, which appears only when it is whole.

        ``form``: one of :data:`banggiao.exchange.exporting.FORMS` (``plover``, ``gdelt``, ``csv``, ``parquet``, …).

        >>> import pathlib
        >>> target = pathlib.Path(db).with_name("events.csv")
        >>> with banggiao.open(db) as store:
        ...     written = store.export(target, "csv", types="SANCTION").events
        >>> written == len(target.read_text("utf-8").splitlines()) - 1 > 0
        True
        """
        from banggiao.exchange.exporting import FORMS, export

        if form not in FORMS:
            raise ValueError(f"no format {form!r}; there are: {', '.join(FORMS)}")
        target = Path(path)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                done = export(self.connection, form, wanted(self.connection, **asked), stream.write)
            os.chmod(name, 0o644)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise
        return done


def open(path: str | Path, create: bool = False) -> Store:
    """Open the store at ``path``; ``create`` makes it where it is missing. StoreError says in one sentence why not.

    >>> banggiao.open("no/such/store.db")
    Traceback (most recent call last):
    banggiao.store.database.StoreError: no/such/store.db: there is no store here; ...
    """
    from banggiao.store import connect

    return Store(connect(path, create=create), Path(path))


def wanted(connection: sqlite3.Connection | None = None, /, **asked: Unpack[Asked]) -> Filter:
    """The filter that ``asked`` means: names of actors as codes, days as dates. UnknownActor for a name of nobody.

    With ``connection``, names that only imports brought into that store are known too.

    >>> wanted(actors="Pháp", since="2018-07-01")
    Filter(actors=('FRA',), ...since=datetime.date(2018, 7, 1), ...)
    """
    fields: dict[str, Any] = {}
    for name, value in asked.items():
        if name in ("since", "until", "as_of"):
            fields[name] = _day(value)  # type: ignore[arg-type]
        elif name == "pair":
            fields[name] = _pair(value, connection)  # type: ignore[arg-type]
        elif name in ("types", "statuses", "outlets", "parts", "datasets"):
            fields[name] = _several(value)  # type: ignore[arg-type]
        else:
            fields[name] = _codes(_several(value), connection) if name == "actors" else value  # type: ignore[arg-type]
    return Filter(**fields)


def _several(one_or_more: Some) -> tuple[str, ...]:
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more)


def _codes(names: Iterable[str], connection: sqlite3.Connection | None) -> tuple[str, ...]:
    from banggiao.store.naming import code_of

    return tuple(code_of(name, connection) for name in names)


def _pair(names: Sequence[str], connection: sqlite3.Connection | None) -> tuple[str, str]:
    one, other = _codes(names, connection)
    return one, other


def _day(day: Day | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if isinstance(day, str) else day


def _broken(outcomes: list[Outcome[Stored]], source: str, error: Exception) -> None:
    """A line of a manifest that is none is an outcome like others."""
    from banggiao.api import Outcome

    outcomes.append(Outcome(source, error=str(error)))
