"""An import that is killed leaves whole batches, and the next one ends with what an undisturbed one has."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

from banggiao.exchange.importing import import_file
from banggiao.store import connect, rollups
from tests.exchange import samples
from tests.exchange.test_import import dump

KILLS = 4
SLOW = """
import sys, time
from pathlib import Path
from banggiao.exchange.importing import import_file
from banggiao.store import connect, imports

imports.BATCH = 40
import_file(connect(sys.argv[1], create=True), Path(sys.argv[2]), step=lambda _: (print(), time.sleep(0.01)))
"""


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    rows = [samples.icews_row(event_id=str(n), event_date=f"2014-{n % 12 + 1:02}-05") for n in range(3000)]
    path = samples.icews(tmp_path / "a.tab", [*rows, *rows[:20]])
    chance = random.Random(11)
    for _ in range(KILLS):
        call = [sys.executable, "-c", SLOW, str(tmp_path / "killed.db"), str(path)]
        with subprocess.Popen(call, stdout=subprocess.PIPE) as work:
            assert work.stdout is not None
            work.stdout.readline()  # the first batch is in
            time.sleep(chance.uniform(0, 0.2))
            work.kill()
        with contextlib.closing(connect(tmp_path / "killed.db")) as store:
            assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            count = store.execute("SELECT count(*) FROM event").fetchone()[0]
            assert (count,) == store.execute("SELECT events FROM dataset").fetchone()
            assert sorted(store.execute(rollups.expected())) == sorted(store.execute("SELECT * FROM dyad_month"))
    with (
        contextlib.closing(connect(tmp_path / "killed.db")) as store,
        contextlib.closing(connect(tmp_path / "calm.db", create=True)) as calm,
    ):
        assert 0 < import_file(store, path).known < 3020
        import_file(calm, path)
        assert dump(store) == dump(calm)
