"""Who held which office when: several sources brought into one table, the 1985-2012 one into another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.persons import Registry, Row, cleaned, squashed

from knowledge import tables

HERE = Path(__file__).parent
EARLIEST = "1985"
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
ANY_CASE = re.IGNORECASE
COLUMNS = ("person", "country", "class", "office", "start", "end", "as_of", "source")
# A source that alone bears no row: one private site, not for commercial use, and unchecked drafts.
LONE_SITE = "peppercatorg"
BODY_CLASSES = {
    "vn_president": "head_of_state",
    "vn_prime_minister": "head_of_government",
    "vn_foreign_minister": "foreign_minister",
    "vn_defence_minister": "defence_minister",
    "vn_public_security_minister": "interior_minister",
    "vn_assembly_chair": "speaker",
    "vn_general_secretary": "party_leader",
    "vn_mfa_spokesperson": "spokesperson",
    "vn_standing_secretariat": "party_secretariat",
    "vn_external_relations_head": "party_external_relations",
    "un_human_rights_high_commissioner": "human_rights_commissioner",
    "un_hcr": "refugee_commissioner",
}
CODES = {"LAS": "ARABLEAGUE", "EUU": "EU", "AU_AF": "AU"}
CLASSES = {"national_security_adviser": "national_security"}
LESSER = {"minister_other", "justice_officer", "ambassador", "regional_head"}
HEADS_ELSEWHERE = {"TWN", "PSE", "XKX", "HKG", "MAC", "ESH"}
NOT_NATIONAL = re.compile(r"\bof Crimea\b|Northwest Territories|Downing Street|Judge of the|Under-Secretary")
COUNTRYINFO = (
    ("foreign_minister", re.compile(r"Minister (?:of|for) (?:Foreign|External) (?:Affairs|Relations)"
                                    r"|^(?:Foreign Minister|Secretary of State)$")),
    ("defence_minister", re.compile(r"Minister (?:of|for) (?:National |People's )?Defen[cs]e|^Secretary of Defense$")),
    ("vice_president", re.compile(r"^(?:First |Second |Executive )?Vice President", re.I)),
    ("deputy_head_of_government", re.compile(r"Deputy Prime Minister|^Vice Prime Minister")),
    ("interior_minister", re.compile(r"Minister (?:of|for) (?:the )?(?:Interior|Internal Affairs|Home Affairs)")),
    ("finance_minister", re.compile(r"Minister (?:of|for) (?:Economy and )?Finance|Secretary of the Treasury")),
    ("head_of_government", re.compile(r"^(?:Prime ministers?|Premiers?|Chancellors?|Chief ministers?|"
                                      r"Presidents of the executive yuan|Chairmen of the council of ministers)\b",
                                      ANY_CASE)),
    ("head_of_state", re.compile(r"^(?:Presidents?|Kings?|Queens?|Emperors?|Emirs?|Sultans?|Amirs?|Popes?|"
                                 r"Chairm[ae]n of the presidency|Grand dukes?|Princes?|Governors?-general)\b"
                                 r"(?!,| \(?of the (?:executive|governing|legislative|national assembly|senate))",
                                 ANY_CASE)),
    ("un_permanent_representative", re.compile(r"^Permanent Representative to the UN")),
    ("ambassador", re.compile(r"^Ambassador to the US")),
)  # fmt: skip


def _body_class(name: str) -> str:
    return BODY_CLASSES.get(name) or re.sub(
        r"^(?:eu|nato|opec|imf|worldbank|osce|asean|wto|au|sco|arab_league|gcc|csto|who|opcw|un|iaea|eaeu|icc)_",
        "",
        name,
    )


def _others(source: Path) -> list[Row]:
    rows = [row for row in tables.json_lines(source / "ministers_other.jsonl") if row["start"] >= "1990"]
    for row in rows:
        if row["office"] == "Vice President of the Council of Ministers":
            row["class"] = "deputy_head_of_government"
    return [row for row in rows if row["class"] not in ("other", "cabinet_member")]


def _bodies(source: Path) -> list[Row]:
    rows = tables.json_lines(source / "offices_bodies_vietnam.jsonl")
    codes = {row["country"]: CODES.get(row["country"], row["country"]) for row in rows}
    return [
        {**row, "country": codes[row["country"]], "class": _body_class(row["class"]), "source": "body"} for row in rows
    ]


def _ministers(source: Path) -> list[Row]:
    kept = []
    for row in tables.json_lines(source / "offices_ministers_2022_2026.jsonl"):
        others = [s for s in row["source"].split(";") if s.strip() and LONE_SITE not in s]
        if row["verified"] and others:
            kept.append({**row, "class": CLASSES.get(row["class"], row["class"]), "source": "min"})
    return kept


def _general(source: Path, dependent: set[str]) -> tuple[list[Row], list[Row]]:
    """Rows of Wikidata and the Factbook, and apart those of the share-alike list of world leaders."""
    rows, shared = [], []
    for row in tables.json_lines(source / "offices.jsonl"):
        if not row.get("person") or " , " in row["person"] or NOT_NATIONAL.search(row["office"]):
            continue
        row["country"] = CODES.get(row["country"], row["country"])
        if row["country"] == "INT":
            if "United Nations" not in row["office"] or "Representative" in row["office"]:
                continue
            row["country"] = "UN"
        if row["class"] in ("head_of_state", "vice_president") and row["country"] in dependent:
            continue  # the sovereign's head of state stands once, under the sovereign
        if row["class"] == "head_of_state" and row["source"] == "factbook" and "Prime" in row["office"]:
            continue
        if " and " in row["person"]:  # the Factbook lists deputies together
            first, _, second = row["person"].partition(" and ")
            rows += [{**row, "person": name, "source": "fb"} for name in (first, second)]
            continue
        row["person"] = re.sub(r"^Presidents? ", "", row["person"])
        if row["licence"].startswith("CC-BY-SA"):
            shared.append({**row, "source": "wlc"})
        else:
            rows.append({**row, "source": "wd" if row["source"].startswith("wd") else "fb"})
    return rows, shared


class Corrections:
    """Rows of the sources that are put into another class or left out, by the lists beside this module."""

    def __init__(self) -> None:
        self._rules = [(r, re.compile(r["office"])) for r in tables.tsv(HERE / "offices_rules.tsv")]
        self._dropped = {
            (r["country"], r["class"], squashed(r["person"]), r["start"])
            for r in tables.tsv(HERE / "offices_dropped.tsv")
        }

    def applied(self, row: Row) -> Row | None:
        """``row`` in the class that it belongs to, or None where it is left out."""
        name = squashed(cleaned(row["person"]))
        for start in ((row.get("start") or "")[:10], "*"):
            if (row["country"], row["class"], name, start) in self._dropped:
                return None
        for rule, office in self._rules:
            meant = rule["country"] in (row["country"], "*") and rule["class"] == row["class"]
            if meant and office.search(row.get("office") or ""):
                return {**row, "class": rule["becomes"]} if rule["becomes"] else None
        return row

    def all(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those of ``rows`` that stay, corrected."""
        return (kept for row in rows if (kept := self.applied(row)) is not None)


