import datetime as dt

import pytest

from banggiao import knowledge


def test_there_are_250_states_and_territories_with_codes_and_coordinates() -> None:
    states = knowledge.states()
    assert len(states) == 250
    assert "XKX" in states
    assert all(len(state.code) == 3 and len(state.iso2) == 2 for state in states.values())
    assert all(-90 <= state.latitude <= 90 and -180 <= state.longitude <= 180 for state in states.values())


@pytest.mark.parametrize(("code", "latitude", "longitude"), [("VNM", 21, 106), ("RUS", 56, 38), ("BRA", -16, -48)])
def test_a_state_lies_where_its_capital_does(code: str, latitude: float, longitude: float) -> None:
    state = knowledge.states()[code]
    assert (state.latitude, state.longitude) == pytest.approx((latitude, longitude), abs=1)


def test_the_capitals_of_both_tables_agree() -> None:
    for code, state in knowledge.states().items():
        place = knowledge.capital_of(code)
        if place:
            assert place.latitude == pytest.approx(state.latitude, abs=0.2), code
            assert place.longitude == pytest.approx(state.longitude, abs=0.2), code


def test_no_code_is_a_state_and_an_organisation() -> None:
    assert not set(knowledge.states()) & set(knowledge.organisations())


def test_the_codebook_s_organisations_are_known() -> None:
    known = knowledge.organisations()
    for code in (
        "EU",
        "UN",
        "NATO",
        "ASEAN",
        "G7",
        "G20",
        "BRICS",
        "SCO",
        "CSTO",
        "OPEC",
        "OSCE",
        "IAEA",
        "WTO",
        "IMF",
        "WHO",
    ):
        assert code in known
    for code in (
        "ICC",
        "AU",
        "ARABLEAGUE",
        "GCC",
        "OPCW",
        "UNESCO",
        "WEST",
        "EUROPE",
        "MIDEAST",
        "WORLD",
        "ASIA",
        "LATAM",
    ):
        assert code in known
    for code in (
        "ISIS",
        "TALIBAN",
        "HAMAS",
        "HEZBOLLAH",
        "HOUTHI",
        "ALQAEDA",
        "PKK",
        "YPG",
        "FARC",
        "FSA",
        "SDF",
        "P5+1",
    ):
        assert code in known
    assert len(known) >= 120


def test_seats_stand_in_known_states() -> None:
    for organisation in knowledge.organisations().values():
        assert not organisation.country or organisation.country in knowledge.states(), organisation


def test_names_of_codes() -> None:
    assert knowledge.name_of("VNM") == "Vietnam"
    assert knowledge.name_of("UN") == "United Nations"
    assert knowledge.name_of("CUB-OPP") == "Cuba (opposition)"
    assert knowledge.name_of("NOSUCH") == "NOSUCH"


@pytest.mark.parametrize(
    ("org", "state", "last_day_out", "first_day_in"),
    [
        ("NATO", "FIN", dt.date(2023, 4, 3), dt.date(2023, 4, 4)),
        ("NATO", "SWE", dt.date(2024, 3, 6), dt.date(2024, 3, 7)),
        ("NATO", "POL", dt.date(1999, 3, 11), dt.date(1999, 3, 12)),
        ("EU", "HRV", dt.date(2013, 6, 30), dt.date(2013, 7, 1)),
        ("EU", "AUT", dt.date(1994, 12, 31), dt.date(1995, 1, 1)),
        ("ASEAN", "VNM", dt.date(1995, 7, 27), dt.date(1995, 7, 28)),
        ("ASEAN", "TLS", dt.date(2025, 10, 25), dt.date(2025, 10, 26)),
        ("SCO", "IND", dt.date(2017, 6, 8), dt.date(2017, 6, 9)),
        ("BRICS", "IDN", dt.date(2025, 1, 5), dt.date(2025, 1, 6)),
        ("EAEU", "KGZ", dt.date(2015, 8, 11), dt.date(2015, 8, 12)),
    ],
)
def test_members_join_on_a_day(org: str, state: str, last_day_out: dt.date, first_day_in: dt.date) -> None:
    assert state not in knowledge.members(org, last_day_out)
    assert state in knowledge.members(org, first_day_in)


@pytest.mark.parametrize(
    ("org", "state", "last_day_in"),
    [
        ("EU", "GBR", dt.date(2020, 1, 31)),
        ("OPEC", "QAT", dt.date(2018, 12, 31)),
        ("OPEC", "AGO", dt.date(2023, 12, 31)),
        ("G8", "RUS", dt.date(2014, 3, 24)),
        ("CSTO", "UZB", dt.date(2012, 12, 19)),
    ],
)
def test_members_leave_on_a_day(org: str, state: str, last_day_in: dt.date) -> None:
    assert state in knowledge.members(org, last_day_in)
    assert state not in knowledge.members(org, last_day_in + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("org", "on", "count"),
    [
        ("EU", dt.date(2005, 1, 1), 25),
        ("EU", dt.date(2021, 1, 1), 27),
        ("NATO", dt.date(2024, 7, 1), 32),
        ("ASEAN", dt.date(2010, 1, 1), 10),
        ("G7", dt.date(2018, 1, 1), 7),
        ("AU", dt.date(2020, 1, 1), 55),
        ("ARABLEAGUE", dt.date(2020, 1, 1), 22),
        ("GCC", dt.date(2020, 1, 1), 6),
    ],
)
def test_how_many_members_there_were(org: str, on: dt.date, count: int) -> None:
    assert len(knowledge.members(org, on)) == count


def test_members_have_known_codes_and_unknown_organisations_have_none() -> None:
    known = {*knowledge.states(), *knowledge.organisations()}
    for org in knowledge.organisations():
        assert knowledge.members(org, dt.date(2020, 6, 1)) <= known
    assert knowledge.members("NOSUCH", dt.date(2020, 6, 1)) == frozenset()
    assert knowledge.is_dated("EU")
    assert not knowledge.is_dated("WHO")


def test_places_have_coordinates_and_known_countries() -> None:
    places = knowledge.places()
    assert 1000 <= len(places) <= 4000
    for place in places.values():
        assert place.country is None or place.country in knowledge.states(), place
        assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180
