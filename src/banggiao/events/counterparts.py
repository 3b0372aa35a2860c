"""The other side of an act when its clause does not name it: a declared table (``counterparts.toml``) says where to
look."""

from __future__ import annotations

import functools
from importlib.resources import files

import rtoml

from banggiao.events.rules import Rule
from banggiao.events.tokens import MENTION, Token, View

_REACH = 400
"""Tokens on either side that are looked at: sentences are shorter, and lists without end must not cost their square."""


@functools.cache
def _table() -> dict[str, frozenset[str]]:
    text = files("banggiao.events").joinpath("counterparts.toml").read_text(encoding="utf-8")
    return {name: frozenset(types) for name, types in rtoml.loads(text).items()}


def wanted(rule: Rule) -> bool:
    """Whether the other side of this rule's acts is looked for in the whole sentence."""
    return (
        rule.type in _table()["sentence"]
        and not rule.joint
        and not rule.recall
        and rule.recipient != "none"
        and not rule.default_recipient
        and not (rule.touching and rule.recipient == "required")
    )


def recalled(rule: Rule) -> bool:
    """Whether the other side is looked for in the sentence once the document's memory has none."""
    return rule.recall and not rule.joint and rule.recipient != "none" and rule.type in _table()["sentence"]


def paired(rule: Rule, actors: list[Token]) -> bool:
    """Whether several do together what needs nobody else ("A và B nhất trí …")."""
    return rule.type in _table()["together"] and len({code for token in actors for code in token.codes}) > 1


def in_sentence(view: View, trigger: int, actors: list[Token]) -> int | None:
    """The nearest mention of somebody else than the actors, right of the trigger first."""
    taken = {code for token in actors for code in token.codes} | _table()["vague"]
    tokens = view.tokens
    last, first = min(len(tokens), trigger + 1 + _REACH), max(-1, trigger - 1 - _REACH)
    for positions in (range(trigger + 1, last), range(trigger - 1, first, -1)):
        for j in positions:
            token = tokens[j]
            if token.kind == MENTION and not token.place and token.codes and taken.isdisjoint(token.codes):
                return j
    return None


def in_document(rule: Rule) -> bool:
    """Whether the other side of this rule's acts may be the party that the document names most."""
    return wanted(rule) and rule.type in _table()["document"]


def answers(rule: Rule) -> bool:
    """Whether this rule's acts may answer another act that they only point at."""
    return rule.type in _table()["answers"] and not rule.joint and not rule.spoken and rule.recipient != "none"


def vague() -> frozenset[str]:
    """Codes that are too wide to be guessed as somebody's other side."""
    return _table()["vague"]
