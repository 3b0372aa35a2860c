"""The annotated sentences, where a checkout has them: floors under detection and value."""

from __future__ import annotations

import json
import pathlib

import pytest

from banggiao.languages import pack as packs
from banggiao.times import annotate

ROWS = pathlib.Path(__file__).parents[3] / "shared" / "times" / "dev.jsonl"
FOUND, RIGHT = 0.98, 0.95


def ends(row: dict) -> tuple | None:
    return (row["value"]["start"], row["value"]["end"]) if row.get("value") else None


@pytest.mark.skipif(not ROWS.is_file(), reason="the annotated sentences are not in this checkout")
def test_annotated_sentences() -> None:
    gold = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    vi = packs.load("vi")
    hit = found = total = predicted = dated = right = 0
    for row in gold:
        times = annotate({k: v for k, v in row.items() if k != "times"}, vi)["times"]
        predicted += len(times)
        hit += sum(any(min(t["end"], g["end"]) > max(t["start"], g["start"]) for g in row["times"]) for t in times)
        for g in row["times"]:
            near = [t for t in times if min(t["end"], g["end"]) > max(t["start"], g["start"])]
            total += 1
            found += bool(near)
            if ends(g):
                dated += 1
                right += any(ends(t) == ends(g) for t in near)
    precision, recall = hit / predicted, found / total
    assert 2 * precision * recall / (precision + recall) >= FOUND
    assert right / dated >= RIGHT
