import collections
import datetime as dt

import pytest

from banggiao import knowledge
from banggiao.knowledge import Offices, Tenure, name_key


@pytest.fixture(scope="module")
def offices() -> Offices:
    return Offices()


@pytest.mark.parametrize(
    ("country", "kind", "on", "person"),
    [
        ("USA", "head_of_state", dt.date(2017, 1, 19), "Barack Obama"),
        ("USA", "head_of_state", dt.date(2017, 1, 21), "Donald Trump"),
        ("USA", "head_of_state", dt.date(2021, 1, 21), "Joe Biden"),
        ("FRA", "head_of_state", dt.date(2012, 5, 14), "Nicolas Sarkozy"),
        ("FRA", "head_of_state", dt.date(2012, 5, 16), "François Hollande"),
        ("RUS", "head_of_government", dt.date(2012, 5, 9), "Dmitry Medvedev"),
        ("RUS", "head_of_government", dt.date(2020, 1, 17), "Mikhail Mishustin"),
        ("DEU", "head_of_government", dt.date(2021, 12, 7), "Angela Merkel"),
        ("DEU", "head_of_government", dt.date(2021, 12, 9), "Olaf Scholz"),
        ("ITA", "interior_minister", dt.date(2018, 7, 1), "Matteo Salvini"),
        ("EU", "high_representative", dt.date(2019, 11, 30), "Federica Mogherini"),
        ("EU", "high_representative", dt.date(2019, 12, 1), "Josep Borrell"),
        ("UN", "secretary_general", dt.date(2016, 12, 30), "Ban Ki-moon"),
        ("UN", "secretary_general", dt.date(2017, 1, 2), "António Guterres"),
        ("VNM", "party_leader", dt.date(2015, 6, 1), "Nguyễn Phú Trọng"),
        ("VNM", "head_of_state", dt.date(2018, 6, 1), "Trần Đại Quang"),
        ("CHN", "head_of_state", dt.date(2013, 3, 20), "Xi Jinping"),
    ],
)
def test_who_held_an_office_around_a_handover(
    offices: Offices, country: str, kind: str, on: dt.date, person: str
) -> None:
    assert [t.person for t in offices.holders(country, kind, on)] == [person]


def test_after_the_table_ends_nothing_is_known_unless_presumed(offices: Offices) -> None:
    on = dt.date(2031, 1, 1)
    assert offices.holders("FRA", "head_of_state", on) == ()
    assert len(offices.holders("FRA", "head_of_state", on, presume=True)) == 1


def test_one_spelling_a_person(offices: Offices) -> None:
    spelled: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for tenure in offices:
        spelled[tenure.country, name_key(tenure.person).replace(" ", "")].add(tenure.person)
    assert [names for names in spelled.values() if len(names) > 1] == []


def test_no_person_holds_one_office_twice_on_a_day(offices: Offices) -> None:
    starts = collections.Counter((t.person, t.country, t.office_class, t.started) for t in offices if t.started)
    assert [key for key, count in starts.items() if count > 1] == []


def test_tenures_of_a_person_by_name_and_by_name_without_marks(offices: Offices) -> None:
    assert offices.tenures("Pedro Sanchez") == offices.tenures("Pedro Sánchez") != ()
    assert {t.country for t in offices.tenures("Josep Borrell")} == {"ESP", "EU"}
    assert offices.tenures("Nobody At All") == ()


def test_a_surname_is_narrowed_by_country_office_and_day(offices: Offices) -> None:
    assert {t.person for t in offices.by_surname("Assad", country="SYR")} >= {"Bashar al-Assad", "Hafez al-Assad"}
    assert {t.person for t in offices.by_surname("borrell", country="EU", on=dt.date(2021, 1, 1))} == {"Josep Borrell"}
    assert offices.by_surname("Borrell", country="RUS") == ()
    found = offices.by_surname("Bush", country="USA", on=dt.date(2004, 1, 1))
    assert {t.person for t in found} == {"George W. Bush"}


def test_vietnamese_names_answer_to_the_given_name(offices: Offices) -> None:
    assert "Nguyễn Xuân Phúc" in {t.person for t in offices.by_surname("Phúc", country="VNM")}


def test_no_family_name_first_state_answers_to_a_given_name_else(offices: Offices) -> None:
    assert offices.by_surname("Jinping", country="CHN") == ()
    assert offices.by_surname("Xi", country="CHN") != ()


def test_countries_are_known_codes(offices: Offices) -> None:
    known = {*knowledge.states(), *knowledge.organisations()}
    assert {t.country for t in offices} - known <= {"INT"}


def test_dates_are_read_with_their_precision() -> None:
    tenure = Tenure("A B", "FRA", "speaker", "Speaker", "2014-02", "2016", "2020-01-01", "wd")
    assert (tenure.start, tenure.end) == (dt.date(2014, 2, 1), dt.date(2016, 12, 31))
    assert tenure.covers(dt.date(2016, 12, 31)) is True
    assert tenure.covers(dt.date(2014, 1, 31)) is False
    open_end = Tenure("A B", "FRA", "speaker", "Speaker", "2014-02-01", "", "2020-01-01", "wd")
    assert open_end.covers(dt.date(2020, 1, 1)) is True
    assert open_end.covers(dt.date(2020, 1, 2)) is None
    no_start = Tenure("A B", "FRA", "speaker", "Speaker", "", "2016-03-01", "2020-01-01", "ci")
    assert no_start.covers(dt.date(2010, 1, 1)) is None


def test_starts_never_follow_ends() -> None:
    for tenure in Offices(earlier=True, lesser=True):
        if tenure.start and tenure.end:
            assert tenure.start <= tenure.end, tenure


def test_the_earlier_table_is_read_only_on_demand() -> None:
    assert len(Offices(earlier=True)) > len(Offices())
    assert {t.source for t in Offices(earlier=True)} - {t.source for t in Offices()} == {"ci"}


def test_the_table_is_large_enough_and_drops_nothing_known(offices: Offices) -> None:
    assert len(offices) > 12_000
    assert {t.source for t in offices} == {"wd", "fb", "wlc", "body", "min", "hand"}
