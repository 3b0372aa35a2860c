"""What the commands over a store share: actors by name, tables that fit, one sentence for a store that is none."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click
import pytest

import banggiao
from banggiao.cli.folding import columns
from banggiao.cli.interface import interface
from banggiao.cli.ledger_view import mechanism_lines
from banggiao.cli.listing import actor, day, opened_store, table
from banggiao.cli.main import run
from banggiao.cli.wording import reason
from banggiao.entries import HistoryEntry, MechanismEntity, Telling
from banggiao.store import connect
from banggiao.store.naming import UnknownActor, code_of

CONTEXT = click.Context(click.Command("x"))
PARAMETER = click.Option(["--x"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("FRA", "FRA"),
        ("France", "FRA"),
        ("france", "FRA"),
        ("Pháp", "FRA"),
        ("Nga", "RUS"),
        ("NGA", "NGA"),
        ("  Hàn   Quốc ", "KOR"),
        ("ASEAN", "ASEAN"),
        ("RUS-OPP", "RUS-OPP"),
        ("ETHALB", "ETHALB"),
    ],
)
def test_an_actor_is_given_by_code_or_name(given: str, code: str) -> None:
    assert code_of(given) == code


def test_a_name_that_nobody_has_offers_the_nearest() -> None:
    with pytest.raises(UnknownActor, match="FRA"):
        code_of("Frence")
    with pytest.raises(click.BadParameter):
        actor(CONTEXT, PARAMETER, ("Frence",))


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(click.BadParameter, match="2018-07-16"):
        day(CONTEXT, PARAMETER, "31/2/2020")


def test_a_table_fits_and_bears_no_control_characters() -> None:
    lines = list(table(["A", "B"], [["1", "một " * 40], ["22", "x\x1b[31m\ny"]], 60))
    assert all(columns(line) <= 60 for line in lines)
    assert not any("\x1b" in line for line in lines)
    assert lines[2].startswith("1   một")


def test_what_is_no_store_is_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "no.db"
    with pytest.raises(click.ClickException, match="there is no store here"), opened_store(str(missing)):
        pass
    stranger = tmp_path / "text.db"
    stranger.write_text("not a database at all, only text " * 50)
    with pytest.raises(click.ClickException, match=r"text\.db"), opened_store(str(stranger)):
        pass
    assert not missing.exists()


def test_a_kind_that_there_is_not_is_wrong_usage_that_names_those_there_are(capsys) -> None:
    assert run(["measures", "--kind", "sanction"]) == 2
    said = capsys.readouterr().err
    assert "'sanction' is no kind" in said and "sanctions" in said


KEDS_ROWS = """set,date,source,target,code,scheme
INVENTED,2001-02-03,River Party,URY,040,cameo
"""


def test_an_actor_that_an_import_brought_is_known_by_its_name(tmp_path: Path, capsys) -> None:
    rows, db = tmp_path / "rows.csv", str(tmp_path / "store.db")
    rows.write_text(KEDS_ROWS, "utf-8")
    assert run(["import", str(rows), "--format", "keds", "--db", db]) == 0
    connection = connect(db)
    names = [code for (code,) in connection.execute("SELECT code FROM party WHERE code <> 'URY'")]
    connection.close()
    assert names
    capsys.readouterr()
    for name in (names[0], names[0].lower()):
        assert run(["events", "--actor", name, "--db", db, "--format", "json"]) == 0
        assert names[0] in capsys.readouterr().out
        with banggiao.open(db) as store:
            assert len(store.events(actors=name)) == 1
    assert run(["events", "--actor", "Lake Party", "--db", db]) == 2


def test_one_document_is_named_once(capsys) -> None:
    telling = Telling("d1", "d1", dt.date(2001, 2, 3), "Báo Sông", None, None, None, 3, "a")
    again = Telling("d1", "d1", dt.date(2001, 2, 3), "Báo Sông", None, None, None, 4, "b")
    entry = HistoryEntry("established", None, None, None, (telling, again))
    one = MechanismEntity("m", "agreement", "Sông", ("Sông",), ("URY",), "established", None, None, (entry,))
    (told,) = [line for line in mechanism_lines([one], interface("en"), 80, False) if "Báo" in line]
    assert told.endswith("established  Báo Sông, 2001-02-03")


def test_an_import_of_nothing_leaves_no_store(tmp_path: Path, capsys) -> None:
    db = tmp_path / "store.db"
    assert run(["import", str(tmp_path / "nowhere"), "--db", str(db)]) == 1
    assert "nowhere: cannot be read" in capsys.readouterr().err
    assert not db.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("told in the same article or in like words as 20010203-abc", "20010203-abc"),
        ("told in like words in those days as 20010203-abc", "tương tự trong những ngày đó, như 20010203-abc"),
        ("its days, 2001-02-03 to 2001-02-05, hold those of x", "2001-02-03 đến 2001-02-05"),
        ("88% of their phrases are the same, the news among them", "88% cụm từ giống nhau, kể cả"),
        ("both credit EFE within a day, and 70% of the shorter one is in the other", "cả hai dẫn EFE"),
    ],
)
def test_why_reports_were_joined_is_said_in_the_language_of_the_interface(said: str, words: str) -> None:
    assert reason(said, interface("en")) == said
    assert words in reason(said, interface("vi"))
    assert not re.search("told|days|phrases|credit", reason(said, interface("vi")))
    assert reason("something else\x1b", interface("vi")) == "something else\N{REPLACEMENT CHARACTER}"


def test_every_reason_of_the_samples_has_its_words(tmp_path: Path, capsys) -> None:
    db = str(tmp_path / "store.db")
    assert run(["ingest", str(Path(banggiao.__file__).parent / "samples"), "--db", db]) == 0
    with banggiao.open(db) as store:
        reasons = [why.split(": ", 1)[1] for one in store.occurrences() for why in one.because]
    assert reasons
    assert all(reason(why, interface("vi")) != why for why in reasons)
