"""Quality gates: the figures on gold may not fall below the floors pinned in ``floors.toml``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from banggiao import api
from banggiao.records import PageHints

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def run(script: Path, *args: str | Path, data: bytes | None = None) -> str:
    done = subprocess.run([sys.executable, str(script), *map(str, args)], input=data, capture_output=True, check=False)
    return done.stdout.decode() + done.stderr.decode()


def test_events_on_gold(shared, tmp_path):
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("wb") as out:
        for record in api.read_sentences(str(shared / "gold" / "dev_sentences.json")):
            out.writelines(line + b"\n" for line in api.to_gold(record))
    figures = json.loads(run(shared / "gold" / "score.py", shared / "gold" / "dev.jsonl", predicted, "--json"))
    measured = {level: round(figures[level]["f1"], 3) for level in FLOORS["events"]}
    below = {
        level: (value, FLOORS["events"][level]) for level, value in measured.items() if value < FLOORS["events"][level]
    }
    assert not below, f"below the floor: {below}; all: {measured}"


def test_times_on_gold(shared, tmp_path):
    gold = shared / "times" / "dev.jsonl"
    predicted = tmp_path / "times.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    asked = ({key: row[key] for key in ("doc", "s", "text", "reference")} for row in rows)
    predicted.write_text(
        "".join(json.dumps(api.annotate_times(row), default=str) + "\n" for row in asked), encoding="utf-8"
    )
    report = run(shared / "times" / "score.py", gold, predicted)
    f1 = float(re.search(r"detection \(overlap\).*F1 ([\d.]+)", report)[1])
    value = float(re.search(r"value \(start and end\).*= ([\d.]+)", report)[1])
    assert f1 >= FLOORS["times"]["detection"], report
    assert value >= FLOORS["times"]["value"], report


def test_the_two_pages_that_the_project_began_with(shared):
    pages = sorted((shared / "seeds").glob("*.txt"))
    records = b"\n".join(api.to_json(api.read(page, PageHints())) for page in pages)
    report = run(shared / "seeds" / "check.py", data=records)
    held = int(re.search(r"(\d+) of \d+ facts hold", report)[1])
    assert held >= FLOORS["seeds"]["facts"], report


def test_nothing_is_copied(shared):
    root = Path(__file__).resolve().parents[2]
    report = run(shared / "tools" / "copied.py", root)
    assert report == "", report


@pytest.mark.parametrize("section", sorted(FLOORS))
def test_floors_are_figures(section):
    assert FLOORS[section] and all(isinstance(value, int | float) for value in FLOORS[section].values())
