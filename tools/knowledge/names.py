"""Vietnamese names of states, capitals, seats and organisations, from counts and the lists beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge import tables

HERE = Path(__file__).parent
COMMENT = """Names of states, territories, capitals, seats and regions, matched case-sensitively on whole syllables.
kind: state; short (stands only in pairs such as "A - B"); capital; seat; metonym (nickname); region (part of a state:
a place first); bloc; decoy (contains a name and means no actor: code empty). context: needs-context marks words that
are also common words or personal names. place: smoothed share of uses as a place among uses as a place or a subject."""
# Codes of the counted lists that differ from the codebook's, and the successors of states that are gone.
RECODED = {"UNO": "UN", "EUU": "EU", "SUN": "RUS", "YUG": "SRB", "SCG": "SRB", "DDR": "DEU", "DGA": "IOT",
           "CRIMEA": "UKR", "ANT": "CUW", "EMU": "EU"}  # fmt: skip


def _ruled(rule: str) -> list[str]:
    return [row["name"] for row in tables.tsv(HERE / "name_rules.tsv") if row["rule"] == rule]


AMBIGUOUS, DROPPED, UNITED = set(_ruled("needs-context")), set(_ruled("drop")), _ruled("united-nations")
PRIOR_PLACE, PRIOR_WEIGHT = 0.7, 4.0


def _share(as_place: int, as_subject: int) -> float:
    return round((as_place + PRIOR_PLACE * PRIOR_WEIGHT) / (as_place + as_subject + PRIOR_WEIGHT), 2)


def _hand() -> dict[tuple[str, str], tuple[str, str]]:
    return {(r["name"], r["code"]): (r["kind"], r["context"]) for r in tables.tsv(HERE / "names_vi.tsv")}


def build_names(source: Path, target: Path, states: dict[str, dict[str, Any]]) -> int:
    """Write ``names.tsv``: the hand-made list first, then every counted or CLDR name that it lacks."""
    known = _hand()
    taken = {name for name, _ in known}
    shares: dict[str, float] = {}
    for row in tables.tsv(source / "metonyms_vi.tsv"):
        code = RECODED.get(row["iso3"], row["iso3"])
        if int(row["as_place"]) + int(row["as_subject"]):
            shares[row["variant"]] = _share(int(row["as_place"]), int(row["as_subject"]))
        if code in states and row["variant"] not in taken | DROPPED:
            _add(known, row["variant"], code, "capital" if row["geonames_capital"] == "1" else "seat")
            taken.add(row["variant"])
    for row in tables.tsv(source / "country_names_vi.tsv"):
        code = RECODED.get(row["iso3"], row["iso3"])
        if code in states and row["variant"] not in taken | DROPPED:
            _add(known, row["variant"], code, "state")
            taken.add(row["variant"])
    for iso3, state in states.items():
        for name in (state["name_vi_cldr"], state["name_en"]):
            if name not in taken | DROPPED:
                _add(known, name, iso3, "state")
                taken.add(name)
    rows = [
        (
            name,
            code,
            kind,
            "needs-context" if name in AMBIGUOUS else context,
            shares.get(name, PRIOR_PLACE if kind == "capital" else 0.9 if kind == "region" else ""),
        )
        for (name, code), (kind, context) in sorted(known.items(), key=lambda i: (i[0][1], i[1][0], i[0][0]))
    ]
    return tables.write(target / "names.tsv", ("name", "code", "kind", "context", "place"), rows, COMMENT)


def _add(known: dict[tuple[str, str], tuple[str, str]], name: str, code: str, kind: str) -> None:
    known[name, code] = (kind, "needs-context" if name in AMBIGUOUS or len(name) == 2 else "")


def _cases(name: str) -> Iterator[str]:
    """``name`` as papers capitalise it: as given, every syllable capital, the first letter small."""
    yield name
    words = name.split(" ")
    if len(words) > 1 and name != name.upper():
        yield " ".join(w[:1].upper() + w[1:] for w in words)
        if words[0][1:].islower() and words[0][:1].isupper():
            yield " ".join([words[0].lower(), *words[1:]])
            # "Hội đồng Bảo an" is also written with only its first letter capital
            yield words[0] + " " + " ".join(w.lower() if w[1:].islower() and not w.isascii() else w for w in words[1:])


def _united(name: str) -> Iterator[str]:
    """``name`` with every usual name of the United Nations where it ends in one."""
    yield name
    if name.endswith(" " + UNITED[0]):
        yield from (name.removesuffix(UNITED[0]) + other for other in UNITED[1:])


def build_organisations(target: Path, language: Path, states: dict[str, dict[str, Any]]) -> int:
    """Write both tables of organisations from ``organisations.txt``; the first row of a code names it."""
    entities: list[tuple[str, ...]] = []
    names: dict[str, tuple[str, str, str]] = {}
    for line in (HERE / "organisations.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        code, kind, english, seat, vietnamese = (field.strip() for field in line.split(";"))
        place, _, country = seat.partition(", ")
        if code not in states:  # a force or movement that takes its state's code is no entity of its own
            entities.append((code, kind, english, "" if place == "–" else place, country))
        for entry in filter(None, (n.strip() for n in vietnamese.split("|"))):
            name, context = entry.rstrip("?"), "needs-context" if entry.endswith("?") else ""
            sort = "acronym" if name.upper() == name and " " not in name else "name"
            for variant in (v for n in _united(name) for v in _cases(n)):
                names.setdefault(variant, (code, sort, context))
    tables.write(target / "organisations.tsv", ("code", "kind", "name", "seat", "country"), sorted(entities))
    rows = [(name, *rest) for name, rest in sorted(names.items(), key=lambda i: (i[1][0], i[0]))]
    return tables.write(language / "organisations.tsv", ("name", "code", "kind", "context"), rows)
