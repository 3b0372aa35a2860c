"""PLOVER's types, modes, scores and contexts as TOML, and the CAMEO codes."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge import tables

HEAD = """# PLOVER 2.0 (Open Event Data Alliance, CC BY-SA 4.0): types, modes, quad categories, scores, contexts.
# The manual prints the score of ACCUSE as 3; -3 is meant, as the scores of its modes show.
# A mode without a number takes its type's score.

"""


def build(source: Path, target: Path) -> None:
    """Write ``plover.toml`` and ``cameo.tsv``."""
    plover = json.loads((source / "plover.json").read_text(encoding="utf-8"))
    lines = [HEAD + "contexts = [", *(f'  "{context}",' for context in plover["contexts"]), "]", ""]
    for name, entry in plover["types"].items():
        lines += [f"[types.{name}]", f'quad = "{entry["quad"]}"', f"score = {float(entry['score'])}"]
        modes = ", ".join(f'"{mode}"' for mode in entry["modes"])
        lines += [f"modes = [{modes}]"]
        scored = ", ".join(f"{m} = {float(s)}" for m, s in entry["modes"].items() if s is not None)
        lines += [f"mode_scores = {{ {scored} }}" if scored else "mode_scores = {}", ""]
    (target / "plover.toml").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    columns = ("code", "label", "goldstein", "plover_type", "plover_mode", "plover_context")
    rows = [[row[column] for column in columns] for row in tables.tsv(source / "cameo.tsv")]
    tables.write(target / "cameo.tsv", columns, rows)
