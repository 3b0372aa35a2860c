"""Clues from office-holders: those that this package reads itself and those that the mentions carry."""

from __future__ import annotations

import datetime as dt
import functools
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from banggiao.knowledge.offices import offices
from banggiao.languages.orthography import lowered
from banggiao.languages.pack import load
from banggiao.records import Mention
from banggiao.times.dating_clues import CEILING, FLOOR, Clue, Days
from banggiao.times.dating_people import Office, OfficeReader, Sense, days_of
from banggiao.times.dating_text import Tense

# somebody spoken of in an earlier time: his whole tenure counts only where nothing better bounds the date
THEN = "office-then"
_LEADING = frozenset({"head_of_state", "head_of_government"})
_LEAD, _BODY, _LOOKING_BACK, _HINT = 2.0, 1.5, 1.0, 0.6
_SAYS = {
    "holder": "{who} held the office",
    "former": "{who} had left the office",
    "elect": "{who} was elected and had not begun",
    "new": "{who} had just begun",
    "leaving": "{who} was about to leave",
}


@functools.cache
def office_reader(code: str) -> OfficeReader:
    """The reader of people named with an office for language ``code``, made once."""
    pack = load(code)
    states = {row["name"]: row["code"] for row in pack.rows("names") if row["kind"] == "state" and row["code"]}
    spelt = {lowered(row["variant"]): row["canonical"] for row in pack.rows("people")}
    return OfficeReader(pack, offices(earlier=True), states, spelt)


def looks_back(start: int, end: int, days: Days, tense: Tense, years: Sequence[tuple[int, int]]) -> bool:
    """Whether somebody named at ``start`` is spoken of in an earlier time: one of ``years`` (offset, year), sorted."""
    sentence = tense.sentence(start)
    if sentence is None or tense.past(start, end):
        return sentence is not None
    here = years[bisect_left(years, (sentence.start, 0)) : bisect_left(years, (sentence.end, 0))]
    spans = [(dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()) for _, year in here]
    return any(low <= last and high >= first for first, last in spans for low, high in days)


def office_clues(text: str, found: Sequence[Office], tense: Tense, years: Sequence[tuple[int, int]] = ()) -> list[Clue]:
    """One clue for each person and office in the article's own sentences, the most telling one.

    ``years``: offsets of the years named as past, and those years, sorted.
    """
    clues: dict[tuple[str, str, str], Clue] = {}
    then: dict[tuple[str, str, str], Clue] = {}
    for office in found:
        sentence = tense.sentence(office.start)
        if sentence is None or not office.days:
            continue
        days, weight = office.days, _LEAD if sentence.part in ("title", "lead") else _BODY
        says = _SAYS[office.sense].format(who=office.person)
        back = office.sense == "holder" and looks_back(office.start, office.end, days, tense, years)
        if back:
            days, weight, says = _from_start(days), _LOOKING_BACK, f"{office.person} had held the office"
        clue = Clue(
            "office",
            text[office.start : office.end],
            office.start,
            office.end,
            _with_days(says, days),
            days,
            weight,
            office.person,
        )
        key = (office.person, office.office_class, office.sense)
        if key not in clues or clues[key].weight < clue.weight:
            clues[key] = clue
            then.pop(key, None)
            if back:
                then[key] = replace(clue, kind=THEN, days=office.days)
    return [*clues.values(), *then.values()]


def mention_clues(
    mentions: Sequence[Mention], reader: OfficeReader, low: str, tense: Tense, years: Sequence[tuple[int, int]]
) -> list[Clue]:
    """Clues from people whom the mentions identify with an office that is not read here."""
    clues: dict[tuple[str, str], Clue] = {}
    for mention in mentions:
        for entity in mention.entities if mention.kind == "person" else ():
            # who has held an office is named before and after it too: only the office that the words name bounds
            person, classes = entity.person or "", reader.named_office(entity.office or "")
            sense: Sense = "holder"
            if person and reader.inaugurated(low, mention.end):
                sense, classes = "new", _LEADING
            if not classes or (person, entity.office or "") in clues or tense.sentence(mention.start) is None:
                continue
            days = _held(person, entity.code.split(".")[0], classes, sense)
            if not days or reader.former(low, mention.start, mention.end):
                continue
            if looks_back(mention.start, mention.end, days, tense, years):
                days = _from_start(days)
            weight = _HINT if sense == "holder" and reader.untitled(mention.text, person) else _BODY - 0.3
            says = _with_days(_SAYS["new"].format(who=person) if sense == "new" else f"{person} held an office", days)
            clue = Clue("office", mention.text, mention.start, mention.end, says, days, weight, person)
            clues[person, entity.office or ""] = clue
    return list(clues.values())


@functools.lru_cache(maxsize=8192)
def _held(person: str, country: str, classes: frozenset[str], sense: Sense) -> Days:
    """When ``person`` held an office of one of ``classes`` in ``country``."""
    table = offices(earlier=True)
    rows = [t for t in table.tenures(person) if t.country == country and t.office_class in classes]
    return days_of(rows, sense, table) if rows else ()


def _from_start(days: Days) -> Days:
    return ((days[0][0], CEILING),)


@functools.lru_cache(maxsize=8192)
def _with_days(says: str, days: Days) -> str:
    spans = "; ".join(f"{_iso(a, FLOOR)}..{_iso(b, CEILING)}" for a, b in days[:4])
    return f"{says}: {spans}"


def _iso(ordinal: int, unbounded: int) -> str:
    return "" if ordinal == unbounded else dt.date.fromordinal(ordinal).isoformat()
