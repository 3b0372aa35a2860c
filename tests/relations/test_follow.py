"""What became of what was announced: plans and occurrences of invented documents, asked at a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banggiao.entries import Occurrence, Plan, Report, Telling
from banggiao.records import Interval
from banggiao.relations.follow import appointments


def days(words):
    """ "5/3" of 2024, "5-7/3", or "3" for the month."""
    if words is None:
        return None
    first, _, month = words.partition("/")
    if not month:
        start = dt.date(2024, int(first), 1)
        return Interval(start, (start + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1), "month")
    one, _, other = first.partition("-")
    return Interval(dt.date(2024, int(month), int(one)), dt.date(2024, int(month), int(other or one)), "day")


def day(words):
    return words and days(words).start


def telling(known, document=None):
    return Telling(document or f"d{known}", f"d{known}", day(known), line=1, quote=f"told {known}")


def plan(known, date=None, change="announced", **given):
    moved_to = days(given.pop("moved_to", None))
    given.setdefault("kind", "visit")
    parties = given.pop("parties", ("JOR", "KWT"))
    return Plan(telling(known), "what", parties, days(date), None, None, change=change, moved_to=moved_to, **given)


def event(known, date=None, **given):
    """An occurrence told once, on ``known``."""
    actors, recipients = given.pop("actors", ("JOR",)), given.pop("recipients", ("KWT",))
    given = {"type": "CONSULT", "mode": "visit", "status": "actual", "offices": (), "denied_by": ()} | given
    report = Report(
        f"e{known}",
        telling(known),
        given["type"],
        given["mode"],
        actors,
        recipients,
        given["status"],
        days(date),
        None,
        None,
        0.9,
        offices=given["offices"],
    )
    return Occurrence(
        report.id,
        report.type,
        report.mode,
        actors,
        recipients,
        report.status,
        report.date,
        None,
        1,
        given["denied_by"],
        0.9,
        (report,),
    )


def shown(found):
    """Each appointment as "day outcome (who decides)"."""
    return [
        f"{a.date.start:%-d/%-m} {a.outcome}" + "".join(f" {t.known:%-d/%-m}" for t in a.outcome_by)
        if a.date
        else f"- {a.outcome}"
        for a in found
    ]


def ask(plans, events=(), on=None):
    return shown(appointments(plans, events, day(on)))


def test_what_is_announced_is_scheduled_until_its_last_day_has_passed_and_unknown_then():
    plans = [plan("1/3", "10-12/3")]
    assert ask(plans, on="5/3") == ["10/3 scheduled"]
    assert ask(plans, on="12/3") == ["10/3 scheduled"]
    assert ask(plans, on="13/3") == ["10/3 unknown"]


def test_what_was_told_later_is_not_known_yet():
    plans = [plan("1/3", "10/3"), plan("5/3", "10/3", "cancelled")]
    assert ask(plans, on="4/3") == ["10/3 scheduled"]
    assert ask(plans, on="5/3") == ["10/3 cancelled 5/3"]
    assert ask([plan("6/3", "10/3")], on="5/3") == []


def test_a_report_of_the_same_parties_in_its_time_makes_it_held():
    assert ask([plan("1/3", "10/3")], [event("11/3", "10/3")], on="20/3") == ["10/3 held 11/3"]


def test_a_month_announced_and_a_day_reported_in_it():
    assert ask([plan("1/2", "3")], [event("13/3", "12/3")], on="1/4") == ["1/3 held 13/3"]


def test_a_report_without_a_day_counts_when_it_is_told_in_time():
    assert ask([plan("1/3", "10/3")], [event("11/3")], on="20/3") == ["10/3 held 11/3"]
    assert ask([plan("1/3", "10/3")], [event("25/3")], on="28/3") == ["10/3 unknown"]


@pytest.mark.parametrize(
    "other",
    [
        event("11/3", "10/3", recipients=("IRQ",)),
        event("11/3", "10/3", actors=("KWT",), recipients=("JOR",)),
        event("11/3", "10/3", mode="phone", actors=("JOR", "KWT"), recipients=()),
        event("11/3", "10/3", type="ACCUSE", mode=None),
        event("11/3", "10/3", status="hypothetical"),
        event("20/3", "19/3"),
        event("5/3", "10/3"),
        event("11/3", "10/3", denied_by=("KWT",)),
    ],
    ids=["parties", "direction", "telephone", "type", "status", "time", "told before", "denied"],
)
def test_what_is_another_event_leaves_it_unknown(other):
    assert ask([plan("1/3", "10/3")], [other], on="25/3") == ["10/3 unknown"]


def test_a_minister_does_not_keep_the_appointment_of_a_president():
    plans = [plan("1/3", "10/3", level="leader")]
    assert ask(plans, [event("11/3", "10/3", offices=("Minister of Foreign Affairs",))], on="20/3") == ["10/3 unknown"]
    assert ask(plans, [event("11/3", "10/3", offices=("President",))], on="20/3") == ["10/3 held 11/3"]


def test_what_is_put_off_to_a_new_day_is_an_appointment_of_its_own_there():
    plans = [plan("1/3", "10/3"), plan("5/3", "10/3", "postponed", moved_to="8/4")]
    assert ask(plans, on="6/3") == ["10/3 postponed 5/3", "8/4 scheduled"]
    (old, new) = appointments(plans, [event("9/4", "8/4")], day("20/4"))
    assert (old.outcome, old.moved_to, new.outcome) == ("postponed", days("8/4"), "held")


def test_a_change_without_a_day_is_of_the_next_appointment():
    plans = [plan("1/3", "10/3"), plan("1/3", "20/5"), plan("5/3", None, "postponed")]
    assert ask(plans, on="6/3") == ["10/3 postponed 5/3", "20/5 scheduled"]


def test_what_is_set_again_after_it_was_called_off_is_scheduled():
    plans = [plan("1/3", "20/3"), plan("5/3", "20/3", "cancelled"), plan("9/3", "20/3", "confirmed")]
    assert ask(plans, on="6/3") == ["20/3 cancelled 5/3"]
    assert ask(plans, on="10/3") == ["20/3 scheduled"]


def test_what_took_place_though_it_was_called_off_was_held():
    plans = [plan("1/3", "20/3"), plan("5/3", "20/3", "cancelled")]
    assert ask(plans, [event("21/3", "20/3")], on="25/3") == ["20/3 held 21/3"]


def test_a_denial_in_its_time_calls_it_off():
    assert ask([plan("1/3", "10/3")], [event("11/3", "10/3", status="negated")], on="20/3") == ["10/3 cancelled 11/3"]


def test_names_for_one_thing_are_one_appointment():
    plans = [plan("1/3"), plan("2/3", "3", kind="meeting"), plan("4/3", "10-12/3"), plan("5/3", "11/3", kind="talks")]
    (only,) = appointments(plans, [], day("6/3"))
    assert only.date == days("11/3") and len(only.announced) == 4


def test_a_call_is_no_visit():
    assert len(appointments([plan("1/3", "10/3"), plan("1/3", "10/3", kind="call")], [], day("2/3"))) == 2


def test_one_who_names_fewer_of_the_parties_means_the_same_summit():
    plans = [
        plan("1/3", "10/3", kind="summit", parties=("RUS", "TUR", "IRN")),
        plan("2/3", "10/3", kind="summit", parties=("TUR", "RUS")),
    ]
    (only,) = appointments(plans, [], day("3/3"))
    assert only.parties == ("RUS", "TUR", "IRN")


def test_a_day_corrected_before_it_came_takes_the_place_of_the_old_one():
    plans = [plan("1/3", "10/3"), plan("3/3", "12/3")]
    assert ask(plans, on="5/3") == ["10/3 postponed 3/3", "12/3 scheduled"]
    assert ask([*plans, plan("4/3", "10/3")], on="5/3") == ["10/3 scheduled", "12/3 scheduled"]


def test_the_name_stays_when_more_is_told():
    first = plan("1/3", "3")
    later = [plan("4/3", "10/3"), plan("5/3", "10/3", "postponed", moved_to="8/4")]
    (before,) = appointments([first], [], day("20/2")) or appointments([first], [], day("2/3"))
    after = appointments([first, *later], [event("11/3", "10/3")], day("20/4"))
    assert before.id in {a.id for a in after} and before.id.startswith("20240301-a")


def test_nobody_told_of_a_plan_without_a_day_for_a_year():
    plans = [plan("1/3")]
    assert ask(plans, on="1/12") == ["- scheduled"]
    assert shown(appointments(plans, [], dt.date(2025, 6, 1))) == ["- unknown"]


_PLANS = st.builds(
    plan,
    st.sampled_from(["1/3", "2/3", "5/3", "9/3"]),
    st.sampled_from([None, "3", "10/3", "10-12/3", "11/3", "20/3", "4"]),
    st.sampled_from(["announced", "announced", "confirmed", "postponed", "cancelled"]),
    kind=st.sampled_from(["visit", "meeting", "summit", "call", None]),
    parties=st.sampled_from([("JOR", "KWT"), ("KWT", "JOR"), ("JOR", "KWT", "IRQ")]),
    moved_to=st.sampled_from([None, None, "20/3", "8/4"]),
    level=st.sampled_from([None, "leader", "minister"]),
)
_EVENTS = st.builds(event, st.sampled_from(["11/3", "21/3", "9/4"]), st.sampled_from([None, "10/3", "11/3", "20/3"]))


@given(st.lists(_PLANS, max_size=8), st.lists(_EVENTS, max_size=3, unique_by=lambda e: e.id), st.data())
def test_the_order_in_which_it_was_told_to_us_plays_no_part(plans, events, data):
    found = appointments(plans, events, day("15/3"))
    other = appointments(data.draw(st.permutations(plans)), data.draw(st.permutations(events)), day("15/3"))
    assert found == other


@given(st.lists(_PLANS, max_size=8))
def test_every_announcement_known_stands_behind_an_appointment(plans):
    found = appointments(plans, [], day("6/3"))
    known = {p.telling.document for p in plans if p.telling.known <= day("6/3") and p.change == "announced"}
    assert known <= {t.document for a in found for t in a.announced}
