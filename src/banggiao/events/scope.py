"""How far the complement of a trigger reaches: what stands in it is content, and no event of its own."""

from __future__ import annotations

from banggiao.events.tokens import View


def joined_saying(view: View, i: int) -> bool:
    """Whether the trigger is a verb of saying joined by "and", and so no content of the one before."""
    return bool(i) and view.tokens[i].scoping and "and" in view.tokens[i - 1].senses


def complement_end(view: View, trigger: int) -> int:
    """Where the complement of a trigger ends: at a conjunction, a comma or a semicolon, else with the sentence."""
    for token in view.tokens[trigger + 1 :]:
        if "conjunction" in token.senses or token.word in (",", ";"):
            return token.start
    return view.end
