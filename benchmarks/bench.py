"""Measure speed, memory and start-up, each as the median of several runs, in processes of their own.

Both builds are measured, turn by turn, where ``make compiled`` has put the compiled one: pure Python as it stands in
``src``, and the wheel whose hot modules are compiled. Machines differ and are shared: a loop of plain Python is timed
beside every run, and speed is also told as articles in the time of that loop.

The corpus is ``$BANGGIAO_CORPUS``, else ``../shared/corpus/worldnews.jsonl.gz`` where it is, else sentences made from
the sample pages that the package ships. Speed is from sentences in to events out. Prints a table and writes
``build/bench.json``. Nothing here passes or fails: the figures are what they are on the machine they are taken on.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SAMPLES = ROOT / "src" / "banggiao" / "samples"
USUAL_CORPUS = ROOT.parent / "shared" / "corpus" / "worldnews.jsonl.gz"
BANGGIAO = Path(sys.executable).with_name("banggiao")
COMPILED = ROOT / "build" / "compiled" / "site"
PURE, FAST = "pure Python", "compiled"
ADDITIONS = 5_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure speed, memory and start-up.")
    parser.add_argument("--runs", type=int, default=5, help="how often each figure is taken (default: 5)")
    parser.add_argument("--articles", type=int, default=1500, help="articles a run (default: 1500)")
    parser.add_argument("--worker", metavar="FILE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        print(json.dumps(one_core(Path(given.worker))))
        return
    name, rows = corpus(given.articles)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        sample.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        figures = measured(sample, len(rows), given.runs)
    report(name, rows, figures, given.runs)


def measured(sample: Path, articles: int, runs: int) -> dict[str, dict[str, Any]]:
    """Every figure, as the list of its runs and what it is counted in."""
    builds = {PURE: ROOT / "src"} | ({FAST: COMPILED} if COMPILED.is_dir() else {})
    cores = os.cpu_count() or 1
    page = next(iter(sorted(SAMPLES.glob("*.txt"))), None)
    found: dict[str, tuple[str, list[float]]] = {}
    for _ in range(runs):
        for build, folder in builds.items():
            alone = worker(sample, folder, build)
            every = seconds([BANGGIAO, *reading(sample), "--jobs", str(cores)], folder)
            taken = {
                f"one core, {build}": ("articles/s", articles / alone["seconds"]),
                f"one core, {build}, in the loop's time": ("articles", articles / alone["seconds"] * alone["loop"]),
                f"all {cores} cores, start-up included, {build}": ("articles/s", articles / every),
                f"peak memory, one process, {build}": ("MB", alone["memory"]),
                f"loading the stages, {build}": ("s", alone["loading"]),
                f"a loop of {ADDITIONS:,} additions": ("s", alone["loop"]),
                "banggiao --help": ("s", seconds([BANGGIAO, "--help"], folder)),
            }
            if page is not None:
                taken[f"one page, cold, {build}"] = ("s", seconds([BANGGIAO, "read", page], folder))
            for name, (unit, value) in taken.items():
                found.setdefault(name, (unit, []))[1].append(value)
    return {name: {"unit": unit, "runs": values} for name, (unit, values) in found.items()}


def reading(sample: Path) -> list[str]:
    """The arguments that read the sample of sentences."""
    return ["read", str(sample), "--input", "sentences", "--format", "gold"]


def one_core(sample: Path) -> dict[str, Any]:
    """In a fresh process: load the stages, then read the whole sample.

    Seconds of the processor for both and for the loop (the mean of before and after), and peak memory in MB.
    """
    from banggiao import api
    from banggiao.events import tokens

    documents = list(api.read_sentence_file(str(sample), lambda error: None))
    before = loop()
    began = time.process_time()
    for _ in api.read_many(documents[:1], len_of_events):
        pass
    loaded = time.process_time()
    for _ in api.read_many(documents, len_of_events):
        pass
    ended = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
    build = PURE if str(tokens.__file__).endswith(".py") else FAST
    times = {"seconds": ended - loaded, "loading": loaded - began, "loop": (before + loop()) / 2}
    return {**times, "memory": megabytes, "build": build}


def loop() -> float:
    """Seconds of the processor for a loop of plain Python, by which machines and moments can be compared."""
    began = time.process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began


def len_of_events(record: Any) -> int:
    return len(record.events)


def worker(sample: Path, folder: Path, build: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--worker", sample]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment(folder))
    result: dict[str, Any] = json.loads(run.stdout)
    if result["build"] != build:
        raise SystemExit(f"{folder} holds the {result['build']} build where the {build} one should be: make compiled")
    return result


def seconds(command: list[Any], folder: Path) -> float:
    began = time.perf_counter()
    parts = [str(part) for part in command]
    subprocess.run(parts, check=True, stdout=subprocess.DEVNULL, env=environment(folder))
    return time.perf_counter() - began


def environment(folder: Path) -> dict[str, str]:
    """The environment in which the build in ``folder`` is the one that is imported."""
    return {**os.environ, "PYTHONPATH": str(folder)}


def corpus(articles: int) -> tuple[str, list[dict[str, Any]]]:
    """Where the articles come from, and that many of them, spread evenly over a larger file."""
    path = Path(os.environ.get("BANGGIAO_CORPUS", USUAL_CORPUS))
    if not path.is_file():
        return "sentences of the shipped sample pages, repeated", list(itertools.islice(synthetic(), articles))
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream if line.strip()]
    step = max(len(rows) // articles, 1)
    return path.name, rows[::step][:articles]


def synthetic() -> Iterator[dict[str, Any]]:
    """Documents made of the sample pages' long lines, each under a name of its own, without end."""
    pages = [page.read_text("utf-8") for page in sorted(SAMPLES.glob("*.txt"))]
    if not pages:
        raise SystemExit("there is no corpus and there are no sample pages: set BANGGIAO_CORPUS")
    texts = [[line.strip() for line in page.splitlines() if len(line) > 60] for page in pages]
    for number in itertools.count():
        yield {"doc": f"sample/{number}", "sentences": texts[number % len(texts)], "published": "2019-05-14"}


def report(name: str, rows: list[dict[str, Any]], figures: dict[str, dict[str, Any]], runs: int) -> None:
    python = f"{platform.system()}, Python {platform.python_version()}"
    about = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {python}",
        "corpus": name,
        "articles": len(rows),
        "sentences an article": round(statistics.mean(len(r["sentences"]) for r in rows), 1),
        "characters an article": round(statistics.mean(sum(map(len, r["sentences"])) for r in rows)),
        "runs": runs,
    }
    for key, value in about.items():
        print(f"{key}: {value}")
    print()
    print("\n".join(table(figures)))
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({**about, "figures": figures}, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {target.relative_to(ROOT)}")


def table(figures: dict[str, dict[str, Any]]) -> Iterable[str]:
    yield f"{'':56} {'median':>10} {'least':>10} {'most':>10}"
    for name, figure in figures.items():
        values = figure["runs"]
        row = " ".join(f"{shown(v):>10}" for v in (statistics.median(values), min(values), max(values)))
        yield f"{name:56} {row}  {figure['unit']}"


def shown(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    main()
