"""What ``make demo`` and the README promise: the sample pages read without a complaint and hold events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import banggiao
from banggiao.cli.main import run

SAMPLES = Path(banggiao.__file__).parent / "samples"


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_the_samples_read(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(SAMPLES), "--format", form, "--lang", "en"]) == 0
    shown = capfd.readouterr()
    assert len(shown.err.splitlines()) == 1
    assert " read, 0 not; " in shown.err
    assert shown.out


def test_each_sample_is_an_article_with_a_date_and_events(capfd: pytest.CaptureFixture[str]) -> None:
    run(["read", str(SAMPLES), "--format", "json"])
    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert records
    for record in records:
        name = record["document"]["source"]
        assert record["document"]["kind"] == "article", name
        assert record["document"]["published"], name
        assert record["events"], name
