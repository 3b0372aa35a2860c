import datetime as dt

import pytest

from tests.relations.scenes import read


def history(mechanism):
    return [(s.change, s.date.start.isoformat() if s.date and s.date.start else None) for s in mechanism.history]


def test_a_commission_founded_suspended_and_planned_again():
    _, mechanisms, _, _ = read(
        "Ủy ban liên chính phủ [JPN,KOR Nhật - Hàn], được thành lập {1999 năm 1999}, bị tạm ngừng từ {2019 năm 2019}.\n"
        "Ủy ban này dự kiến nhóm họp tại [@KOR Seoul] vào {2023-05-09 ngày 9/5}.",
        published="2023-05-02",
    )
    (commission,) = mechanisms
    assert commission.name == "Ủy ban liên chính phủ Nhật - Hàn"
    assert commission.parties == ("JPN", "KOR")
    assert history(commission) == [
        ("established", "1999-01-01"),
        ("suspended", "2019-01-01"),
        ("planned", "2023-05-09"),
    ]
    assert commission.history[2].place.country == "KOR"


def test_both_habits_of_tone_placement_name_the_same_commission():
    _, mechanisms, _, _ = read(
        "Uỷ ban hỗn hợp giữa [LAO Lào] và [THA Thái Lan] ra đời {1991 năm 1991}.\n"
        "Ủy ban hỗn hợp [LAO Lào] - [THA Thái Lan] đã họp phiên mới nhất {2010-04-03 hôm 3/4}.",
        published="2010-04-05",
    )
    (commission,) = mechanisms
    assert history(commission) == [("established", "1991-01-01"), ("met", "2010-04-03")]


def test_an_active_verb_takes_the_mechanism_that_follows_it():
    _, mechanisms, _, _ = read(
        "{2022-09-01 Ngày 1/9}, [IND Ấn Độ] đã nối lại đối thoại chiến lược với [AUS Australia].",
        published="2022-09-02",
    )
    (dialogue,) = mechanisms
    assert (dialogue.kind, dialogue.parties) == ("dialogue", ("AUS", "IND"))
    assert history(dialogue) == [("resumed", "2022-09-01")]


@pytest.mark.parametrize(
    "wish",
    [
        "[PAK Pakistan] kêu gọi nối lại đối thoại chiến lược với [USA Mỹ].",
        "[PAK Pakistan] chưa nối lại đối thoại chiến lược với [USA Mỹ].",
        "[PAK Pakistan] có thể đình chỉ hiệp định với [IND Ấn Độ].",
    ],
)
def test_what_is_wished_denied_or_possible_is_no_step(wish):
    _, mechanisms, _, _ = read(wish, published="2016-01-01")
    assert mechanisms == ()


def test_a_mechanism_without_parties_is_not_made_up():
    _, mechanisms, _, _ = read("Ủy ban liên chính phủ được thành lập {1999 năm 1999}.")
    assert mechanisms == ()


def test_two_mechanisms_of_one_kind_stay_apart():
    _, mechanisms, _, _ = read(
        "Đường bay thẳng [CUB,USA Cuba - Mỹ] được nối lại {2016-08-31 ngày 31/8}.\n"
        "Đường bay thẳng [EGY,RUS Ai Cập - Nga] bị đình chỉ {2015 năm 2015}.",
        published="2016-09-02",
    )
    assert [(m.parties, history(m)) for m in mechanisms] == [
        (("CUB", "USA"), [("resumed", "2016-08-31")]),
        (("EGY", "RUS"), [("suspended", "2015-01-01")]),
    ]


def test_evidence_quotes_the_text():
    text, mechanisms, _, _ = read("Đường dây nóng [KOR,PRK liên Triều] được nối lại {2018-01-03 ngày 3/1}.")
    step = mechanisms[0].history[0]
    assert step.evidence.check(text)
    assert step.date.start == dt.date(2018, 1, 3)


def test_the_name_takes_a_pair_that_begins_inside_its_head_and_closes_its_bracket():
    _, mechanisms, _, _ = read(
        "Ủy ban liên [DNK,SWE nghị viện Đan Mạch - Thụy Điển] được thành lập {1997 năm 1997}.\n"
        "Đối thoại chiến lược ([CHE Thụy Sĩ] - [AUT Áo]) được nối lại {2018-01-03 ngày 3/1}."
    )
    assert [(m.name, m.parties) for m in mechanisms] == [
        ("Ủy ban liên nghị viện Đan Mạch - Thụy Điển", ("DNK", "SWE")),
        ("Đối thoại chiến lược (Thụy Sĩ - Áo)", ("AUT", "CHE")),
    ]


def test_a_dated_step_takes_the_place_of_the_same_one_without_a_date():
    _, mechanisms, _, _ = read(
        "Ủy ban liên chính phủ [JPN,KOR Nhật - Hàn] sắp nhóm họp.\n"
        "Ủy ban này sẽ nhóm họp {2023-05-09 ngày 9/5}.\n"
        "Ủy ban này sẽ nhóm họp.",
        published="2023-05-02",
    )
    assert history(mechanisms[0]) == [("planned", "2023-05-09")]
