"""Who held which office when: :class:`Offices`.

Tables, some apart for their licences: ``offices.tsv`` (Wikidata, CC0; CIA World Factbook, public domain; compiled
facts) and ``offices_leaders.tsv`` (CC BY-SA 4.0) are always read; ``offices_lesser.tsv`` (other ministers, judges,
ambassadors; CC0) and ``offices_1985_2012.tsv`` (CC BY-SA 3.0) only where a caller asks for them.
A tenure without an end lasted at least until ``as_of``; afterwards nothing is known. A tenure without a start was
running when first recorded: no earlier service is inferred. Dates may be a year ("2014") or a month ("2014-09").
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple, TypeVar

_TABLES = ("offices.tsv", "offices_leaders.tsv")
_EARLIER = "offices_1985_2012.tsv"
_LESSER = "offices_lesser.tsv"
# The family name comes first in these states' names.
_FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "KHM"})
_STROKES = str.maketrans({"đ": "d", "ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "’": "'", "ʼ": "'"})

# How many answers are kept; a day of news asks for the same persons and offices over and over.
_KEPT, _DAYS = 4096, 32768

_Item = TypeVar("_Item", int, str)
_MARKS = re.compile("[\u0300-\u036f]+")


class Tenure(NamedTuple):
    """One person in one office; ``started``, ``ended``, ``seen`` are the table's: a day, a month, a year or empty."""

    person: str
    country: str
    office_class: str
    office: str
    started: str
    ended: str
    seen: str
    source: str

    @property
    def start(self) -> dt.date | None:
        """The earliest day that the table allows as the first; None where it is not known."""
        return _day(self.started, False) if self.started else None

    @property
    def end(self) -> dt.date | None:
        """The latest day that the table allows as the last; None where it is not known."""
        return _day(self.ended, True) if self.ended else None

    @property
    def as_of(self) -> dt.date:
        """The day up to which the table knows."""
        return _day(self.seen, True)

    def covers(self, on: dt.date) -> bool | None:
        """Whether the office was held that day; None where the table does not reach.

        It does not reach beyond ``as_of`` where no end is known, nor before the year of the end where no start is.
        The days that a year or a month leaves open count as held.
        """
        start, end = self.start, self.end
        if (start and on < start) or (end and on > end):
            return False
        if (end is None and on > self.as_of) or (start is None and end and on.year < end.year):
            return None
        return True


@functools.lru_cache(maxsize=_DAYS)
def _day(text: str, last: bool) -> dt.date:
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if not month:
        return dt.date(year, 12, 31) if last else dt.date(year, 1, 1)
    if not day:
        return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    return dt.date(year, month, day)


def name_key(name: str) -> str:
    """``name`` in lower case, without marks, hyphens as spaces: the key of the indices by name."""
    name = name.lower()
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFD", name)).translate(_STROKES)
    return name.replace("-", " ")


