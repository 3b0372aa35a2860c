"""How far the complement of a trigger reaches: what stands in it is content, and no event of its own."""

from __future__ import annotations

from banggiao.events.tokens import TRIGGER, Token, View

_VIOLENCE = frozenset({"ASSAULT", "COERCE"})  # what nobody says of himself in the same breath as an accusation


def joined_saying(view: View, i: int) -> bool:
    """Whether the trigger is a verb of saying joined by "and", and so no content of the one before."""
    return bool(i) and view.tokens[i].scoping and "and" in view.tokens[i - 1].senses


def complement_end(view: View, trigger: int, alleged: bool = False) -> int:
    """Where the complement of a trigger ends: at a conjunction, a comma or a semicolon, else with the sentence.

    What is ``alleged`` goes on behind a comma with one more act of violence: "A accuses B of shelling X, abducting Y".
    """
    tokens = view.tokens
    for i in range(trigger + 1, len(tokens)):
        token = tokens[i]
        if alleged and token.word == "," and i + 1 < len(tokens) and _violent(tokens[i + 1]):
            continue
        if "conjunction" in token.senses or token.word in (",", ";"):
            return token.start
    return view.end


def _violent(token: Token) -> bool:
    return token.kind == TRIGGER and token.verbal and any([rule.type in _VIOLENCE for rule, _ in token.entries])
