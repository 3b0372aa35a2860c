"""Persons: from the words of a name to the one canonical spelling, by office, country and date.

A name listed in the pack's ``people`` table is known by itself. Any other is looked for among those who held an office:
the whole name first, then the surname; misspellings count only when office and country agree.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from banggiao.actors.names import near, plain
from banggiao.knowledge.offices import Tenure, offices
from banggiao.languages.pack import Pack

Day = tuple[dt.date, dt.date]

# Offices of organisations, whose last known holder is presumed to go on.
_INTERNATIONAL = frozenset(
    ("secretary_general", "high_representative", "commission_president", "council_president", "director_general")
)
# Offices whose holders a report names by surname alone.
_LEADING = _INTERNATIONAL | {
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "vice_president", "party_leader",
}  # fmt: skip
_CODES = {"EUU": "EU", "UNO": "UN", "LAS": "ARABLEAGUE"}
# A person may be in the news this long before the first office that the tables know.
_BEFORE = dt.timedelta(days=6 * 366)
_ELECT = dt.timedelta(days=100)
# Before this year the table of leaders of 1985-2012 knows more.
_STATE = "head_of_state"
_EARLY = 2001
_CACHED = 20_000
_FAMILY_FIRST = frozenset(("CHN", "TWN", "HKG", "KOR", "PRK"))


class Known(NamedTuple):
    """A person whom the tables know (an empty ``name``: one of several of that state)."""

    name: str
    code: str
    office: str = ""
    gender: str = ""


class People:
    """The persons of one language pack."""

    def __init__(self, pack: Pack) -> None:
        self._offices = offices()
        rows = pack.rows("people")
        self._listed = _listed(rows)
        self._terms = _terms(rows)
        self._initials = _initials(self._listed)
        self._families = _families(self._listed)
        self._women = frozenset(plain(name) for name in pack.toml("offices")["women"]["names"])
        self._held: dict[tuple[str, tuple[str, ...], str, Day, bool], Known | None] = {}
        self._known: dict[tuple[str, tuple[str, ...], tuple[str, ...], Day | None, str], Known | None] = {}
        # What holds on any day is asked for again with every document's own: kept apart.
        self._tenures = functools.lru_cache(_CACHED)(self._read_tenures)
        self._reordered = functools.lru_cache(_CACHED)(self._read_reordered)
        self._alike = functools.lru_cache(_CACHED)(self._read_alike)
        self._alike_alone = functools.lru_cache(_CACHED)(self._read_alike_alone)

    def _on(self, listed: list[Known], date: Day | None) -> list[Known]:
        """Those of ``listed`` that act for their code at the date: within a dated term, else as they are best known."""
        acting = [known for known in listed if date and self._acts(known, date)]
        lasting = [known for known in listed if (known.name, known.code) not in self._terms]
        named = {known.name for known in acting}
        return acting + [known for known in lasting if known.name not in named] or listed

    def _acts(self, known: Known, date: Day) -> bool:
        terms = self._terms.get((known.name, known.code), ())
        return any(start <= date[1] and date[0] <= end for start, end in terms)

    def resolve(
        self, name: str, codes: Sequence[str], classes: Sequence[str], date: Day | None, gender: str
    ) -> Known | None:
        """Who ``name`` is, given the codes and office classes that its title names (empty: none), or None."""
        key = (name, tuple(codes), tuple(classes), date, gender)
        if key not in self._known:
            if len(self._known) >= _CACHED:
                self._known.clear()
            known = self._resolve(*key)
            if known is not None and plain(known.name) in self._women:
                known = known._replace(gender="female")
            self._known[key] = known
        return self._known[key]

    def _resolve(
        self, name: str, codes: tuple[str, ...], classes: tuple[str, ...], date: Day | None, gender: str
    ) -> Known | None:
        bare = plain(name)
        whole = " " in bare
        listed = self._on([known for known in self._listed.get(bare, ()) if _acts_for(known.code, codes)], date)
        if date and len(listed) == 1 and self._acts(listed[0], date) and self._gendered_name(listed[0].name, gender):
            return listed[0]
        if whole and len({known.name for known in listed}) == 1 and (len(listed) == 1 or codes):
            return listed[0]
        early = date is not None and date[0].year < _EARLY
        tenures = self._tenures(name, codes, gender, tuple([known.name for known in listed]), early)
        alone = not (whole or classes or date) and len({known.name for known in listed}) == 1
        if alone and self._gendered_name(listed[0].name, gender):
            return listed[0]
        found = None
        if listed and not (whole or codes):
            # A surname that the table lists is somebody of that state before it is a namesake elsewhere.
            states = tuple({known.code.removesuffix("-OPP") for known in listed})
            found = self._chosen(
                [t for t in tenures if _acts_for(_code(t.country), states)], codes, classes, date, whole
            )
        own = listed and not (whole or codes or classes) and self._only(listed, gender, date)
        if (found is None or not found.name) and not own:
            found = self._chosen(tenures, codes, classes, date, whole)
        if found is not None and found.name:
            return _listed_as(found, listed)
        if len({known.name for known in listed}) == 1 and self._possible(listed[0], gender, date, classes):
            return listed[0]
        if found is None and whole:
            found = self._chosen(self._reordered(bare, codes, classes), codes, classes, date, whole=True)
        if found is None and codes and classes:
            found = self._misspelt(bare, codes, classes, date)
        elif found is None and gender and len(bare) > 6 and not (whole or codes):
            alike = {k for name in self._initials.get(bare[0], ()) if near(bare, name, 1) for k in self._listed[name]}
            named = {k.name for k in alike}
            found = min(alike) if len(named) == 1 and self._possible(min(alike), gender, date, classes) else None
        elif found is None and whole and not codes:
            found = self._chosen(self._alike_alone(bare, classes), codes, classes, date, whole)
        return found

    def _possible(self, known: Known, gender: str, date: Day | None, classes: Sequence[str]) -> bool:
        """Whether nothing speaks against the person: the gender, other offices, or all of them years later."""
        if not self._gendered_name(known.name, gender):
            return False
        tenures = self._offices.tenures(known.name)
        if set(classes) & _LEADING and tenures and not any(t.office_class in classes for t in tenures):
            return False
        starts = [t.start for t in tenures if t.start is not None]
        return date is None or not starts or min(starts) <= date[1] + _BEFORE

    def _only(self, listed: Sequence[Known], gender: str, date: Day | None) -> bool:
        """Whether the list has one person of this surname, whom nothing speaks against."""
        return len({known.name for known in listed}) == 1 and self._possible(listed[0], gender, date, ())

    def _gendered_name(self, name: str, gender: str) -> bool:
        return not gender or (plain(name) in self._women) == (gender == "female")

    def _gendered(self, tenures: list[Tenure], gender: str) -> list[Tenure]:
        """Only women for "Mrs" where any woman is known, no women for "Mr"."""
        if not gender:
            return tenures
        kept = [t for t in tenures if self._gendered_name(t.person, gender)]
        return kept if kept or gender == "male" else tenures

    def holder(self, code: str, classes: Sequence[str], office: str, date: Day, newly: bool = False) -> Known | None:
        """Who held the office on every day of ``date``, where the tables are certain of exactly one person.

        Where the class holds several offices (a federation's premiers), only the one called ``office`` counts.
        """
        key = (code, tuple(classes[:2]), office, date, newly)
        if key not in self._held:
            if len(self._held) >= _CACHED:
                self._held.clear()
            self._held[key] = self._holder(*key)
        return self._held[key]

    def _holder(self, code: str, classes: Sequence[str], office: str, date: Day, newly: bool) -> Known | None:
        table = offices(earlier=True) if date[0].year < _EARLY else self._offices
        for n, kind in enumerate(classes):
            if kind == "head_of_government" and _STATE in classes[:n] and _STATE in table.classes(code):
                continue  # where a president heads the state, a vacancy does not make the premier president
            held = [_current(table.holders(code, kind, day, presume=kind in _INTERNATIONAL)) for day in date]
            if newly:  # on the day of a handover, the one who takes over
                held = [tenures[:1] for tenures in held]
            persons = [{t.person for t in tenures} for tenures in held]
            if len(persons[0] | persons[1]) > 1:
                persons = [{t.person for t in tenures if t.office == office} for tenures in held]
            if persons[0] == persons[1] and len(persons[0]) == 1:
                return Known(persons[0].pop(), code)
            if persons[0] or persons[1]:
                return None
        return None

    def _fitting(self, tenures: Iterable[Tenure], codes: Sequence[str], classes: Sequence[str]) -> list[Tenure]:
        return [t for t in tenures if _acts_for(_code(t.country), codes) and (not classes or t.office_class in classes)]

    def _chosen(
        self, tenures: list[Tenure], codes: Sequence[str], classes: Sequence[str], date: Day | None, whole: bool
    ) -> Known | None:
        """The one person of ``tenures`` that office and date leave."""
        if classes:
            tenures = self._fitting(tenures, codes, classes) or (tenures if whole else [])
        elif not whole:
            # A Vietnamese given name alone is anybody's: it needs a title, or the whole name elsewhere in the document.
            tenures = [t for t in tenures if t.office_class in _LEADING and t.country != "VNM"]
        if not tenures:
            return None
        code = _code(tenures[0].country)
        if date is not None:
            limit = date[1] + (_ELECT if classes else _BEFORE)
            tenures = [t for t in tenures if t.start is None or t.start <= limit]
            if not tenures:
                return Known("", code) if classes else None
            if len({t.person for t in tenures}) > 1:
                tenures = _one_spelling(_at(tenures, date))
        persons = {t.person for t in tenures}
        if len(persons) == 1:
            # A French president is a prince of Andorra too: the state of most tenures is the one that is meant.
            countries = Counter(t.country for t in (_at(tenures, date) if date else tenures))
            return Known(tenures[0].person, _code(max(countries, key=lambda c: countries[c])))
        places = {_code(t.country) for t in tenures}
        if len(places) == 1 and (classes or codes):
            return Known("", places.pop())
        return None

    def _read_tenures(
        self, name: str, codes: tuple[str, ...], gender: str, listed: tuple[str, ...], early: bool
    ) -> list[Tenure]:
        """The tenures of all whom ``name`` may mean, those of ``listed`` persons among them."""
        table = offices(earlier=True) if early else self._offices
        bare = plain(name)
        whole = " " in bare
        tenures = list(table.tenures(name)) if whole else list(table.by_surname(name))
        kin = () if whole else self._families.get(bare, ())
        tenures += [t for person in (*listed, *[k.name for k in kin]) for t in self._offices.tenures(person)]
        return self._gendered([t for t in dict.fromkeys(tenures) if _acts_for(_code(t.country), codes)], gender)

    def _read_reordered(self, bare: str, codes: tuple[str, ...], classes: tuple[str, ...]) -> list[Tenure]:
        """Tenures of persons of the same words in another order, or with a middle name more or less."""
        words = bare.split(" ")
        wanted = set(words)
        tenures: list[Tenure] = []
        for word in (words[-1], words[0]):
            for tenure in self._fitting(self._offices.by_surname(word), codes, classes):
                having = set(plain(tenure.person).split(" "))
                if len(wanted) > 1 and (wanted <= having or having <= wanted) and len(having & wanted) > 1:
                    tenures.append(tenure)
        return tenures

    def _misspelt(self, bare: str, codes: tuple[str, ...], classes: tuple[str, ...], date: Day | None) -> Known | None:
        """The one holder of this office whose name is a letter or two from ``bare``."""
        tenures = self._alike(bare, codes, classes)
        if not tenures and date is not None:
            holders = [t for code in codes for kind in classes for t in self._offices.holders(code, kind)]
            # Given names are spelt in many ways; of those in office that day, the surname tells.
            held = [t for t in holders if t.covers(date[0]) or t.covers(date[1])]
            tenures = [t for t in held if _alike(bare.split(" ")[-1], plain(t.person).split(" ")[-1])]
        return self._chosen(tenures, codes, classes, date, whole=True)

    def _read_alike(self, bare: str, codes: tuple[str, ...], classes: tuple[str, ...]) -> list[Tenure]:
        """Tenures in these offices of persons whose names are a letter or two from ``bare``."""
        holders = [t for code in codes for kind in classes for t in self._offices.holders(code, kind)]
        return [t for t in holders if _alike(bare, plain(t.person))]

    def _read_alike_alone(self, bare: str, classes: tuple[str, ...]) -> list[Tenure]:
        """Tenures in leading offices of persons with one word of the name spelt alike, and the others nearly so."""
        words = [word for word in bare.split(" ") if len(word) > 3]
        wanted = frozenset(classes) or _LEADING
        shared = [t for word in words for t in self._offices.sharing(word) if t.office_class in wanted]
        return [t for t in shared if len(plain(t.person).split(" ")) > 1 and _alike(bare, plain(t.person))]


@functools.lru_cache(maxsize=_CACHED)
def _alike(given: str, canonical: str) -> bool:
    """Whether ``given`` is a misspelling of ``canonical``: every word near one of the other's, in any order."""
    left, right = given.split(" "), canonical.split(" ")
    if len(left) > len(right) or abs(len(left) - len(right)) > 2:
        left, right = right, left
    if len(left) == 1 and len(left[0]) < 5:
        return False
    for word in left:
        most = 2 if len(word) > 7 else 1
        match = next((other for other in right if near(word, other, most if len(word) > 3 else 0)), None)
        if match is None:
            return len(given) > 8 and near(given.replace(" ", ""), canonical.replace(" ", ""), 2)
        right = [other for other in right if other is not match]
    return True


def _listed(rows: Iterable[dict[str, str]]) -> dict[str, tuple[Known, ...]]:
    """Persons of the pack's table by plain name."""
    table: dict[str, list[Known]] = {}
    for row in rows:
        table.setdefault(plain(row["variant"]), []).append(Known(row["canonical"], row["code"]))
    return {name: tuple(dict.fromkeys(found)) for name, found in table.items()}


def _terms(rows: Iterable[dict[str, str]]) -> dict[tuple[str, str], list[Day]]:
    """When a person (by canonical name) acts for a code that is the person's for some time only."""
    table: dict[tuple[str, str], list[Day]] = {}
    for row in rows:
        if row["from"] or row["until"]:
            start = dt.date.fromisoformat(row["from"]) if row["from"] else dt.date.min
            end = dt.date.fromisoformat(row["until"]) if row["until"] else dt.date.max
            table.setdefault((row["canonical"], row["code"]), []).append((start, end))
    return table


def _initials(listed: Iterable[str]) -> dict[str, list[str]]:
    """Listed names of one long word by their first letter, which misspellings mostly keep."""
    table: dict[str, list[str]] = {}
    for name in listed:
        if len(name) > 5 and " " not in name:
            table.setdefault(name[0], []).append(name)
    return table


def _families(listed: dict[str, tuple[Known, ...]]) -> dict[str, tuple[Known, ...]]:
    """Listed persons by the family name that comes first in their Vietnamese spelling."""
    table: dict[str, list[Known]] = {}
    for name, found in listed.items():
        if " " in name:
            for known in found:
                if known.code in _FAMILY_FIRST:
                    table.setdefault(name.split(" ")[0], []).append(known)
    return {name: tuple(dict.fromkeys(found)) for name, found in table.items()}


def _one_spelling(tenures: list[Tenure]) -> list[Tenure]:
    """``tenures`` with one of two spellings of one person, whose words the other's contain: the shorter full name."""
    names = {t.person: frozenset(plain(t.person).split(" ")) for t in tenures}
    if len(names) < 2:
        return tenures
    full = [words for words in names.values() if len(words) > 1]
    kept = [t for t in tenures if not any(other < names[t.person] for other in full)]
    return [t for t in kept if len(names[t.person]) > 1 or not any(names[t.person] < other for other in full)]


def _current(tenures: Iterable[Tenure]) -> list[Tenure]:
    """``tenures`` of one office and day without those that say no date, and one row for each person."""
    # A tenure without any date says who, but not when.
    dated = _one_spelling([t for t in tenures if t.start is not None or t.end is not None])
    latest = max((t.started for t in dated), default="")
    # An end that a source does not know is the day on which the successor began.
    later = [t for t in dated if t.ended or t.started[:7] >= latest[:7]]
    return later if any(not t.ended for t in later) else dated


def _listed_as(found: Known, listed: Sequence[Known]) -> Known:
    """The list's entry for the person found, where it has one of the same state."""
    same = [known for known in listed if known.name == found.name]
    return next((known for known in same if known.code.removesuffix("-OPP") == found.code), found)


def _at(tenures: list[Tenure], date: Day) -> list[Tenure]:
    """The tenures that the date allows best: running, else ended last, else known to begin soon."""
    running = [t for t in tenures if t.covers(date[0]) or t.covers(date[1])]
    if running:
        return running
    past = [(t.start, t) for t in tenures if t.start is not None and t.start <= date[1]]
    if past:
        latest = max(start for start, _ in past)
        return [t for start, t in past if start == latest]
    return tenures


def _code(country: str) -> str:
    return _CODES.get(country, country)


def _acts_for(code: str, codes: Sequence[str]) -> bool:
    """Whether a person of ``code`` can hold an office of ``codes``: the same state, or its opposition."""
    return not codes or code in codes or code.removesuffix("-OPP") in codes
