"""Spellings of leaders and officials in Vietnamese news, from the list ``people.txt`` beside this module."""

from __future__ import annotations

from pathlib import Path

from knowledge.states import plain

from knowledge import tables

HERE = Path(__file__).parent
COMMENT = """Spellings of persons: variant (as the press writes it), canonical (the one spelling of the records),
code (the actor that the person acts for), bare: yes where the words alone mean this person in news, from and until:
the days between which the person acts for that code (empty: always but for the days that another row names)."""
Person = tuple[str, str, list[str], list[str]]


def listed() -> list[Person]:
    """Code, canonical name, variants and bare words of every person of the list."""
    people = []
    for line in (HERE / "people.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, variants, bare, *_ = (field.strip() for field in line.split(";"))
            people.append((code, name, [v for v in variants.split("|") if v], [b for b in bare.split("|") if b]))
    return people


def terms() -> list[tuple[str, str, str, str]]:
    """Canonical name, code, first and last day (empty: unbounded) of those who act for several codes in turn."""
    return [(row["person"], row["code"], row["from"], row["until"]) for row in tables.tsv(HERE / "people_terms.tsv")]


def build(target: Path) -> int:
    """Write ``people.tsv``; foreign names get a spelling without marks too, as much of the press prints them."""
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for code, name, variants, bare in listed():
        spelled = [name, *variants]
        if code.split("-")[0] not in ("VNM", "CHN", "TWN", "HKG"):
            spelled += [
                _unmarked(v)
                for v in spelled
                if not any(c in "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự" for c in v)
            ]
        for variant in spelled:
            rows.setdefault((variant, code), (name, "yes" if variant in bare else ""))
        for word in bare:
            rows[word, code] = (name, "yes")
    table: list[tuple[str, ...]] = [
        (variant, name, code, flag, "", "") for (variant, code), (name, flag) in rows.items()
    ]
    for person, acting, start, end in terms():
        spellings = {variant: flag for (variant, _), (name, flag) in rows.items() if name == person}
        if not spellings:
            raise ValueError(f"people_terms.tsv: {person} is not in people.txt")
        table += [(variant, person, acting, flag, start, end) for variant, flag in spellings.items()]
    columns = ("variant", "canonical", "code", "bare", "from", "until")
    table.sort(key=_order)
    return tables.write(target / "people.tsv", columns, table, COMMENT)


def _order(row: tuple[str, ...]) -> tuple[str, ...]:
    return row[2], row[1], row[0], row[4]


def _unmarked(name: str) -> str:
    """``name`` without marks, its capitals kept."""
    return "".join(p.upper() if c.isupper() else p for c, p in zip(name, plain_letters(name), strict=True))


def plain_letters(name: str) -> list[str]:
    """Each letter of ``name`` without marks, in lower case."""
    strokes = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d"}
    return [strokes.get(letter, letter) for letter in (plain(c) for c in name)]
