"""Who is named with which office: the days on which that was true.

"Tổng thống Clinton" holds while a Clinton was a head of state; with a former or future holder the days after or just
before the tenure. Names are compared without marks; a family name alone is enough beside its office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from banggiao.knowledge.offices import Offices, Tenure, name_key
from banggiao.languages.orthography import fold, lower
from banggiao.languages.pack import Pack
from banggiao.times.dating_clues import CEILING, FLOOR, Days, merge

Sense = Literal["holder", "former", "elect", "new", "leaving"]
_ELECT, _NEW, _LEAVING = 220, 150, 120
_MOST_HOLDERS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’.-](?:[^\W\d_]+|$)?)*\.?")
_REACH = 90


class Office(Struct, frozen=True):
    """Somebody named with an office: the words' offsets, the tenures meant (all of one class), and in which sense."""

    start: int
    end: int
    person: str
    office_class: str
    country: str
    sense: Sense
    days: Days


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as the table of offices compares them: "Park Geun-hye" → ("park", "geun", "hye")."""
    return tuple(re.findall(r"[^\W\d_]+", name_key(name)))


def days_of(tenures: Iterable[Tenure], sense: Sense) -> Days:
    """The days on which ``tenures`` bear out ``sense``; empty where they say nothing."""
    held = merge((t.start.toordinal() if t.start else FLOOR, t.end.toordinal() if t.end else CEILING) for t in tenures)
    if sense == "holder":
        return held
    if sense == "former":
        gaps = [
            (end + 1, following[0] - 1) for (_, end), following in zip(held, [*held[1:], (CEILING + 1, 0)], strict=True)
        ]
        return merge(gaps)
    if sense == "leaving":
        return merge((max(start, end - _LEAVING), end + 3) for start, end in held if end < CEILING)
    begun = [start for start, _ in held if start > FLOOR]
    return merge((s - _ELECT, s + 1) if sense == "elect" else (s - 2, s + _NEW) for s in begun)


class OfficeReader:
    """Finds people named with an office. Tables: ``dating.toml``, section ``people``; tenures; names of states."""

    def __init__(self, pack: Pack, offices: Offices, states: Mapping[str, str]) -> None:
        """``states``: code by name as written in the language."""
        table = pack.toml("dating")["people"]
        titles = {lower(fold(t)): frozenset(classes) for t, classes in table["titles"].items()}
        self._classes = list(titles.values())
        self._automaton = AhoCorasick(list(titles), matchkind=MatchKind.LeftmostLongest)
        self._states = {lower(fold(name)): code for name, code in states.items()}
        self._state_words = {word for name in self._states for word in name.split()}
        self._families = frozenset(table["family_first"])
        self._skip = {lower(fold(w)) for w in table["between"]}
        self._skip_words = {w for phrase in self._skip for w in phrase.split()}
        self._senses: list[tuple[Sense, frozenset[str]]] = [
            (sense, frozenset(lower(fold(w)) for w in table[sense])) for sense in ("former", "elect", "new", "leaving")
        ]  # type: ignore[misc]
        self._sense_words = {w for _, group in self._senses for phrase in group for w in phrase.split()}
        self._candidate = frozenset(lower(fold(w)) for w in table["candidate"])
        self._offices = offices

    def find(self, text: str, low: str) -> list[Office]:
        """The people named with an office in ``text``; ``low`` is its folded lower case."""
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(low):
            whole = (not start or not low[start - 1].isalnum()) and (end >= len(low) or not low[end].isalnum())
            if whole and self._classes[number]:
                office = self._office(text, low, (start, end), self._classes[number])
                if office:
                    found.append(office)
        return found

    def _office(self, text: str, low: str, title: tuple[int, int], classes: frozenset[str]) -> Office | None:
        before = low[max(0, title[0] - 16) : title[0]].rstrip()
        if any(before.endswith(word) for word in self._candidate):
            return None
        words = self._words_after(text, low, title[1])
        named = [w for w in words if w[0][0].isupper()]
        middle = " ".join(w[0].lower() for w in words if not w[0][0].isupper())
        for n in range(len(named)):
            key = tuple(k for word, _, _ in named[n : n + 4] for k in words_of(word))
            prefix = lower(
                fold(" ".join(w[0] for w in words[: words.index(named[n])] if lower(w[0]) not in self._sense_words))
            )
            country = self._country(prefix)
            for stop in range(len(key), 0, -1):
                tenures = self._tenures(key[:stop], classes, country)
                if tenures:
                    sense = self._sense(before, middle)
                    end = max(e for w, _, e in named[n : n + 4] if words_of(w) and words_of(w)[0] in key[:stop])
                    return _made((title[0], end), tenures, sense)
        return None

    def _words_after(self, text: str, low: str, at: int) -> list[tuple[str, int, int]]:
        """The words after a title that may belong to a state and a name, up to the first that cannot."""
        words, last = [], at
        for match in _WORD.finditer(text, at, at + _REACH):
            gap = text[last : match.start()]
            if gap.strip(" ") or len(gap) > 2:
                break
            word, key = match[0], low[match.start() : match.end()]
            if not (
                word[0].isupper() or key in self._state_words or key in self._skip_words or key in self._sense_words
            ):
                break
            words.append((word, match.start(), match.end()))
            last = match.end()
        return words

    def _country(self, prefix: str) -> str | None:
        parts = [p for p in prefix.split() if p not in self._skip_words]
        for n in range(len(parts)):
            if code := self._states.get(" ".join(parts[n:])):
                return code
        return None

    def _tenures(self, key: tuple[str, ...], classes: frozenset[str], country: str | None) -> list[Tenure]:
        found = []
        for tenure in self._rows(key):
            if tenure.office_class not in classes or (country and tenure.country not in (country, "EU", "UN", "NATO")):
                continue
            words = words_of(tenure.person)
            alone = len(key) > 1 or key[0] == (words[0] if tenure.country in self._families else words[-1])
            if alone and all(k in words for k in key):
                found.append(tenure)
        return found if len({words_of(t.person) for t in found}) <= _MOST_HOLDERS else []

    def _rows(self, key: tuple[str, ...]) -> tuple[Tenure, ...]:
        """Tenures of whoever the words may name: all of them, the last as a family name, or the first where it leads."""
        if len(key) == 1:
            return self._offices.by_surname(key[0])
        whole = self._offices.tenures(" ".join(key))
        return whole or self._offices.by_surname(key[-1]) or self._offices.by_surname(key[0])

    def _sense(self, before: str, middle: str) -> Sense:
        for sense, group in self._senses:
            if any(before.endswith(w) and not before[: -len(w)][-1:].isalnum() for w in group):
                return sense
            if any(w in middle for w in group if sense != "former"):
                return sense
        return "holder"


def _made(span: tuple[int, int], tenures: Sequence[Tenure], sense: Sense) -> Office | None:
    days = days_of(tenures, sense)
    names = sorted({t.person for t in tenures})
    first = tenures[0]
    return Office(*span, " or ".join(names), first.office_class, first.country, sense, days) if days else None
