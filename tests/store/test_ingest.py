"""From inputs to a store: manifests, what is known already, reading again, and the command."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

import banggiao
from banggiao import api, pipeline
from banggiao.cli.main import run
from banggiao.records import PageHints, ReadingError, Record
from banggiao.store import StoreError, connect
from banggiao.store.checking import check
from banggiao.store.documents import find
from tests.store.conftest import SAMPLES, content, dump
from tests.store.test_versions import CORRECTED, FIRST, OTHER


def ingest(store: Path, *inputs: str | Path, **given: Any) -> list[str]:
    """What became of each: its change, or what went wrong."""
    outcomes = api.ingest(api.expand(map(str, inputs)), store, **given)
    return [o.result.change if o.result else str(o.error) for o in outcomes]


def dumped(store: Path) -> list[str]:
    connection = connect(store)
    assert list(check(connection)) == []
    lines = dump(connection)
    connection.close()
    return lines


def facts(store: Path) -> list[str]:
    connection = connect(store)
    assert list(check(connection)) == []
    lines = content(connection)
    connection.close()
    return lines


def asked(store: Path, query: str) -> list[tuple[Any, ...]]:
    connection = connect(store, readonly=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "first.txt").write_text(FIRST, "utf-8")
    (pages / "other.txt").write_text(OTHER, "utf-8")
    return pages


class TestKnown:
    def test_the_same_again_is_not_even_read(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = tmp_path / "store.db"
        assert ingest(store, folder, *SAMPLES) == ["new"] * (2 + len(SAMPLES))
        before = dumped(store)

        def read(*_: object, **__: object) -> Record:
            raise AssertionError("read again")

        monkeypatch.setattr(pipeline, "read", read)
        assert ingest(store, folder, *SAMPLES) == ["unchanged"] * (2 + len(SAMPLES))
        assert dumped(store) == before

    def test_what_is_said_of_it_makes_another_input(self, folder: Path, tmp_path: Path) -> None:
        store, page = tmp_path / "store.db", folder / "first.txt"
        ingest(store, page, options=api.Options(PageHints(url="https://example.vn/1.html")))
        options = api.Options(PageHints(url="https://example.com/2.html"))
        assert ingest(store, page, options=options) == ["new"]

    def test_a_changed_file_is_read(self, folder: Path, tmp_path: Path) -> None:
        store, page = tmp_path / "store.db", folder / "first.txt"
        ingest(store, page)
        page.write_text(CORRECTED, "utf-8")
        assert ingest(store, page) == ["changed"]
        assert ingest(store, page) == ["unchanged"]

    def test_sentences_are_known_as_well(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store, file = tmp_path / "store.db", tmp_path / "sentences.jsonl"
        rows = [{"doc": f"a/{n}", "sentences": [f"Lào hôm {n + 1}/5 chỉ trích Kenya."]} for n in range(3)]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

        def changes() -> list[str | None]:
            documents = api.read_sentence_file(str(file), lambda error: None)
            return [o.result.change if o.result else o.error for o in api.ingest(documents, store)]

        assert changes() == ["new"] * 3
        monkeypatch.setattr(pipeline, "from_sentences", None)
        assert changes() == ["unchanged"] * 3
        assert asked(store, "SELECT page FROM document ORDER BY n") == [("a/0",), ("a/1",), ("a/2",)]

    def test_a_removed_document_is_read_again(self, folder: Path, tmp_path: Path) -> None:
        store, page = tmp_path / "store.db", folder / "first.txt"
        ingest(store, page)
        assert run(["db", "remove", str(page), "--db", str(store)]) == 0
        assert ingest(store, page) == ["new"]


class TestAgain:
    def test_what_is_read_otherwise_takes_the_place(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from msgspec.structs import replace

        store = tmp_path / "store.db"
        ingest(store, folder)
        wanted = facts(store)
        read = pipeline.read
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "read", lambda *a, **k: replace(read(*a, **k), events=(), mentions=()))
            assert ingest(store, folder) == ["unchanged", "unchanged"]
            assert ingest(store, folder, again=True) == ["changed", "changed"]
        assert asked(store, "SELECT count(*) FROM event") == [(0,)]
        assert asked(store, "SELECT count(*) FROM document") == [(2,)]
        assert ingest(store, folder, again=True) == ["changed", "changed"]
        assert facts(store) == wanted
        assert ingest(store, folder, again=True) == ["unchanged", "unchanged"]

    def test_an_older_version_stays_older(self, tmp_path: Path) -> None:
        store, page = tmp_path / "store.db", tmp_path / "page.txt"
        for text in (FIRST, CORRECTED):
            page.write_text(text, "utf-8")
            ingest(store, page)
        page.write_text(FIRST, "utf-8")
        dated = api.Options(PageHints(published="2014-05-13"))
        assert ingest(store, page, options=dated, again=True) == ["changed"]
        assert ingest(store, page, options=dated, again=True) == ["unchanged"]
        assert asked(store, "SELECT count(*), sum(current) FROM document") == [(2, 1)]


class TestManifest:
    def manifest(self, folder: Path, *rows: object) -> Path:
        path = folder / "manifest.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    def test_what_it_says_goes_into_the_store(self, folder: Path, tmp_path: Path) -> None:
        row = {"path": "first.txt", "url": "https://example.vn/1.html", "published": "2014-05-13", "outlet": "Báo A"}
        manifest = self.manifest(folder, row, {"path": "other.txt"})
        store = tmp_path / "store.db"
        assert run(["ingest", str(manifest), "--db", str(store)]) == 0
        found = asked(store, "SELECT page, outlet, known FROM document ORDER BY n")
        assert found[0] == ("https://example.vn/1.html", "Báo A", "2014-05-13")
        assert found[1][0] == (folder / "other.txt").as_uri()

    def test_broken_lines_are_named_and_the_rest_is_read(
        self, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        manifest = self.manifest(
            folder,
            {"path": "first.txt"},
            '{"path": ',
            "",
            {"path": "other.txt", "published": "hôm qua"},
            {"path": "missing.txt"},
            {"path": ""},
            '{"path": "other.txt", "more": ' + "[" * 20_000,
            {"path": "other.txt"},
        )
        assert run(["ingest", str(manifest), "--db", str(tmp_path / "store.db"), "--lang", "en"]) == 1
        said = capfd.readouterr().err.splitlines()
        assert f"{manifest}, line 2: is not" in said[0]
        assert "line 4: 'hôm qua' is no day of publication" in said[1]
        assert any("missing.txt: cannot be read" in line for line in said)
        assert any("line 6: names no file" in line for line in said)
        assert said[-1].startswith("banggiao: 2 new, 0 changed, 0 unchanged, 5 not read")

    def test_what_is_none_is_read_as_a_page(self, folder: Path) -> None:
        rows = folder / "sentences.jsonl"
        rows.write_text('{"doc": "a", "sentences": []}\n', "utf-8")
        assert not api.is_manifest(rows)
        assert not api.is_manifest(folder / "first.txt")
        assert not api.is_manifest(folder / "missing.jsonl")

    def test_one_that_is_missing_is_reported(self) -> None:
        found: list[ReadingError] = []
        assert list(api.read_manifest("missing.jsonl", found.append)) == []
        assert "missing.jsonl: cannot be read" in str(found[0])


class TestCommand:
    def test_processes_keep_the_same(self, folder: Path, tmp_path: Path) -> None:
        for jobs in ("1", "2"):
            store = str(tmp_path / f"{jobs}.db")
            assert run(["ingest", str(folder), *map(str, SAMPLES), "--db", store, "--jobs", jobs]) == 0
        assert dumped(tmp_path / "1.db") == dumped(tmp_path / "2.db")

    def test_the_environment_names_the_store(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BANGGIAO_DB", str(tmp_path / "mine.db"))
        assert run(["ingest", str(folder), "--lang", "vi"]) == 0
        assert "2 tài liệu mới" in capfd.readouterr().err
        assert (tmp_path / "mine.db").is_file()
        assert run(["db", "check", "--lang", "en"]) == 0
        assert "nothing is wrong" in capfd.readouterr().out

    def test_a_store_that_cannot_be_made_is_one_sentence(
        self, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["ingest", str(folder), "--db", str(tmp_path / "no" / "store.db")]) == 1
        said = capfd.readouterr().err
        assert said.count("\n") == 1 and "cannot be opened or made" in said

    def test_nothing_to_read_is_said(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "empty").mkdir()
        assert run(["ingest", str(tmp_path / "empty"), "--db", str(tmp_path / "store.db"), "--lang", "en"]) == 1
        assert "No pages there" in capfd.readouterr().err

    def test_stats_in_both_forms(self, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        store = str(tmp_path / "store.db")
        run(["ingest", str(folder), "--db", store])
        assert run(["db", "stats", "--db", store, "--format", "json"]) == 0
        assert json.loads(capfd.readouterr().out)["documents"] == 2
        assert run(["db", "stats", "--db", store, "--lang", "vi"]) == 0
        assert "tài liệu" in capfd.readouterr().out

    def test_backup_and_vacuum(self, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        store, copy = str(tmp_path / "store.db"), tmp_path / "copy.db"
        run(["ingest", str(folder), "--db", store])
        assert run(["db", "backup", str(copy), "--db", store]) == 0
        assert run(["db", "vacuum", "--db", str(copy)]) == 0
        assert run(["db", "check", "--db", str(copy)]) == 0
        assert run(["db", "backup", store, "--db", store]) == 1
        assert "is the store itself" in capfd.readouterr().err

    def test_remove_takes_all_or_nothing(self, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        store = tmp_path / "store.db"
        run(["ingest", str(folder), "--db", str(store)])
        assert run(["db", "remove", str(folder / "first.txt"), "nowhere", "--db", str(store)]) == 1
        assert "nowhere: no document" in capfd.readouterr().err
        assert asked(store, "SELECT count(*) FROM document") == [(2,)]
        (one,) = asked(store, "SELECT id FROM document WHERE n = 1")
        assert run(["db", "remove", one[0].partition("-")[2], "--db", str(store)]) == 0
        assert asked(store, "SELECT count(*) FROM document") == [(1,)]

    def test_a_damaged_store_is_status_1(self, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        store = tmp_path / "store.db"
        run(["ingest", str(folder), "--db", str(store)])
        connection = sqlite3.connect(store)
        connection.execute("DELETE FROM party")
        connection.commit()
        connection.close()
        assert run(["db", "check", "--db", str(store)]) == 1
        assert "has no party" in capfd.readouterr().out


class TestFirstRun:
    def test_where_nothing_was_read_no_store_is_left(self, tmp_path: Path, folder: Path) -> None:
        store = tmp_path / "store.db"
        assert "cannot be read" in ingest(store, tmp_path / "nowhere")[0]
        assert not store.exists()
        assert ingest(store, tmp_path / "nowhere", folder, batch=1)[1:] == ["new", "new"]

    def test_a_store_that_cannot_be_made_is_told_of_before_anything_is_read(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="check that its folder exists"):
            ingest(tmp_path / "none" / "store.db", tmp_path / "nowhere")


def test_a_page_with_an_address_is_found_by_its_file(tmp_path: Path, folder: Path) -> None:
    store = tmp_path / "store.db"
    ingest(store, folder / "other.txt")
    ingest(store, folder / "first.txt", options=api.Options(PageHints(url="https://bao.example/first.html")))
    connection = connect(store)
    try:
        assert find(connection, str(folder / "first.txt")) == find(connection, "https://bao.example/first.html")
        with pytest.raises(StoreError):
            find(connection, str(tmp_path / "first.txt"))
    finally:
        connection.close()


def test_pages_without_a_story_are_counted_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "links.html"
    page.write_text("<html><body><h1>Tin</h1><ul><li><a href='/a'>Một</a></li></ul></body></html>", "utf-8")
    call = ["ingest", str(page), "--db", str(tmp_path / "store.db"), "--language", "vi", "--lang", "en"]
    assert run(call) == 0
    assert "no article was found on them: 1" in capsys.readouterr().err
    assert run(call) == 0
    assert "no article was found" not in capsys.readouterr().err


def test_a_broken_line_of_a_manifest_is_one_of_the_outcomes(tmp_path: Path, folder: Path) -> None:
    (folder / "list.jsonl").write_text('{"path": "first.txt", "outlet": "Báo Ví Dụ"}\n{\n', "utf-8")
    with banggiao.open(tmp_path / "store.db", create=True) as store:
        outcomes = store.ingest(folder)
    assert [o.result.change for o in outcomes if o.result] == ["new", "new"]
    assert [o.error is not None and "list.jsonl, line 2: is not" in o.error for o in outcomes[2:]] == [True]
