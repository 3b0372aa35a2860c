"""Which landmark events a text names: one automaton pass, then a look at what else stands in the paragraph."""

from __future__ import annotations

import functools

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from banggiao.knowledge.landmarks import Landmark, landmarks
from banggiao.languages.orthography import fold, lower
from banggiao.languages.pack import Pack, load


class Named(Struct, frozen=True):
    """A landmark and the offsets of the words that name it."""

    landmark: Landmark
    start: int
    end: int


class _Naming(Struct, frozen=True):
    landmark: Landmark
    needs: tuple[tuple[str, ...], ...]
    lacks: tuple[str, ...]


class LandmarkFinder:
    """Finds the landmarks that a text names. Table: ``landmarks.tsv`` of the language pack.

    Columns: ``id``; ``say``: phrases, any of which may name it, separated by ``;``; ``with``: groups of such phrases
    separated by ``&``, one phrase of each group must stand in the same paragraph or close by; ``lacks``: phrases
    none of which may.
    """

    def __init__(self, pack: Pack) -> None:
        known = landmarks()
        namings: dict[str, list[_Naming]] = {}
        for row in pack.rows("landmarks"):
            if row["id"] not in known:
                raise ValueError(f"{pack.code}/landmarks.tsv names {row['id']!r}, which knowledge/landmarks.tsv lacks")
            needs = tuple(_phrases(group) for group in (row["with"] or "").split("&") if group.strip())
            naming = _Naming(known[row["id"]], needs, _phrases(row["lacks"] or ""))
            for phrase in _phrases(row["say"]):
                namings.setdefault(phrase, []).append(naming)
        self._namings = list(namings.values())
        self._automaton = AhoCorasick(list(namings), matchkind=MatchKind.Standard)

    def find(self, low: str) -> list[Named]:
        """The landmarks named in ``low`` (folded, lower-cased), in the order of the words; once for each line."""
        found: list[Named] = []
        seen: set[tuple[str, int]] = set()
        for number, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if not _whole(low, start, end):
                continue
            first = low.rfind("\n", 0, start) + 1
            for naming in self._namings[number]:
                key = (naming.landmark.id, first)
                if key not in seen and _fits(naming, low, first, end):
                    seen.add(key)
                    found.append(Named(naming.landmark, start, end))
        return found


@functools.cache
def finder(code: str) -> LandmarkFinder:
    """The finder for language ``code``, made once."""
    return LandmarkFinder(load(code))


_LINE, _AROUND = 3000, 300


def _fits(naming: _Naming, low: str, first: int, end: int) -> bool:
    if not naming.needs and not naming.lacks:
        return True
    stop = low.find("\n", end, end + _LINE)
    stop = max(stop if stop >= 0 else end + _LINE, end + _AROUND)
    window = low[max(min(first, end - _AROUND), end - _LINE, 0) : stop]
    for group in naming.needs:
        for phrase in group:
            if phrase in window and _says(window, phrase):
                break
        else:
            return False
    return not any(phrase in window and _says(window, phrase) for phrase in naming.lacks)


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(lower(fold(p.strip())) for p in cell.split(";") if p.strip())


def _says(window: str, phrase: str) -> bool:
    at = window.find(phrase)
    while at >= 0:
        if _whole(window, at, at + len(phrase)):
            return True
        at = window.find(phrase, at + 1)
    return False


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )
