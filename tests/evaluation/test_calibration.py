"""Calibration: the fit finds what is there, the scaling corrects what is off, and the shipped table is sound."""

from __future__ import annotations

import json
import math

import pytest
import rtoml

from banggiao.evaluation import calibration
from banggiao.evaluation.calibration import Model, Sample, fit, reliability, scale, to_toml
from banggiao.events import EventCoder
from banggiao.languages import load


def _samples(good: int, bad: int, *names: str) -> list[Sample]:
    return [Sample(names, i < good, f"{names}{i}") for i in range(good + bad)]


def test_the_fit_finds_shares() -> None:
    samples = _samples(80, 20, "voice:a") + _samples(20, 80, "voice:b")
    model = fit(samples, penalty=0.01)
    assert model.probability(["voice:a"]) == pytest.approx(0.8, abs=0.01)
    assert model.probability(["voice:b"]) == pytest.approx(0.2, abs=0.01)


def test_rare_features_get_no_weight_and_a_penalty_shrinks() -> None:
    samples = _samples(2, 0, "rule:rare") + _samples(40, 60, "rule:common")
    assert "rule:rare" not in fit(samples, penalty=1.0).weights
    weak, strong = fit(samples, penalty=0.1), fit(samples, penalty=50.0)
    assert abs(strong.weights["rule:common"]) <= abs(weak.weights["rule:common"])


def test_scaling_takes_back_what_was_promised_too_much() -> None:
    proud = Model(0.0, {"voice:a": 4.0, "voice:b": -4.0})
    samples = _samples(70, 30, "voice:a") + _samples(30, 70, "voice:b")
    before, after = reliability(proud, samples), reliability(scale(proud, samples), samples)
    assert after.error < 0.03 < before.error
    assert after.brier < before.brier


def test_reliability_counts_everything_once() -> None:
    found = reliability(Model(0.0, {}), _samples(3, 7, "x"))
    assert (found.count, found.share) == (10, 0.3)
    assert sum(n for _, n, _, _ in found.bins) == 10
    assert found.brier == pytest.approx(0.25)
    assert found.error == pytest.approx(0.2)


def test_the_table_can_be_read_again() -> None:
    table = rtoml.loads(to_toml(Model(-0.5, {"rule:b": 0.25, "rule:a": -1.0, "rule:c": 0.001}), "Head."))
    assert table == {"base": -0.5, "weights": {"rule:a": -1.0, "rule:b": 0.25}}


def test_a_folder_without_annotations_is_one_sentence(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert calibration.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_whole_run_is_the_same_twice(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    sentences = ["Thụy Điển trừng phạt Belarus.", "Na Uy chỉ trích Belarus."]
    event = {"type": "SANCTION", "actors": ["SWE"], "recipients": ["BLR"]}
    for name in ("train", "dev"):
        docs = [{"doc": f"{name}{i}", "sentences": sentences} for i in range(9)]
        tmp_path.joinpath(f"{name}_sentences.json").write_text(json.dumps(docs), encoding="utf-8")
        lines = [json.dumps({"doc": d["doc"], "s": s, "events": [] if s else [event]}) for d in docs for s in range(2)]
        tmp_path.joinpath(f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    tables = []
    for name in ("one.toml", "two.toml"):
        assert calibration.main([str(tmp_path), "--output", str(tmp_path / name)]) == 0
        tables.append(tmp_path.joinpath(name).read_text(encoding="utf-8"))
    assert tables[0] == tables[1]
    assert "Brier" in capsys.readouterr().out


def test_shipped_weights_are_of_features_that_exist() -> None:
    pack = load("vi")
    coder, table = EventCoder(pack), pack.toml("confidence")
    known = {"rule": {rule.id for rule in coder.rules}, "voice": set(coder.voices), "guard": set(coder.guard_names)}
    for name, weight in table["weights"].items():
        kind, _, value = name.partition(":")
        assert value in known.get(kind, {value}), f"confidence.toml weighs {name}, which is gone: fit again"
        assert math.isfinite(weight)
