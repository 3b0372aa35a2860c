"""``banggiao times`` on lines that are no rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from banggiao.cli import times
from banggiao.cli.main import run


def test_a_line_without_end_is_reported_and_the_rest_is_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(times, "_LONGEST", 100)
    row = json.dumps({"doc": "a", "s": 0, "text": "ngày 3/5", "reference": "2020-05-04"}, ensure_ascii=False)
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join([row, "x" * 950, row, "[1]", row]) + "\n", "utf-8")
    assert run(["times", str(rows)]) == 1
    shown = capfd.readouterr()
    assert [len(json.loads(line)["times"]) for line in shown.out.splitlines()] == [1, 1, 1]
    complaints = shown.err.splitlines()
    assert len(complaints) == 2 and "line 2: is longer than" in complaints[0] and "line 4" in complaints[1]
