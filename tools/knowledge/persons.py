"""One canonical spelling for each office-holder: rows that name the same person are brought together."""

from __future__ import annotations

import collections
import re
from pathlib import Path
from typing import Any

from knowledge.states import plain

from knowledge import people, tables

HERE = Path(__file__).parent
Row = dict[str, Any]
TITLES = re.compile(
    r"^(?:(?:Ceo|Minister-Designate|Cabinet of Ministers|Sac Chair,|Sr\. Gen\.|Gen\.|Lt\.|Col\.|Maj\.|Dr\.?|Sir|Dame|"
    r"Sheikh|Prof\.?|Acting|Presidents?|Chief|Designate|Interim|Adm\.|Field Marshal|Mr\.|Ms\.|prime minister|"
    r"Hojatolislam|People's Assembly|Territorial Council|Cnsp|Gnu|President-Elect|(?:Third Deputy )?Prime Minister|"
    r"(?:representated by )?Governor|(?:New Zealand )?Governor[- ]General|Lieutenant-Governor|Vice Admiral|General|"
    r"of (?:New Zealand|the Commonwealth of Australia))\s+)+"
)
NICKNAME = re.compile(r"\s*[\"“(\[][^\"”)\]]*[\"”)\]]\s*")
INITIAL = re.compile(r"(?<=\s)(?:[A-Z]\.\s*)+(?=\S)")


def cleaned(name: str) -> str:
    """``name`` without titles, nicknames in quotes and what follows a comma."""
    name = TITLES.sub("", name.replace("\xa0", " ").strip()).split(",")[0]
    name = NICKNAME.sub(" ", name).strip()
    return " ".join(name.replace("ʻ", "'").split())


def squashed(name: str) -> str:
    """All letters of ``name`` in one word, without marks and without initials in the middle."""
    return re.sub(
        r"[^a-z]",
        "",
        plain(INITIAL.sub("", name)).replace("đ", "d").replace("ı", "i").replace("ø", "o").replace("ł", "l"),
    )


def first_last(name: str) -> str:
    """First and last word of ``name``, without marks."""
    words = name.split()
    return f"{squashed(words[0])} {squashed(words[-1])}" if words else ""


def overrides() -> dict[tuple[str, str], str]:
    """Canonical spellings chosen by hand: (country, squashed variant) → name; a variant of two decides nothing."""
    table: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for row in tables.tsv(HERE / "canonical.tsv"):
        for variant in (row["name"], *row["variants"].split("|")):
            table[row["country"], squashed(variant)].add(row["name"])
    for code, name, variants, _ in people.listed():
        for variant in (name, *variants):
            if " " in variant or variant == name:
                table[code.split("-")[0], squashed(variant)].add(name)
    return {key: names.copy().pop() for key, names in table.items() if len(names) == 1 and key[1]}


def _overlap(a: Row, b: Row) -> bool:
    return bool((a["start"] or "0") <= (b["end"] or b["as_of"]) and (b["start"] or "0") <= (a["end"] or a["as_of"]))


def _together(a: Row, b: Row) -> bool:
    """Whether two tenures share more than a handover: a son may follow his father on the same day."""
    first = max(a["start"] or "0000", b["start"] or "0000")
    last = min(a["end"] or a["as_of"], b["end"] or b["as_of"])
    return _months(last) - _months(first) > 1


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7] or 1)


def namesakes() -> list[Row]:
    """Father and son: who is meant by a spelling that both share, by the start of the tenure."""
    return [dict(row) for row in tables.tsv(HERE / "namesakes.tsv")]


class Registry:
    """Persons seen so far, found again by identifier, squashed name, first and last word, surname and office."""

    def __init__(self) -> None:
        self._chosen = overrides()
        self._namesakes = namesakes()
        self.told_apart: set[str] = set()
        self._rows: dict[str, list[Row]] = collections.defaultdict(list)
        self._by_key: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
        self._preferred: dict[str, str] = {}
        self._names: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)

    def add(self, row: Row, preferred: bool = False) -> None:
        """Take a row in; ``preferred`` says that its spelling is the press's."""
        name = cleaned(row["person"])
        if not name:
            return
        namesake = self._namesake(row, name)
        row["clean"] = name = namesake or name
        identity = f"{row['country']} {namesake}" if namesake else self._find(row, name)
        row["identity"] = identity
        self._rows[identity].append(row)
        self._names[identity][name] += 1
        if namesake:  # not to be found again by a name that another person bears
            self._preferred[identity] = namesake
            self.told_apart.add(namesake)
            return
        if preferred:
            self._preferred.setdefault(identity, name)
        for key in (squashed(name), first_last(name), "surname " + squashed(name.split()[-1])):
            if identity not in self._by_key[row["country"], key]:
                self._by_key[row["country"], key].append(identity)

    def _namesake(self, row: Row, name: str) -> str:
        start = row["start"] or "0"
        for entry in self._namesakes:
            alike = (entry["country"], squashed(entry["spelling"])) == (row["country"], squashed(name))
            if alike and (entry["from"] or "0") <= start < (entry["before"] or "9"):
                return str(entry["name"])
        return ""

    def _find(self, row: Row, name: str) -> str:
        if row.get("wikidata"):
            return str(row["wikidata"])
        chosen = self._chosen.get((row["country"], squashed(name)))
        keys = [squashed(name), first_last(name)] + ([squashed(chosen), first_last(chosen)] if chosen else [])
        for key in keys:
            found = self._by_key.get((row["country"], key), [])
            if len(found) == 1:
                return found[0]
            for identity in found:
                if any(r["class"] == row["class"] and _overlap(r, row) for r in self._rows[identity]):
                    return identity
        for identity in self._by_key.get((row["country"], "surname " + squashed(name.split()[-1])), []):
            same = (r for r in self._rows[identity] if r["class"] == row["class"] and r["class"].startswith("head_"))
            if any(_together(r, row) for r in same):
                return identity
        return f"{row['country']} {squashed(name)}"

    def canonical(self) -> dict[str, str]:
        """The spelling of every identity: by hand, else the press's, else the commonest."""
        result = {}
        for identity, names in self._names.items():
            country = self._rows[identity][0]["country"]
            if self._preferred.get(identity) in self.told_apart:
                result[identity] = self._preferred[identity]
                continue
            by_hand = next(
                (self._chosen[country, squashed(n)] for n in names if (country, squashed(n)) in self._chosen), None
            )
            labels = collections.Counter(r["clean"] for r in self._rows[identity] if r.get("wikidata")) or names
            commonest = sorted(labels.items(), key=lambda i: (-i[1], len(i[0]), i[0]))[0][0]
            result[identity] = by_hand or self._preferred.get(identity) or commonest
        return result

    def rows(self) -> list[Row]:
        """Every row taken in."""
        return [row for rows in self._rows.values() for row in rows]
