"""``banggiao search``: words as the shell hands them over, a table with the words marked, records one a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from banggiao.cli import render_found
from banggiao.cli.interface import interface
from banggiao.cli.main import run
from banggiao.cli.search import phrase_of
from banggiao.store import connect, events
from banggiao.store.writer import Writer
from tests.store.conftest import told
from tests.store.events import Told, write


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "store.db"
    connection = connect(path, create=True)
    page = ("Lào thăm Mông Cổ", "Ngoại trưởng Lào hôm 12/5 hội đàm với người đồng cấp Mông Cổ tại Ulan Bator.")
    Writer(connection).add([told("a", *page)])
    connection.close()
    return str(path)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ((), None),
        (("hội", "đàm"), "hội đàm"),
        (("hội đàm", "Lào"), '"hội đàm" Lào'),
        (('"hội đàm" Lào',), '"hội đàm" Lào'),
    ],
)
def test_what_was_quoted_in_the_shell_is_a_phrase(words: tuple[str, ...], phrase: str | None) -> None:
    assert phrase_of(words) == phrase


def test_a_table_for_people(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "hoi", "dam", "--actor", "Lào", "--db", store, "--lang", "vi"]) == 0
    out = capfd.readouterr().out
    assert "«hội đàm»" in out and "Lào → Mông Cổ" in out and "2014-05-12" in out


def test_records_one_a_line(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "hội", "--pair", "Laos", "Mongolia", "--db", store, "--format", "json"]) == 0
    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert records and all(r["dataset"] == "read" for r in records)
    assert all([r["quote"][a:b] for a, b in r["marks"]] == ["hội"] for r in records)


def test_lines_of_articles(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "thăm", "--in", "articles", "--db", store]) == 0
    assert "«thăm»" in capfd.readouterr().out
    assert run(["search", "tham", "--in", "articles", "--db", store, "--format", "json"]) == 0
    (record,) = map(json.loads, capfd.readouterr().out.splitlines())
    assert (record["line"], record["part"], record["marks"]) == (1, "title", [[4, 8]])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--in", "articles"], "name the words"),
        (["--after", "gone"], "no event 'gone'"),
        (["--type", "WAR"], "SANCTION"),
        (["--actor", "Atlantis"], "names no actor"),
        (["--since", "soon"], "2018-07-16"),
    ],
)
def test_what_cannot_be_asked_is_said(
    store: str, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["search", *arguments, "--db", store]) != 0
    assert said in capfd.readouterr().err


def test_no_store(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["search", "--db", str(tmp_path / "none.db")]) == 1
    assert "banggiao ingest" in capfd.readouterr().err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_imported_row_cannot_steer_the_terminal(tmp_path: Path, lang: str) -> None:
    connection = connect(tmp_path / "store.db", create=True)
    write(connection, [Told("20140101-1", "2014-01-01", text="\x1b[31mFrance\x1b]0;x\x07 Consult", dataset="a\x1bb")])
    rows = [(row, ()) for row in events.select(connection)]
    shown = "\n".join(render_found.events(rows, interface(lang), 60))
    assert "\x1b" not in shown and "France" in shown


def test_of_a_long_text_what_stands_around_the_words() -> None:
    text = "a " * 5000 + "mưa " + "b " * 5000
    runs = render_found.marked(text, [(10_000, 10_003)], brackets=True)
    assert "«mưa»" in [words for words, _ in runs]
    assert sum(len(words) for words, _ in runs) < 2000
