"""``banggiao explain``: near misses are sorted by nearness, and everything is said in the language of the interface."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao import api
from banggiao.cli.folding import columns
from banggiao.cli.interface import interface
from banggiao.cli.main import run
from banggiao.cli.nearness import FAR, LAST, STOPPED, nearest, rank
from banggiao.cli.render_explanation import ExplanationView
from banggiao.cli.render_mentions import MentionView
from banggiao.events import NearMiss
from banggiao.records import Span

VOICES = {
    "active": "{actor} {verb} (với|lên)? {recipient}",
    "passive-by": "{recipient} (bị|được) {verb} (bởi|do) {actor}",
}
SENTENCE = "Ngoại trưởng Lào hôm 12/5 chỉ trích Mông Cổ và nói ông có thể không tới Ulan Bator."


def miss(voice: str, failed: str) -> NearMiss:
    return NearMiss("a-rule", "vi/events/a.toml", Span(0, 1, "a"), voice, failed)


@pytest.mark.parametrize(
    ("voice", "failed", "expected"),
    [
        ("active", "recipient", LAST),
        ("active", "actor", LAST + 1),
        ("passive-by", "actor", LAST),
        ("passive-by", "(bởi|do)", LAST + 1),
        ("passive-by", "(do|bởi)", LAST + 1),
        ("passive-by", "recipient", LAST + 1),
        ("passive-by", "passive", FAR),
        ("active", "guard:denied", STOPPED),
        ("", "scope", STOPPED),
        ("unheard-of", "actor", STOPPED),
    ],
)
def test_a_rule_is_the_nearer_the_less_was_left_to_find(voice: str, failed: str, expected: int) -> None:
    assert rank(miss(voice, failed), VOICES) == expected


def test_the_nearest_come_first_and_the_far_ones_on_request() -> None:
    explanation = api.explain(SENTENCE, "2014-05-13")
    voices = api.voices()
    few, all_of_them = (nearest(explanation, voices, everything) for everything in (False, True))
    assert len(all_of_them) == len(explanation.misses)
    ranks = [rank(m, voices) for m in all_of_them]
    assert ranks == sorted(ranks)
    assert all(rank(m, voices) <= LAST for m in few)
    told = {(d.event.rule, d.event.trigger.start) for d in explanation.derivations}
    assert not told & {(m.rule, m.trigger.start) for m in few}


def test_mentions_and_times_on_request(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", SENTENCE, "--published", "2014-05-13", "--lang", "vi", "--mentions", "--all"]) == 0
    shown = capfd.readouterr().out
    assert "Ai được nhắc tới" in shown
    assert "Mông Cổ (MNG)" in shown
    assert "2014-05-12" in shown


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    ui = interface(lang)
    explanation = ExplanationView(ui, width, everything=True).render(SENTENCE, api.explain(SENTENCE), api.voices())
    mentions = MentionView(ui, width).render(api.read_lines(SENTENCE))
    assert max(map(columns, (explanation + mentions).splitlines())) <= width


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_explained(text: str) -> None:
    ui = interface("en")
    ExplanationView(ui, everything=True).render(text, api.explain(text), api.voices())
    MentionView(ui).render(api.read_lines(text))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_the_engine_says_has_words(lang: str) -> None:
    from importlib.resources import files

    import rtoml

    from banggiao import languages

    ui = interface(lang)
    transforms = rtoml.loads(files("banggiao.events").joinpath("transforms.toml").read_text("utf-8"))
    assert [name for name in transforms if ui.known("transforms", name) is None] == []
    assert [name for name in languages.load("vi").toml("guards") if ui.known("guards", name) is None] == []
