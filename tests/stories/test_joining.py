"""The same event in many reports: what is joined, what is not, by how many sources, who denies it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from banggiao.entries import Report
from banggiao.records import Place
from banggiao.stories import join
from tests.stories.scenes import on, report, telling


def together(*reports: Report) -> bool:
    return len(join(reports)) == 1


def test_the_same_day_and_parties_in_either_order_is_one_meeting() -> None:
    assert together(report("a"), report("b", parties="FRA RUS"), report("c", parties="FRA > RUS"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (report("a", "SANCTION", "RUS > DEU"), report("b", "SANCTION", "DEU > RUS")),
        (report("a", "SANCTION", "RUS > DEU"), report("b", "SANCTION", "RUS > POL")),
        (report("a", "CONSULT", "RUS > FRA", mode="visit"), report("b", "CONSULT", "FRA > RUS", mode="visit")),
        (report("a", mode="phone"), report("b", mode="visit")),
        (report("a"), report("b", date=on("2021-02-06"))),
        (report("a"), report("b", "AGREE")),
        (report("a", status="future"), report("b")),
        (
            report("a", "ASSAULT", "RUS > UKR", place=Place("Kharkiv", "UKR")),
            report("b", "ASSAULT", "RUS > UKR", place=Place("Odesa", "UKR")),
        ),
        (report("a", place=Place("Paris", "FRA")), report("b", place=Place("Moscow", "RUS"))),
        (report("a", "AGREE", "RUS > FRA"), report("b", "AGREE", "FRA > RUS")),
    ],
)
def test_what_differs_in_kind_direction_day_or_place_is_two(one: Report, other: Report) -> None:
    assert not together(one, other)


def test_a_day_counted_from_the_publication_may_be_one_off() -> None:
    reckoned = report("b", date=on("2021-02-06", words="hôm qua"))
    assert together(report("a"), reckoned)
    assert not together(report("a"), report("b", date=on("2021-02-06", words="hôm 6/2")))
    assert not together(report("a"), replace(reckoned, date=on("2021-02-07", words="hôm qua")))


def test_a_visit_of_several_days_holds_its_days() -> None:
    visit = report("a", date=on("2021-02-04", "2021-02-06"))
    days = [report("b", date=on("2021-02-05")), report("c", date=on("2021-02-06"))]
    assert together(visit, *days)
    (joined,) = join([visit, *days])
    assert joined.date == visit.date


def test_a_week_holds_the_one_event_of_it_and_no_event_when_there_are_two() -> None:
    week = report("w", "SANCTION", "RUS > DEU", date=on("2021-02-01", "2021-02-07"))
    first = report("a", "SANCTION", "RUS > DEU", date=on("2021-02-02"))
    second = report("b", "SANCTION", "RUS > DEU", date=on("2021-02-05"))
    assert together(week, first)
    assert len(join([week, first, second])) == 3


def test_a_week_of_daily_attacks_is_not_one() -> None:
    words = "Quân đội nước láng giềng bắn phá cứ điểm ở biên giới"
    attacks = [
        report(
            f"a{day}",
            "ASSAULT",
            "RUS > UKR",
            date=None,
            telling=telling(f"d{day}", f"2022-05-{day:02}", quote=words),
        )
        for day in range(1, 9)
    ]
    assert len(join(attacks)) == 8
    assert together(*attacks[:2])


def test_news_without_a_date_joins_what_is_told_in_like_words() -> None:
    words = "Ngoại trưởng Nga hội đàm với người đồng cấp Pháp về Libya"
    dated = report("a", telling=telling("d1", "2021-02-06", quote=words))
    fresh = report("b", date=None, telling=telling("d2", "2021-02-06", quote=words + " tại Moscow"))
    assert together(dated, fresh)
    assert not together(dated, replace(fresh, telling=telling("d2", "2021-02-16", quote=words)))
    other = telling("d2", "2021-02-06", quote="Hai bên lại gặp nhau bàn chuyện khí đốt")
    assert not together(dated, replace(fresh, telling=other))
    assert together(dated, replace(fresh, telling=replace(other, document="d1", origin="d1")))


def test_what_is_told_again_weeks_later_is_the_same_unless_there_are_two() -> None:
    words = "Sudan cáo buộc Ethiopia bắn chết bảy binh sĩ ở vùng biên giới"
    first = report("a", "ACCUSE", "SDN > ETH", telling=telling("d1", "2021-02-06", quote=words))
    quote = "Đó là lần đầu từ khi Sudan cáo buộc Ethiopia bắn chết binh sĩ của mình"
    again = report("b", "ACCUSE", "SDN > ETH", date=None, telling=telling("d2", "2021-02-20", quote=quote, line=5))
    assert together(first, again)
    assert not together(first, replace(again, telling=replace(again.telling, line=1)))
    assert len(join([first, again, replace(first, id="c", date=on("2021-02-12"))])) == 3


def test_an_expulsion_of_several_is_one_of_each() -> None:
    several = report("a", "SANCTION", "RUS > DEU POL SWE")
    one, other = report("b", "SANCTION", "RUS > DEU"), report("c", "SANCTION", "RUS > POL")
    (found,) = join([one, several, other])
    assert found.recipients == ("DEU", "POL", "SWE")
    assert len(join([one, other])) == 2
    assert len(join([several, report("d", "SANCTION", "RUS > DEU LVA")])) == 2


def test_one_document_tells_one_event_in_title_lead_and_body() -> None:
    told = [report(n, telling=telling("d1", None), date=None) for n in "abc"]
    (one,) = join(told)
    assert (len(one.reports), one.sources) == (3, 1)


def test_what_an_article_dates_long_ago_is_not_its_undated_news() -> None:
    then = telling("d1", None, quote="Hai nước ký hiệp định về biên giới năm 2008 sau nhiều vòng đàm phán")
    old = report("a", "SUPPORT", date=on("2008-01-01", "2008-12-31"), status="historical", telling=then)
    now = replace(then, quote="Bộ trưởng hoan nghênh sáng kiến mới của nước bạn")
    assert not together(old, report("b", "SUPPORT", date=None, telling=now))
    again = replace(then, quote="Hai nước ký hiệp định về biên giới")
    assert together(old, report("b", "SUPPORT", date=None, telling=again))


def test_sources_are_independent_ones() -> None:
    agency = [
        report("a", telling=telling("d1", agency="Reuters")),
        report("b", telling=telling("d2", origin="d1")),
        report("c", telling=telling("d3", "2021-02-06", agency="AFP, reuters")),
    ]
    assert join(agency)[0].sources == 1
    late = report("d", telling=telling("d4", "2021-02-09", agency="Reuters"))
    assert join([*agency, late])[0].sources == 2
    assert join([*agency, report("e")])[0].sources == 2


def test_a_denial_is_laid_to_what_it_denies() -> None:
    told = report("a", "CONSULT", "USA TALIBAN", telling=telling("d1"))
    denied = report(
        "b", "CONSULT", "TALIBAN USA", telling=telling("d2", "2021-02-06"), status="negated", said_by="TALIBAN",
        date=None,
    )  # fmt: skip
    (one,) = join([told, denied])
    assert (one.status, one.denied_by, one.sources) == ("actual", ("TALIBAN",), 1)
    long_after = replace(denied, telling=telling("d2", "2021-05-06"))
    assert len(join([told, long_after])) == 2
    before = replace(denied, telling=telling("d2", "2021-02-01"))
    assert len(join([told, before])) == 2


def test_an_accusation_is_denied_by_the_accused() -> None:
    accused = report("a", "ACCUSE", "SDN > ETH", mode="allege")
    answer = report("b", "REJECT", "ETH > SDN", date=on("2021-02-06"))
    found = {one.type: one for one in join([accused, answer])}
    assert found["ACCUSE"].denied_by == ("ETH",)
    assert found["REJECT"].denied_by == ()
    assert not any(one.denied_by for one in join([accused, replace(answer, mode="yield")]))
    assert not any(one.denied_by for one in join([accused, replace(answer, recipients=("EGY",))]))


def test_a_deed_that_only_the_accuser_tells_is_denied_with_the_accusation() -> None:
    deed = report("a", "ASSAULT", "ETH > SDN", said_by="SDN")
    answer = report("b", "REJECT", "ETH > SDN")
    assert [one.denied_by for one in join([deed, answer])] == [("ETH",), ()]
    assert not any(one.denied_by for one in join([replace(deed, said_by=None), answer]))


def test_an_outlet_that_takes_it_back_leaves_nothing() -> None:
    told = report("a", telling=telling("d1", outlet="bao.example"))
    correction = report("b", status="negated", date=None, telling=telling("d2", "2021-02-07", outlet="bao.example"))
    (one,) = join([told, correction])
    assert (one.status, one.denied_by) == ("negated", ())


def test_what_is_joined_says_why() -> None:
    (one,) = join([report("a"), report("b")])
    assert one.because == ("b: the same day, 2021-02-05, as a",)


DATES = st.one_of(
    st.none(),
    st.integers(1, 9).map(lambda d: on(f"2021-02-0{d}")),
    st.integers(1, 9).map(lambda d: on(f"2021-02-0{d}", words="hôm qua")),
    st.tuples(st.integers(1, 9), st.integers(0, 8)).map(lambda t: on(f"2021-02-0{t[0]}", f"2021-02-{t[0] + t[1]:02}")),
    st.just(on("2021-01-01", "2021-12-31")),
)
TELLINGS = st.builds(
    lambda n, d, known, quote: telling(
        f"d{n}", f"2021-02-{d:02}" if known else None, origin=f"d{n // 2}", quote=quote, outlet=f"o{n % 3}"
    ),
    st.integers(1, 8),
    st.integers(1, 12),
    st.booleans(),
    st.sampled_from(["hai bên gặp nhau ở thủ đô", "hai bên gặp nhau bàn chuyện", "một câu khác hẳn"]),
)
REPORTS = st.lists(
    st.builds(
        lambda n, **fields: report(f"{n:04}", **fields),
        st.integers(0, 9999),
        type=st.sampled_from(["CONSULT", "ACCUSE", "REJECT"]),
        parties=st.sampled_from(["RUS FRA", "RUS > FRA", "FRA > RUS"]),
        mode=st.sampled_from([None, "visit", "phone"]),
        status=st.sampled_from(["actual", "actual", "historical", "future", "hypothetical", "negated"]),
        said_by=st.sampled_from([None, "RUS"]),
        place=st.sampled_from([None, Place("Paris", "FRA"), Place("Moscow", "RUS")]),
        date=DATES,
        telling=TELLINGS,
    ),
    max_size=14,
    unique_by=lambda one: one.id,
)


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(reports: list[Report], random: object) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = join(reports)
    assert join(shuffled) == found
    assert sorted(r.id for one in found for r in one.reports) == sorted(r.id for r in reports)
    for one in found:
        assert one.id == min(r.id for r in one.reports)
        assert 1 <= one.sources <= len({r.telling.document for r in one.reports})