def _within(row: Row) -> Row:
    row["start"], row["end"] = (_date(row.get(name) or "") for name in ("start", "end"))
    row["as_of"] = max(row["as_of"], row["start"])  # an office announced before it began
    return row


def _date(text: str) -> str:
    """The day, month or year at the start of ``text`` (a source has "2014s")."""
    found = DATE.match(text)
    return found[0] if found else ""


def _merged(rows: list[Row]) -> list[Row]:
    """Rows of one person, country and class; those that overlap become one: the exacter start, the later word."""
    result: list[Row] = []
    for row in sorted(rows, key=lambda r: (r["start"], -len(r["start"]), r["as_of"])):
        last = result[-1] if result else None
        if last is None or not _same(last, row):
            result.append(dict(row))
            continue
        checked = next((r for r in (last, row) if r["source"] == "hand"), None)
        if checked is not None:  # what was checked by hand stands
            last.update(start=checked["start"] or last["start"], end=checked["end"] or last["end"] or row["end"])
            last.update(as_of=checked["end"] or max(last["as_of"], row["as_of"]), source="hand")
            continue
        if len(row["start"]) > len(last["start"]) and row["start"].startswith(last["start"]):
            last["start"] = row["start"]
        if row["as_of"] > last["as_of"] or (row["end"] and not last["end"]):
            last["end"], last["as_of"] = row["end"] or last["end"], max(row["as_of"], last["as_of"])
            if last["end"] and not row["end"]:
                last["end"] = ""
    return result


