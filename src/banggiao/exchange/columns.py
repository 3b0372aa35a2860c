"""The columns of the formats that users exchange, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
"""ICEWS (Boschee et al., doi:10.7910/DVN/28075): 20 columns under a header; ``Event ID`` is not unique."""

ICEWS_PAIRS = ("date", "actor", "recipient", "event", "set", "cameo")
"""ICEWS as sets for learning on graphs over time pass it on: names, label and code."""

KEDS = ("set", "date", "source", "target", "code", "scheme")
"""The sets of the Kansas Event Data System in one table; ``scheme`` says which codes are meant, weis or cameo."""


def _actor(number: int) -> Iterable[str]:
    parts = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
    return (f"Actor{number}{part}" for part in (*parts, "Type1Code", "Type2Code", "Type3Code"))


def _place(of: str) -> Iterable[str]:
    parts = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return (f"{of}Geo_{part}" for part in parts)


GDELT = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate", *_actor(1), *_actor(2)),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(*_place("Actor1"), *_place("Actor2"), *_place("Action"), "DATEADDED", "SOURCEURL"),
)
"""GDELT 2.0 events (codebook of 19 February 2015): 61 columns, tab-separated, without a header."""

_MARKS: Mapping[str, frozenset[str]] = {
    "gdelt": frozenset(GDELT),
    "icews": frozenset(("Event Date", "Source Name", "CAMEO Code", "Target Name")),
    "keds": frozenset(KEDS) - {"set"},
}


def form_of(columns: Iterable[str]) -> str | None:
    """The format whose columns these are (more may stand among them, in any order), None when it is none."""
    found = frozenset(columns)
    if frozenset(ICEWS_PAIRS) - {"set"} <= found:
        return "icews"
    return next((form for form, marks in _MARKS.items() if marks <= found), None)
