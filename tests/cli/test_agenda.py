"""``banggiao agenda`` over a store of pages of the test's own: what was announced, and what became of it."""

from __future__ import annotations

import json

import icalendar
import pytest
from msgspec.structs import replace

from banggiao import pipeline
from banggiao.cli.main import run
from banggiao.store import connect
from banggiao.store.writer import Writer

PAGES = [
    (
        "2024-03-01",
        "Báo Một",
        "Tổng thống Kenya sắp thăm Ghana",
        "Tổng thống Kenya sẽ thăm chính thức Ghana từ ngày 12 đến 14/3, Bộ Ngoại giao Kenya cho biết.",
    ),
    (
        "2024-03-02",
        "Báo Hai",
        "Lịch làm việc trong tháng",
        "Tổng thống Chile và Tổng thống Peru sẽ gặp nhau tại Lima ngày 20/3.",
        "Nhật Bản và Lào dự kiến điện đàm ngày 8/3.",
    ),
    (
        "2024-03-13",
        "Báo Ba",
        "Tổng thống Kenya tới Ghana",
        "Tổng thống Kenya hôm 12/3 bắt đầu chuyến thăm Ghana.",
        "Cuộc gặp giữa Tổng thống Chile và Tổng thống Peru bị hoãn sang ngày 9/4.",
    ),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("agenda") / "relations.db")
    stages = pipeline.reader("vi")
    records = []
    for number, (published, outlet, *sentences) in enumerate(PAGES, 1):
        document, marked = pipeline.from_sentences(f"page-{number}", sentences, published=published)
        document = replace(document, outlet=outlet, url=f"https://bao.example/{number}")
        records.append(stages.record(document, marked))
    connection = connect(path, create=True)
    Writer(connection).add(records)
    connection.close()
    return path


def asked(capfdbinary, store, *options):
    capfdbinary.readouterr()
    assert run(["agenda", "--db", store, *options]) == 0
    return capfdbinary.readouterr().out


def records(capfdbinary, store, *options):
    lines = asked(capfdbinary, store, "--format", "json", *options).splitlines()
    return [json.loads(line) for line in lines]


def outcomes(found):
    return [(a["date"]["start"], sorted(a["parties"]), a["outcome"]) for a in found]


def test_the_records_say_what_was_announced_and_what_became_of_it(capfdbinary, store):
    found = records(capfdbinary, store, "--as-of", "2024-03-31")
    assert outcomes(found) == [
        ("2024-03-08", ["JPN", "LAO"], "unknown"),
        ("2024-03-12", ["GHA", "KEN"], "held"),
        ("2024-03-20", ["CHL", "PER"], "postponed"),
        ("2024-04-09", ["CHL", "PER"], "scheduled"),
    ]
    contract = {"what", "parties", "date", "place", "event", "outcome", "outcome_by", "moved_to", "announced", "id"}
    assert all(contract <= set(a) for a in found)
    assert found[1]["outcome_by"][0]["url"] == "https://bao.example/3"
    assert found[2]["moved_to"]["start"] == "2024-04-09" and found[2]["place"]["name"] == "Lima"


def test_what_was_known_at_a_day(capfdbinary, store):
    assert outcomes(records(capfdbinary, store, "--as-of", "2024-03-05")) == [
        ("2024-03-08", ["JPN", "LAO"], "scheduled"),
        ("2024-03-12", ["GHA", "KEN"], "scheduled"),
        ("2024-03-20", ["CHL", "PER"], "scheduled"),
    ]


@pytest.mark.parametrize(
    ("options", "starts"),
    [
        (["--actor", "CHL"], ["2024-03-20", "2024-04-09"]),
        (["--actor", "Kenya", "--actor", "GHA"], ["2024-03-12"]),
        (["--since", "2024-03-14", "--until", "2024-03-31"], ["2024-03-12", "2024-03-20"]),
        (["--outcome", "unknown", "--outcome", "scheduled", "--as-of", "2024-03-31"], ["2024-03-08", "2024-04-09"]),
        (["--actor", "KEN", "--actor", "CHL"], []),
    ],
)
def test_what_is_asked_for_narrows(capfdbinary, store, options, starts):
    assert [a["date"]["start"] for a in records(capfdbinary, store, *options)] == starts


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "held; told by Báo Ba, 2024-03-13"), ("vi", "đã diễn ra; theo Báo Ba")]
)
def test_the_table_says_it_in_words(capfdbinary, store, lang, words):
    shown = " ".join(asked(capfdbinary, store, "--lang", lang).decode().split())
    assert "Kenya – Ghana" in shown
    assert all(word in shown for word in words.split())


def test_the_feed_is_one_that_calendars_take(capfdbinary, store):
    written = asked(capfdbinary, store, "--format", "ics", "--lang", "vi")
    assert written == asked(capfdbinary, store, "--format", "ics", "--lang", "vi")
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    by_day = {str(e["DTSTART"].dt): e for e in events}
    visit, put_off = by_day["2024-03-12"], by_day["2024-03-20"]
    assert str(visit["DTEND"].dt) == "2024-03-15"  # the day after the last
    assert (visit["STATUS"], put_off["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert by_day["2024-03-08"]["STATUS"] == "TENTATIVE"
    assert "Tổng thống Kenya hôm 12/3 bắt đầu chuyến thăm Ghana." in visit["DESCRIPTION"]
    assert len({e["UID"] for e in events}) == 4 and all(e["UID"].endswith("@banggiao") for e in events)
    earlier = icalendar.Calendar.from_ical(asked(capfdbinary, store, "--format", "ics", "--as-of", "2024-03-05"))
    assert {e["UID"] for e in earlier.walk("VEVENT")} <= {e["UID"] for e in events}


def test_without_a_day_it_is_today(capfdbinary, store):
    assert outcomes(records(capfdbinary, store, "--actor", "PER"))[1] == ("2024-04-09", ["CHL", "PER"], "unknown")


def test_nothing_is_said_when_there_is_nothing(capfdbinary, store):
    assert b"Nothing" in asked(capfdbinary, store, "--actor", "ISL", "--lang", "en")
    empty = asked(capfdbinary, store, "--actor", "ISL", "--format", "ics")
    assert icalendar.Calendar.from_ical(empty).walk("VEVENT") == []


def test_a_store_that_is_not_there_is_one_sentence(capsys, tmp_path):
    assert run(["agenda", "--db", str(tmp_path / "none.db")]) == 1
    assert "there is no store here" in capsys.readouterr().err
