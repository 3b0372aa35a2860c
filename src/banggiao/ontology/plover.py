"""The loader of the ontology's tables."""

from __future__ import annotations

import csv
import functools
from collections.abc import Collection, Iterable, Mapping
from importlib.resources import files

import rtoml
from msgspec import Struct


class EventType(Struct, frozen=True):
    """One type: its quad category, its score, and the score of each mode (None where the manual gives none)."""

    name: str
    quad: str
    score: float
    modes: Mapping[str, float | None]


class CameoCode(Struct, frozen=True):
    """One CAMEO code with its Goldstein score and the PLOVER type, mode and contexts that it maps to (empty: none)."""

    code: str
    label: str
    goldstein: float
    type: str
    mode: str
    contexts: tuple[str, ...]


class _Nearest(Struct, frozen=True):
    mode: str
    context: str
    status: str
    code: str


class Ontology:
    """What PLOVER says of types, modes and contexts; ValueError on a type or mode that PLOVER lacks."""

    def __init__(
        self, types: Mapping[str, EventType], contexts: Iterable[str], nearest: Mapping[str, list[_Nearest]]
    ) -> None:
        self.types = types
        self.contexts = tuple(contexts)
        self._nearest = nearest

    def type(self, name: str) -> EventType:
        """The type ``name``."""
        try:
            return self.types[name]
        except KeyError:
            raise ValueError(f"no event type {name!r}; there are: {', '.join(self.types)}") from None

    def modes(self, type: str) -> tuple[str, ...]:
        """The modes of a type, in the manual's order."""
        return tuple(self.type(type).modes)

    def quad(self, type: str) -> str:
        """Verbal or material cooperation or conflict."""
        return self.type(type).quad

    def score(self, type: str, mode: str | None = None) -> float:
        """Conflict-cooperation score from -10 to 10: the mode's where it has one, else the type's."""
        entry = self._checked(type, mode)
        own = entry.modes[mode] if mode else None
        return entry.score if own is None else own

    def cameo(self, type: str, mode: str | None = None, status: str = "actual", contexts: Collection[str] = ()) -> str:
        """The nearest CAMEO code; CAMEO has no negation: a negated event gets the code of what did not happen."""
        self._checked(type, mode)
        for row in self._nearest[type]:
            if (
                row.mode in ("", mode or "")
                and row.status in ("", status)
                and (not row.context or row.context in contexts)
            ):
                return row.code
        raise ValueError(f"ontology/nearest.tsv has no last row for {type}")

    def _checked(self, type: str, mode: str | None) -> EventType:
        entry = self.type(type)
        if mode and mode not in entry.modes:
            raise ValueError(f"{type} has no mode {mode!r}; it has: {', '.join(entry.modes) or 'none'}")
        return entry


def _read(name: str) -> str:
    return files("banggiao.ontology").joinpath(name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``name`` (a table of this package) keyed by its first line; ``#`` starts a comment line."""
    lines = [line for line in _read(name).splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@functools.cache
def load() -> Ontology:
    """The ontology, read once."""
    table = rtoml.loads(_read("plover.toml"))
    types = {
        name: EventType(name, entry["quad"], entry["score"], {m: entry["mode_scores"].get(m) for m in entry["modes"]})
        for name, entry in table["types"].items()
    }
    nearest: dict[str, list[_Nearest]] = {name: [] for name in types}
    for row in rows("nearest.tsv"):
        nearest[row["type"]].append(_Nearest(row["mode"], row["context"], row["status"], row["code"]))
    return Ontology(types, table["contexts"], nearest)


@functools.cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """All CAMEO codes; contexts are PLOVER names where PLOVER has one."""
    return {
        row["code"]: CameoCode(
            row["code"],
            row["label"],
            float(row["goldstein"] or 0),
            row["plover_type"],
            row["plover_mode"],
            tuple(c.strip() for c in row["plover_context"].split(";") if c.strip()),
        )
        for row in rows("cameo.tsv")
    }
