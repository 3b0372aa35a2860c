"""How well reprints are found: on pairs of our own making, and on a corpus against every pair compared.

    python benchmarks/duplicates.py                            # the pairs of tests/stories: precision and recall
    python benchmarks/duplicates.py CORPUS.jsonl.gz            # and the pairs found there, recall of the candidates
    python benchmarks/duplicates.py CORPUS.jsonl.gz --read 60  # and 60 of them around the threshold, to judge by eye

CORPUS: JSON Lines of {"doc", "sentences"}, as ``banggiao read --input sentences`` takes it; the title comes first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.stories.pairs import pairs

from banggiao.stories import Body, bands, reprint, signature
from banggiao.stories.bodies import phrases
from banggiao.stories.reprints import resemblance

_SAMPLE = 2000
_SHARED = 2
_LEAST = 0.4


def own() -> None:
    """Precision and recall on the pairs made for the tests."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for pair in pairs():
        found = reprint(pair.one, pair.other) is not None
        counts[pair.same, found] += 1
        if found != pair.same:
            print(f"  wrong: {pair.name}: {'joined' if found else 'not joined'}")
    right = counts[True, True]
    print(
        f"own pairs: {sum(counts.values())}, of which {right + counts[True, False]} are reprints; "
        f"precision {right / max(right + counts[False, True], 1):.3f}, "
        f"recall {right / max(right + counts[True, False], 1):.3f}"
    )


def corpus(path: Path, read: int, seed: int) -> None:
    """Pairs found in the corpus; recall against every pair of a sample compared; some to read."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        rows = [json.loads(line) for line in lines]
    bodies = [Body.of("\n".join(row["sentences"][1:])) for row in rows]
    began = time.process_time()
    signatures = [signature("\n".join(row["sentences"][1:])) for row in rows]
    print(f"signatures: {len(rows) / (time.process_time() - began):,.0f} documents a second")
    found = candidates(signatures)
    joined = {pair: made for pair in found if (made := reprint(bodies[pair[0]], bodies[pair[1]]))}
    print(f"corpus: {len(rows)} documents, {len(found)} candidate pairs, {len(joined)} joined")
    chosen = sorted(random.Random(seed).sample(range(len(rows)), min(_SAMPLE, len(rows))))
    alike = _alike({n: phrases(bodies[n].words) for n in chosen})
    reached = [p for p in alike if p in found]
    should = [p for p in alike if reprint(bodies[p[0]], bodies[p[1]])]
    print(
        f"every pair of {len(chosen)} compared: {len(alike)} resemble by {_LEAST} or more, {len(reached)} of them are "
        f"candidates; {len(should)} are reprints, {sum(p in joined for p in should)} of them joined"
    )
    near = sorted(found, key=lambda p: abs(resemblance(bodies[p[0]], bodies[p[1]]) - _LEAST))
    for one, other in sorted(near[:read]):
        made = joined.get((one, other))
        print(f"\n== {rows[one]['doc']} {rows[other]['doc']} {resemblance(bodies[one], bodies[other]):.2f}", end=" ")
        print(f"JOINED: {made.because}" if made else "not joined")
        for n in (one, other):
            print("  *", " | ".join(rows[n]["sentences"])[:500])


def candidates(signatures: list[bytes]) -> set[tuple[int, int]]:
    """The pairs that share enough bands, as the store finds them."""
    holders: dict[int, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for n, of in enumerate(signatures):
        for band in bands(of):
            shared.update((other, n) for other in holders[band])
            holders[band].append(n)
    return {pair for pair, count in shared.items() if count >= _SHARED}


def _alike(bodies: dict[int, frozenset[str]]) -> list[tuple[int, int]]:
    """Every pair that resembles by so much, by counting all phrases that each two share."""
    holders: dict[str, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for n, said in bodies.items():
        for phrase in said:
            shared.update((other, n) for other in holders[phrase])
            holders[phrase].append(n)
    sizes = {n: len(said) for n, said in bodies.items()}
    return [(a, b) for (a, b), count in shared.items() if count >= _LEAST * (sizes[a] + sizes[b] - count)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--read", type=int, default=0, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=3)
    given = parser.parse_args()
    own()
    if given.corpus:
        corpus(given.corpus, given.read, given.seed)
