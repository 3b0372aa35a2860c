"""Fit the confidence of events to annotated sentences, and say how well the numbers hold.

    python -m banggiao.evaluation.calibration GOLD_FOLDER [--language vi] [--output confidence.toml]

The folder holds ``train_sentences.json`` and ``dev_sentences.json`` ({"doc", "sentences"}) with ``train.jsonl`` and
``dev.jsonl`` ({"doc", "s", "events"}). An event is right when the sentence has an annotated event of the same type,
actors and recipients that no other event has taken.

Two steps, each on documents of its own. Weights of the features come from two thirds of the training documents by
logistic regression with a quadratic penalty, fitted by coordinate-wise Newton steps; the penalty is chosen by
five-fold cross-validation over documents. Rules were written while looking at those documents, so that their events are
right more often than others: Platt scaling (J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999, with
his smoothed targets) on the other third corrects slope and base, and is folded into the weights. What is reported for
``dev`` rests on documents that neither step saw. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import importlib.resources
import json
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from banggiao import pipeline

PENALTIES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
SWEEPS = 40
RARE = 3  # a feature seen less often gets no weight
BINS = 10


class Sample(Struct, frozen=True):
    """One event: the features of its derivation, whether it is right, and the document that it is of."""

    names: tuple[str, ...]
    right: bool
    doc: str


class Model(Struct):
    """A logistic model in logits."""

    base: float
    weights: dict[str, float]

    def logit(self, names: Iterable[str]) -> float:
        """The log-odds that an event with these features is right."""
        weights = self.weights
        return self.base + sum([weights.get(name, 0.0) for name in names])

    def probability(self, names: Iterable[str]) -> float:
        """The probability in (0, 1)."""
        return sigmoid(self.logit(names))


class Reliability(Struct, frozen=True):
    """How well probabilities hold: number of events, share that is right, Brier score, expected calibration error, and
    for each tenth (from, events, mean probability, share right)."""

    count: int
    share: float
    brier: float
    error: float
    bins: tuple[tuple[float, int, float, float], ...]


def sigmoid(x: float) -> float:
    """The logistic function, without overflow."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))


def is_held(doc: str) -> bool:
    """Whether a training document is of the third that rules are not written by."""
    return zlib.crc32(doc.encode()) % 3 == 0


def read_samples(folder: Path, name: str, language: str) -> Iterator[Sample]:
    """Read the annotated documents ``name`` with the program and compare; OSError when a file cannot be read."""
    gold: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"], row["s"]] = row["events"]
    reader = pipeline.reader(language)
    for row in json.loads((folder / f"{name}_sentences.json").read_text(encoding="utf-8")):
        document, sentences = pipeline.from_sentences(row["doc"], row["sentences"], language=language)
        record = reader.record(document, sentences)
        left: Counter[tuple[int, str, frozenset[str], frozenset[str]]] = Counter()
        for sentence in sentences:
            for entry in gold.get((row["doc"], sentence.index), ()):
                who, whom = frozenset(entry["actors"]), frozenset(entry["recipients"])
                left[sentence.index, entry["type"], who, whom] += 1
        derivations = reader.explain(record.document, sentences).derivations
        kept = {event.id for event in record.events}
        for derivation in derivations:
            event = derivation.event
            if event.id not in kept:
                continue  # told better by another event of the sentence
            who, whom = frozenset(p.code for p in event.actors), frozenset(p.code for p in event.recipients)
            key = (event.sentence.index, event.type, who, whom)
            right = left[key] > 0
            left[key] -= right
            yield Sample(derivation.features, right, row["doc"])


def fit(samples: Sequence[Sample], penalty: float) -> Model:
    """Logistic regression with the penalty ``penalty / 2 * w²`` on every weight but the base."""
    seen = Counter(name for sample in samples for name in set(sample.names))
    where: dict[str, list[int]] = {name: [] for name in sorted(seen) if seen[name] >= RARE}
    for i, sample in enumerate(samples):
        for name in set(sample.names):
            if name in where:
                where[name].append(i)
    labels = [float(sample.right) for sample in samples]
    logits = [0.0] * len(samples)
    everything = list(range(len(samples)))
    model = Model(0.0, dict.fromkeys(where, 0.0))
    for _ in range(SWEEPS):
        model.base += _newton(everything, logits, labels, 0.0, 0.0)
        for name, indexes in where.items():
            model.weights[name] += _newton(indexes, logits, labels, model.weights[name], penalty)
    return model


def _newton(indexes: list[int], logits: list[float], labels: list[float], weight: float, penalty: float) -> float:
    """One Newton step on the weight of the feature that the samples ``indexes`` share; their logits move along."""
    gradient, curvature = penalty * weight, penalty + 1e-6
    for i in indexes:
        p = sigmoid(logits[i])
        gradient += p - labels[i]
        curvature += p * (1 - p)
    step = max(-2.0, min(2.0, -gradient / curvature))
    for i in indexes:
        logits[i] += step
    return step


