"""What the commands over a store share: actors by name, tables that fit, one sentence for a store that is none."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from banggiao.cli.folding import columns
from banggiao.cli.listing import actor, day, opened_store, table
from banggiao.cli.main import run
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
