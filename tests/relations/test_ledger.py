"""The ledger as a function of what was told: the same set, in whatever order, gives the same entities at a date."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from banggiao.entries import MeasureNotice, MechanismStep, Telling
from banggiao.records import Interval
from banggiao.relations import ledger


def when(words: str | None) -> Interval | None:
    if words is None:
        return None
    first, _, last = words.partition("..")
    if len(first) == 4:
        return Interval(dt.date(int(first), 1, 1), dt.date(int(first), 12, 31), "year")
    return Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), "day")


def told(document: str, known: str, origin: str | None = None) -> Telling:
    return Telling(document, origin or document, dt.date.fromisoformat(known))


def step(at: Telling, name: str, change: str, date: str | None, parties="CHL PER", kind="commission", *, names=()):  # noqa: PLR0913
    return MechanismStep(at, kind, name, tuple(parties.split()), change, when(date), names=tuple(names))


def notice(at: Telling, actors: str, recipients: str, change: str, date: str | None, kind="sanctions", **more):
    event = f"{at.document}-{kind}-{actors}-{change}-{date}"
    return MeasureNotice(
        at, kind, tuple(actors.split()), tuple(recipients.split()), change, when(date), event, **more
    )  # fmt: skip


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def history(entity) -> list[tuple[str, str | None, int]]:
    return [(h.change, str(h.date.start) if h.date else None, h.sources) for h in entity.history]


A, B, C = told("a", "2010-05-02"), told("b", "2015-03-10"), told("c", "2019-07-01")


def test_the_same_commission_under_its_names_is_one():
    steps = [
        step(A, "Ủy ban chung Peru - Chile", "established", "1999"),
        step(B, "Ủy ban hỗn hợp", "suspended", "2015-03-09"),
        step(C, "Hội đồng đối tác Chile - Peru", "resumed", "2019-06-30", names=["Ủy ban chung"]),
    ]
    (commission,) = ledger.mechanisms(steps, None)
    assert commission.state == "resumed"
    assert commission.name == "Hội đồng đối tác Chile - Peru"
    assert history(commission) == [
        ("established", "1999-01-01", 1),
        ("suspended", "2015-03-09", 1),
        ("resumed", "2019-06-30", 1),
    ]


def test_two_commissions_of_the_same_states_stay_apart_and_an_empty_name_joins_neither():
    steps = [
        step(A, "Ủy ban hỗn hợp về nghề cá Chile - Peru", "established", "2001"),
        step(B, "Ủy ban thương mại Chile - Peru", "established", "2004"),
        step(C, "Ủy ban hỗn hợp", "met", "2019-06-30"),
    ]
    found = ledger.mechanisms(steps, None)
    assert [len(m.history) for m in found] == [1, 1, 1]


def test_the_most_precise_date_is_kept_and_sources_are_independent():
    copy = told("b2", "2015-03-11", origin="b")
    steps = [
        step(A, "đường bay thẳng", "suspended", "2010", kind="flights"),
        step(B, "các chuyến bay", "suspended", "2010-04-01", kind="flights"),
        step(copy, "các chuyến bay", "suspended", None, kind="flights"),
    ]
    (flights,) = ledger.mechanisms(steps, None)
    assert history(flights) == [("suspended", "2010-04-01", 2)]
    assert len(flights.history[0].tellings) == 3


def test_dates_that_contradict_each_other_are_both_kept():
    steps = [step(A, "Ủy ban chung", "established", "1999"), step(B, "Ủy ban chung", "established", "2001")]
    (commission,) = ledger.mechanisms(steps, None)
    assert [h[1] for h in history(commission)] == ["1999-01-01", "2001-01-01"]


def test_what_was_told_later_is_not_seen_and_what_is_planned_is_next():
    steps = [
        step(A, "Ủy ban chung", "suspended", "2010-05-01"),
        step(B, "Ủy ban chung", "planned", "2015-04-01..2015-04-03"),
        step(C, "Ủy ban chung", "met", "2019-06-30"),
    ]
    assert ledger.mechanisms(steps, day("2009-01-01")) == ()
    (then,) = ledger.mechanisms(steps, day("2015-03-20"))
    assert (then.state, then.next and str(then.next.date.start)) == ("suspended", "2015-04-01")
    (past,) = ledger.mechanisms(steps, day("2016-01-01"))
    assert (past.state, past.next) == ("suspended", None)
    (now,) = ledger.mechanisms(steps, None)
    assert now.state == "met"


def test_what_is_known_only_to_the_year_follows_what_it_answers():
    steps = [
        step(A, "Ủy ban chung", "suspended", "2010-04-01"),
        step(B, "Ủy ban chung", "resumed", "2010"),
    ]
    (commission,) = ledger.mechanisms(steps, None)
    assert commission.state == "resumed"


def test_a_treaty_is_one_across_its_parties_by_what_is_rare_in_its_name():
    steps = [
        step(A, "Hiệp ước Bầu trời Mở", "ended", "2010-04-01", parties="USA", kind="agreement"),
        step(B, "Hiệp ước Bầu trời Mở", "ended", "2015-03-01", parties="RUS", kind="agreement"),
        step(B, "Hiệp định thương mại tự do", "established", "2015-03-01", parties="RUS VNM", kind="agreement"),
        step(C, "Hiệp định thương mại tự do", "established", "2019-03-01", parties="RUS", kind="agreement"),
    ]
    found = ledger.mechanisms(steps, None)
    assert [(m.parties, len(m.history)) for m in found] == [(("RUS",), 1), (("RUS", "USA"), 2), (("RUS", "VNM"), 1)]


def test_sanctions_from_first_to_last():
    notices = [
        notice(A, "EU", "BDI", "imposed", "2010-05-01", until=when("2011-05-01")),
        notice(B, "EU", "BDI", "extended", "2011-04-20", until=when("2016-05-01")),
        notice(B, "EU", "BDI", "imposed", None, standing=True),
        notice(C, "EU", "BDI", "lifted", "2019-06-30"),
    ]
    (then,) = ledger.measures(notices, day("2010-06-01"))
    assert (then.in_force, str(then.until.end)) == (True, "2011-05-01")
    assert [m.in_force for m in ledger.measures(notices, day("2012-01-01"))] == [
        False
    ]  # the extension was not told yet
    assert [m.in_force for m in ledger.measures(notices, day("2015-03-20"))] == [True]
    assert [m.in_force for m in ledger.measures(notices, day("2016-06-01"))] == [False]
    (now,) = ledger.measures(notices, None)
    assert (now.in_force, now.change, str(now.date.start)) == (False, "lifted", "2019-06-30")
    assert [h.change for h in now.history] == ["imposed", "extended", "lifted"]


def test_a_mention_after_the_lifting_does_not_impose_it_anew():
    notices = [
        notice(A, "EU", "BDI", "lifted", "2010-05-01"),
        notice(B, "EU", "BDI", "imposed", None, standing=True),
    ]
    (sanctions,) = ledger.measures(notices, None)
    assert not sanctions.in_force


def test_one_of_several_lifts_its_own_share():
    notices = [
        notice(A, "GBR USA", "MMR", "imposed", "2010-05-01"),
        notice(B, "USA", "MMR", "lifted", "2015-03-09"),
    ]
    found = {m.actors: m.in_force for m in ledger.measures(notices, None)}
    assert found == {("GBR",): True, ("USA",): False}
    (together,) = ledger.measures(notices, day("2010-06-01"))
    assert together.actors == ("GBR", "USA")


def test_lifted_sanctions_end_what_they_consisted_of():
    notices = [
        notice(A, "EU", "BDI", "imposed", "2010-05-01"),
        notice(A, "EU", "BDI", "imposed", "2010-05-01", kind="asset freeze"),
        notice(B, "EU", "BDI", "lifted", "2015-03-09"),
    ]
    assert [m.in_force for m in ledger.measures(notices, None)] == [False, False]


def test_expulsions_to_and_fro_are_acts_of_their_own_and_never_in_force():
    notices = [
        notice(A, "RUS", "CZE", "imposed", "2010-05-01", kind="expulsion"),
        notice(A, "CZE", "RUS", "imposed", "2010-04-28", kind="expulsion"),
        notice(B, "CZE", "RUS", "imposed", "2015-03-09", kind="expulsion"),
    ]
    found = ledger.measures(notices, None)
    assert [(m.actors, m.recipients, str(m.date.start), m.in_force) for m in found] == [
        (("CZE",), ("RUS",), "2010-04-28", False),
        (("CZE",), ("RUS",), "2015-03-09", False),
        (("RUS",), ("CZE",), "2010-05-01", False),
    ]


def test_one_expulsion_of_several_states_is_one():
    notices = [
        notice(A, "RUS", "DEU POL SWE", "imposed", "2010-05-01", kind="expulsion"),
        notice(B, "RUS", "DEU", "imposed", "2010-05-01", kind="expulsion"),
    ]
    (expulsion,) = ledger.measures(notices, None)
    assert expulsion.recipients == ("DEU", "POL", "SWE")


def test_what_is_threatened_or_planned_is_not_in_the_ledger():
    notices = [notice(A, "USA", "MMR", "imposed", "2011-01-01", status="future")]
    assert ledger.measures(notices, None) == ()


DATES = st.sampled_from([None, "2010", "2010-04-01", "2012-01-01..2012-03-31", "2015-03-01", "2015"])
TELLINGS = st.sampled_from([A, B, C, told("d", "2015-03-12", origin="b"), Telling("e", "e", None)])
NAMES = st.sampled_from(["Ủy ban chung", "Ủy ban nghề cá", "Ủy ban thương mại", "Hội đồng thương mại và nghề cá"])
CHANGES = st.sampled_from(["established", "suspended", "resumed", "met", "planned", "ended"])
PARTIES = st.sampled_from(["CHL PER", "CHL"])
STEPS = st.builds(step, TELLINGS, NAMES, CHANGES, DATES, PARTIES, st.sampled_from(["commission", "agreement"]))
NOTICES = st.builds(
    notice,
    TELLINGS,
    st.sampled_from(["USA", "GBR USA", ""]),
    st.sampled_from(["RUS", "BLR RUS", ""]),
    st.sampled_from(["imposed", "extended", "eased", "lifted"]),
    DATES,
    st.sampled_from(["sanctions", "expulsion", "entry ban"]),
    standing=st.booleans(),
)
AS_OF = st.sampled_from([None, day("2010-06-01"), day("2015-03-11"), day("2020-01-01")])


@given(st.lists(STEPS, max_size=8), st.randoms(use_true_random=False), AS_OF)
def test_mechanisms_do_not_depend_on_the_order(steps, random, as_of):
    shuffled = [*steps, *steps[:2]]
    random.shuffle(shuffled)
    found = ledger.mechanisms(steps, as_of)
    assert ledger.mechanisms(shuffled, as_of) == found
    told_of = {s.telling for s in steps if as_of is None or (s.telling.known and s.telling.known <= as_of)}
    assert {t for m in found for h in m.history for t in h.tellings} == told_of
    assert len({m.id for m in found}) == len(found)


@given(st.lists(NOTICES, max_size=8), st.randoms(use_true_random=False), AS_OF)
def test_measures_do_not_depend_on_the_order(notices, random, as_of):
    shuffled = [*notices, *notices[:2]]
    random.shuffle(shuffled)
    found = ledger.measures(notices, as_of)
    assert ledger.measures(shuffled, as_of) == found
    assert len({m.id for m in found}) == len(found)


@given(st.lists(STEPS, max_size=6))
def test_what_is_known_later_never_changes_what_was_known(steps):
    early = [s for s in steps if s.telling.known and s.telling.known <= day("2015-03-11")]
    assert ledger.mechanisms(steps, day("2015-03-11")) == ledger.mechanisms(early, day("2015-03-11"))


def test_every_pair_of_a_history_is_in_order():
    steps = [step(A, "Ủy ban chung", c, f"20{n}-01-01") for n, c in enumerate(["suspended", "resumed"] * 5, 10)]
    (commission,) = ledger.mechanisms(steps, None)
    assert all(a.date.start <= b.date.start for a, b in itertools.pairwise(commission.history))


def test_an_expulsion_taken_back_is_one_entry_of_two_steps():
    notices = [
        notice(A, "SRB", "MNE", "imposed", "2010-04-30", kind="expulsion"),
        notice(B, "SRB", "MNE", "lifted", "2010-05-01", kind="expulsion"),
    ]
    (expulsion,) = ledger.measures(notices, None)
    assert ([h.change for h in expulsion.history], expulsion.in_force) == (["imposed", "lifted"], False)
