"""What must hold between the rows of a table and between tables, whoever compiled them."""

import collections
import datetime as dt
import itertools

import pytest

from banggiao import knowledge
from banggiao.knowledge import Offices, Tenure
from banggiao.knowledge.entities import rows
from banggiao.knowledge.landmarks import landmarks
from banggiao.languages.pack import load

LATEST = dt.date(2026, 12, 31)
SOLE = (
    ("head_of_state", "USA FRA RUS DEU POL TUR UKR KOR VNM BRA MEX IDN PHL EGY SYR TWN"),
    ("head_of_government", "GBR DEU FRA JPN IND ITA AUS VNM THA SGP KHM LAO ESP NLD POL UKR RUS CHN KOR"),
    ("foreign_minister", "USA RUS CHN DEU FRA GBR JPN KOR IND TUR IRN ISR VNM THA IDN PHL SGP UKR POL AUS BRA"),
    ("defence_minister", "USA RUS CHN DEU JPN KOR TUR VNM PHL PRK ISR IDN THA UKR"),
)
# Handovers that the sources date a few days apart, and offices held in another's stead.
HANDOVER = dt.timedelta(days=20)
BESIDE = {"Hwang Kyo-ahn", "Ehud Olmert", "Phumtham Wechayachai", "Mykola Azarov"}


@pytest.fixture(scope="module")
def offices() -> Offices:
    return Offices()


def held(tenure: Tenure) -> tuple[dt.date, dt.date]:
    return tenure.start or dt.date.min, tenure.end or tenure.as_of


def test_an_office_of_one_person_has_one_holder_at_a_time(offices: Offices) -> None:
    clashes = []
    for kind, countries in SOLE:
        for country in countries.split():
            tenures = [t for t in offices.holders(country, kind) if held(t)[1].year >= 2000 and len(t.started) == 10]
            tenures.sort(key=lambda t: t.started)
            for number, first in enumerate(tenures):
                for second in tenures[number + 1 :]:
                    same = first.person == second.person or {first.person, second.person} & BESIDE
                    shared = min(held(first)[1], held(second)[1]) - held(second)[0]
                    if not same and shared > HANDOVER and len(first.ended) in (0, 10):
                        clashes.append((country, kind, first.person, second.person, second.started))
    assert clashes == []


@pytest.mark.parametrize(
    ("country", "kind"),
    [(country, kind) for kind, countries in SOLE[:2] for country in countries.split() if country != "VNM"],
)
def test_leading_offices_have_no_long_gap(offices: Offices, country: str, kind: str) -> None:
    day, missing = dt.date(2001, 3, 15), []
    while day < dt.date(2025, 6, 1):
        if not offices.holders(country, kind, day):
            missing.append(day)
        day += dt.timedelta(days=92)
    assert len(missing) <= 3, missing


def test_no_tenure_is_seen_before_it_began_or_after_the_tables_were_made(offices: Offices) -> None:
    for tenure in offices:
        assert tenure.start is None or tenure.start <= tenure.as_of, tenure
        assert tenure.end is None or tenure.end <= LATEST, tenure


@pytest.mark.parametrize(
    ("country", "kind", "on", "person"),
    [
        ("USA", "head_of_state", dt.date(1991, 2, 1), "George H. W. Bush"),
        ("USA", "head_of_state", dt.date(2003, 3, 20), "George W. Bush"),
        ("PHL", "head_of_state", dt.date(1985, 6, 1), "Ferdinand Marcos"),
        ("PHL", "head_of_state", dt.date(2023, 6, 1), "Ferdinand Marcos Jr."),
        ("AZE", "head_of_state", dt.date(2000, 1, 1), "Heydar Aliyev"),
        ("ARG", "head_of_state", dt.date(2005, 1, 1), "Néstor Kirchner"),
        ("COD", "head_of_state", dt.date(1998, 1, 1), "Laurent-Désiré Kabila"),
        ("GRC", "head_of_government", dt.date(2006, 1, 1), "Kostas Karamanlis"),
        ("SYR", "head_of_state", dt.date(1999, 1, 1), "Hafez al-Assad"),
        ("KHM", "head_of_government", dt.date(2024, 1, 1), "Hun Manet"),
        ("SGP", "head_of_government", dt.date(1990, 1, 1), "Lee Kuan Yew"),
    ],
)
def test_father_and_son_are_told_apart(country: str, kind: str, on: dt.date, person: str) -> None:
    assert {t.person for t in Offices(earlier=True).holders(country, kind, on)} == {person}


@pytest.mark.parametrize("name", ["Heiko Maas", "Mobutu Sese Seko", "Mohammad Khatami", "George H. W. Bush"])
def test_leaders_are_found_by_name(offices: Offices, name: str) -> None:
    assert {t.person for t in Offices(earlier=True).tenures(name)} == {name}


def test_membership_periods_of_a_state_follow_one_another() -> None:
    periods: dict[tuple[str, str], list[tuple[str, str]]] = collections.defaultdict(list)
    for row in rows("membership.tsv"):
        if row["start"]:
            periods[row["org"], row["iso3"]].append((row["start"], row["end"] or "9999-12-31"))
    for member, spans in periods.items():
        spans.sort()
        assert all(start <= end <= "2026" or end == "9999-12-31" for start, end in spans), member
        assert all(one[1] < two[0] for one, two in itertools.pairwise(spans)), member


def test_membership_names_known_codes() -> None:
    known = {*knowledge.states(), *knowledge.organisations()}
    assert {row["iso3"] for row in rows("membership.tsv")} <= known
    assert {row["org"] for row in rows("membership.tsv")} <= set(knowledge.organisations())


BOXES = {  # degrees: south, north, west, east
    "Southern Asia": (-2, 40, 44, 98),
    "South-Eastern Asia": (-11, 29, 92, 142),
    "Eastern Asia": (17, 50, 73, 146),
    "Western Europe": (41, 54, -5, 17),
    "Northern Europe": (49, 79, -25, 32),
    "South America": (-56, 13, -82, -34),
    "Northern Africa": (14, 38, -18, 37),
}


def test_capitals_lie_in_their_part_of_the_world() -> None:
    for state in knowledge.states().values():
        if state.subregion in BOXES and state.un_member:
            south, north, west, east = BOXES[state.subregion]
            assert south <= state.latitude <= north and west <= state.longitude <= east, state


def test_landmarks_are_placed_in_known_states_and_end_after_they_start() -> None:
    known = {*knowledge.states(), *knowledge.organisations()}
    for mark in landmarks().values():
        assert not mark.place or mark.place in known, mark
        assert mark.start <= mark.end <= LATEST, mark


def test_a_spelling_means_one_person_of_a_state() -> None:
    meanings: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for row in load("vi").rows("people"):
        meanings[row["variant"].casefold(), row["code"]].add(row["canonical"])
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}


def test_names_of_persons_hold_no_titles(offices: Offices) -> None:
    titles = {"President", "Minister", "Prime", "Governor-General", "Council", "Chair", "Regent", "Vacant"}
    assert [t.person for t in offices if titles & set(t.person.split())] == []
