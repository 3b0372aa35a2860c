"""How many checks of the story bundles the record meets, by table: ``python benchmarks/bundles.py [--split tune]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.record.checks import Asked, checks
from tests.record.expectations import bundles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["tune", "held"])
    parser.add_argument("--bundle", help="only this bundle")
    parser.add_argument("--fail", action="store_true", help="show what was found where something else was expected")
    given = parser.parse_args()
    met: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for bundle in bundles(given.split):
        if given.bundle not in (None, bundle.name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            store = Asked(bundle, Path(folder) / "relations.db")
            for check in checks(bundle):
                try:
                    failure = store.failure(check)
                except RuntimeError as error:
                    failure = str(error)
                asked[check.table] += 1
                asked[bundle.name] += 1
                met[check.table] += failure is None
                met[bundle.name] += failure is None
                if failure is not None and given.fail:
                    print(f"{check.id}: {check.asks}\n  {failure}\n")
    for name, count in asked.items():
        print(f"{name:28}{met[name]:4} of {count}")
    tables = ("mechanism", "measure", "agenda", "event", "relation", "story", "document", "version", "apart")
    print(f"{'all':28}{sum(met[t] for t in tables):4} of {sum(asked[t] for t in tables)}")


if __name__ == "__main__":
    main()
