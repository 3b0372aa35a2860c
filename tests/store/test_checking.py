"""What is broken is found: each kind of damage, made on purpose."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from banggiao.store.checking import check
from banggiao.store.writer import Writer
from tests.store.conftest import SAMPLES
from tests.store.test_versions import ADDRESS, CORRECTED, FIRST, page

DAMAGE = {
    "UPDATE passage SET text = text || '.' WHERE n = 3": "is not what was read",
    "UPDATE passage SET text = 'khác' WHERE n = 3": "other words than its own",
    "DELETE FROM passage_text_docsize WHERE id = 3": "not found by its words",
    "INSERT INTO passage_text (rowid, folded) VALUES (99999, 'thua')": "holds line 99999, which is not there",
    "UPDATE dyad_month SET events = events + 1": "is not that of its events",
    "DELETE FROM dyad_month": "is not that of its events",
    "INSERT INTO dyad_month VALUES ('LAO', 'KEN', '2014-05', 'verbal conflict', 'read', 1, 1.0, 1.0)": "LAO and KEN",
    "UPDATE event SET counted = 1 - counted WHERE status = 'actual'": "is counted though another",
    "UPDATE event SET counts = 1": "stands in an older version",
    "UPDATE document SET current = 0": "not its newest one counts",
    "UPDATE document SET version = version + 5": "numbered from 1",
    "UPDATE document SET origin = 'nowhere' WHERE n = 1": "names an origin that is not there",
    "UPDATE event SET occurrence = 'nowhere' WHERE n = 1": "belongs to an occurrence that is not there",
    "UPDATE event SET occurrence = (SELECT max(id) FROM event) WHERE n = 1": "not named after its smallest id",
    "UPDATE event SET occurrence = (SELECT max(id) FROM event WHERE n < 3) WHERE n = 4;"
    "UPDATE event SET occurrence = (SELECT id FROM event WHERE n = 5) WHERE n < 3": "named after an event of another",
    "UPDATE event SET occurrence = (SELECT min(id) FROM event)": "than if all were joined anew",
    "DELETE FROM block WHERE event = 1": "not among those that are joined",
    "DELETE FROM party": "has no party",
    "UPDATE event SET passage = (SELECT max(n) FROM passage) WHERE n = 1": "a line that is not its document's",
    'UPDATE event SET record = replace(record, \'"trigger":{"start":\', \'"trigger":{"start":1\')': "quotes",
    "UPDATE event SET record = '{' WHERE n = 1": "the record of the event",
    "UPDATE document SET record = x'00' WHERE n = 1": "cannot be read",
    "INSERT INTO concern VALUES ('LAO', 'plan', 99999)": "there is no such row",
    "PRAGMA foreign_keys = OFF; INSERT INTO party VALUES ('LAO', 'actor', '', 99999)": "points at a row of event",
}


@pytest.fixture
def whole(store: sqlite3.Connection) -> sqlite3.Connection:
    import banggiao

    records = [banggiao.read(page) for page in SAMPLES]
    Writer(store).add([*records, page(FIRST, ADDRESS), page(CORRECTED, ADDRESS)])
    return store


def test_a_whole_store_has_no_findings(whole: sqlite3.Connection) -> None:
    assert list(check(whole)) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(whole: sqlite3.Connection, damage: str) -> None:
    whole.executescript(damage)
    assert any(DAMAGE[damage] in finding for finding in check(whole)), list(check(whole))


def test_many_findings_of_a_kind_are_counted(whole: sqlite3.Connection) -> None:
    whole.execute("UPDATE event SET occurrence = 'nowhere'")
    found = [finding for finding in check(whole) if "occurrence that is not there" in finding]
    assert len(found) == 20
    assert any("more of that kind" in finding for finding in check(whole))


def test_a_damaged_file_is_a_finding(whole: sqlite3.Connection, tmp_path: Path) -> None:
    whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole.close()
    path = tmp_path / "store.db"
    data = bytearray(path.read_bytes())
    for at in range(8 * 4096, len(data), 3 * 4096):
        data[at : at + 512] = bytes(512)
    path.write_bytes(data)
    connection = sqlite3.connect(path)
    assert any("damaged" in finding or "cannot be read" in finding for finding in check(connection))
    connection.close()
