"""Events as PLOVER's JSON Lines: the fields of PLOVER 2.0, and behind them what PLOVER has no field for.

Those of PLOVER: ``id``, ``date``, ``enddate``, ``actor``, ``recipient`` (codes), ``event``, ``mode``, ``context``,
``quad_code`` (1 to 4, as GDELT's QuadClass), ``event_scale``, ``event_loc``, ``text``, ``text_info``, ``link``,
``coder``. Ours: ``status``, ``precision``, ``cameo``, ``confidence``, ``said_by``, ``known``, ``dataset``,
``actor_info`` and ``recipient_info`` (name, person, office). A date that is not known is null.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from banggiao.ontology import QUADS, load
from banggiao.records import Party
from banggiao.store.events import EventRow
from banggiao.version import __version__

_ENCODER = msgspec.json.Encoder()


class _AsRead(Struct):
    """As much of an event's record as is wanted here."""

    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()


_AS_READ = msgspec.json.Decoder(_AsRead)
_MARKS = ('"event"', '"event_type"', '"eventType"')


def line(row: EventRow, form: str) -> bytes:
    """The line for ``row``; ``form`` is the format that its data set came in: PLOVER's goes out as it came."""
    corrected = row.review is not None and row.review.correction is not None
    if form == "plover" and not corrected:
        return row.record.encode() + b"\n"
    return _ENCODER.encode(_fields(row)) + b"\n"


def _fields(row: EventRow) -> dict[str, Any]:
    read = _AS_READ.decode(row.record) if row.dataset == "read" else _AsRead()
    start, end = (row.date.start, row.date.end) if row.date else (None, None)
    fields: dict[str, Any] = {
        "id": row.id,
        "date": start,
        "enddate": end if end != start else None,
        "actor": row.actors,
        "recipient": row.recipients,
        # bare statements and appeals are no events of PLOVER: their code says what they are
        "event": [row.type] if row.type in load().types or not row.cameo else [],
        "mode": row.mode,
        "context": read.contexts or None,
        "quad_code": QUADS.index(row.quad) + 1 if row.quad in QUADS else None,
        "event_scale": row.score,
        "event_loc": msgspec.to_builtins(row.place) if row.place else None,
        "text": row.quote or None,
        "text_info": _source(row),
        "link": row.document.url if row.document else None,
        "coder": f"banggiao {__version__}" if row.dataset == "read" else None,
        "status": row.status,
        "precision": row.date.precision if row.date else None,
        "cameo": row.cameo,
        "confidence": row.confidence,
        "said_by": row.said_by,
        "known": row.known,
        "dataset": row.dataset,
        "actor_info": _info(read.actors, row.actors),
        "recipient_info": _info(read.recipients, row.recipients),
    }
    needed = {"id", "date", "actor", "event"}
    return {name: value for name, value in fields.items() if name in needed or value not in (None, ())}


def _source(row: EventRow) -> dict[str, Any] | None:
    if row.document is None:
        return None
    found = {"outlet": row.document.outlet, "agency": row.document.agency, "title": row.document.title}
    return {name: value for name, value in found.items() if value} or None


def _info(parties: tuple[Party, ...], codes: tuple[str, ...]) -> list[dict[str, Any]] | None:
    """Who is meant, for those who still take part after a review."""
    found = [
        {"code": p.code, "name": p.name, "person": p.person, "office": p.office} for p in parties if p.code in codes
    ]
    return found or None
