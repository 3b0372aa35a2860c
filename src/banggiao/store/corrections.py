"""What a correction changes of an event: checked against the ontology, worked out, and written into its row.

The columns of an event, its parties and dyads hold what counts: the machine's reading with what people corrected. What
the machine read stays in ``event.record``; of an imported event, in the first review that corrects it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, get_args

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from banggiao import knowledge, ontology
from banggiao.records import Event, Interval, Party, Status
from banggiao.store.rows import dyads_of
from banggiao.store.sources import day_of


class ReviewError(ValueError):
    """A judgement that cannot be: the message is one sentence that says why and what is allowed."""


class Correction(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What of an event is otherwise than the machine read it; a field left UNSET stays as it was.

    ``actors``, ``recipients``, ``said_by`` are codes; ``mode``, ``said_by`` and ``date`` may be None: there is none.
    """

    type: str | UnsetType = UNSET
    mode: str | UnsetType | None = UNSET
    status: Status | UnsetType = UNSET
    actors: tuple[str, ...] | UnsetType = UNSET
    recipients: tuple[str, ...] | UnsetType = UNSET
    said_by: str | UnsetType | None = UNSET
    date: Interval | UnsetType | None = UNSET


class Claims(Struct, frozen=True):
    """What an event says as far as a review may change it; ``quad``, ``score`` and ``cameo`` follow from the rest."""

    type: str
    mode: str | None
    quad: str
    score: float | None
    cameo: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    said_by: str | None
    date: Interval | None
    contexts: tuple[str, ...] = ()


def changes(correction: Correction) -> dict[str, Any]:
    """The fields that ``correction`` sets."""
    return {n: value for n in correction.__struct_fields__ if (value := getattr(correction, n)) is not UNSET}


def merged(several: Iterable[Correction]) -> Correction | None:
    """Corrections one after the other, as one; None when there is none."""
    fields: dict[str, Any] = {}
    for one in several:
        fields |= changes(one)
    return Correction(**fields) if fields else None


def is_read(connection: sqlite3.Connection, n: int) -> bool:
    """Whether the event number ``n`` was read from a document, so that its record tells what the machine read."""
    return bool(connection.execute("SELECT dataset = 'read' FROM event WHERE n = ?", (n,)).fetchone()[0])


def machine(connection: sqlite3.Connection, n: int) -> Claims:
    """What the machine read the event number ``n`` to say; of an imported one, what its columns say now."""
    query = """SELECT dataset, record, type, mode, quad, score, cameo, status, said_by, first, last, precision
        FROM event WHERE n = ?"""
    dataset, record, *what, said_by, first, last, precision = connection.execute(query, (n,)).fetchone()
    if dataset == "read":
        return of_event(msgspec.json.decode(record, type=Event))
    taking = connection.execute("SELECT role, code FROM party WHERE event = ? ORDER BY code", (n,)).fetchall()
    actors, recipients = (tuple(c for role, c in taking if role == wanted) for wanted in ("actor", "recipient"))
    start, end = (day_of(column) for column in (first, last))
    type_, mode, quad, score, cameo, status = what
    date = Interval(start, end, precision) if precision else None
    return Claims(type_, mode, quad, score, cameo, status, actors, recipients, said_by, date)


def of_event(event: Event) -> Claims:
    """What ``event`` says, by codes."""
    actors, recipients = (tuple(dict.fromkeys(p.code for p in side)) for side in (event.actors, event.recipients))
    return Claims(
        event.type,
        event.mode,
        event.quad,
        event.score,
        event.cameo,
        event.status,
        actors,
        recipients,
        event.said_by.code if event.said_by else None,
        event.date and replace(event.date, basis=()),
        event.contexts,
    )


def applied(was: Claims, correction: Correction | None) -> Claims:
    """``was`` with ``correction``; ReviewError when no event can say that."""
    if correction is None:
        return was
    fields = changes(correction)
    if "mode" not in fields and fields.get("type", was.type) != was.type:
        fields["mode"] = None  # modes belong to their type
    now = replace(was, **fields)
    _possible(now, fields)
    if (now.type, now.mode, now.status) == (was.type, was.mode, was.status) or now.type not in ontology.load().types:
        return now  # types that only data sets have (statements) keep the score that they came with
    known = ontology.load()
    cameo = known.cameo(now.type, now.mode, now.status, now.contexts)
    return replace(now, quad=known.quad(now.type), score=known.score(now.type, now.mode), cameo=cameo)


