"""States, organisations and who was a member of what when."""

from __future__ import annotations

import csv
import datetime as dt
import functools
from collections.abc import Mapping
from importlib.resources import files

from msgspec import Struct


class State(Struct, frozen=True):
    """A state or territory by ISO 3166-1 alpha-3 code (XKX: Kosovo); coordinates are its capital's, WGS 84 degrees."""

    code: str
    iso2: str
    name: str
    capital: str
    latitude: float
    longitude: float
    region: str
    subregion: str
    demonym: str
    un_member: bool


class Organisation(Struct, frozen=True):
    """A code that is no state; ``kind`` is organisation, bloc, court, forum, armed-group, movement, region, …"""

    code: str
    kind: str
    name: str
    seat: str
    country: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``name`` (a table of this package) keyed by its first line; ``#`` starts a comment line."""
    text = files("banggiao.knowledge").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@functools.cache
def states() -> Mapping[str, State]:
    """All states and territories by code."""
    return {
        row["iso3"]: State(
            row["iso3"],
            row["iso2"],
            row["name"],
            row["capital"],
            float(row["latitude"]),
            float(row["longitude"]),
            row["region"],
            row["subregion"],
            row["demonym"],
            row["un_member"] == "yes",
        )
        for row in rows("states.tsv")
    }


@functools.cache
def organisations() -> Mapping[str, Organisation]:
    """Everything else that has a code, by code."""
    return {row["code"]: Organisation(**row) for row in rows("organisations.tsv")}


def name_of(code: str) -> str:
    """The English name of a code; ``SYR-OPP`` is named after the state; an unknown code is its own name."""
    if code in states():
        return states()[code].name
    if code in organisations():
        return organisations()[code].name
    state, _, suffix = code.partition("-")
    if suffix == "OPP" and state in states():
        return f"{states()[state].name} (opposition)"
    return code


@functools.cache
def _memberships() -> Mapping[str, list[tuple[str, dt.date, dt.date]]]:
    table: dict[str, list[tuple[str, dt.date, dt.date]]] = {}
    for row in rows("membership.tsv"):
        start = dt.date.fromisoformat(row["start"]) if row["start"] else dt.date.min
        end = dt.date.fromisoformat(row["end"]) if row["end"] else dt.date.max
        table.setdefault(row["org"], []).append((row["iso3"], start, end))
    return table


@functools.cache
def members(org: str, on: dt.date) -> frozenset[str]:
    """The states that were members of ``org`` on that day; empty for an organisation without a table.

    EU, NATO, ASEAN, G7, G20, BRICS, SCO, CSTO, EAEU, OPEC, CIS, GCC, AU and ARABLEAGUE are dated; the others are a list
    without dates (:func:`is_dated` tells), which holds for the years around 2020 at best.
    """
    return frozenset(iso3 for iso3, start, end in _memberships().get(org, ()) if start <= on <= end)


def is_dated(org: str) -> bool:
    """Whether the membership of ``org`` is known with its dates."""
    return any(start != dt.date.min for _, start, _ in _memberships().get(org, ()))