def _same(last: Row, row: Row) -> bool:
    if row["start"][: len(last["start"])] == last["start"]:
        return True
    until = last["end"] or last["as_of"]
    return row["start"] < until[:10] and len(row["start"]) == 10


def _table(registry: Registry) -> list[tuple[object, ...]]:
    names = registry.canonical()
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in registry.rows():
        groups.setdefault((names[row["identity"]], row["country"], row["class"]), []).append(row)
    table = []
    for (person, country, kind), rows in groups.items():
        for row in _merged(rows):
            if (row["end"] or "9") >= EARLIEST and (row["end"] or "9") >= row["start"][: len(row["end"]) or 4]:
                table.append(
                    (person, country, kind, row["office"], row["start"], row["end"], row["as_of"], row["source"])
                )
    return sorted(table)


def build(source: Path, target: Path, dependent: set[str]) -> tuple[int, int, int]:
    """Write ``offices.tsv``, ``offices_leaders.tsv`` (CC BY-SA 4.0) and ``offices_1985_2012.tsv`` (CC BY-SA 3.0)."""
    registry, leaders = Registry(), Registry()
    corrections = Corrections()
    general, shared = _general(source, dependent)
    identified = [row for row in general if row.get("wikidata")]
    for row in corrections.all([*identified, *_others(source), *tables.json_lines(source / "ambassadors.jsonl")]):
        registry.add(_within({**row, "source": row["source"].split(":")[0]}))
    for row in corrections.all([*_bodies(source), *_ministers(source)]):
        registry.add(_within(row), preferred=True)
    for row in tables.tsv(HERE / "offices_hand.tsv"):
        registry.add(_within({**row, "source": "hand"}), preferred=True)
    for row in corrections.all(row for row in general if not row.get("wikidata")):
        registry.add(_within(row))
    table = _table(registry)
    lesser = [row for row in table if row[2] in LESSER]
    main = tables.write(target / "offices.tsv", COLUMNS, [row for row in table if row[2] not in LESSER], SOURCES)
    tables.write(target / "offices_lesser.tsv", COLUMNS, lesser, "From Wikidata (CC0).")
    for row in corrections.all(shared):
        leaders.add(_within(row))
    held = {(row[1], row[2], str(row[4])) for row in table}
    small = [row for row in _table(leaders) if (row[1], row[2], str(row[4])) not in held]
    tables.write(target / "offices_leaders.tsv", COLUMNS, small, SHARED)
    return main, len(small), _countryinfo(source, target, registry)


def _countryinfo(source: Path, target: Path, names: Registry) -> int:
    registry = Registry()
    for row in tables.json_lines(source / "offices_countryinfo_1985_2012.jsonl"):
        kind = next((k for k, pattern in COUNTRYINFO if pattern.search(row.get("office", ""))), None)
        if kind and (row.get("end") or "9") >= EARLIEST and (row.get("start") or row.get("end")):
            registry.add(_within({**row, "class": kind, "source": "ci", "end": (row.get("end") or "")[:10]}))
    known = names.canonical()
    by_key = {}
    for row in names.rows():
        by_key[row["country"], squashed(row["clean"])] = known[row["identity"]]
    apart = registry.told_apart
    rows = [
        (r[0] if r[0] in apart else by_key.get((r[1], squashed(str(r[0]))), r[0]), *r[1:]) for r in _table(registry)
    ]
    return tables.write(target / "offices_1985_2012.tsv", COLUMNS, sorted(rows), COUNTRYINFO_NOTE)


SOURCES = """source: wd Wikidata (CC0), fb CIA World Factbook (public domain), body and min: facts compiled from public
texts, hand: gaps of these filled by hand. Without an end: in office at as_of, unknown afterwards."""
SHARED = "From the list world-leaders-current, CC BY-SA 4.0; kept apart for its licence."
COUNTRYINFO_NOTE = """From CountryInfo.txt (rulers.org and the CIA's Chiefs of State lists, 1985-2012), CC BY-SA 3.0;
kept apart for its licence.
Without a start: in office when first recorded; no earlier service is known. Cabinets are known to the month."""
