"""One row an event, flat columns, for spreadsheets and statistics: comma-separated, UTF-8, a header first.

Several values in a cell are joined by ``;``. A text cell that a spreadsheet would take for a formula (it starts with
``=``, ``+``, ``-``, ``@``, also in full width, or a tab) gets an apostrophe before it; numbers stay numbers. A cell is
one line, and what could steer a terminal is replaced in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from banggiao.cli import wording
from banggiao.records import Event, Interval, Party, Record

COLUMNS = (
    "document",
    "source",
    "url",
    "outlet",
    "title",
    "published_start",
    "published_end",
    "published_precision",
    "event",
    "type",
    "mode",
    "contexts",
    "quad",
    "score",
    "cameo",
    "status",
    "actors",
    "actor_names",
    "actor_people",
    "recipients",
    "recipient_names",
    "recipient_people",
    "said_by",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "place_country",
    "latitude",
    "longitude",
    "count_value",
    "count_unit",
    "trigger",
    "sentence",
    "line",
    "part",
    "rule",
    "confidence",
)
_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")

Cell = str | int | float | None


def header() -> str:
    """The line that names the columns."""
    return _lines([COLUMNS])


def render(record: Record) -> str:
    """A line for each event of ``record``; nothing when there are none."""
    document, text = record.document, record.document.text
    about: list[Cell] = [document.id, document.source, document.url, document.outlet, document.title]
    about += _dates(document.published)
    return _lines([*about, *_event(event, text)] for event in record.events)


def _event(event: Event, text: str) -> list[Cell]:
    place, count = event.place, event.count
    return [
        event.id,
        event.type,
        event.mode,
        ";".join(event.contexts),
        event.quad,
        event.score,
        event.cameo,
        event.status,
        *_parties(event.actors),
        *_parties(event.recipients),
        event.said_by.code if event.said_by else None,
        *_dates(event.date),
        place.name if place else None,
        place.country if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        count.value if count else None,
        count.unit if count else None,
        event.trigger.text,
        text[event.sentence.start : event.sentence.end],
        event.line,
        event.part,
        event.rule,
        event.confidence,
    ]


def _parties(parties: tuple[Party, ...]) -> list[Cell]:
    """Codes, names and people, each joined; the three lists run parallel (no person: empty between the semicolons)."""
    people = [p.person or "" for p in parties]
    return [
        ";".join(p.code for p in parties),
        ";".join(p.name for p in parties),
        ";".join(people) if any(people) else "",
    ]


def _dates(interval: Interval | None) -> list[Cell]:
    if interval is None:
        return [None, None, None]
    return [
        interval.start.isoformat() if interval.start else None,
        interval.end.isoformat() if interval.end else None,
        interval.precision,
    ]


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    line = wording.clean(cell.replace("\r", " ").replace("\n", " "))
    return f"'{line}" if line.startswith(_FORMULA) else line


def _lines(rows: Iterable[Iterable[Cell]]) -> str:
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows([_safe(cell) for cell in row] for row in rows)
    return page.getvalue()
