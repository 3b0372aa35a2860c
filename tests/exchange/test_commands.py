from __future__ import annotations

import json
from pathlib import Path

import pytest

from banggiao.cli.main import run
from tests.exchange import samples


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "relations.db")


def test_import_says_what_it_did(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = samples.icews(tmp_path / "a.tab")
    assert run(["import", str(path), "--db", db, "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert "6 rows of icews into icews: 6 new, 0 there before, 0 broken" in said and "MB" in said
    assert run(["import", str(path), "--db", db, "--lang", "vi"]) == 0
    assert "không có gì mới" in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = samples.icews(tmp_path / "bad.tab", [samples.icews_row(event_date="\x1b[31m")])
    files = [str(tmp_path / "none.tab"), str(bad), str(samples.keds(tmp_path / "k.csv"))]
    assert run(["import", *files, "--db", db, "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "none.tab: cannot be read" in said and "bad.tab, line 2" in said and "4 new" in said
    assert "\x1b" not in said


def test_import_wants_files_or_a_data_set(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "--db", db]) == 2
    assert run(["import", "a.tab", "--remove", "b", "--db", db]) == 2
    assert run(["import", "--remove", "b", "--db", db]) == 1
    assert not Path(db).exists()


def test_remove(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["import", str(samples.keds(tmp_path / "k.csv")), "--db", db])
    assert run(["import", "--remove", "keds", "--db", db, "--lang", "en"]) == 0
    assert "keds: 4 events removed" in capsys.readouterr().err
    assert run(["import", "--remove", "keds", "--db", db, "--lang", "en"]) == 1
    assert "there is no data set 'keds'" in capsys.readouterr().err


def test_export_to_a_file_and_to_standard_output(
    db: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["import", str(samples.plover(tmp_path / "p.jsonl")), "--db", db])
    capfdbinary.readouterr()
    target = tmp_path / "out.jsonl"
    assert run(["export", "--format", "plover", "--db", db, "--output", str(target), "--lang", "en"]) == 0
    assert "3 events written" in capfdbinary.readouterr().err.decode()
    assert run(["export", "--format", "plover", "--actor", "KEN", "--db", db]) == 0
    out = capfdbinary.readouterr().out
    assert target.read_bytes().startswith(out) and json.loads(out)["id"] == "p-1"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_feed_speaks_the_language_of_its_reader(
    lang: str, db: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["import", str(samples.icews(tmp_path / "a.tab")), "--db", db])
    capfdbinary.readouterr()
    assert run(["export", "chile", "--format", "jsonfeed", "--db", db, "--lang", lang, "--limit", "2"]) == 0
    feed = json.loads(capfdbinary.readouterr().out)
    assert len(feed["items"]) == 2 and feed["language"] == lang
    assert feed["title"] == {"vi": "Quan hệ giữa các nước", "en": "Relations between states"}[lang]


def test_the_agenda_as_a_calendar(db: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run(["import", str(samples.icews(tmp_path / "a.tab")), "--db", db])
    capfdbinary.readouterr()
    assert run(["export", "--format", "ics", "--db", db]) == 0
    assert capfdbinary.readouterr().out.startswith(b"BEGIN:VCALENDAR")
    assert run(["export", "--format", "ics", "--type", "AID", "--db", db]) == 2


def test_an_output_that_cannot_be_written_is_said_so(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["import", str(samples.keds(tmp_path / "k.csv")), "--db", db])
    assert run(["export", "--format", "csv", "--db", db, "--output", str(tmp_path / "no" / "x.csv")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run(["export", "--format", "csv", "--db", str(tmp_path / "none.db")]) == 1
