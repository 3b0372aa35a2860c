"""Which landmark events a text names: one automaton pass, then a look at what else stands in the paragraph."""

from __future__ import annotations

import functools
from collections import Counter

from banggiao.knowledge.landmarks import Landmark, landmarks
from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack, load
from banggiao.languages.search import PhraseFinder


class Named:
    """A landmark and the offsets of the words that name it."""

    def __init__(self, landmark: Landmark, start: int, end: int) -> None:
        self.landmark, self.start, self.end = landmark, start, end


class _Naming:
    def __init__(
        self,
        landmark: Landmark,
        says: tuple[str, ...],
        needs: tuple[tuple[str, ...], ...],
        lacks: tuple[str, ...],
        numbers: tuple[frozenset[int], ...],
    ) -> None:
        self.landmark, self.says, self.needs, self.lacks, self.numbers = landmark, says, needs, lacks, numbers


class LandmarkFinder:
    """Finds the landmarks that a text names. Table: ``landmarks.tsv`` of the language pack.

    Columns: ``id``; ``say``: phrases, any of which may name it, separated by ``;``; ``with``: groups of such phrases
    separated by ``&``, one phrase of each group must stand in the same paragraph or close by; ``lacks``: phrases
    none of which may.
    """

    def __init__(self, pack: Pack) -> None:
        known = landmarks()
        made = []
        for row in pack.rows("landmarks"):
            if row["id"] not in known:
                raise ValueError(f"{pack.code}/landmarks.tsv names {row['id']!r}, which knowledge/landmarks.tsv lacks")
            groups = [_phrases(group) for group in [row["say"], *(row["with"] or "").split("&")] if group.strip()]
            made.append((known[row["id"]], groups, _phrases(row["lacks"] or "")))
        shared = Counter(phrase for _, groups, _ in made for group in groups for phrase in group)
        numbers = {phrase: number for number, phrase in enumerate(shared)}
        self._namings: dict[int, list[_Naming]] = {}
        for landmark, groups, lacks in made:
            # "Hamburg" is looked for before "G20", which many rows share: fewer places to look around at
            rarest = min(groups, key=lambda group: max(shared[phrase] for phrase in group))
            needs = tuple(group for group in groups if group is not rarest)
            sets = tuple(frozenset(numbers[phrase] for phrase in group) for group in needs)
            naming = _Naming(landmark, groups[0], needs, lacks, sets)
            for phrase in rarest:
                self._namings.setdefault(numbers[phrase], []).append(naming)
        self._finder = PhraseFinder(list(numbers), overlapping=True)

    def find(self, low: str) -> list[Named]:
        """The landmarks named in ``low`` (folded, lower-cased), in the order of the words; once for each line."""
        found: list[Named] = []
        seen: set[tuple[str, int]] = set()
        tried: set[tuple[int, int, int]] = set()
        window, bounds = "", (0, 0)
        promising: dict[int, list[_Naming]] = {}
        matches = self._finder.find(low)
        present = {match[0] for match in matches}
        # most namings fail here, for want of a phrase anywhere in the text, before any window is cut
        for number in present & self._namings.keys():
            possible = [n for n in self._namings[number] if not any(group.isdisjoint(present) for group in n.numbers)]
            if possible:
                promising[number] = possible
        for number, start, end in matches if promising else ():
            if number not in promising or not _whole(low, start, end):
                continue
            first = max(low.rfind("\n", max(0, end - _LINE), start) + 1, end - _LINE, 0)
            if (number, first, end // _STEP) in tried:
                continue
            tried.add((number, first, end // _STEP))
            if bounds != (here := _bounds(low, first, end)):
                window, bounds = low[here[0] : here[1]], here
            for naming in promising[number]:
                if (naming.landmark.id, first) not in seen and _fits(naming, window):
                    seen.add((naming.landmark.id, first))
                    found.append(Named(naming.landmark, *_place(naming, low, here, (start, end))))
        found.sort(key=lambda named: named.start)
        return found


@functools.cache
def finder(code: str) -> LandmarkFinder:
    """The finder for language ``code``, made once."""
    return LandmarkFinder(load(code))


_LINE, _STEP = 3000, 200


def _bounds(low: str, first: int, end: int) -> tuple[int, int]:
    """The paragraph and what stands close by, in steps so that neighbouring words share one window."""
    stop = low.find("\n", end, end + _LINE)
    last = max(stop if stop >= 0 else end + _LINE, (end // _STEP + 2) * _STEP)
    return max(min(first, (end // _STEP - 1) * _STEP), end - _LINE, 0), last


def _place(naming: _Naming, low: str, window: tuple[int, int], hit: tuple[int, int]) -> tuple[int, int]:
    """Where the words that name the landmark stand: the nearest to ``hit`` in the window."""
    places = []
    for phrase in naming.says:
        at = low.find(phrase, *window)
        while at >= 0:
            if _whole(low, at, at + len(phrase)):
                places.append((at, at + len(phrase)))
            at = low.find(phrase, at + len(phrase), window[1])
    return min(places, key=lambda place: abs(place[0] - hit[0]), default=hit)


def _fits(naming: _Naming, window: str) -> bool:
    for group in naming.needs:
        for phrase in group:
            if phrase in window and _says(window, phrase):
                break
        else:
            return False
    return not any(phrase in window and _says(window, phrase) for phrase in naming.lacks)


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(lowered(p.strip()) for p in cell.split(";") if p.strip())


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