def choose_penalty(samples: Sequence[Sample]) -> float:
    """The penalty with the least log loss in five-fold cross-validation over documents."""
    losses: dict[float, float] = {}
    for penalty in PENALTIES:
        total = 0.0
        for fold in range(5):
            inside = [s for s in samples if zlib.crc32(s.doc.encode()) // 3 % 5 != fold]
            model = fit(inside, penalty)
            total += sum(log_loss(model, s) for s in samples if zlib.crc32(s.doc.encode()) // 3 % 5 == fold)
        losses[penalty] = total
    return min(losses, key=losses.__getitem__)


def log_loss(model: Model, sample: Sample) -> float:
    """The negative log-likelihood of one sample."""
    p = model.probability(sample.names)
    return -math.log(max(1e-9, p if sample.right else 1 - p))


def scale(model: Model, samples: Sequence[Sample]) -> Model:
    """Platt scaling: the model with the slope and base that fit ``samples`` best."""
    if not samples:
        return model
    positives = sum(s.right for s in samples)
    high, low = (positives + 1) / (positives + 2), 1 / (len(samples) - positives + 2)
    points = [(model.logit(s.names), high if s.right else low) for s in samples]
    slope, base = 0.0, 0.0  # where the surface is steep enough for Newton steps to be safe
    for _ in range(50):
        g0 = g1 = h01 = 0.0
        h00 = h11 = 1e-6
        for x, target in points:
            p = sigmoid(slope * x + base)
            g0, g1 = g0 + (p - target) * x, g1 + p - target
            w = p * (1 - p)
            h00, h01, h11 = h00 + w * x * x, h01 + w * x, h11 + w
        det = h00 * h11 - h01 * h01
        slope -= (h11 * g0 - h01 * g1) / det
        base -= (h00 * g1 - h01 * g0) / det
    return Model(slope * model.base + base, {name: slope * w for name, w in model.weights.items()})


def reliability(model: Model, samples: Sequence[Sample]) -> Reliability:
    """Compare the model's probabilities with how often it is right."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sample in samples:
        p = model.probability(sample.names)
        groups[min(BINS - 1, int(p * BINS))].append((p, sample.right))
    n = max(1, len(samples))
    bins: list[tuple[float, int, float, float]] = []
    for i, group in enumerate(groups):
        size = max(1, len(group))
        bins.append((i / BINS, len(group), sum(p for p, _ in group) / size, sum(r for _, r in group) / size))
    brier = sum((p - r) ** 2 for group in groups for p, r in group) / n
    error = sum(count * abs(mean - share) for _, count, mean, share in bins) / n
    return Reliability(len(samples), sum(s.right for s in samples) / n, brier, error, tuple(bins))


def to_toml(model: Model, head: str) -> str:
    """The model as the pack's table, weights sorted by name; those too small to matter are left out."""
    lines = [*(f"# {line}" for line in head.splitlines()), f"base = {model.base:.3f}", "", "[weights]"]
    lines += [f"{json.dumps(name)} = {w:.3f}" for name, w in sorted(model.weights.items()) if abs(w) >= 0.005]
    return "\n".join(lines) + "\n"


def report(name: str, found: Reliability) -> str:
    """A reliability table for people."""
    lines = [f"{name}: {found.count} events, {found.share:.3f} right, Brier {found.brier:.3f}, ECE {found.error:.3f}"]
    lines += [
        f"  {start:.1f}-{start + 0.1:.1f} {n:5} {mean:.2f} {share:.2f}" for start, n, mean, share in found.bins if n
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, write the table and print how it holds; 1 and one sentence when the annotations cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m banggiao.evaluation.calibration", description="Fit confidence.")
    parser.add_argument("folder", type=Path, help="folder with train and dev annotations")
    parser.add_argument("--language", default="vi")
    parser.add_argument("--output", type=Path, help="where to write; the language pack's table by default")
    args = parser.parse_args(arguments)
    try:
        train = list(read_samples(args.folder, "train", args.language))
        dev = list(read_samples(args.folder, "dev", args.language))
    except (OSError, ValueError, KeyError) as error:
        print(f"{args.folder}: no annotations that can be read there: {error}", file=sys.stderr)
        return 1
    tune, held = [s for s in train if not is_held(s.doc)], [s for s in train if is_held(s.doc)]
    penalty = choose_penalty(tune)
    plain = fit(tune, penalty)
    model = scale(plain, held)
    print(f"{len(tune)} events to fit weights, penalty {penalty:g}; {len(held)} for slope and base")
    print(report("held documents, before scaling", reliability(plain, held)))
    print(report("dev documents, as shipped", reliability(model, dev)))
    pack = importlib.resources.files("banggiao.languages").joinpath(args.language, "confidence.toml")
    output = args.output or Path(str(pack))
    head = (
        "Fitted by python -m banggiao.evaluation.calibration; not to be edited.\nLogits: base, and weights of features."
    )
    output.write_text(to_toml(model, head), encoding="utf-8")
    print(f"written to {output}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
