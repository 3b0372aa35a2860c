"""Rows of ICEWS, GDELT and KEDS coded for the store: actors, type, score, date, place; the row itself is kept.

CAMEO and WEIS codes get PLOVER's type, mode, quad category and score (:mod:`banggiao.ontology.schemes`).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence

import msgspec

from banggiao.exchange import columns
from banggiao.exchange.actors import MISSING, Names, code_of, country_named, country_of_fips
from banggiao.ontology import Coding, cameo_of_label, coding
from banggiao.store.import_rows import ImportedEvent

Coder = Callable[[int, Sequence[str]], ImportedEvent]
_ENCODER = msgspec.json.Encoder()


class RowError(ValueError):
    """A row that cannot be used: the message says why in a few words."""


def coder(form: str, names: tuple[str, ...]) -> Coder:
    """What codes the rows of a table in ``form`` with the columns ``names``: line and fields in, an event out.

    It raises RowError for a row that cannot be used.
    """
    if form == "gdelt":
        return _gdelt(names)
    if form == "keds":
        return _keds(names)
    return _icews_pairs(names) if "Event Date" not in names else _icews(names)


@functools.lru_cache(maxsize=65_536)
def day_of(text: str) -> str:
    """``text`` (2018-06-01 or 20180601, also with a time behind it) as an ISO day; RowError when it is none."""
    plain = text[:10].strip()
    try:
        return dt.date.fromisoformat(plain).isoformat()
    except ValueError:
        raise RowError(f"{text[:40]!r} is no date") from None


def _number(text: str, what: str, limit: float) -> float | None:
    if text in MISSING:
        return None
    try:
        value = float(text)
    except ValueError:
        raise RowError(f"{what} {text[:40]!r} is no number") from None
    if not -limit <= value <= limit:
        raise RowError(f"{what} {text[:40]!r} is out of range")
    return value


def _record(names: tuple[str, ...], fields: Sequence[str]) -> str:
    try:
        return _ENCODER.encode(dict(zip(names, fields))).decode()  # noqa: B905 (as many as there are names)
    except UnicodeEncodeError:
        raise RowError("holds half a character (a lone surrogate)") from None


def _places(names: tuple[str, ...], wanted: Sequence[str]) -> list[int | None]:
    return [names.index(name) if name in names else None for name in wanted]


def _icews(names: tuple[str, ...]) -> Coder:
    at = _places(names, columns.ICEWS)
    who = Names()

    def code(line: int, fields: Sequence[str]) -> ImportedEvent:
        got = ["" if n is None else fields[n] for n in at]
        _, date, source, _, source_country, label, cameo, _, target, _, target_country = got[:11]
        city, district, province, country, latitude, longitude = got[14:20]
        day = day_of(date)
        meaning = _meaning(cameo, label)
        actor, recipient = who.code(source, source_country, day), who.code(target, target_country, day)
        return ImportedEvent(
            line=line,
            type=meaning.type,
            mode=meaning.mode,
            quad=meaning.quad,
            score=meaning.score,
            cameo=cameo or None,
            first=day,
            last=day,
            known=day,
            actors=(actor,) if actor else (),
            recipients=(recipient,) if recipient else (),
            record=_record(names, fields),
            text=_joined(source, label, target),
            place=next((name for name in (city, district, province, country) if name not in MISSING), None),
            country=country_named(country),
            latitude=_number(latitude, "latitude", 90),
            longitude=_number(longitude, "longitude", 180),
        )

    return code


def _icews_pairs(names: tuple[str, ...]) -> Coder:
    at = [names.index(name) for name in ("date", "actor", "recipient", "event", "cameo")]
    who = Names()

    def code(line: int, fields: Sequence[str]) -> ImportedEvent:
        date, source, target, label, cameo = [fields[n] for n in at]
        day = day_of(date)
        meaning = _meaning(cameo, label)
        actor, recipient = who.code(source, "", day), who.code(target, "", day)
        return ImportedEvent(
            line=line,
            type=meaning.type,
            mode=meaning.mode,
            quad=meaning.quad,
            score=meaning.score,
            cameo=cameo or cameo_of_label(label),
            first=day,
            last=day,
            known=day,
            actors=(actor,) if actor else (),
            recipients=(recipient,) if recipient else (),
            record=_record(names, fields),
            text=_joined(source, label, target),
        )

    return code


def _keds(names: tuple[str, ...]) -> Coder:
    at = [names.index(name) for name in ("date", "source", "target", "code", "scheme")]

    def code(line: int, fields: Sequence[str]) -> ImportedEvent:
        date, source, target, number, scheme = [fields[n] for n in at]
        if scheme not in ("cameo", "weis"):
            raise RowError(f"{scheme[:40]!r} is no scheme of codes (cameo, weis)")
        day = day_of(date)
        meaning = coding(number, scheme)
        actor, recipient = code_of(source, scheme), code_of(target, scheme)
        return ImportedEvent(
            line=line,
            type=meaning.type,
            mode=meaning.mode,
            quad=meaning.quad,
            score=meaning.score,
            cameo=number if scheme == "cameo" else None,
            first=day,
            last=day,
            known=day,
            actors=(actor,) if actor else (),
            recipients=(recipient,) if recipient else (),
            record=_record(names, fields),
        )

    return code


def _gdelt(names: tuple[str, ...]) -> Coder:
    at = {name: n for n, name in enumerate(names)}

    def code(line: int, fields: Sequence[str]) -> ImportedEvent:
        def got(name: str) -> str:
            return fields[at[name]]

        day = day_of(got("Day"))
        meaning = coding(got("EventCode"))
        actor, recipient = _gdelt_actor(got, 1), _gdelt_actor(got, 2)
        place = got("ActionGeo_Fullname")
        return ImportedEvent(
            line=line,
            type=meaning.type,
            mode=meaning.mode,
            quad=meaning.quad,
            score=meaning.score,
            cameo=got("EventCode"),
            first=day,
            last=day,
            known=day_of(got("DATEADDED")[:8]) if got("DATEADDED") else day,
            actors=(actor,) if actor else (),
            recipients=(recipient,) if recipient else (),
            record=_record(names, fields),
            text=_joined(got("Actor1Name"), got("Actor2Name"), place),
            place=place or None,
            country=country_of_fips(got("ActionGeo_CountryCode")),
            latitude=_number(got("ActionGeo_Lat"), "latitude", 90),
            longitude=_number(got("ActionGeo_Long"), "longitude", 180),
        )

    return code


def _gdelt_actor(got: Callable[[str], str], number: int) -> str | None:
    """A known group that we know, else the country, else the code as it stands."""
    group = got(f"Actor{number}KnownGroupCode")
    if group and (found := code_of(group)) not in (None, group):
        return found
    return code_of(got(f"Actor{number}CountryCode")) or code_of(got(f"Actor{number}Code"))


def _meaning(cameo: str, label: str) -> Coding:
    """What the code means; sets that lost the code keep its label."""
    return coding(cameo or cameo_of_label(label) or "")


def _joined(*words: str) -> str | None:
    return " - ".join(word for word in words if word not in MISSING) or None
