import datetime as dt

from banggiao.records import Event, Interval, Party, SentenceRef, Span
from tests.relations.scenes import read


def event(text, words, kind, mode=None, status="actual"):
    start = text.index(words)
    day = dt.date(2014, 3, 17)
    party = [Party(code, code, None, None, code, 0, 0) for code in ("CAN", "RUS")]
    return Event(
        "e1", kind, mode, (), "material conflict", -5.0, None, status, (party[0],), (party[1],), None,
        Interval(day, day, "day"), None, None, Span.of(text, start, start + len(words)),
        SentenceRef(0, 0, len(text)), 1, "body", "test", 0.5,
    )  # fmt: skip


def measures(text, *args, **kwargs):
    return [(m.kind, m.change, m.status) for m in read(text, events=[event(text, *args, **kwargs)])[2]]


def test_kinds_and_changes():
    assert measures("Canada trừng phạt Nga.", "trừng phạt", "SANCTION", "discontinue") == [
        ("sanctions", "imposed", "actual")
    ]
    assert measures("Canada trục xuất hai nhà ngoại giao Nga.", "trục xuất", "SANCTION", "expel") == [
        ("expulsion", "imposed", "actual")
    ]
    assert measures("Canada gia hạn lệnh trừng phạt Nga.", "gia hạn lệnh trừng phạt", "SANCTION", "discontinue") == [
        ("sanctions", "extended", "actual")
    ]
    assert measures("Canada dỡ bỏ lệnh cấm vận với Nga.", "dỡ bỏ lệnh cấm vận", "CONCEDE") == [
        ("embargo", "lifted", "actual")
    ]
    assert measures("Canada áp thuế lên thép Nga.", "áp thuế", "SANCTION", "discontinue") == [
        ("tariffs", "imposed", "actual")
    ]


def test_what_is_denied_or_no_measure_is_left_out():
    assert measures("Canada không trừng phạt Nga.", "trừng phạt", "SANCTION", "discontinue", status="negated") == []
    assert measures("Canada xin lỗi Nga.", "xin lỗi", "CONCEDE") == []
    assert measures("Canada rời khỏi tổ chức.", "rời khỏi", "SANCTION", "withdraw") == []
