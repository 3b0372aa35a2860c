"""Who is named with which office: the days on which that was true.

"President Clinton" holds while a Clinton was a head of state; with a former or future holder the days after or just
before the tenure. Names are compared without marks; a family name alone is enough beside its office.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from banggiao.knowledge.offices import Offices, Tenure, name_key
from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack
from banggiao.languages.search import PhraseFinder
from banggiao.times.dating_clues import CEILING, FLOOR, Days, merge

Sense = Literal["holder", "former", "elect", "new", "leaving"]
_NEW, _LEAVING, _JUST_LEFT = 150, 120, 21
_MOST_HOLDERS = 4
_WORD = re.compile(r"[^\W\d_]\.(?=\s)|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REACH = 90
_SAME_START = 200
_OLDEST = "ci"
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_MOST_KEPT = 20_000
_BEYOND = 7


class Office:
    """Somebody named with an office: the words' offsets, the tenures meant (all of one class), and in which sense."""

    def __init__(self, span: tuple[int, int], person: str, tenure: Tenure, sense: Sense, days: Days) -> None:
        self.start, self.end = span
        self.person, self.office_class, self.country = person, tenure.office_class, tenure.country
        self.sense, self.days = sense, days


@functools.lru_cache(maxsize=16384)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as the table of offices compares them: "Park Geun-hye" → ("park", "geun", "hye")."""
    return tuple(re.findall(r"[^\W\d_]+", name_key(name)))


def spans_of(tenures: Sequence[Tenure], offices: Offices) -> list[tuple[int, int]]:
    """When ``tenures`` ran. One without an end ends with another record of the same tenure, or with the next holder."""
    spans = []
    tenures = _best_source(tenures)
    for tenure in tenures:
        start, end = tenure.start, tenure.end
        if end is None and _recorded_better(tenure, tenures):
            continue
        if end is None:
            seen = max(tenure.as_of, start or tenure.as_of)
            following = offices.holders(tenure.country, tenure.office_class)
            later = [t.start for t in following if t.person != tenure.person and t.start and t.start > seen]
            end = min(later, default=None)
        spans.append((start.toordinal() if start else FLOOR, end.toordinal() if end else CEILING))
    return spans


def _recorded_better(tenure: Tenure, tenures: Iterable[Tenure]) -> bool:
    """Whether another row tells the end of this one."""
    for other in tenures:
        same = (other.person, other.country, other.office_class) == (tenure.person, tenure.country, tenure.office_class)
        if same and other.end and (tenure.start is None or other.end >= tenure.start):
            begun = other.start is None or tenure.start is None or abs((other.start - tenure.start).days) < _SAME_START
            if begun:
                return True
    return False


def days_of(tenures: Sequence[Tenure], sense: Sense, offices: Offices, elect: int = 130) -> Days:
    """The days on which ``tenures`` bear out ``sense``; ``elect``: at most so many days from election to office."""
    held = merge(spans_of(tenures, offices))
    if sense == "holder":
        # papers still call somebody by the office on the day after
        return merge((start, min(end + _BEYOND, CEILING)) for start, end in held)
    if sense == "former":
        gaps = [
            (end + 1, following[0] - 1) for (_, end), following in zip(held, [*held[1:], (CEILING + 1, 0)], strict=True)
        ]
        return merge(gaps)
    if sense == "leaving":
        return merge((max(start, end - _LEAVING), end + _JUST_LEFT) for start, end in held if end < CEILING)
    begun = [start for start, _ in held if start > FLOOR]
    return merge((s - elect, s + 1) if sense == "elect" else (s - 2, s + _NEW) for s in begun)


class OfficeReader:
    """Finds people named with an office. Tables: ``dating.toml``, section ``people``; tenures; names of states."""

    def __init__(self, pack: Pack, offices: Offices, states: Mapping[str, str], spelt: Mapping[str, str]) -> None:
        """``states``: code by name as written in the language; ``spelt``: canonical name of a person by spelling."""
        table = pack.toml("dating")["people"]
        titles = {lowered(t): frozenset(classes) for t, classes in table["titles"].items()}
        self._classes = list(titles.values())
        self._finder = PhraseFinder(list(titles))
        self._states = {lowered(name): code for name, code in states.items()}
        self._state_words = {word for name in self._states for word in name.split()}
        self._families = frozenset(table["family_first"])
        self._skip = {lowered(w) for w in table["between"]}
        self._skip_words = {w for phrase in self._skip for w in phrase.split()}
        self._senses: list[tuple[Sense, frozenset[str]]] = [
            (sense, frozenset(lowered(w) for w in table[sense])) for sense in ("former", "elect", "new", "leaving")
        ]
        self._sense_words = {w for _, group in self._senses for phrase in group for w in phrase.split()}
        self._particles = frozenset(table["particles"])
        self._inside = self._state_words | self._skip_words | self._sense_words | self._particles
        self._former = frozenset(table["former"])
        self._candidate = tuple(lowered(w) for w in table["candidate"])
        self._inaugurated = tuple(lowered(w) for w in table["inaugurated"])
        self._offices = offices
        self._spelt = {**{lowered(k): v for k, v in table["spelt"].items()}, **spelt}
        self._elect: dict[str, int] = table["elect_days"]
        self._plain = frozenset(words_of(" ".join(self._skip_words)))
        self._named_offices = {name: frozenset(classes) for name, classes in table["mentions"].items()}
        self._known: dict[tuple[tuple[str, ...], frozenset[str], str | None], list[Tenure]] = {}
        self._days: dict[tuple[int, Sense], Days] = {}
        self._rows_of: dict[tuple[str, ...], list[tuple[tuple[str, ...], Tenure]]] = {}

    def find(self, text: str, low: str) -> list[Office]:
        """The people named with an office in ``text``; ``low`` is its folded lower case."""
        found = []
        for number, start, end in self._finder.words(low):
            if self._classes[number]:
                office = self._office(text, low, (start, end), self._classes[number])
                if office:
                    found.append(office)
        return found

    def named_office(self, office: str) -> frozenset[str]:
        """The classes of tenures that the office of a mention means; none where they are not known."""
        return self._named_offices.get(office, frozenset())

    def untitled(self, words: str, person: str) -> bool:
        """Whether ``words`` mean ``person`` by name alone or with a word such as "Mr"."""
        names = words_of(person)
        return all(word in names or word in self._plain for word in words_of(words))

    def inaugurated(self, low: str, end: int) -> bool:
        """Whether the words after ``end`` say that whoever stands before them takes office."""
        return low.startswith(self._inaugurated, end + 1)

    def former(self, low: str, start: int, end: int) -> bool:
        """Whether a word such as "former" stands just before ``start`` or within ``start``..``end``."""
        near = low[max(0, start - 16) : end].split()
        return any(word in near for word in self._former)

    def _office(self, text: str, low: str, title: tuple[int, int], classes: frozenset[str]) -> Office | None:
        before = low[max(0, title[0] - 16) : title[0]].rstrip()
        if before.endswith(self._candidate):
            return None
        words = self._words_after(text, low, title[1])
        told = words
        words = [w for w in words if w[0][0].isupper() or w[1] not in self._sense_words | self._skip_words]
        country, named = self._state_first(words)
        for n in range(min(len(named), 3)):
            run = named[n : n + 5]
            for stop in range(len(run), 0, -1):
                # "Li Bang" is not Mr Li: a name is cut short only to two words or more, "Bush" stands alone as it is
                if stop < len(run) and (stop < 2 or n):
                    break
                tenures = self._tenures(self._key(run[:stop]), classes, country)
                if tenures:
                    return self._made((title[0], run[stop - 1][2]), tenures, self._sense(before, told, run[0]))
        return None

    def _key(self, run: Sequence[tuple[str, str, int]]) -> tuple[str, ...]:
        """The words of a name in the spelling of the tables."""
        spelt = self._spelt.get(" ".join(key for _, key, _ in run))
        return words_of(spelt) if spelt else tuple(k for word, _, _ in run for k in words_of(word))

    def _state_first(self, words: list[tuple[str, str, int]]) -> tuple[str | None, list[tuple[str, str, int]]]:
        """The state that the first words name, if any, and the words after it."""
        for n in range(min(len(words), 7), 0, -1):
            if code := self._states.get(" ".join(key for _, key, _ in words[:n])):
                return code, words[n:]
        return None, words

    def _words_after(self, text: str, low: str, at: int) -> list[tuple[str, str, int]]:
        """The words after a title that may be a state and a name, up to the first that cannot: word, key, end."""
        words, last = [], at
        for match in _WORD.finditer(text, at, at + _REACH):
            if text[last : match.start()] not in (" ", "  ", ""):
                break
            word, key = match[0], low[match.start() : match.end()]
            fits = not word.islower() or key in self._inside
            if not fits:
                break
            words.append((word, key, match.end()))
            last = match.end()
        return words

    def _tenures(self, key: tuple[str, ...], classes: frozenset[str], country: str | None) -> list[Tenure]:
        if not key:
            return []
        asked = (key, classes, country)
        if asked not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
                self._rows_of.clear()
                self._days.clear()
            self._known[asked] = self._look_up(key, classes, country)
        return self._known[asked]

    def _look_up(self, key: tuple[str, ...], classes: frozenset[str], country: str | None) -> list[Tenure]:
        if key not in self._rows_of:
            self._rows_of[key] = [(words_of(t.person), t) for t in self._rows(key)]
        found = []
        for words, tenure in self._rows_of[key]:
            if not _meant(tenure, classes, country):
                continue
            alone = len(key) > 1 or key[0] == (words[0] if tenure.country in self._families else _last(words))
            if alone and all(k in words for k in key):
                found.append(tenure)
        whole = [t for t in found if words_of(t.person) == key]
        return whole or (found if len({words_of(t.person) for t in found}) <= _MOST_HOLDERS else [])

    def _rows(self, key: tuple[str, ...]) -> tuple[Tenure, ...]:
        """Tenures of whoever the words may name: the whole name, else the family name, which may lead or close it."""
        if len(key) == 1:
            return self._offices.by_surname(key[0])
        whole = self._offices.tenures(" ".join(key))
        return whole or self._offices.by_surname(key[-1]) or self._offices.by_surname(key[0])

    def _made(self, span: tuple[int, int], tenures: Sequence[Tenure], sense: Sense) -> Office | None:
        first = tenures[0]
        # the lists of tenures are kept in self._known, so that their identity stands for the question asked
        days = self._days.get((id(tenures), sense))
        if days is None:
            elect = self._elect.get(first.country, self._elect["default"])
            days = self._days[id(tenures), sense] = days_of(tenures, sense, self._offices, elect)
        names = " or ".join(sorted({t.person for t in tenures}))
        return Office(span, names, first, sense, days) if days else None

    def _sense(self, before: str, words: Sequence[tuple[str, str, int]], name: tuple[str, str, int]) -> Sense:
        middle = " ".join(key for _, key, end in words if end < name[2])
        for sense, group in self._senses:
            # "former" and "new" stand before a title, "elect" after it: before it, it belongs to somebody else
            ahead = sense in ("former", "new") and any(
                before.endswith(w) and not before[: -len(w)][-1:].isalnum() for w in group
            )
            if ahead or (sense != "former" and any(w in middle for w in group)):
                return sense
        return "holder"


def _meant(tenure: Tenure, classes: frozenset[str], country: str | None) -> bool:
    """Whether the title can mean this office: of that state, or of the one body whose office the title is."""
    if f"{tenure.country}:{tenure.office_class}" in classes:
        return True
    return tenure.office_class in classes and country in (None, tenure.country)


def _last(words: tuple[str, ...]) -> str:
    """The family name that closes a name, before "Jr."."""
    return words[-2] if len(words) > 2 and words[-1] in _SUFFIXES else words[-1]


def _best_source(tenures: Sequence[Tenure]) -> list[Tenure]:
    """Without the oldest table's rows for an office that a newer table has for the same name: it confuses namesakes.

    The oldest table adds honorifics and further names: a name whose words are all in its name is the same.
    """
    newer = [(t.country, t.office_class, frozenset(words_of(t.person))) for t in tenures if t.source != _OLDEST]
    return [
        t
        for t in tenures
        if t.source != _OLDEST
        or not any(
            (t.country, t.office_class) == (country, kind) and words <= set(words_of(t.person))
            for country, kind, words in newer
        )
    ]
