"""A judgement is added, never changed; what it says is what every question sees; taken back, all is as it was."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.records import Interval
from banggiao.store import connect, events, judging, reviews, rollups
from banggiao.store.checking import check
from banggiao.store.corrections import Correction, ReviewError
from banggiao.store.events import EventRow
from banggiao.store.filters import Filter
from banggiao.store.reviews import Judgement
from banggiao.store.stories import occurrences
from banggiao.store.writer import Writer
from tests.store.conftest import told
from tests.store.events import Told, write

PAGE = told("a", "Na Uy trừng phạt Fiji", "Na Uy hôm 19/6 áp đặt trừng phạt lên Fiji.", published="2014-06-20")
DAY = dt.date(2014, 3, 1)
TABLES = ("event", "party", "dyad", "dyad_month")


@pytest.fixture
def kept(store: sqlite3.Connection) -> sqlite3.Connection:
    Writer(store).add([PAGE])
    return store


def body(connection: sqlite3.Connection, **wanted: object) -> EventRow:
    return next(row for row in events.select(connection, Filter(all=True, **wanted)) if row.part == "body")  # type: ignore[arg-type]


def judge(connection: sqlite3.Connection, verdict: str, **fields: object) -> reviews.Review:
    correction = Correction(**fields) if fields else None  # type: ignore[arg-type]
    return judging.judge(connection, body(connection).id, Judgement(verdict, "Lan", "read again", correction))  # type: ignore[arg-type]


def state(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4").fetchall() for name in TABLES}


def in_step(connection: sqlite3.Connection) -> bool:
    """Whether the monthly sums are what the events say."""
    kept = connection.execute("SELECT * FROM dyad_month ORDER BY 1, 2, 3, 4, 5").fetchall()
    wrong = connection.execute(rollups.mistaken()).fetchall()
    return not wrong and kept == connection.execute(f"{rollups.expected()} ORDER BY 1, 2, 3, 4, 5").fetchall()


class TestVerdicts:
    def test_a_confirmed_event_stays_as_it_was(self, kept: sqlite3.Connection) -> None:
        before = state(kept)
        review = judge(kept, "confirm")
        assert state(kept) == before
        row = body(kept, reviewed=True)
        assert row.review == reviews.Standing("confirm", "Lan", review.at, "read again")

    def test_a_rejected_event_does_not_count(self, kept: sqlite3.Connection) -> None:
        judge(kept, "reject")
        assert not body(kept).counts
        assert body(kept).id not in [row.id for row in events.select(kept)]
        assert not [row for row in events.select(kept, Filter(reviewed=True))]
        assert in_step(kept)

    def test_a_corrected_event_is_found_by_what_it_says_now(self, kept: sqlite3.Connection) -> None:
        day = dt.date(2014, 6, 18)
        fields = {"type": "AID", "status": "future", "actors": ("SWE", "NOR"), "date": Interval(day, day, "day")}
        judge(kept, "correct", **fields)
        row = body(kept, actors=("SWE",), types=("AID",), since=day, until=day)
        assert (row.type, row.mode, row.status, row.actors, row.recipients) == (
            "AID", None, "future", ("SWE", "NOR"), ("FJI",),
        )  # fmt: skip
        assert row.quad == "material cooperation"
        assert not [r for r in events.select(kept, Filter(types=("SANCTION",))) if r.part == "body"]
        assert body(kept, pair=("FJI", "SWE")).id == row.id
        assert in_step(kept)

    def test_the_machine_has_its_say_still(self, kept: sqlite3.Connection) -> None:
        before = body(kept)
        judge(kept, "correct", type="AID")
        after = body(kept)
        assert after.record == before.record and after.id == before.id
        record = events.to_record(after)
        assert (record["type"], record["rule"]) == ("AID", before.rule)
        assert record["review"]["correction"] == {"type": "AID"}

    def test_a_party_that_only_the_review_names(self, kept: sqlite3.Connection) -> None:
        judge(kept, "correct", recipients=("FJI", "LAO"), said_by="LAO")
        record = events.to_record(body(kept))
        assert [(p["code"], p["text"]) for p in record["recipients"]] == [("FJI", "Fiji"), ("LAO", "")]
        assert record["said_by"]["name"] == "Laos"


class TestTakenBack:
    def test_all_is_as_it_was_but_for_the_record_of_it(self, kept: sqlite3.Connection) -> None:
        before, event = state(kept), body(kept).id
        judge(kept, "correct", type="AID", actors=("SWE",))
        judge(kept, "reject")
        judging.withdraw(kept, event, "Minh", "hasty")
        assert body(kept).counts and body(kept).type == "AID"
        judging.withdraw(kept, event, "Minh", "hasty")
        assert state(kept) == before
        assert [(r.verdict, r.stands) for r in reviews.listed(kept, event)] == [
            ("correct", False), ("reject", False), ("withdraw", True), ("withdraw", True),
        ]  # fmt: skip
        with pytest.raises(ReviewError, match="no review"):
            judging.withdraw(kept, event, "Minh", "hasty")

    def test_corrections_add_up(self, kept: sqlite3.Connection) -> None:
        judge(kept, "correct", type="AID")
        judge(kept, "correct", status="historical")
        row = body(kept)
        assert (row.type, row.status) == ("AID", "historical")
        judging.withdraw(kept, row.id, "Minh", "no")
        assert (body(kept).type, body(kept).status) == ("AID", "actual")


class TestImported:
    def test_a_row_of_a_data_set_is_corrected_and_restored(self, store: sqlite3.Connection) -> None:
        write(store, [Told("20140101-1", "2014-01-01", "2014-01-01", actors=("FRA",), recipients=("DEU",))])
        rollups.refresh(store, [1])
        before = state(store)
        judging.judge(store, "20140101-1", Judgement("correct", "Lan", "x", Correction(actors=("LAO",), type="AID")))
        judging.judge(store, "20140101-1", Judgement("correct", "Lan", "x", Correction(recipients=("MNG",))))
        (row,) = events.select(store, Filter(pair=("LAO", "MNG")))
        assert row.type == "AID" and events.to_record(row)["actors"][0]["code"] == "LAO" and in_step(store)
        for _ in range(2):
            judging.withdraw(store, "20140101-1", "Lan", "x")
        assert state(store) == before

    def test_a_type_that_only_data_sets_have_stays(self, store: sqlite3.Connection) -> None:
        write(store, [Told("20140101-1", "2014-01-01", "2014-01-01", "STATEMENT")])
        judging.judge(store, "20140101-1", Judgement("correct", "Lan", "x", Correction(actors=("LAO",))))
        judging.judge(store, "20140101-1", Judgement("correct", "Lan", "x", Correction(status="negated")))
        (row,) = events.select(store, Filter(actors=("LAO",)))
        assert (row.type, row.status, row.score) == ("STATEMENT", "negated", 1.0)


class TestAgain:
    def test_reviews_outlive_the_reading_anew(self, kept: sqlite3.Connection) -> None:
        judge(kept, "correct", type="AID")
        before = state(kept)
        Writer(kept).add([PAGE])
        assert state(kept) == before

    def test_what_was_said_before_holds_for_a_document_that_comes_back(self, kept: sqlite3.Connection) -> None:
        judge(kept, "correct", type="AID")
        said = reviews.listed(kept)
        other = connect(str(kept.execute("PRAGMA database_list").fetchone()[2]) + ".other", create=True)
        for table in ("review",):
            for row in kept.execute(f"SELECT * FROM {table}"):
                other.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        Writer(other).add([PAGE])
        assert body(other).type == "AID" and reviews.listed(other) == said and in_step(other)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"type": "WAR"}, "no event type 'WAR'; there are: AGREE"),
        ({"mode": "phone"}, "SANCTION has no mode 'phone'"),
        ({"status": "maybe"}, "no status 'maybe'; there are: actual"),
        ({"actors": (), "recipients": ()}, "nobody would take part"),
        ({"actors": ("QQQ",)}, "no actor has the code 'QQQ'"),
    ],
)
def test_a_correction_that_cannot_be(kept: sqlite3.Connection, fields: dict[str, object], said: str) -> None:
    before = state(kept)
    with pytest.raises(ReviewError, match=said):
        judge(kept, "correct", **fields)
    assert state(kept) == before and not reviews.listed(kept)


@pytest.mark.parametrize(
    ("event", "judgement", "said"),
    [
        ("gone", Judgement("confirm", "Lan", "x"), "no event 'gone'"),
        (None, Judgement("confirm", " ", "x"), "name"),
        (None, Judgement("confirm", "Lan", ""), "reason"),
        (None, Judgement("correct", "Lan", "x"), "says what is to be set"),
        (None, Judgement("reject", "Lan", "x", Correction(type="AID")), "says what is to be set"),
    ],
)
def test_a_judgement_that_cannot_be(
    kept: sqlite3.Connection, event: str | None, judgement: Judgement, said: str
) -> None:
    with pytest.raises(ReviewError, match=said):
        judging.judge(kept, event or body(kept).id, judgement)
    assert not reviews.listed(kept)


CORRECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["AID", "SANCTION", "CONSULT"]),
        "status": st.sampled_from(["actual", "negated"]),
        "actors": st.sampled_from([("NOR",), ("SWE", "NOR")]),
        "date": st.sampled_from([None, Interval(dt.date(2014, 1, 1), dt.date(2014, 12, 31), "year")]),
    },
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.just("confirm"), st.just("reject"), st.just("withdraw"), CORRECTIONS), max_size=6))
def test_the_sums_are_in_step_whatever_is_said(tmp_path_factory: pytest.TempPathFactory, said: list[object]) -> None:
    connection = connect(tmp_path_factory.mktemp("reviews") / "store.db", create=True)
    Writer(connection).add([PAGE])
    before, given_ = state(connection), 0
    for one in said:
        if one == "withdraw":
            if given_:
                judging.withdraw(connection, body(connection).id, "Lan", "x")
                given_ -= 1
        elif isinstance(one, dict):
            if one:
                judge(connection, "correct", **one)
                given_ += 1
        else:
            judge(connection, str(one))
            given_ += 1
        assert in_step(connection)
    for _ in range(given_):
        judging.withdraw(connection, body(connection).id, "Lan", "x")
    assert state(connection) == before


class TestJoined:
    def test_what_is_joined_follows_and_the_store_is_whole(self, store: sqlite3.Connection) -> None:
        pages = [
            told("a", "Na Uy trừng phạt Fiji", "Na Uy hôm 19/6 áp đặt trừng phạt lên Fiji.", published="2014-06-20"),
            told("b", "Fiji chịu trừng phạt", "Fiji ngày 19/6 bị Na Uy trừng phạt vì đánh cá.", published="2014-06-20"),
        ]
        Writer(store).add(pages)
        before = state(store)
        one, other = (row for row in events.select(store) if row.part == "body")
        assert one.occurrence == other.occurrence
        review = Judgement("correct", "Lan", "another day", Correction(date=Interval(DAY, DAY, "day")))
        judging.judge(store, one.id, review)
        one, other = (row for row in events.select(store) if row.part == "body")
        assert one.occurrence != other.occurrence
        assert not list(check(store)) and in_step(store)
        (occurrence,) = occurrences(store, Filter(since=DAY, until=DAY))
        assert [report.date for report in occurrence.reports] == [Interval(DAY, DAY, "day")]
        judging.withdraw(store, occurrence.id, "Lan", "the same after all")
        assert state(store) == before and not list(check(store))

    def test_a_rejected_report_is_no_report(self, store: sqlite3.Connection) -> None:
        Writer(store).add([PAGE])
        judge(store, "reject")
        reported = {r.id for one in occurrences(store, Filter(all=True)) for r in one.reports}
        assert body(store).id not in reported and not list(check(store))
