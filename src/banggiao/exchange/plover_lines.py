"""PLOVER's JSON Lines coming in: the fields of 2.0 and of the older files (``source``, ``target``, ``eventText``).

Fields that PLOVER lacks and this program writes (``status``, ``precision``, ``cameo``, ``confidence``, ``said_by``)
are understood, and everything else is kept with the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from banggiao.exchange.actors import code_of, country_named
from banggiao.exchange.coders import RowError, day_of
from banggiao.ontology import QUADS, coding, load
from banggiao.records import Precision, Status
from banggiao.store.import_rows import ImportedEvent

_DECODER = msgspec.json.Decoder()
_STATUSES = frozenset(get_args(Status))
_PRECISIONS = frozenset(get_args(Precision))
# Types of the first drafts of PLOVER that 2.0 made modes of others or renamed.
_OLDER = {
    "DISAPPROVE": ("ACCUSE", "disapprove"),
    "INVESTIGATE": ("ACCUSE", "investigate"),
    "DEMAND": ("REQUEST", None),
    "YIELD": ("CONCEDE", None),
}
_CODES = ("code", "actor", "country", "actor_code", "name", "text", "actor_text")


def event_of(line: int, text: bytes) -> ImportedEvent:
    """The event of one line; RowError says in a few words why it cannot be used."""
    try:
        row = _DECODER.decode(text)
        record = text.decode("utf-8")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RowError(f"no JSON ({error})") from None
    if not isinstance(row, dict):
        raise RowError("no JSON object")
    given = _first(row, "event", "event_type", "eventType")
    actors, recipients = _codes(_first(row, "actor", "source")), _codes(_first(row, "recipient", "target"))
    if "date" not in row or (given is None and "cameo" not in row) or not (actors or recipients):
        raise RowError("lacks one of id, date, actor, event")
    type, mode, quad, score = _meaning(row, given)
    first = _day(row["date"])
    last = _day(_first(row, "enddate", "endDate")) or first
    if first and last and last < first:
        raise RowError(f"ends on {last}, before it begins")
    place = _place(_first(row, "event_loc", "eventLoc"))
    return ImportedEvent(
        line=line,
        type=type,
        mode=mode,
        quad=quad,
        score=score,
        cameo=_text(row.get("cameo")),
        first=first,
        last=last,
        known=_day(row.get("known")) or _day(_first(row, "coded_date", "codedDate")) or first,
        actors=actors,
        recipients=recipients,
        record=record,
        text=_text(_first(row, "text", "event_text", "eventText")),
        precision=_one_of(_PRECISIONS, row.get("precision")) or "day",
        status=_one_of(_STATUSES, row.get("status")) or "actual",
        said_by=next(iter(_codes(row.get("said_by"))), None),
        place=place[0],
        country=place[1],
        latitude=place[2],
        longitude=place[3],
        confidence=_number(row.get("confidence"), 0, 1),
    )


def _first(row: Mapping[str, Any], *names: str) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    value = next(iter(value), None) if isinstance(value, list) else value
    return None if value is None or value == "" or isinstance(value, dict) else str(value)


def _one_of(known: frozenset[str], value: Any) -> str | None:
    text = _text(value)
    return text if text in known else None


def _day(value: Any) -> str | None:
    return None if value is None or value == "" else day_of(str(value))


def _number(value: Any, least: float, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if least <= value <= most else None


def _codes(value: Any) -> tuple[str, ...]:
    """The codes of actors, each once: of strings, or of objects with a code or, failing that, a name."""
    found: dict[str, None] = {}
    for item in _list(value):
        given = _text(_first(item, *_CODES)) if isinstance(item, dict) else _text(item)
        code = given and code_of(" ".join(given.split()))
        if code:
            found[code] = None
    return tuple(found)


def _meaning(row: Mapping[str, Any], given: Any) -> tuple[str, str | None, str, float | None]:
    """Type, mode, quad category and score: of PLOVER where it has the type, else as the row says."""
    type, mode = _text(given), _text(row.get("mode"))
    meaning = coding(_text(row.get("cameo")) or "")
    if type is None:
        return meaning.type, meaning.mode, meaning.quad, meaning.score
    type = type.upper()
    type, older = _OLDER.get(type, (type, None))
    mode = mode or older
    ontology = load()
    own = _number(_first(row, "event_scale", "eventScale", "intensity"), -10, 10)
    if type not in ontology.types:
        return type, mode, _quad(_first(row, "quad_code", "quadCode")), own
    known = mode if mode in ontology.modes(type) else None
    return type, mode, ontology.quad(type), ontology.score(type, known) if own is None else own


def _quad(value: Any) -> str:
    """A quad category by its name or by its number in GDELT's order, as 3 or Q3."""
    text = (_text(value) or "").lower().removeprefix("q")
    if text in QUADS:
        return text
    return QUADS[int(text) - 1] if text in {"1", "2", "3", "4"} else ""


def _place(value: Any) -> tuple[str | None, str | None, float | None, float | None]:
    item = next(iter(_list(value)), None)
    if not isinstance(item, dict):
        return _text(item), None, None, None
    country = _text(item.get("country"))
    code = country and (country_named(country) or code_of(country))
    latitude = _number(_first(item, "latitude", "lat"), -90, 90)
    longitude = _number(_first(item, "longitude", "lon", "lng"), -180, 180)
    return _text(_first(item, "name", "text", "city")), code, latitude, longitude
