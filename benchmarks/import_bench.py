"""Measure a large data set beside what was read: its import, and the questions asked of that store.

The data set is ``$BANGGIAO_ICEWS``, else ``../shared/bench/icews.parquet`` where it is, else invented rows in ICEWS's
columns. It is imported once, by the command, in a process of its own. Each question is asked of many pairs, years and
words, first alone, then while another process ingests articles into the same store. Prints a table and writes
``build/import_bench.json``; ``record_bench.py`` calls :func:`figures`.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import itertools
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import bench

TARGET = bench.ROOT / "build" / "import_bench.json"
USUAL = bench.ROOT.parent / "shared" / "bench" / "icews.parquet"
ASKED = 200
Figures = dict[str, dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the import of a large data set, and questions of that store.")
    parser.add_argument("--rows", type=int, default=720_000, help="invented rows, where there is no ICEWS")
    parser.add_argument(
        "--articles", type=int, default=400, help="articles that the other process ingests, again and again"
    )
    given = parser.parse_args()
    found = figures(given.rows, given.articles)
    print("\n".join(bench.table(found)))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {TARGET.relative_to(bench.ROOT)}")


def figures(rows: int = 720_000, articles: int = 400) -> Figures:
    """Every figure, as the list of its runs and what it is counted in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "relations.db"
        source = Path(os.environ.get("BANGGIAO_ICEWS", USUAL))
        if not source.is_file():
            source = invented(folder / "invented.tab", rows)
        found = {**imported(source, store), **asked(store, "alone")}
        sample = folder / "sample.jsonl"
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in bench.corpus(articles)[1])
        sample.write_text("".join(lines), "utf-8")
        with ingesting(sample, store):
            found |= asked(store, "beside an ingest")
    return found


def imported(source: Path, store: Path) -> Figures:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    first = seconds("import", source, "--db", store)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with contextlib.closing(sqlite3.connect(store)) as connection:
        count = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    again = seconds("import", source, "--db", store)
    megabytes = after.ru_maxrss / 1e6 if sys.platform == "darwin" else after.ru_maxrss * 1024 / 1e6
    return {
        f"import of {count:,} rows": {"unit": "s", "runs": [first]},
        "of it, processor time": {"unit": "s", "runs": [processor]},
        "rows imported": {"unit": "rows/s", "runs": [count / first]},
        "the same file again": {"unit": "s", "runs": [again]},
        "peak memory, import": {"unit": "MB", "runs": [megabytes]},
        "size of the store of imported rows": {"unit": "B/row", "runs": [store.stat().st_size / count]},
    }


def seconds(*call: object) -> float:
    """How long the command takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "banggiao", *map(str, call)], check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def asked(store: Path, how: str) -> Figures:
    """Milliseconds for the timeline of a pair, the busiest pairs of a year, and a search for a phrase."""
    from banggiao.store import connect, search, timelines
    from banggiao.store.filters import Filter

    with contextlib.closing(connect(store, readonly=True)) as connection:
        pairs = connection.execute(
            "SELECT actor, recipient FROM dyad_month GROUP BY 1, 2 ORDER BY sum(events) DESC LIMIT ?", (ASKED,)
        ).fetchall()
        years = [y for (y,) in connection.execute("SELECT DISTINCT substr(month, 1, 4) FROM dyad_month ORDER BY 1")]
        texts = connection.execute("SELECT text FROM passage ORDER BY n LIMIT ? OFFSET 1000", (ASKED * 50,)).fetchall()
        phrases = [phrase for (text,) in texts[::50] if (phrase := two_words(text))]
        questions: dict[str, tuple[Iterable[Any], Callable[[Any], object]]] = {
            "timeline of a pair": (pairs, lambda pair: timelines.timeline(connection, pair)),
            "busiest pairs of a year": (
                itertools.islice(itertools.cycle(years), 3 * len(years)),
                lambda year: timelines.busiest(connection, (f"{year}-01", f"{year}-12")),
            ),
            "search for a phrase": (
                phrases,
                lambda phrase: list(search.evidence(connection, Filter(phrase=phrase), "newest", 20, None)),
            ),
        }
        return {
            f"{name}, {how}": {"unit": "ms", "runs": [1000 * timed(ask, value) for value in values]}
            for name, (values, ask) in questions.items()
        }


def two_words(text: str) -> str | None:
    """Two words that follow one another in ``text``, as a phrase in quotes."""
    words = [word for word in text.split() if word.isalpha()]
    return f'"{words[0]} {words[1]}"' if len(words) > 1 and f"{words[0]} {words[1]}" in text else None


def timed(ask: Callable[[Any], object], value: Any) -> float:
    began = time.perf_counter()
    ask(value)
    return time.perf_counter() - began


@contextlib.contextmanager
def ingesting(sample: Path, store: Path) -> Iterator[None]:
    """Another process that ingests the sample into the store, under other names each time, until this ends."""
    work = subprocess.Popen([sys.executable, __file__, "--ingest", str(sample), str(store)])
    try:
        time.sleep(3.0)  # the stages are loaded by then
        yield
    finally:
        work.terminate()
        work.wait()


def ingest_for_ever(sample: Path, store: Path) -> None:
    rows = [json.loads(line) for line in sample.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        for turn in itertools.count():
            path = Path(folder) / "turn.jsonl"
            lines = (json.dumps({**row, "doc": f"{row['doc']}/{turn}"}, ensure_ascii=False) + "\n" for row in rows)
            path.write_text("".join(lines), "utf-8")
            call = [sys.executable, "-m", "banggiao", "ingest", path, "--input", "sentences", "--db", store]
            subprocess.run([str(part) for part in call], check=True, stderr=subprocess.DEVNULL)


def invented(path: Path, rows: int) -> Path:
    """A file in ICEWS's columns: as many actors and pairs that recur as in the real one, nobody's deeds."""
    from banggiao import knowledge
    from banggiao.exchange import columns
    from banggiao.ontology import cameo_codes

    chance = random.Random(7)
    states = [state.name for state in knowledge.states().values()]
    weights = [1 / (place + 1) for place in range(len(states))]
    codes = [code for code in cameo_codes().values() if len(code.code) > 2]
    first = dt.date(2005, 1, 1)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("\t".join(columns.ICEWS) + "\n")
        for number in range(rows):
            source, target = chance.choices(states, weights, k=2)
            code = chance.choice(codes)
            day = first + dt.timedelta(days=number * 5000 // rows)
            who = (f"Ministry {number % 900} ({source})", "Government", source)
            whom = (f"Citizen ({target})", "Citizens", target)
            about = (code.label, code.code, str(code.goldstein))
            rest = (str(number // 3), "2", "Nobody's Daily", "NA", "NA", "NA", source, "NA", "NA")
            stream.write("\t".join([str(number), day.isoformat(), *who, *about, *whom, *rest]) + "\n")
    return path


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ingest"]:
        ingest_for_ever(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
