"""Who is meant in an event data set: its names and codes of actors and places, and ours for them.

The tables lie in ``codes/``. What no table knows stays as it is written: it is an actor of that data set.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
from collections.abc import Mapping
from importlib.resources import files

from banggiao import knowledge
from banggiao.knowledge.offices import Tenure, name_key, offices

MISSING = frozenset({"", "NA", "---", "--", "None", "nan", "NULL"})
"""What stands in a field that has no value."""

_IN_PARENTHESES = re.compile(r".*\(([^()]+)\)\s*")
_STATE = 3


def _rows(name: str) -> list[dict[str, str]]:
    text = files("banggiao.exchange").joinpath("codes", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _key(name: str) -> str:
    return " ".join(name_key(name).split())


@functools.cache
def _organisations() -> Mapping[str, str]:
    named = {_key(o.name): o.code for o in knowledge.organisations().values()}
    return named | {_key(r["name"]): r["code"] for r in _rows("names.tsv") if r["code"] not in knowledge.states()}


@functools.cache
def _countries() -> Mapping[str, str]:
    named = {_key(s.name): s.code for s in knowledge.states().values()}
    return named | {_key(r["name"]): r["code"] for r in _rows("names.tsv") if r["code"] in knowledge.states()}


@functools.cache
def country_of_fips(code: str) -> str | None:
    """The state of a FIPS 10-4 code, as GDELT gives places; None where there is none."""
    return _fips().get(code)


@functools.cache
def _fips() -> Mapping[str, str]:
    return {row["fips"]: row["code"] for row in _rows("fips.tsv")}


@functools.cache
def fips_of(country: str) -> str:
    """The FIPS 10-4 code of a state, "" where it has none."""
    return {code: fips for fips, code in reversed(list(_fips().items()))}.get(country, "")


@functools.cache
def country_named(name: str) -> str | None:
    """The code of the state called ``name``, None where none is."""
    return None if name in MISSING else _countries().get(_key(name))


class Names:
    """Codes for names as ICEWS has them: organisations and states by name, others by country, leaders by office.

    "Citizen (Thailand)" is Thailand's, a leader counts for the state or organisation in whose office the tables have
    them on that day, and whoever is nobody's keeps the name as code.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._offices = offices(earlier=True, lesser=True)

    def code(self, name: str, country: str, day: str) -> str | None:
        """The code for ``name`` of ``country`` (both may be missing) on ``day`` (ISO); None when both are missing."""
        key = (name, country)
        found = self._known.get(key)
        if found is None:
            if name in MISSING and country in MISSING:
                return None
            found = self._fixed(name, country)
            if found is None:
                tenures = self._offices.tenures(name)
                if len({t.country for t in tenures}) > 1:
                    return _on(tenures, day)
                found = tenures[0].country if tenures else name
            self._known[key] = found
        return found

    def _fixed(self, name: str, country: str) -> str | None:
        plain = _key(name)
        if plain in _organisations():
            return _organisations()[plain]
        if (state := country_named(country)) is not None:
            return state
        if plain in _countries():
            return _countries()[plain]
        inside = _IN_PARENTHESES.fullmatch(name)
        if inside:
            part = _key(inside[1])
            return _countries().get(part) or _organisations().get(part)
        return country if country not in MISSING and name in MISSING else None


def _on(tenures: tuple[Tenure, ...], day: str) -> str:
    """Of several states or organisations, the one whose office was held that day; else the one held last before."""
    on = dt.date.fromisoformat(day)
    held = [t for t in tenures if t.covers(on)]
    begun = [t for t in tenures if t.start is None or t.start <= on]
    return (held or begun or list(tenures))[-1].country


@functools.cache
def _codes(scheme: str) -> Mapping[str, str]:
    rows = _rows("actors.tsv")
    cameo = {row["code"]: row["ours"] for row in rows if row["scheme"] == "cameo"}
    return cameo if scheme == "cameo" else cameo | {r["code"]: r["ours"] for r in rows if r["scheme"] == scheme}


@functools.lru_cache(maxsize=100_000)
def code_of(code: str, scheme: str = "cameo") -> str | None:
    """Our code for an actor's code in ``scheme`` (cameo, weis), None where it is missing.

    "USAGOV" is the USA's government: USA. In "ETHALB" and "IRQKUR" what follows is somebody else's code, so a group
    within is meant, not the state: such codes stay, and so does what begins with no state's code.
    """
    if code in MISSING:
        return None
    if (found := _exact(code, scheme)) is not None:
        return found
    for size in range(len(code) - _STATE, _STATE - 1, -_STATE):
        state = _exact(code[:size], scheme)
        if state is not None:
            role = _exact(code[size : size + _STATE], scheme)
            return state if role in (None, state) else code
    return code


def _exact(code: str, scheme: str) -> str | None:
    known = _codes(scheme).get(code)
    if known is None and (code in knowledge.states() or code in knowledge.organisations()):
        return code
    return known
