"""Read the source material and write tab-separated tables, the same bytes every time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file, keyed by its first line; ``#`` starts a comment line."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], comment: str = "") -> int:
    """Write ``rows`` under ``columns``; ValueError when a field holds a tab or a line end. Returns their number."""
    lines = [f"# {line}" for line in comment.splitlines()] + ["\t".join(columns)]
    for row in rows:
        fields = ["" if field is None else str(field) for field in row]
        if any("\t" in field or "\n" in field for field in fields):
            raise ValueError(f"{path.name}: a field holds a tab or a line end: {fields}")
        lines.append("\t".join(fields))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(lines) - 1 - len(comment.splitlines())
