"""The store's side of the ledger: what is fetched for whom and as of when, on rows of the test's own."""

import datetime as dt
import json

import msgspec
import pytest

from banggiao.cli.main import run
from banggiao.records import Interval
from banggiao.store import connect
from banggiao.store.ledger import measures, mechanisms


def date(first: str, last: str | None = None) -> str:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return msgspec.json.encode(Interval(start, end, "day")).decode()


def insert(connection, table: str, row: dict[str, object]) -> None:
    """A row of which the test says only what matters: what must not be NULL is empty else."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    row = {name: "" for _, name, _, needed, default, _ in columns if needed and default is None} | row
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "relations.db"
    connection = connect(path, create=True)
    for n, day in ((1, "2019-02-17"), (2, "2021-08-10"), (3, "2020-01-01")):
        row = {"n": n, "id": f"d{n}", "page": f"p{n}", "version": 1, "current": n != 3, "known": day, "origin": f"d{n}"}
        insert(connection, "document", row | {"outlet": "Báo Mẫu"})
    steps = [
        (1, "commission", "Ủy ban chung Peru - Chile", ["CHL", "PER"], "suspended", date("2019-02-16")),
        (2, "commission", "Ủy ban chung Peru - Chile", ["CHL", "PER"], "resumed", date("2021-08-09")),
        (2, "flights", "đường bay Peru - Cuba", ["CUB", "PER"], "ended", None),
        (3, "commission", "Ủy ban chung Peru - Chile", ["CHL", "PER"], "ended", date("2019-12-31")),
    ]
    for n, (document, kind, name, parties, change, day) in enumerate(steps, 1):
        connection.execute(
            "INSERT INTO mechanism_step (n, document, line, known, kind, name, parties, change, date, quote) "
            "SELECT ?, n, 1, known, ?, ?, ?, ?, ?, 'Câu \x1b[31m mẫu.' FROM document WHERE n = ?",
            (n, kind, name, json.dumps(parties), change, day, document),
        )
        connection.executemany("INSERT INTO concern VALUES (?, 'mechanism', ?)", [(code, n) for code in parties])
    notices = [
        (1, "sanctions", ["PER"], ["BOL"], "imposed", date("2019-02-16")),
        (2, "sanctions", ["PER"], [], "lifted", date("2021-08-09")),
        (2, "tariffs", ["BOL"], ["PER"], "imposed", date("2021-08-08")),
    ]
    for n, (document, kind, actors, recipients, change, day) in enumerate(notices, 1):
        connection.execute(
            "INSERT INTO measure_notice (n, document, line, known, kind, actors, recipients, change, status, date, "
            "event, quote) SELECT ?, n, 1, known, ?, ?, ?, ?, 'actual', ?, ?, '' FROM document WHERE n = ?",
            (n, kind, json.dumps(actors), json.dumps(recipients), change, day, f"e{n}", document),
        )
        connection.executemany("INSERT INTO concern VALUES (?, 'measure', ?)", [(c, n) for c in actors + recipients])
    connection.close()
    return path


def test_what_older_versions_of_a_page_say_does_not_count(store):
    connection = connect(store, readonly=True)
    (commission,) = mechanisms(connection, ("CHL",))
    assert [h.change for h in commission.history] == ["suspended", "resumed"]
    assert commission.state == "resumed"
    connection.close()


def test_all_actors_asked_for_take_part_and_kinds_narrow(store):
    connection = connect(store, readonly=True)
    assert [m.kind for m in mechanisms(connection, ("PER",))] == ["commission", "flights"]
    assert [m.kind for m in mechanisms(connection, ("PER", "CUB"))] == ["flights"]
    assert [m.kind for m in mechanisms(connection, kinds=("flights",))] == ["flights"]
    connection.close()


def test_as_of_hides_what_was_told_later(store):
    connection = connect(store, readonly=True)
    (commission,) = mechanisms(connection, ("CHL",), dt.date(2020, 6, 1))
    assert commission.state == "suspended"
    assert mechanisms(connection, ("CUB",), dt.date(2020, 6, 1)) == ()
    connection.close()


def test_a_lifting_that_leaves_the_recipient_unsaid_reaches_the_measure_of_the_pair(store):
    connection = connect(store, readonly=True)
    (sanctions,) = measures(connection, ("BOL",), kinds=("sanctions",))
    assert [h.change for h in sanctions.history] == ["imposed", "lifted"]
    assert not sanctions.in_force
    assert [m.kind for m in measures(connection, in_force=True)] == ["tariffs"]
    connection.close()


def test_the_commands_print_tables_and_the_records_of_the_contract(store, capsysbinary):
    assert run(["mechanisms", "--actor", "Chile", "--db", str(store), "--lang", "en", "--verbose"]) == 0
    table = capsysbinary.readouterr().out.decode()
    assert "Ủy ban chung Peru - Chile" in table
    assert "resumed since 2021-08-09" in table
    assert "\x1b" not in table
    assert run(["mechanisms", "--actor", "CHL", "--db", str(store), "--format", "json"]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert {"name", "parties", "history"} <= set(record)
    assert {"change", "date", "place", "event"} <= set(record["history"][0])
    assert run(["measures", "--in-force", "--db", str(store), "--format", "json"]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert (record["kind"], record["actors"], record["recipients"], record["change"]) == (
        "tariffs",
        ["BOL"],
        ["PER"],
        "imposed",
    )
    assert run(["measures", "--db", str(store), "--lang", "vi"]) == 0
    assert "thuế quan" in capsysbinary.readouterr().out.decode()


def test_a_store_that_is_missing_is_one_sentence(tmp_path, capsys):
    assert run(["measures", "--db", str(tmp_path / "none.db")]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
