"""Whatever happens to the process, the store opens, is whole, and the same ingest ends as if undisturbed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from banggiao import api, pipeline
from banggiao.intake import SentenceDocument
from banggiao.store import StoreError, connect
from banggiao.store.checking import check
from banggiao.store.writer import Writer
from tests.store.conftest import dump, told

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes and signals as POSIX has them")

resource = pytest.importorskip("resource", reason="limits as POSIX has them")
KILLS = 50
BATCH = 4
ACTORS = ("Lào", "Mông Cổ", "Kenya", "Somalia", "Ba Lan", "Peru")


def reports(count: int = 60) -> list[SentenceDocument]:
    """Short documents, several of the same meetings."""
    found = []
    for n in range(count):
        one, other, day = ACTORS[n % 6], ACTORS[(n // 6 + n + 1) % 6], n % 28 + 1
        sentences = [
            f"{one} và {other}",
            f"Ngoại trưởng {one} hôm {day}/5 hội đàm với người đồng cấp {other}.",
            f"{one} sẽ thăm {other} vào ngày {day}/9.",
        ]
        found.append(SentenceDocument(f"r{n}", sentences, published=f"2014-05-{day:02}"))
    return found


def ingest(store: Path, documents: list[SentenceDocument]) -> None:
    for outcome in api.ingest(documents, store, batch=BATCH):
        assert outcome.error is None


def in_child(work: Callable[[], None]) -> int:
    """Do ``work`` in a process of its own, which has the compiled stages already."""
    pipeline.reader("vi")
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except StoreError:
        os._exit(3)
    finally:
        os._exit(1)


def said(path: Path) -> list[str]:
    """Everything in the store, found to be whole; how the index of words lies on the disk does not matter."""
    connection = connect(path)
    try:
        assert list(check(connection)) == []
        return [line for line in dump(connection) if not line.startswith('INSERT INTO "passage_text_')]
    finally:
        connection.close()


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    documents = reports()
    began = time.monotonic()
    os.waitpid(in_child(lambda: ingest(tmp_path / "whole.db", documents)), 0)
    takes = time.monotonic() - began
    wanted = said(tmp_path / "whole.db")
    moments, killed, attempt = random.Random(11), 0, 0
    store = tmp_path / "0.db"
    while killed < KILLS:
        child = in_child(lambda store=store: ingest(store, documents))  # type: ignore[misc]
        time.sleep(moments.random() * takes / 2)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            killed += 1
        if store.exists():
            connection = connect(store, create=True)
            assert list(check(connection)) == []
            assert connection.execute("SELECT count(*) FROM document").fetchone()[0] % BATCH == 0
            connection.close()
        if not os.WIFSIGNALED(status):  # it was done before: the next one begins anew
            assert said(store) == wanted
            attempt += 1
            store = tmp_path / f"{attempt}.db"
    ingest(store, documents)
    assert said(store) == wanted


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    documents = reports()
    ingest(tmp_path / "whole.db", documents)
    store = tmp_path / "store.db"
    ingest(store, documents[:8])
    kept = said(store)

    def work() -> None:
        size = store.stat().st_size + 40_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        ingest(store, documents)

    _, status = os.waitpid(in_child(work), 0)
    assert os.waitstatus_to_exitcode(status) == 3
    assert set(kept) - {line for line in kept if "dyad_month" in line} <= set(said(store))
    ingest(store, documents)
    assert said(store) == said(tmp_path / "whole.db")


def test_no_room_is_one_sentence(store: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = store.execute("PRAGMA page_count").fetchone()[0]
    store.execute(f"PRAGMA max_page_count = {pages + 2}")
    monkeypatch.setattr("banggiao.store.connect", lambda *_, **__: store)
    with pytest.raises(StoreError) as caught:
        list(api.ingest(reports(), tmp_path / "store.db"))
    assert "store.db: there is no room left; make room" in str(caught.value) and "\n" not in str(caught.value)


def test_an_interruption_leaves_no_trace_of_its_batch(
    store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    Writer(store).add([told("a", "Lào chỉ trích Mông Cổ.")])
    before = dump(store)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("banggiao.store.rollups.refresh", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Writer(store).add([told("b", "Kenya chỉ trích Somalia.")])
    assert dump(store) == before


def test_several_read_while_one_writes(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    connect(store, create=True).close()
    readers = [connect(store, readonly=True) for _ in range(3)]
    child = in_child(lambda: ingest(store, reports()))
    seen: set[int] = set()
    ended = 0
    while not ended:
        ended, status = os.waitpid(child, os.WNOHANG)
        for reader in readers:
            reader.execute("BEGIN")
            documents = reader.execute("SELECT count(*) FROM document").fetchone()[0]
            texts = reader.execute("SELECT count(DISTINCT document) FROM passage").fetchone()[0]
            counted = reader.execute(
                "SELECT count(*) FROM event e JOIN dyad d ON d.event = e.n WHERE counted = 1 AND month IS NOT NULL"
            ).fetchone()[0]
            summed = reader.execute("SELECT coalesce(sum(events), 0) FROM dyad_month").fetchone()[0]
            reader.execute("COMMIT")
            assert documents % BATCH == 0 and texts == documents and counted == summed
            seen.add(documents)
    assert status == 0 and len(seen) > 1
    for reader in readers:
        reader.close()


def test_two_write_in_turns(tmp_path: Path) -> None:
    documents = reports()
    children = [in_child(lambda n=n: ingest(tmp_path / "store.db", documents[n::2])) for n in range(2)]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    connection = connect(tmp_path / "store.db")
    assert connection.execute("SELECT count(*) FROM document").fetchone() == (60,)
    assert list(check(connection)) == []
    connection.close()
