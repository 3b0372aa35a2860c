"""Run times, actors and events over gold sentences and score them: the rule writer's lamp.

    gold_eval.py --split tune [--type CONSULT] [--errors 20] [--gold FOLDER]
    gold_eval.py explain "[actor=USA Mỹ] trừng phạt [recipient=RUS Nga]."

Splits: ``tune`` (two thirds of the training documents, by CRC-32), ``held`` (the other third: not to be looked at
while rules
are written), ``dev``. Errors are only listed for ``tune``.
"""

from __future__ import annotations

import argparse
import collections
import importlib
import importlib.util
import json
import sys
import time
import unicodedata
import zlib
from pathlib import Path
from typing import Any

from banggiao.events import EventCoder
from banggiao.events.examples import read_example, run_example
from banggiao.events.rules import Rule, load_rules
from banggiao.languages.pack import load
from banggiao.records import Document, Sentence

LEVELS = ("type", "parties", "who-whom", "+ status", "+ mode")


def in_split(doc: str, split: str) -> bool:
    held = zlib.crc32(doc.encode()) % 3 == 0
    return split == "dev" or held == (split == "held")


def finder(name: str, pack: Any) -> Any:
    module, _, thing = name.partition(":")
    return getattr(importlib.import_module(module), thing)(pack)


def stage(name: str, pack: Any) -> Any:
    """A stage of banggiao.times, or None while it does not work."""
    try:
        return finder(f"banggiao.times:{name}", pack)
    except Exception as error:
        print(f"(without {name}: {error})", file=sys.stderr)
        return None


def coder_of(pack: Any, files: str | None) -> EventCoder:
    """The coder of the named rule files, or of all that load: a broken one is reported and left out."""
    voices = frozenset(EventCoder(pack, rules=()).voices)
    rules: list[Rule] = []
    for name in [f"events/{f}" for f in files.split(",")] if files else pack.names("events"):
        try:
            rules += load_rules(pack, voices, [name])
        except ValueError as error:
            print(f"(left out: {error})", file=sys.stderr)
    return EventCoder(pack, rules=tuple(rules))


def document(sentences: list[str]) -> tuple[str, tuple[Sentence, ...]]:
    text, spans = "", []
    for i, sentence in enumerate(sentences):
        flat = unicodedata.normalize("NFC", " ".join(sentence.split("\n")))
        spans.append(Sentence(i, len(text), len(text) + len(flat), i + 1, "body" if i else "title"))
        text += flat + "\n"
    return text, tuple(spans)


def predict(
    rows: list[dict[str, Any]], actors: Any, coder: EventCoder, pack: Any
) -> dict[tuple[str, int], list[dict[str, Any]]]:
    times, dater = stage("TimeFinder", pack), stage("DocumentDater", pack)
    out: dict[tuple[str, int], list[dict[str, Any]]] = {}
    clock: collections.Counter[str] = collections.Counter()
    for row in rows:
        text, sentences = document(row["sentences"])
        marks = [time.perf_counter()]
        candidates = times.find(text) if times else []
        marks.append(time.perf_counter())
        mentions = actors.find(text, sentences, None)
        published = None
        if dater is not None:
            published, _ = dater.date(Document(row["doc"], text, ()), sentences, candidates, mentions)
        marks.append(time.perf_counter())
        resolved = times.resolve(candidates, text, sentences, published) if times else ()
        marks.append(time.perf_counter())
        events = coder.code(text, sentences, mentions, resolved, published, row["doc"])
        marks.append(time.perf_counter())
        for name, a, b in zip(("find times", "actors, dating", "resolve", "events"), marks, marks[1:], strict=False):
            clock[name] += b - a
        for sentence in sentences:
            out[row["doc"], sentence.index] = []
        for e in events:
            out[row["doc"], e.sentence.index].append({
                "type": e.type, "mode": e.mode, "actors": [p.code for p in e.actors], "recipients": [p.code for p in
                e.recipients],
                "status": e.status, "said_by": e.said_by.code if e.said_by else None, "trigger": e.trigger.text,
                "rule": e.rule,
            })  # fmt: skip
    print("  ".join(f"{k} {1000 * v / len(rows):.2f} ms" for k, v in clock.items()), "an article", file=sys.stderr)
    return out


