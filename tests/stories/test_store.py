"""Reprints and joined events in the store: the same whatever the order and the batches, also when documents go."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from banggiao.entries import Report
from banggiao.store import removal
from banggiao.store.filters import Filter
from banggiao.store.settling import transaction
from banggiao.store.stories import join_events, link_documents, occurrences
from tests.stories.scenes import Shelf, on, report
from tests.stories.test_reprints import ALONE, REPORT

BODIES = {
    "20210205-d1": REPORT,
    "20210205-d2": "\n".join(REPORT.split("\n")[:3]),
    "20210206-d3": "Tin thêm. " + REPORT,
    "20210206-d4": ALONE,
}


def shelf(folder: Path, order: tuple[str, ...], batch: int = 1) -> Shelf:
    """The four documents, in this order, so many at a time."""
    made = Shelf(folder / "_".join((*order, str(batch)))[:60])
    for at in range(0, len(order), batch):
        rows = [made.document(id, BODIES[id], f"{id[:4]}-{id[4:6]}-{id[6:8]}") for id in order[at : at + batch]]
        link_documents(made.connection, rows)
    return made


def test_reprints_share_an_origin_in_any_order(tmp_path: Path) -> None:
    for number, order in enumerate(itertools.permutations(BODIES)):
        (tmp_path / str(number)).mkdir()
        made = shelf(tmp_path / str(number), order, 1 + number % 3)
        found = dict(made.connection.execute("SELECT id, origin FROM document"))
        assert found == dict.fromkeys(list(BODIES)[:3], "20210205-d1") | {"20210206-d4": "20210206-d4"}
        assert made.connection.execute("SELECT count(*) FROM reprint").fetchone()[0] >= 2


def test_linking_again_changes_nothing(tmp_path: Path) -> None:
    made = shelf(tmp_path, tuple(BODIES), 4)
    tables = ("document", "band", "reprint")
    before = [made.connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in tables]
    link_documents(made.connection, [1, 2, 3, 4])
    assert before == [made.connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in tables]


def test_versions_of_one_page_are_no_reprints(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "a.db")
    rows = [
        made.document("20210205-d1", REPORT, page="https://bao.example/1", current=0),
        made.document("20210206-d2", REPORT + "\nĐã sửa.", page="https://bao.example/1", version=2),
    ]
    link_documents(made.connection, rows)
    assert not made.connection.execute("SELECT * FROM reprint").fetchall()


def test_lists_are_not_compared(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "a.db")
    link_documents(made.connection, [made.document(f"20210205-d{n}", REPORT, kind="list") for n in (1, 2)])
    assert not made.connection.execute("SELECT * FROM reprint").fetchall()


def told(number: int, chance: random.Random) -> Report:
    """A report at random, of a few pairs of parties and some months."""
    day = f"2021-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
    dates = [
        None,
        on(day),
        on(day, words="hôm qua"),
        on(day, day[:8] + "28"),
        on(day[:8] + "01", day[:8] + "28"),
        on(day[:4] + "-01-01", day[:4] + "-12-31"),
    ]
    return report(
        f"{day.replace('-', '')}-{number:04}",
        chance.choice(["CONSULT", "ACCUSE"]),
        chance.choice(["RUS FRA", "RUS > FRA"]),
        date=chance.choice(dates),
        status=chance.choice(["actual", "actual", "future", "negated"]),
        mode=chance.choice([None, None, "visit"]),
    )


@pytest.mark.parametrize("seed", range(6))
def test_events_are_joined_alike_in_any_order(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    documents: list[tuple[str, str, list[Report]]] = []
    for n in range(60):
        known = f"2021-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        documents.append((known, f"{known.replace('-', '')}-d{n}", [told(n * 10 + m, chance) for m in range(3)]))
    ways = []
    for turn, size in enumerate((60, 7, 1)):
        made = Shelf(tmp_path / f"{turn}.db")
        chance.shuffle(documents)
        for at in range(0, len(documents), size):
            rows = []
            for known, id, events in documents[at : at + size]:
                rows.append(made.document(id, "Hai bên gặp nhau.", known))
                for one in events:
                    made.event(rows[-1], one)
            join_events(made.connection, rows)
        ways.append(made.joined())
    assert ways[0] == ways[1] == ways[2]
    assert len(set(ways[0].values())) < len(ways[0])


@pytest.mark.parametrize("seed", range(6))
def test_what_was_removed_leaves_no_trace(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banggiao.store.occurrences._AT_ONCE", 2)
    chance = random.Random(seed)
    documents: dict[str, tuple[str | None, str, list[Report]]] = {}
    for n in range(50):
        known = f"2021-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        origin = chance.choice([f"d{n}", f"d{n}", f"d{chance.randint(0, n)}"])
        documents[f"{known.replace('-', '')}-d{n}"] = (
            chance.choice([known, known, None]), origin, [told(n * 10 + m, chance) for m in range(3)]
        )  # fmt: skip
    gone = set(chance.sample(sorted(documents), 15))
    ways = []
    for size, given in ((50, [id for id in documents if id not in gone]), (50, [*documents]), (6, [*documents])):
        made = Shelf(tmp_path / f"{len(ways)}.db")
        rows: dict[str, int] = {}
        for at in range(0, len(given), size):
            some = given[at : at + size]
            for id in some:
                known_by, origin, events = documents[id]
                rows[id] = made.document(id, "Hai bên gặp nhau.", known_by, origin=origin)
                for one in events:
                    made.event(rows[id], one)
            join_events(made.connection, [rows[id] for id in some])
        leaving = sorted(gone & set(given))
        for at in range(0, len(leaving), size):
            with transaction(made.connection):
                kin, _ = removal.take_out(made.connection, [rows[id] for id in leaving[at : at + size]])
                join_events(made.connection, kin)
        ways.append(made.joined())
    assert ways[0] == ways[1] == ways[2]


def test_who_loses_the_event_that_he_denied_stands_for_himself(tmp_path: Path) -> None:
    words = "Sudan cáo buộc Ethiopia bắn chết bảy binh sĩ ở vùng biên giới"
    vague = report("20210901-b", "ACCUSE", "SDN > ETH", date=on("2021-09-01", "2021-09-30"))
    denial = report("20211025-a", "ACCUSE", "SDN > ETH", date=None, status="negated")
    exact = report("20210902-c", "ACCUSE", "SDN > ETH", date=on("2021-09-02"))
    made = Shelf(tmp_path / "a.db")
    rows = [made.document("20211020-d1", words, "2021-10-20"), made.document("20211025-d2", words, "2021-10-25")]
    made.event(rows[0], vague)
    made.event(rows[1], denial)
    join_events(made.connection, rows)
    assert set(made.joined().values()) == {"20210901-b"}
    rows.append(made.document("20210903-d3", words, "2021-09-03"))
    made.event(rows[2], exact)
    join_events(made.connection, rows[2:])
    assert made.joined() == {"20210901-b": "20210901-b", "20210902-c": "20210901-b", "20211025-a": "20211025-a"}


def test_what_hung_together_with_a_removed_document_is_joined_anew(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "a.db")
    rows = [made.document(f"20210205-d{n}", f"Bài số {n}.") for n in range(3)]
    for n, row in enumerate(rows):
        made.event(row, report(f"20210205-{n}"))
    join_events(made.connection, rows)
    assert set(made.joined().values()) == {"20210205-0"}
    for table in ("party", "event"):
        column = "event" if table == "party" else "n"
        made.connection.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT n FROM event WHERE document = ?)", rows[:1]
        )
    join_events(made.connection, [])
    assert set(made.joined().values()) == {"20210205-1"}


def test_what_no_longer_counts_stands_for_itself(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "a.db")
    rows = [made.document(f"20210205-d{n}", f"Bài số {n}.") for n in range(2)]
    for n, row in enumerate(rows):
        made.event(row, report(f"20210205-{n}"))
    join_events(made.connection, rows)
    made.connection.execute("UPDATE event SET counts = 0 WHERE document = ?", rows[:1])
    join_events(made.connection, rows[:1])
    assert made.joined() == {"20210205-0": "20210205-0", "20210205-1": "20210205-1"}


def test_occurrences_are_what_was_known_then(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "a.db")
    first = made.document("20210205-d1", "Hai bên gặp nhau.", "2021-02-05")
    second = made.document("20210207-d2", "Hai bên đã gặp nhau.", "2021-02-07")
    made.event(first, report("20210205-1"))
    made.event(second, report("20210205-2"))
    made.event(second, report("20210206-1", "SANCTION", "RUS > DEU", date=on("2021-02-06"), status="future"))
    join_events(made.connection, [first, second])
    asked = Filter(types=("CONSULT",))
    (now,) = occurrences(made.connection, asked)
    (then,) = occurrences(made.connection, asked, on("2021-02-06").end)
    assert [r.telling.document for r in now.reports] == ["20210205-d1", "20210207-d2"]
    assert (now.sources, then.sources, len(then.reports)) == (2, 1, 1)
    assert now.reports[0].telling.quote == "Hai bên gặp nhau."
    assert [one.id for one in occurrences(made.connection, Filter(statuses=("future",)))] == ["20210206-1"]
    assert not occurrences(made.connection, Filter(actors=("CHN",)))
