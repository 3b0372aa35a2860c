"""``banggiao review`` and ``banggiao evaluate``: what a person types becomes a judgement, or it is said why not."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click
import pytest

from banggiao.cli.main import run
from banggiao.cli.review import correction_of, interval_of
from banggiao.records import Interval
from banggiao.store import connect, events
from banggiao.store.corrections import Correction
from banggiao.store.writer import Writer
from tests.store.conftest import told

BY = ("--reviewer", "Lê Lan", "--reason", "đọc lại")


@pytest.fixture
def store(tmp_path: Path) -> tuple[str, str]:
    """A store, and the id of an event in it."""
    path = tmp_path / "store.db"
    connection = connect(path, create=True)
    page = ("Na Uy trừng phạt Fiji", "Na Uy hôm 19/6 áp đặt trừng phạt lên Fiji.")
    Writer(connection).add([told("a", *page, published="2014-06-20")])
    event = next(events.select(connection)).id
    connection.close()
    return str(path), event


def out(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(list(arguments)) == status
    captured = capfd.readouterr()
    return captured.out if status == 0 else captured.err


def test_from_judgement_to_figures(store: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    db, event = store
    said = out(capfd, "review", event, "correct", "--set", "actors=Thụy Điển,NOR", "date=2014-06", *BY, "--db", db)
    assert "Sweden, Norway → Fiji" in said and "corrected by Lê Lan" in said
    (listed,) = map(json.loads, out(capfd, "review", "--list", "--db", db, "--format", "json").splitlines())
    assert listed["correction"]["actors"] == ["SWE", "NOR"] and listed["stands"]
    assert "Na Uy" in out(capfd, "review", "--list", event, "--db", db, "--lang", "vi")
    score = json.loads(out(capfd, "evaluate", "--reviews", "--db", db, "--format", "json"))
    assert (score["reviewed"], score["corrected"]) == (1, 1)
    assert "0/1" in out(capfd, "evaluate", "--reviews", "--db", db)
    assert "corrected" not in out(capfd, "review", event, "--undo", *BY, "--db", db)
    assert "withdrawal" in out(capfd, "review", "--list", "--db", db)
    assert "Nothing" in out(capfd, "review", "--list", "--as-of", "2014-01-01", "--db", db)
    assert "0 events reviewed" in out(capfd, "evaluate", "--reviews", "--db", db)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["confirm"], "--reviewer"),
        ([*BY], "name the EVENT"),
        (["confirm", "--undo", *BY], "name the EVENT"),
        (["--list", "--undo"], "--list lists"),
        (["correct", *BY], "what is to be set"),
        (["confirm", "--set", "type=AID", *BY], "what is to be set"),
        (["correct", "--set", "kind=x", *BY], "sets nothing"),
        (["correct", "--set", "type=WAR", *BY], "no event type"),
        (["correct", "--set", "actors=Atlantis", *BY], "names no actor"),
        (["correct", "--set", "date=soon", *BY], "is no date"),
        (["correct", "--set", "date=2014-02-30", *BY], "is no date"),
        (["correct", "--set", "date=2014-02..2013", *BY], "ends before it begins"),
        (["--undo", *BY], "no review"),
    ],
)
def test_what_cannot_be_said(
    store: tuple[str, str], capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    db, event = store
    given = arguments if arguments[0] == "--list" else [event, *arguments]
    assert run(["review", *given, "--db", db]) in (1, 2)
    assert said in capfd.readouterr().err


def test_an_event_that_is_not_there(store: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert "no event 'gone'" in out(capfd, "review", "gone", "confirm", *BY, "--db", store[0], status=1)


def test_evaluate_asks_on_what(capfd: pytest.CaptureFixture[str]) -> None:
    assert "--reviews" in out(capfd, "evaluate", status=2)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2018", "2018-01-01", "2018-12-31", "year"),
        ("2018-02", "2018-02-01", "2018-02-28", "month"),
        ("2018-07-16", "2018-07-16", "2018-07-16", "day"),
        ("2018-07-16..2018-08", "2018-07-16", "2018-08-31", "day"),
    ],
)
def test_dates_as_people_type_them(text: str, start: str, end: str, precision: str) -> None:
    expected = Interval(dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)  # type: ignore[arg-type]
    assert interval_of(text) == expected


def test_nothing_after_the_sign_is_nothing() -> None:
    assert correction_of({"date": "", "said_by": "", "mode": "", "recipients": ""}) == Correction(
        date=None, said_by=None, mode=None, recipients=()
    )
    with pytest.raises(click.UsageError):
        interval_of("0000-01-01")