def main() -> None:
    if sys.argv[1:2] == ["explain"]:
        explain(sys.argv[2])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("tune", "held", "dev"), default="tune")
    parser.add_argument("--type", help="score and list only events of this type")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--skip", type=int, default=0, help="errors to pass over first")
    parser.add_argument("--files", help="only these rule files: consult,accuse")
    parser.add_argument("--rule", help="list only errors in which this rule fired")
    parser.add_argument("--gold", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "gold")
    parser.add_argument("--finder", default="banggiao.actors:ActorFinder")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.gold / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    name = "dev" if args.split == "dev" else "train"
    rows = [
        r
        for r in json.loads((args.gold / f"{name}_sentences.json").read_text("utf-8"))
        if in_split(r["doc"], args.split)
    ]
    gold = [json.loads(line) for line in (args.gold / f"{name}.jsonl").read_text("utf-8").splitlines()]
    gold = [g for g in gold if in_split(g["doc"], args.split)]
    pack = load("vi")
    report(score, gold, predict(rows, finder(args.finder, pack), coder_of(pack, args.files), pack), args)


def report(
    score: Any, gold: list[dict[str, Any]], guesses: dict[tuple[str, int], list[dict[str, Any]]], args: Any
) -> None:
    hits, totals, spotted = [0] * 5, [0, 0], [0, 0, 0]
    by_type: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    by_rule: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    shown = 0
    for g in gold:
        events = [e for e in g["events"] if not args.type or e["type"] == args.type]
        found = [e for e in guesses.get((g["doc"], g["s"]), []) if not args.type or e["type"] == args.type]
        totals = [totals[0] + len(events), totals[1] + len(found)]
        spotted = [spotted[0] + bool(events and found), spotted[1] + bool(events), spotted[2] + bool(found)]
        table, chosen = score.pair(events, found)
        for e in events:
            by_type[e["type"]][1] += 1
        for e in found:
            by_type[e["type"]][2] += 1
            by_rule[e["rule"]][2] += 1
        right = 0
        for i, j in chosen:
            for level, ok in enumerate(table[i][j]):
                hits[level] += ok
            by_type[events[i]["type"]][0] += table[i][j][2]
            by_rule[found[j]["rule"]][0] += table[i][j][2]
            by_rule[found[j]["rule"]][1] += table[i][j][0]
            right += table[i][j][2]
        wrong = right < max(len(events), len(found)) and (not args.rule or any(e["rule"] == args.rule for e in found))
        if wrong and args.split == "tune" and args.skip <= shown < args.skip + args.errors:
            show(g, events, found)
        shown += wrong
    for name, (hit, n_gold, n_guess) in [
        ("sentence", spotted),
        *((n, (h, *totals)) for n, h in zip(LEVELS, hits, strict=True)),
    ]:
        f = score.f1(hit, n_gold, n_guess)
        print(f"{name:12} precision {f['precision']:.3f}  recall {f['recall']:.3f}  F1 {f['f1']:.3f}")
    print("\ntype          right   gold   found")
    for kind, (hit, n_gold, n_guess) in sorted(by_type.items(), key=lambda r: -r[1][1]):
        print(f"{kind:12} {hit:6} {n_gold:6} {n_guess:7}")
    print("\nrule                          who-whom  type  found")
    for rule, (hit, kind, n_guess) in sorted(by_rule.items(), key=lambda r: -r[1][2]):
        print(f"{rule:32} {hit:5} {kind:5} {n_guess:6}")


def show(row: dict[str, Any], events: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    print(f"\n{row['doc']}:{row['s']} {row['text']}")
    for sign, listed in (("gold ", events), ("found", found)):
        for e in listed:
            parties = f"{','.join(e['actors'])} -> {','.join(e['recipients'])}"
            print(f"   {sign} {e['type']}/{e['mode']} {parties}  {e['status']}"
                  f"  said by {e['said_by']}  | {e['trigger']}  {e.get('rule', '')}")  # fmt: skip


def explain(marked: str) -> None:
    result = run_example(coder_of(load("vi"), None), read_example(marked))
    for d in result.derivations:
        e = d.event
        print(
            f"{e.type}/{e.mode} {[p.code for p in e.actors]} -> {[p.code for p in e.recipients]} {e.status}"
            f" by {e.rule} ({d.voice}: {d.pattern})"
        )
        for slot in d.slots:
            print(f"   {slot.slot}: {slot.codes} {slot.span.text if slot.span else ''} ({slot.how})")
        for guard in d.guards:
            print(f"   guard {guard.guard}: {guard.span.text}")
        for name in d.transforms:
            print(f"   codebook: {name}")
    for miss in result.misses:
        print(f"no {miss.rule} on {miss.trigger.text!r}: {miss.voice} failed at {miss.failed}")


if __name__ == "__main__":
    main()
