"""Events as GDELT and ICEWS have them: one actor, one recipient, one day, something that happened.

These formats know no status, no wide dates and no third party. What they could only say wrongly is left out and
counted: events that are planned, possible or denied, and those whose date is not known to within a month. An event
between several actors and recipients becomes one row for each pair; a period is given by its first day. Rows that came
in the same format go out as they came, unless a review corrected them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Struct

from banggiao import knowledge
from banggiao.exchange import columns
from banggiao.exchange.actors import fips_of
from banggiao.exchange.fields import number, plain
from banggiao.ontology import QUADS, cameo_codes, load
from banggiao.ontology.schemes import APPEAL, STATEMENT
from banggiao.store.events import EventRow
from banggiao.store.import_rows import dyads_of

_DAYS = 31
_OUTSIDE = {STATEMENT: "010", APPEAL: "020"}
_ROW = msgspec.json.Decoder(dict[str, Any])


class Told(Struct, frozen=True):
    """What both formats say of one pair of an event."""

    row: EventRow
    number: int
    day: str
    actor: str
    recipient: str
    cameo: str


def original(row: EventRow, mark: str, names: tuple[str, ...]) -> list[str] | None:
    """The fields of a row as it was imported, None when it came otherwise or a review changed it."""
    if row.dataset == "read" or (row.review is not None and row.review.correction is not None):
        return None
    record = _ROW.decode(row.record)
    if mark not in record:
        return None
    return [str(record.get(name, "")) for name in names]


def told(row: EventRow) -> Iterator[Told]:
    """One for each pair; none when the event cannot be told so."""
    if row.status not in ("actual", "historical") or row.date is None or row.date.start is None:
        return
    end = row.date.end or row.date.start
    if (end - row.date.start).days > _DAYS or row.date.precision in ("year", "decade", "century", "vague"):
        return
    cameo = row.cameo or _nearest(row)
    if cameo is None:
        return
    for actor, recipient in _pairs(row):
        number = int.from_bytes(blake2b(f"{row.id} {actor} {recipient}".encode(), digest_size=6).digest())
        yield Told(row, number, row.date.start.isoformat(), actor, recipient, cameo)


def _pairs(row: EventRow) -> Iterable[tuple[str, str]]:
    """Each actor towards each recipient, itself too; without recipients, actors towards each other, or one alone."""
    if row.recipients:
        return itertools.product(row.actors or ("",), row.recipients)
    return dyads_of(row.actors, ()) or [(code, "") for code in row.actors]


def _nearest(row: EventRow) -> str | None:
    """The CAMEO code that comes closest to the event's type; None for a type that nobody knows."""
    if row.type in _OUTSIDE:
        return _OUTSIDE[row.type]
    try:
        return load().cameo(row.type, row.mode, row.status)
    except ValueError:
        return None


def line(fields: list[str]) -> bytes:
    """One row of tab-separated text; what came from a data set cannot hold a tab, what was read is on one line."""
    return ("\t".join(fields) + "\n").encode()


def icews_header() -> bytes:
    """The names of the columns."""
    return line(list(columns.ICEWS))


def icews(row: EventRow) -> Iterator[bytes]:
    """The rows of ICEWS for an event; nothing where ICEWS cannot tell it."""
    if fields := original(row, "Event ID", columns.ICEWS):
        yield line(fields)
        return
    for one in told(row):
        yield line([plain(value) or "NA" for value in _icews(one)])


def _icews(one: Told) -> list[str]:
    row, place = one.row, one.row.place
    code = cameo_codes().get(one.cameo)
    story = str(int.from_bytes(blake2b(row.document.id.encode(), digest_size=6).digest())) if row.document else ""
    return [
        *(str(one.number), one.day, knowledge.name_of(one.actor), "", _country(one.actor)),
        *(code.label if code else row.type, one.cameo, f"{code.goldstein:g}" if code else ""),
        *(knowledge.name_of(one.recipient), "", _country(one.recipient)),
        *(story, str(row.line or ""), (row.document and row.document.outlet) or row.dataset),
        *(place.name if place else "", "", "", _country(place.country or "") if place else ""),
        *_coordinates(row),
    ]


def _country(code: str) -> str:
    state = knowledge.states().get(code.partition("-")[0])
    return state.name if state else ""


def _coordinates(row: EventRow) -> tuple[str, str]:
    if row.place is None or row.place.latitude is None or row.place.longitude is None:
        return "", ""
    return number(row.place.latitude), number(row.place.longitude)


def gdelt(row: EventRow) -> Iterator[bytes]:
    """The rows of GDELT for an event; nothing where GDELT cannot tell it."""
    if fields := original(row, "GlobalEventID", columns.GDELT):
        yield line(fields)
        return
    for one in told(row):
        values = _gdelt(one)
        yield line([plain(values.get(name, "")) for name in columns.GDELT])


def _gdelt(one: Told) -> dict[str, str]:
    row, code = one.row, cameo_codes().get(one.cameo)
    year, month, day = one.day.split("-")
    known = row.known.strftime("%Y%m%d") if row.known else ""
    # As in GDELT's files (its codebook forgets to take one month off): months of 30 days in a year of 365.
    fraction = int(year) + ((int(month) - 1) * 30 + int(day)) / 365
    values = {
        "GlobalEventID": str(one.number),
        "Day": year + month + day,
        "MonthYear": year + month,
        "Year": year,
        "FractionDate": f"{fraction:.4f}",
        **_gdelt_actor(one.actor, 1),
        **_gdelt_actor(one.recipient, 2),
        "IsRootEvent": "1" if row.part in (None, "title", "lead") else "0",
        "EventCode": one.cameo,
        "EventBaseCode": one.cameo[:3],
        "EventRootCode": one.cameo[:2],
        "QuadClass": str(QUADS.index(row.quad) + 1) if row.quad in QUADS else "",
        "GoldsteinScale": f"{code.goldstein:.1f}" if code else "",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "DATEADDED": f"{known}000000" if known else "",
        "SOURCEURL": (row.document and row.document.url) or "",
    }
    return values | _gdelt_place(row)


def _gdelt_actor(code: str, number: int) -> dict[str, str]:
    if not code:
        return {}
    state = code.partition("-")[0]
    known = knowledge.organisations().get(code)
    found = {"Code": code, "Name": knowledge.name_of(code).upper()}
    if state in knowledge.states():
        found["CountryCode"] = state
    elif known:
        found["KnownGroupCode"] = code
    return {f"Actor{number}{part}": value for part, value in found.items()}


def _gdelt_place(row: EventRow) -> dict[str, str]:
    place = row.place
    if place is None:
        return {}
    latitude, longitude = _coordinates(row)
    return {
        "ActionGeo_Type": "4" if place.name else "1",
        "ActionGeo_Fullname": place.name or _country(place.country or ""),
        "ActionGeo_CountryCode": fips_of(place.country or ""),
        "ActionGeo_Lat": latitude,
        "ActionGeo_Long": longitude,
    }
