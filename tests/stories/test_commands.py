"""``banggiao events`` and ``banggiao stories``: each event once, stories with their reasons, decisions of persons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from banggiao.cli.main import run
from banggiao.store import connect
from banggiao.store.corrections import Correction
from banggiao.store.judging import judge
from banggiao.store.reviews import Judgement
from banggiao.store.writer import Writer
from tests.store.conftest import page

MEETING = "Ngoại trưởng Lào hôm 12/5 hội đàm với người đồng cấp Mông Cổ tại Ulan Bator trong hai giờ đồng hồ."
AGAIN = "Tại Ulan Bator, ngoại trưởng Mông Cổ hôm 12/5 đã có cuộc hội đàm kéo dài với người đồng cấp Lào."
DENIAL = "Bộ Ngoại giao Mông Cổ cho biết Ngoại trưởng Mông Cổ không gặp người đồng cấp Lào hôm 12/5."
COLOUR = """Thảo nguyên quanh thủ đô vừa qua một mùa đông dài, tuyết còn đọng trên những mái lều trắng ven sông.
Người dân ở khu chợ phía đông bày bán sữa ngựa lên men, bánh bột chiên và len cừu nhuộm màu.
Những dãy phố mới xây bằng kính đứng cạnh các tu viện cũ kỹ với mái ngói cong màu xanh thẫm."""
OTHER = """Ga xe lửa trung tâm sáng hôm ấy đông nghịt khách, phần lớn là sinh viên trở về quê nghỉ hè.
Gió mang theo bụi từ phía sa mạc khiến bầu trời ngả màu vàng nhạt suốt buổi chiều."""


def text(title: str, *lines: str) -> str:
    return "\n".join((title, *lines, ""))


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "store.db"
    connection = connect(path, create=True)
    pages = [
        page(text("Lào và Mông Cổ hội đàm", MEETING, COLOUR), "https://a.example/1"),
        page(text("Một ngày ở thảo nguyên", MEETING, *COLOUR.split("\n")[:2]), "https://b.example/2"),
        page(text("Chuyện ở Ulan Bator", AGAIN, OTHER), "https://c.example/3"),
        page(text("Tin vắn trong ngày", DENIAL, OTHER.split("\n")[0]), "https://d.example/4", "2014-05-14"),
    ]
    Writer(connection).add(pages)
    connection.close()
    return str(path)


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run([*arguments, "--format", "json"]) == 0
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def meeting(capfd: pytest.CaptureFixture[str], store: str, *more: str) -> dict[str, Any]:
    asked = ("events", "--pair", "Laos", "Mongolia", "--type", "CONSULT", "--status", "actual", "--db", store)
    (one,) = said(capfd, *asked, *more)
    return one


def test_an_event_is_listed_once_with_its_reports(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    one = meeting(capfd, store)
    assert one["date"]["start"] == "2014-05-12"
    documents = {r["telling"]["document"] for r in one["reports"] if r["status"] == "actual"}
    assert (len(documents), one["sources"], one["denied_by"]) == (3, 2, ["MNG"])
    assert all(reason.count(": ") >= 1 for reason in one["because"])
    then = meeting(capfd, store, "--as-of", "2014-05-13")
    assert then["denied_by"] == [] and len({r["telling"]["document"] for r in then["reports"]}) == 3


def test_events_for_people(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "--actor", "Lào", "--db", store, "--lang", "vi"]) == 0
    out = capfd.readouterr().out
    assert "(Mông Cổ phủ" in out and "2014-05-12" in out
    assert run(["events", "--actor", "Lào", "--db", store, "--verbose", "--lang", "en"]) == 0
    out = capfd.readouterr().out
    assert "denied by Mongolia" in out and "independent sources: 2" in out and "“" in out


def test_what_was_imported_stands_beside(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    connection = connect(store)
    connection.execute("INSERT INTO dataset VALUES ('toy', 'plover', '2020-01-01', 1, '')")
    n = connection.execute(
        """INSERT INTO event (id, dataset, type, quad, status, first, last, precision, known, record)
        VALUES ('20140512-toy', 'toy', 'AID', 'material cooperation', 'actual', '2014-05-12', '2014-05-12', 'day',
                '2014-05-12', '{}')"""
    ).lastrowid
    connection.executemany(
        "INSERT INTO party VALUES (?, ?, '2014-05-12', ?)", [("CHN", "actor", n), ("LAO", "recipient", n)]
    )
    connection.execute("INSERT INTO dyad VALUES ('CHN', 'LAO', '2014-05-12', ?)", (n,))
    connection.close()
    (one,) = said(capfd, "events", "--actor", "CHN", "--db", store)
    assert (one["dataset"], one["reports"], one["sources"]) == ("toy", [], 1)
    assert not said(capfd, "events", "--actor", "CHN", "--dataset", "read", "--db", store)
    assert run(["events", "--actor", "CHN", "--db", store, "--verbose"]) == 0
    assert "toy" in capfd.readouterr().out


def test_what_a_person_corrected_is_joined_as_corrected(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = meeting(capfd, store)
    third = next(r for r in before["reports"] if r["telling"]["url"] == "https://c.example/3")
    connection = connect(store)
    for one in before["reports"]:
        if one["telling"]["document"] == third["telling"]["document"]:
            change = Correction(recipients=("CHN",), actors=("LAO",))
            judge(connection, one["id"], Judgement("correct", "Lê Lan", "theo thông cáo", change))
    connection.close()
    assert meeting(capfd, store)["sources"] == 1
    (other,) = said(capfd, "events", "--pair", "LAO", "CHN", "--db", store)
    assert {r["telling"]["document"] for r in other["reports"]} == {third["telling"]["document"]}


def test_stories_say_why(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    (story,) = said(capfd, "stories", "--db", store)
    assert {d["url"] for d in story["documents"]} == {"https://a.example/1", "https://b.example/2"}
    assert story["pairs"][0]["because"] and 0 < story["pairs"][0]["similarity"] <= 1
    assert not said(capfd, "stories", "--db", store, "--since", "2015-01-01")
    assert not said(capfd, "stories", "--db", store, "--as-of", "2013-01-01")
    assert run(["stories", "--db", store, "--lang", "vi"]) == 0
    assert "Một tin trong 2 bài" in capfd.readouterr().out


def test_a_person_parts_a_story_and_takes_it_back(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    (story,) = said(capfd, "stories", "--db", store)
    pair = [d["id"] for d in story["documents"]]
    why = ("--reviewer", "Lê Lan", "--reason", "hai bài khác nhau", "--db", store)
    assert run(["stories", "--split", *pair, *why]) == 0
    capfd.readouterr()
    assert not said(capfd, "stories", "--db", store)
    assert meeting(capfd, store)["sources"] == 3
    (made,) = said(capfd, "stories", "--decided", "--db", store)
    assert (made["together"], made["reviewer"], made["reason"]) == (False, "Lê Lan", "hai bài khác nhau")
    assert run(["stories", "--undo", *pair, "--db", store]) == 0
    capfd.readouterr()
    assert said(capfd, "stories", "--db", store) == [story]
    assert meeting(capfd, store)["sources"] == 2


def test_a_person_joins_and_parts_events(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    one = meeting(capfd, store)
    ids = sorted(r["id"] for r in one["reports"])
    why = ("--reviewer", "Lê Lan", "--reason", "không phải một cuộc", "--db", store)
    assert run(["stories", "--split", ids[0], ids[-1], *why]) == 0
    capfd.readouterr()
    connection = connect(store)
    apart = dict(connection.execute("SELECT id, occurrence FROM event"))
    assert apart[ids[-1]] == ids[-1] and apart[ids[0]] == ids[0]
    others = [id for id, of in apart.items() if of not in (ids[0], ids[-1])]
    connection.close()
    assert run(["stories", "--undo", ids[-1], ids[0], "--db", store]) == 0
    capfd.readouterr()
    assert meeting(capfd, store) == one
    if others:
        assert run(["stories", "--join", ids[0], others[0], *why]) == 0
        connection = connect(store)
        joined = dict(connection.execute("SELECT id, occurrence FROM event"))
        assert joined[others[0]] == joined[ids[0]]
        connection.close()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "a", "b"], "needs who decides"),
        (["--split", "a", "b", "--reviewer", "x", "--reason", "y"], "a: no document or event"),
        (["--undo", "a", "a"], "named twice"),
        (["--undo", "a", "b", "--join", "a", "b"], "at once"),
    ],
)
def test_a_decision_that_cannot_be_is_one_sentence(
    store: str, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(["stories", *arguments, "--db", store]) in (1, 2)
    assert message in capfd.readouterr().err
