"""Where places are: ``places()``, ``capital_of(code)``. How a language names them is its pack's table ``places``.

Cities and capitals come from GeoNames (CC BY 4.0); regions, islands, waters and bases are compiled by hand. A place
whose sovereignty is disputed, or that is nobody's, has no country.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from msgspec import Struct

from banggiao.knowledge.entities import rows


class KnownPlace(Struct, frozen=True):
    """A place: ``kind`` is city, capital, region, island, water, …; WGS 84 degrees; no country where disputed."""

    name: str
    country: str | None
    kind: str
    latitude: float
    longitude: float
    population: int | None


@functools.cache
def places() -> Mapping[tuple[str, str], KnownPlace]:
    """All places by name and country code (empty where there is none)."""
    return {
        (row["name"], row["country"]): KnownPlace(
            row["name"],
            row["country"] or None,
            row["kind"],
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["population"]) if row["population"] else None,
        )
        for row in rows("places.tsv")
    }


def capital_of(code: str) -> KnownPlace | None:
    """The capital of a state or territory; None where it has none."""
    return _capitals().get(code)


@functools.cache
def _capitals() -> Mapping[str, KnownPlace]:
    return {place.country: place for place in places().values() if place.kind == "capital" and place.country}
