"""The checks of the rules' examples can fail: each law is broken once on purpose."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from banggiao.events import EventCoder, RuleError
from banggiao.events.examples import problems, read_example, run_example
from banggiao.events.guards import time_status
from banggiao.languages.pack import load
from banggiao.records import Event, Interval

CODER = EventCoder(load("vi"))
RULE = next(rule for rule in CODER.rules if rule.id == "impose-sanctions")
YES = "[actor=EST Estonia] trừng phạt [recipient=BLR Belarus]."
NO = "[mention=EST Estonia] có thể trừng phạt [mention=BLR Belarus]."


def broken(yes: list[str], no: list[tuple[str, str]], voices: tuple[str, ...] = ("active",)) -> str:
    examples = tuple({"text": text} for text in yes)
    negatives = tuple({"text": text, "guard": guard} for text, guard in no)
    changed = replace(RULE, voices=voices, yes=examples, no=negatives)
    return "\n".join(problems(CODER, changed))


def test_the_laws_hold() -> None:
    assert broken([YES], [(NO, "possible")]) == ""


@pytest.mark.parametrize(
    ("yes", "no", "voices", "words"),
    [
        (["[recipient=EST Estonia] trừng phạt [actor=BLR Belarus]."], [], ("active",), "actor is"),
        (["[actor=EST Estonia] trừng phạt [mention=BLR Belarus]."], [], ("active",), "recipient is"),
        (["[actor=EST Estonia] ca ngợi [recipient=BLR Belarus]."], [], ("active",), "gives no event of this rule"),
        ([YES], [], ("active", "passive-adverse"), "passive-adverse"),
        ([YES], [(NO, "denied")], ("active",), "should be stopped by 'denied'"),
        ([YES], [("[mention=EST Estonia] trừng phạt [mention=BLR Belarus].", "denied")], ("active",), "an actual"),
        ([YES], [("[mention=EST Estonia] không vui.", "denied")], ("active",), "nothing found"),
    ],
)
def test_a_broken_law_is_told(yes: list[str], no: list[tuple[str, str]], voices: tuple[str, ...], words: str) -> None:
    assert words in broken(yes, no, voices)


def test_an_unknown_guard_is_an_error() -> None:
    with pytest.raises(RuleError, match="unknown guard 'nosuch'"):
        broken([YES], [(NO, "nosuch")])


def test_only_days_after_the_publication_lie_ahead() -> None:
    day = dt.date(2024, 5, 4)
    published = Interval(day, day, "day")
    assert time_status(published, published) is None
    after = day + dt.timedelta(days=1)
    assert time_status(Interval(after, after, "day"), published) == "future"


def one(marked: str) -> Event:
    (event,) = run_example(CODER, read_example(marked)).events
    return event


def test_a_withdrawal_is_a_concession_in_its_authors_words_only() -> None:
    own = one("[actor=EST Estonia] sẽ rút quân khỏi [recipient=MLI Mali].")
    told = one("[said=BLR Belarus] nói rằng [actor=EST Estonia] sẽ rút quân khỏi [recipient=MLI Mali].")
    assert (own.type, own.status) == ("CONCEDE", "actual")
    assert (told.type, told.status) == ("RETREAT", "future")


def test_we_in_a_quotation_says_whose_it_is() -> None:
    text = "“[mention=EST Chúng tôi] không ngủ quên.\n[mention=BLR Belarus] đã vi phạm không phận.”"
    events = run_example(CODER, read_example(text)).events
    assert [e.said_by.code if e.said_by else None for e in events] == ["EST"]
