"""Measure the record: what keeping documents costs beside reading them, the size of the store, memory.

Reading alone and ingesting take turns, each in a process of its own, over the same articles (see ``bench.py`` for where
they come from); the ratio is that of their medians. ``import_bench.py`` adds a large data set and questions of it.
Prints a table and writes ``build/record_bench.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import bench
import import_bench

TARGET = bench.ROOT / "build" / "record_bench.json"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what keeping documents costs.")
    parser.add_argument("--runs", type=int, default=3, help="how often each figure is taken (default: 3)")
    parser.add_argument("--articles", type=int, default=1000, help="articles a run (default: 1000)")
    parser.add_argument("--worker", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        what, sample = given.worker
        print(json.dumps(WORKERS[what](Path(sample))))
        return
    name, rows = bench.corpus(given.articles)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        sample.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        figures = {**measured(sample, len(rows), given.runs), **import_bench.figures()}
    about = {"corpus": name, "articles": len(rows), "cores": os.cpu_count(), "runs": given.runs}
    for key, value in about.items():
        print(f"{key}: {value}")
    print()
    print("\n".join(bench.table(figures)))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps({**about, "figures": figures}, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {TARGET.relative_to(bench.ROOT)}")


def measured(sample: Path, articles: int, runs: int) -> dict[str, dict[str, Any]]:
    """Every figure, as the list of its runs and what it is counted in."""
    reading, keeping = [], []
    for _ in range(runs):
        reading.append(worker("read", sample))
        keeping.append(worker("ingest", sample))
    speed = [run["processor"] for run in reading], [run["processor"] for run in keeping]
    ratio = statistics.median(speed[0]) / statistics.median(speed[1])
    figures = {
        "reading alone, one core": ("articles/s", [articles / run["seconds"] for run in reading]),
        "ingest, one core": ("articles/s", [articles / run["seconds"] for run in keeping]),
        "speed of ingest to that of reading": ("", [ratio]),
        "reading, processor time": ("ms/article", [1000 * s / articles for s in speed[0]]),
        "ingest, processor time": ("ms/article", [1000 * s / articles for s in speed[1]]),
        "of it, transactions": ("ms/article", [1000 * run["writing"] / articles for run in keeping]),
        "longest transaction (250 articles)": ("s", [run["longest"] for run in keeping]),
        "the same again, nothing changes": ("articles/s", [articles / run["again"] for run in keeping]),
        "size of the store": ("kB/article", [run["bytes"] / articles / 1000 for run in keeping]),
        "peak memory, reading": ("MB", [run["memory"] for run in reading]),
        "peak memory, ingest": ("MB", [run["memory"] for run in keeping]),
    }
    return {name: {"unit": unit, "runs": values} for name, (unit, values) in figures.items()}


def worker(what: str, sample: Path) -> dict[str, float]:
    call = [sys.executable, __file__, "--worker", what, sample]
    build = bench.COMPILED if bench.COMPILED.is_dir() else bench.ROOT / "src"
    ended = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True, env=bench.environment(build))
    result: dict[str, float] = json.loads(ended.stdout)
    return result


def read(sample: Path) -> dict[str, float]:
    """Read the sample and keep nothing."""
    from banggiao import api

    documents = warm(sample)
    with Clock() as clock:
        for _ in api.read_many(documents, bench.len_of_events):
            pass
    return {**clock.said(), "memory": peak()}


def ingest(sample: Path) -> dict[str, float]:
    """Ingest the sample into a fresh store; then again, when nothing is new."""
    from banggiao import api
    from banggiao.store.writer import Writer

    documents = warm(sample)
    batches: list[float] = []
    write = Writer.add_rows

    def timed(self: Writer, *given: Any) -> Any:
        began = time.perf_counter()
        stored = write(self, *given)
        batches.append(time.perf_counter() - began)
        return stored

    Writer.add_rows = timed  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.db"
        with Clock() as clock:
            for _ in api.ingest(documents, store):
                pass
        figures = {**clock.said(), "memory": peak(), "writing": sum(batches), "longest": max(batches)}
        figures["bytes"] = store.stat().st_size
        with Clock() as again:
            for _ in api.ingest(documents, store):
                pass
    return {**figures, "again": again.said()["seconds"]}


def warm(sample: Path) -> list[Any]:
    """The documents of the sample, and the stages loaded."""
    from banggiao import api

    documents = list(api.read_sentence_file(str(sample), lambda error: None))
    for _ in api.read_many(documents[:1], bench.len_of_events):
        pass
    return documents


class Clock:
    """Seconds by the clock on the wall and by the processor."""

    def __enter__(self) -> Clock:
        self._began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = time.perf_counter(), time.process_time()

    def said(self) -> dict[str, float]:
        return {"seconds": self._ended[0] - self._began[0], "processor": self._ended[1] - self._began[1]}


def peak() -> float:
    """Peak memory of this process in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


WORKERS = {"read": read, "ingest": ingest}

if __name__ == "__main__":
    main()
