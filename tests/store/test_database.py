"""What is no store, or cannot be used as one, is one sentence that says what to do."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from banggiao.store import SCHEMA_VERSION, StoreError, connect, database, explained
from banggiao.store.checking import check
from banggiao.store.maintenance import backup, stats, vacuum
from banggiao.store.removal import remove
from banggiao.store.writer import Writer
from tests.store.conftest import dump, told


def refused(path: Path, **given: bool) -> str:
    with pytest.raises(StoreError) as caught:
        connect(path, **given).close()
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ") and "\n" not in sentence
    return sentence


class TestRefusals:
    def test_missing(self, tmp_path: Path) -> None:
        assert "there is no store here" in refused(tmp_path / "no.db")
        assert not (tmp_path / "no.db").exists()

    @pytest.mark.parametrize("create", [False, True])
    def test_what_is_no_file(self, tmp_path: Path, create: bool) -> None:
        (tmp_path / "folder").mkdir()
        assert "a store is a file" in refused(tmp_path / "folder", create=create)
        if hasattr(os, "mkfifo"):
            os.mkfifo(tmp_path / "pipe")
            assert "a store is a file" in refused(tmp_path / "pipe", create=create)
        with pytest.raises(StoreError, match="has no name; give a file with --db"):
            connect("", create=create)

    def test_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        path.write_text("Lào và Mông Cổ " * 100, "utf-8")
        before = path.read_bytes()
        assert "no SQLite file" in refused(path, create=True)
        assert path.read_bytes() == before

    def test_a_strangers_database(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE a (b)")
        connection.close()
        before = path.read_bytes()
        assert "not a store of banggiao" in refused(path, create=True)
        assert path.read_bytes() == before

    def test_newer(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        store.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        assert "written by a newer banggiao" in refused(tmp_path / "store.db")

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc takes no files, not even from root")
    def test_a_folder_that_takes_no_files(self) -> None:
        assert "cannot be opened or made" in refused(Path("/proc/store.db"), create=True)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert "check that its folder exists" in refused(tmp_path / "no" / "store.db", create=True)

    def test_locked(self, store: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "WAIT", 0.01)
        other = connect(tmp_path / "store.db")
        store.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process has been writing"), explained(tmp_path / "store.db"):
            Writer(other).add([told("a", "Lào")])
        store.execute("ROLLBACK")
        Writer(other).add([told("a", "Lào")])
        other.close()

    def test_cut_short(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        Writer(store).add([told(str(n), f"Lào hôm {n + 1}/5 chỉ trích Mông Cổ.") for n in range(20)])
        store.close()
        path = tmp_path / "store.db"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(StoreError, match=r"store\.db: .*(damaged|does not read)"), explained(path):
            connection = connect(path)
            found = list(check(connection))
            connection.execute("SELECT count(*) FROM event").fetchall()
            raise AssertionError(found)

    def test_a_folder_for_reading_only_can_be_asked(
        self, store: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Writer(store).add([told("a", "Lào")])
        store.close()
        assert not (tmp_path / "store.db-wal").exists()
        monkeypatch.setattr("os.access", lambda *_: False)
        reader = connect(tmp_path / "store.db", readonly=True)
        assert reader.execute("SELECT count(*) FROM document").fetchone() == (1,)
        assert [path.name for path in tmp_path.iterdir()] == ["store.db"]
        reader.close()

    def test_readonly_changes_nothing(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        reader = connect(tmp_path / "store.db", readonly=True)
        with pytest.raises(StoreError, match="cannot be written to"), explained(tmp_path / "store.db"):
            Writer(reader).add([told("a", "Lào")])
        reader.close()


class TestMigrations:
    @pytest.fixture
    def second(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A second migration, as a later version may bring it."""
        script = "ALTER TABLE document ADD COLUMN desk TEXT;\nUPDATE document SET desk = 'world; all';"
        now = database._migrations()
        monkeypatch.setattr(database, "_migrations", lambda: [*now, (9, script)])
        monkeypatch.setattr(database, "SCHEMA_VERSION", 9)

    def older(self, path: Path) -> Path:
        connection = connect(path, create=True)
        Writer(connection).add([told("a", "Lào chỉ trích Mông Cổ.")])
        connection.close()
        return path

    def test_an_older_store_is_brought_forward(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        path = self.older(tmp_path / "store.db")
        request.getfixturevalue("second")
        said = refused(path, readonly=True)
        assert "of an older schema" in said
        assert said.endswith(f"bring it forward with: banggiao db vacuum --db {path}")
        connection = connect(path)
        assert connection.execute("SELECT desk FROM document").fetchall() == [("world; all",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (9,)
        connection.close()
        connect(path, readonly=True).close()

    def test_one_that_fails_leaves_the_store_as_it_was(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = self.older(tmp_path / "store.db")
        now = database._migrations()
        before = sqlite3.connect(path)
        wanted = list(before.iterdump())
        before.close()
        with monkeypatch.context() as patch:
            broken = (9, "ALTER TABLE document ADD COLUMN desk TEXT; DROP TABLE missing;")
            patch.setattr(database, "_migrations", lambda: [*now, broken])
            patch.setattr(database, "SCHEMA_VERSION", 9)
            assert "no such table" in refused(path)
        connection = connect(path)
        assert list(connection.iterdump()) == wanted
        connection.close()

    def test_the_numbers_follow_one_another(self) -> None:
        assert [number for number, _ in database._migrations()] == list(range(1, SCHEMA_VERSION + 1))


class TestMaintenance:
    def filled(self, connection: sqlite3.Connection) -> None:
        Writer(connection).add([told(str(n), f"Lào hôm {n + 1}/5 chỉ trích Mông Cổ.") for n in range(20)])

    def test_a_backup_is_the_store_at_that_moment(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        self.filled(store)
        copy = tmp_path / "copy.db"
        assert backup(tmp_path / "store.db", copy) == copy.stat().st_size
        assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
        other = connect(copy)
        assert dump(other) == dump(store)
        assert list(check(other)) == []
        Writer(other).add([told("z", "Kenya chỉ trích Somalia.")])
        other.close()
        backup(tmp_path / "store.db", copy)
        other = connect(copy, readonly=True)
        assert other.execute("SELECT count(*) FROM document").fetchone() == (20,)
        other.close()

    def test_a_backup_while_another_writes(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        self.filled(store)
        store.execute("BEGIN IMMEDIATE")
        store.execute("DELETE FROM dyad")
        backup(tmp_path / "store.db", tmp_path / "copy.db")
        store.execute("ROLLBACK")
        other = connect(tmp_path / "copy.db")
        assert list(check(other)) == []
        other.close()

    def test_a_backup_replaces_no_other_file(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        page = tmp_path / "page.txt"
        page.write_text("Lào và Mông Cổ " * 100, "utf-8")
        for target in (page, tmp_path / "store.db", tmp_path / "no" / "copy.db"):
            with pytest.raises(StoreError, match=target.name):
                backup(tmp_path / "store.db", target)
        assert page.read_text("utf-8").startswith("Lào")

    def test_vacuum_gives_back_room(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        self.filled(store)
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        remove(store, list(range(1, 20)))
        before, after = vacuum(tmp_path / "store.db")
        assert after < before
        assert list(check(store)) == []

    def test_stats_count_what_is_there(self, store: sqlite3.Connection) -> None:
        self.filled(store)
        found = stats(store)
        assert (found.documents, found.older, found.events) == (20, 0, {"read": 20})
        assert found.bytes_per_document * 20 <= found.bytes
        assert list(found.readers.values()) == [20]