def revised(event: Event, correction: Correction | None) -> Event:
    """``event`` as it stands after ``correction``; a party that only the correction names stands at no words."""
    if correction is None:
        return event
    now, fields = applied(of_event(event), correction), changes(correction)
    known = {p.code: p for p in (*event.actors, *event.recipients, *([event.said_by] if event.said_by else []))}
    at = event.trigger.start

    def party(code: str) -> Party:
        return known.get(code) or Party(code, knowledge.name_of(code), None, None, "", at, at)

    return replace(
        event,
        type=now.type,
        mode=now.mode,
        quad=now.quad,
        score=now.score,
        cameo=now.cameo,
        status=now.status,
        actors=tuple(map(party, now.actors)) if "actors" in fields else event.actors,
        recipients=tuple(map(party, now.recipients)) if "recipients" in fields else event.recipients,
        said_by=(now.said_by and party(now.said_by)) if "said_by" in fields else event.said_by,
        date=now.date if "date" in fields else event.date,
    )


def _possible(now: Claims, fields: dict[str, Any]) -> None:
    known = ontology.load()
    if "type" in fields and now.type not in known.types:
        raise ReviewError(f"no event type {now.type!r}; there are: {', '.join(known.types)}")
    modes = known.modes(now.type) if now.type in known.types else ()
    if now.mode is not None and now.mode not in modes:
        raise ReviewError(f"{now.type} has no mode {now.mode!r}; it has: {', '.join(modes) or 'none'}")
    if now.status not in get_args(Status):
        raise ReviewError(f"no status {now.status!r}; there are: {', '.join(get_args(Status))}")
    if not now.actors and not now.recipients:
        raise ReviewError("nobody would take part; name an actor or a recipient, or reject the event")


def check_codes(connection: sqlite3.Connection, correction: Correction) -> None:
    """ReviewError when ``correction`` names a code that neither the tables nor the events of the store know."""
    fields = changes(correction)
    said_by = fields.get("said_by")
    for code in (*fields.get("actors", ()), *fields.get("recipients", ()), *([said_by] if said_by else [])):
        known = knowledge.name_of(code) != code or code in knowledge.organisations()
        if not known and not connection.execute("SELECT 1 FROM party WHERE code = ? LIMIT 1", (code,)).fetchone():
            raise ReviewError(f"no actor has the code {code!r}; give one as FRA, or a name as France")


def write(connection: sqlite3.Connection, n: int, now: Claims, counts: bool) -> None:
    """Let the row of the event number ``n``, its parties and dyads say ``now``; inside the caller's transaction."""
    first, last = (
        (day.isoformat() if day else None for day in (now.date.start, now.date.end)) if now.date else (None,) * 2
    )
    connection.execute(
        """UPDATE event SET type = ?, mode = ?, quad = ?, score = ?, cameo = ?, status = ?, said_by = ?, first = ?,
        last = ?, precision = ?, counts = ? WHERE n = ?""",
        (now.type, now.mode, now.quad, now.score, now.cameo, now.status, now.said_by, first, last,
         now.date and now.date.precision, int(counts), n),
    )  # fmt: skip
    connection.execute("DELETE FROM party WHERE event = ?", (n,))
    connection.execute("DELETE FROM dyad WHERE event = ?", (n,))
    taking = [(code, "actor") for code in now.actors] + [(code, "recipient") for code in now.recipients]
    taking += [(now.said_by, "speaker")] if now.said_by else []
    connection.executemany(
        "INSERT INTO party (code, role, first, event) VALUES (?, ?, ?, ?)",
        [(code, role, first or "", n) for code, role in dict.fromkeys(taking)],
    )
    connection.executemany(
        "INSERT INTO dyad (actor, recipient, first, event) VALUES (?, ?, ?, ?)",
        [(actor, recipient, first or "", n) for actor, recipient in dyads_of(now.actors, now.recipients)],
    )
