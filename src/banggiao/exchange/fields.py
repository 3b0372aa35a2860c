"""What a table of events holds: one list of fields for CSV, Parquet and the data package, with what each means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from banggiao.store.events import EventRow

Kind = Literal["string", "list", "date", "number", "boolean"]
Value = str | float | bool | dt.date | tuple[str, ...] | None

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


class Field(Struct, frozen=True):
    """One column: its name, what it holds, what that means, and how it is had from an event."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[EventRow], Value]


def _date(name: str) -> Callable[[EventRow], Value]:
    def value(row: EventRow) -> Value:
        end: dt.date | None = getattr(row.date, name) if row.date else None
        return end

    return value


def _place(name: str) -> Callable[[EventRow], Value]:
    def value(row: EventRow) -> Value:
        found: str | float | None = getattr(row.place, name) if row.place else None
        return found

    return value


def _document(name: str) -> Callable[[EventRow], Value]:
    def value(row: EventRow) -> Value:
        found: str | None = getattr(row.document, name) if row.document else None
        return found

    return value


FIELDS = (
    Field("id", "string", "Names the event; begins with its first day as YYYYMMDD.", lambda r: r.id),
    Field(
        "dataset",
        "string",
        "read: by this program from a page; else the data set it was imported from.",
        lambda r: r.dataset,
    ),
    Field("date_start", "date", "First day on which it happened or is to happen; empty: not known.", _date("start")),
    Field("date_end", "date", "Last day, inclusive; empty: not known.", _date("end")),
    Field(
        "date_precision",
        "string",
        "How precisely the date is known: day, week, month, year, …",
        lambda r: r.date.precision if r.date else None,
    ),
    Field(
        "type",
        "string",
        "PLOVER event type; STATEMENT and APPEAL for CAMEO 01 and 02, which PLOVER lacks.",
        lambda r: r.type,
    ),
    Field("mode", "string", "PLOVER mode, where the type has modes.", lambda r: r.mode),
    Field("quad", "string", "Verbal or material cooperation or conflict.", lambda r: r.quad),
    Field("score", "number", "PLOVER conflict-cooperation score, -10 (conflict) to 10.", lambda r: r.score),
    Field("cameo", "string", "CAMEO code: text, leading zeros count.", lambda r: r.cameo),
    Field("status", "string", "actual, future, hypothetical, negated or historical.", lambda r: r.status),
    Field(
        "actors",
        "list",
        "Codes of those who act: ISO 3166-1 alpha-3 for states, else an organisation's.",
        lambda r: r.actors,
    ),
    Field("recipients", "list", "Codes of those towards whom they act.", lambda r: r.recipients),
    Field("said_by", "string", "Code of the one who says so; empty: the source itself.", lambda r: r.said_by),
    Field("place", "string", "Where it happened.", _place("name")),
    Field("country", "string", "The state of that place, ISO 3166-1 alpha-3.", _place("country")),
    Field("latitude", "number", "Degrees north, WGS 84.", _place("latitude")),
    Field("longitude", "number", "Degrees east, WGS 84.", _place("longitude")),
    Field(
        "confidence",
        "number",
        "How sure the reading is, 0 to 1, calibrated; empty for imported events.",
        lambda r: r.confidence,
    ),
    Field("known", "date", "The day by which it was told.", lambda r: r.known),
    Field(
        "occurrence", "string", "Reports of one event share this id; empty: stands for itself.", lambda r: r.occurrence
    ),
    Field("document", "string", "Id of the document that tells it.", _document("id")),
    Field("outlet", "string", "Who published the document.", _document("outlet")),
    Field("agency", "string", "The news agency that the document credits.", _document("agency")),
    Field("url", "string", "The address of the document.", _document("url")),
    Field(
        "quote",
        "string",
        "The sentence that tells it; of imported events, what the data set says in words.",
        lambda r: r.quote or None,
    ),
    Field(
        "review",
        "string",
        "What a person said of it: confirm, correct or reject; empty: nothing.",
        lambda r: r.review.verdict if r.review else None,
    ),
)
"""The fields of an event in a table, in order."""


def plain(text: str) -> str:
    """``text`` on one line, without control characters: for a cell of tab-separated text or of XML."""
    return text if text.isprintable() else _CONTROLS.sub(" ", text)


def xml(text: str) -> str:
    """``text`` on one line, without what XML 1.0 cannot hold."""
    return _NO_XML.sub("", plain(text))


def flat(value: Value, guarded: bool) -> str:
    """``value`` as the text of a cell, several joined by ``;``.

    ``guarded``: text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    if isinstance(value, str | tuple):
        text = plain(value if isinstance(value, str) else ";".join(value))
        return f"'{text}" if guarded and text.startswith(_FORMULA) else text
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value)


def number(value: float) -> str:
    """``value`` with as many digits as it needs, whole numbers without a point."""
    return repr(value).removesuffix(".0")


def names() -> Iterable[str]:
    """The names of the fields, in order."""
    return (field.name for field in FIELDS)
