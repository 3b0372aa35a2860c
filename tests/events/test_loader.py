"""Whatever is wrong in a table is reported with file, rule, what was found and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from banggiao.events import RuleError
from banggiao.events.guards import Guards
from banggiao.events.lexicon import word_senses
from banggiao.events.rules import make_rule
from banggiao.events.voices import compile_voice

GOOD: dict[str, Any] = {"type": "CONSULT", "gloss": "parties meet", "verb": ["gặp"], "voices": ["active"]}


def make(**changes: Any) -> None:
    table = {k.replace("_", "-"): v for k, v in {**GOOD, **changes}.items() if v is not None}
    make_rule("meet", table, "vi/events/consult.toml", frozenset({"active", "joint"}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tpye": "X"}, "unknown key 'tpye'; valid options: type, mode"),
        ({"type": "CONSLUT"}, "unknown type 'CONSLUT'; valid options: AGREE"),
        ({"mode": "phoen"}, "unknown mode of CONSULT 'phoen'; valid options: visit"),
        ({"voices": ["actve"]}, "unknown voice 'actve'; valid options: active, joint"),
        ({"verb": None}, "neither 'verb' nor 'noun'"),
        ({"verb": "gặp"}, "must be a list of non-empty strings"),
        ({"gloss": None}, "'gloss' is missing"),
        ({"joint": 1}, "must be true or false"),
        ({"status": "maybe"}, "unknown status 'maybe'"),
        ({"recipient": "perhaps"}, "unknown recipient 'perhaps'; valid options: required, optional, none"),
        ({"no": [{"text": "Không."}]}, "does not name its 'guard'"),
        ({"yes": [{"text": "Có.", "vioce": "x"}]}, "valid options: text, status, voice"),
    ],
)
def test_bad_rules_are_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RuleError) as caught:
        make(**changes)
    assert message in str(caught.value)
    assert str(caught.value).startswith("vi/events/consult.toml: rule 'meet'")


def test_a_rule_must_be_a_table() -> None:
    with pytest.raises(RuleError, match="is not a table"):
        make_rule("meet", "gặp", "f", frozenset())


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{actor} meets {recipient}", "is not a slot in braces"),
        ("{actor} {recipient}", "has neither"),
        ("{verb} {noun}", "more than one trigger"),
        ("{actor} {vreb}", "unknown slot 'vreb'; valid options"),
    ],
)
def test_bad_voices_are_named(pattern: str, message: str) -> None:
    with pytest.raises(RuleError, match="voice 'odd'") as caught:
        compile_voice("odd", pattern, frozenset(), "vi/voices.toml")
    assert message in str(caught.value)


def test_bad_guards_and_words_are_named() -> None:
    with pytest.raises(RuleError, match="unknown status"):
        Guards({"odd": {"status": "never", "words": ["x"]}}, "vi/guards.toml")
    with pytest.raises(RuleError, match="unknown key"):
        Guards({"odd": {"status": "future", "wrods": ["x"]}}, "vi/guards.toml")
    with pytest.raises(RuleError, match="either 'status' or"):
        Guards({"odd": {"words": ["x"]}}, "vi/guards.toml")
    with pytest.raises(RuleError, match="unknown class of words"):
        word_senses({"prepositoins": ["x"]}, "vi/voices.toml")