class Offices:
    """The tenures, indexed on first use; ``earlier`` adds 1985-2012, ``lesser`` the lower ranks."""

    def __init__(self, earlier: bool = False, lesser: bool = False) -> None:
        added = (_EARLIER,) * earlier + (_LESSER,) * lesser
        # What every caller needs is read once and shared.
        self._base = offices() if added else None
        self._names = added or _TABLES
        # A bound method in a cache of its own instance: both live as long as the process.
        self._post = functools.lru_cache(_KEPT)(self._read_post)
        self._own = functools.lru_cache(_KEPT)(self._read_own)
        self._surname = functools.lru_cache(_KEPT)(self._read_surname)
        self._word = functools.lru_cache(_KEPT)(self._read_word)

    @functools.cached_property
    def _lines(self) -> list[str]:
        found = list(self._base._lines) if self._base else []
        for name in self._names:
            text = files("banggiao.knowledge").joinpath(name).read_text(encoding="utf-8")
            found += [line for line in text.split("\n") if line and line[0] != "#"][1:]
        return found

    @functools.cached_property
    def _indices(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Line numbers by person, and by country and class."""
        first = len(self._base._lines) if self._base else 0
        persons: dict[str, list[int]] = {}
        posts: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines[first:], first):
            person, country, kind, _ = line.split("\t", 3)
            persons.setdefault(person, []).append(number)
            posts.setdefault(country + " " + kind, []).append(number)
        if self._base is None:
            return persons, posts
        return _joined(self._base._indices[0], persons), _joined(self._base._indices[1], posts)

    @functools.cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """Persons by the key of their whole name; keys are made in one go, which is ten times as fast as one by one."""
        known = self._base._indices[0] if self._base else {}
        persons = [person for person in self._indices[0] if person not in known]
        index: dict[str, list[str]] = {}
        for group in ([p for p in persons if p.isascii()], [p for p in persons if not p.isascii()]):
            for key, person in zip(name_key("\n".join(group)).split("\n"), group, strict=bool(group)):
                index.setdefault(key, []).append(person)
        return _joined(self._base._by_name, index) if self._base else index

    @functools.cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Persons by each word of their names."""
        known = self._base._by_name if self._base else {}
        index: dict[str, list[str]] = {}
        for key, persons in self._by_name.items():
            if (added := persons[len(known.get(key, ())) :]) or not known:
                for word in key.split(" "):
                    index.setdefault(word, []).extend(added)
        return _joined(self._base._by_word, index) if self._base else index

    def _read(self, numbers: Iterable[int]) -> Iterator[Tenure]:
        return (Tenure(*self._lines[number].split("\t")) for number in numbers)

    def __len__(self) -> int:
        """How many tenures there are."""
        return len(self._lines)

    def __iter__(self) -> Iterator[Tenure]:
        """Every tenure."""
        return self._read(range(len(self._lines)))

    def all(self) -> tuple[Tenure, ...]:
        """Every tenure, in the tables' order."""
        return tuple(self)

    def holders(
        self, country: str, office_class: str, on: dt.date | None = None, *, presume: bool = False
    ) -> tuple[Tenure, ...]:
        """Who held the office on a day (None: ever), the latest start first.

        ``presume`` adds those for whom the table ends before that day without an end, as long as no later tenure in the
        same office is known to have begun: probable, not known.
        """
        tenures = self._post(f"{country} {office_class}")
        if on is None:
            return tenures
        held = [t for t in tenures if t.covers(on)]
        if presume and not held:
            begun = [t for t in tenures if t.start is None or t.start <= on]
            held = [t for t in begun[:1] if t.covers(on) is None]
        return tuple(held)

    def tenures(self, person: str) -> tuple[Tenure, ...]:
        """All tenures of a person by canonical spelling, or by a spelling that differs in marks and hyphens alone."""
        return self._own(person)

    def _read_own(self, person: str) -> tuple[Tenure, ...]:
        persons = self._indices[0]
        names = [person] if person in persons else self._by_name.get(name_key(person), [])
        return tuple(sorted((t for name in names for t in self._read(persons[name])), key=lambda t: t.started))

    def by_surname(
        self,
        surname: str,
        country: str | None = None,
        office_class: str | None = None,
        on: dt.date | None = None,
    ) -> tuple[Tenure, ...]:
        """Tenures of those whom ``surname`` alone may mean (case and marks do not count), narrowed by what is known.

        With ``on``, tenures that the day excludes are left out; those known to cover it come before those that may.
        Vietnamese names answer to the given name too, as the press uses it.
        """
        tenures = self._surname(name_key(surname))
        if country is None and office_class is None and on is None:
            return tenures
        return tuple(sorted(_narrowed(tenures, country, office_class, on), key=lambda t: _rank(t, on)))

    def _read_surname(self, key: str) -> tuple[Tenure, ...]:
        found: list[Tenure] = []
        for person in dict.fromkeys(self._by_word.get(key.split(" ")[-1], ())):
            tenures = self._read(self._indices[0][person])
            name = name_key(person)
            found += (t for t in tenures if _stands_for(key, name, t.country))
        return tuple(sorted(found, key=lambda t: _rank(t, None)))

    def sharing(self, word: str) -> tuple[Tenure, ...]:
        """Tenures of all whose name has ``word`` (case and marks do not count) as one of its words."""
        return self._word(name_key(word))

    def _read_word(self, key: str) -> tuple[Tenure, ...]:
        persons = dict.fromkeys(self._by_word.get(key, ()))
        return tuple(t for person in persons for t in self._read(self._indices[0][person]))

    def _read_post(self, post: str) -> tuple[Tenure, ...]:
        return tuple(sorted(self._read(self._indices[1].get(post, ())), key=lambda t: t.started, reverse=True))

    def classes(self, country: str) -> tuple[str, ...]:
        """The office classes of which a tenure is known in ``country``."""
        return self._classes.get(country, ())

    @functools.cached_property
    def _classes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for post in self._indices[1]:
            country, kind = post.split(" ")
            found.setdefault(country, []).append(kind)
        return {country: tuple(sorted(kinds)) for country, kinds in found.items()}


def _joined(base: dict[str, list[_Item]], added: dict[str, list[_Item]]) -> dict[str, list[_Item]]:
    """``base`` with the lists of ``added`` behind its own; neither is changed."""
    return base | {key: base[key] + items if key in base else items for key, items in added.items()}


def _narrowed(
    tenures: Iterable[Tenure], country: str | None, office_class: str | None, on: dt.date | None
) -> Iterator[Tenure]:
    for tenure in tenures:
        if country is not None and tenure.country != country:
            continue
        if office_class is not None and tenure.office_class != office_class:
            continue
        if on is None or tenure.covers(on) is not False:
            yield tenure


def _rank(tenure: Tenure, on: dt.date | None) -> tuple[bool, int, str]:
    certain = on is None or bool(tenure.covers(on))
    year = int(tenure.started[:4]) if tenure.started else 0
    return (not certain, -year, tenure.person)


def _stands_for(key: str, name: str, country: str) -> bool:
    """Whether ``key`` may stand alone for ``name``: words after the given name, or a family name that comes first."""
    given, _, rest = name.partition(" ")
    if country not in _FAMILY_FIRST:
        return f" {key} " in f" {rest} " or key == name
    return key in (given, name) or (country == "VNM" and rest.split(" ")[-1] == key)


@functools.cache
def offices(earlier: bool = False, lesser: bool = False) -> Offices:
    """The offices, read once in a process."""
    return Offices(earlier, lesser)
