"""Who was a member of what: dated by hand where it matters, the Factbook's undated lists for the rest."""

from __future__ import annotations

from pathlib import Path

from knowledge import tables

HERE = Path(__file__).parent
# The Factbook's names of organisations whose lists are full enough to ship, and our codes.
FACTBOOK = {
    "ADB": "ADB",
    "APEC": "APEC",
    "CE": "COE",
    "CELAC": "CELAC",
    "Caricom": "CARICOM",
    "C": "COMMONWEALTH",
    "EBRD": "EBRD",
    "FAO": "FAO",
    "IAEA": "IAEA",
    "ICAO": "ICAO",
    "ICCt": "ICC",
    "ILO": "ILO",
    "IMF": "IMF",
    "IMO": "IMO",
    "IOM": "IOM",
    "ITU": "ITU",
    "Interpol": "INTERPOL",
    "NAFTA": "NAFTA",
    "NAM": "NONALIGNED",
    "OAS": "OAS",
    "OECD": "OECD",
    "OIC": "OIC",
    "OPCW": "OPCW",
    "OSCE": "OSCE",
    "PCA": "PCA",
    "PIF": "PIF",
    "SAARC": "SAARC",
    "SADC": "SADC",
    "UN": "UN",
    "UNESCO": "UNESCO",
    "WHO": "WHO",
    "WIPO": "WIPO",
    "WMO": "WMO",
    "WTO": "WTO",
}
COMMENT = "start empty: a list without dates (CIA World Factbook, about 2020). end: the last day; empty: none known."


def build(source: Path, target: Path) -> int:
    """Write ``membership.tsv``."""
    rows = []
    for line in (HERE / "membership.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        listed, _, end = line.partition(" until ")
        org, start, *states = listed.split()
        rows += [(org, iso3, start, end) for iso3 in states]
    for row in tables.tsv(source / "igo_membership_factbook.tsv"):
        if row["org"] in FACTBOOK and row["status"] == "member" and len(row["iso3"]) == 3:
            rows.append((FACTBOOK[row["org"]], row["iso3"], "", ""))
    return tables.write(target / "membership.tsv", ("org", "iso3", "start", "end"), sorted(set(rows)), COMMENT)
