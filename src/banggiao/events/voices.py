"""Voices: where the actor and the recipient of a verb or noun stand, written once for the language.

The notation: ``{verb}``, ``{noun}`` or ``{modal}`` (an auxiliary as "phải") is the trigger and stands exactly once;
``{actor}``, ``{actors}`` (at least two codes), ``{partner}`` (a further actor) and ``{recipient}`` are slots,
``{light}`` is one of the rule's light verbs; ``(a|b)`` are words that must stand there, ``(a|b)?`` words that may.
Words before a slot govern it. A slot followed by ``?`` may stay empty. The leftmost slot left of the trigger is found
as a subject is; any other slot is found by its words.
"""

from __future__ import annotations

import re
from typing import Any

from banggiao.events.rules import Form, RuleError
from banggiao.languages.orthography import lowered

SLOTS = ("actor", "actors", "partner", "recipient")
_ITEM = re.compile(r"\{(\w+)\}(\?)?|\(([^()]+)\)(\?)?|(\S+)")


class Slot:
    """A place for a mention: the words that may govern it, and whether it may stand without any (``bare``)."""

    def __init__(self, name: str, words: frozenset[str], bare: bool, optional: bool = False) -> None:
        self.name, self.words, self.bare, self.optional = name, words, bare, optional


class Marker:
    """Words one of which must stand there; ``light`` asks for a light verb of the rule instead."""

    def __init__(self, words: frozenset[str], light: bool = False) -> None:
        self.words, self.light = words, light


Element = Slot | Marker


class Voice:
    """A compiled voice: what stands left of the trigger, nearest first, and what stands right of it, in order.

    ``passive``: a marker turns the verb round. ``lit``: a light verb stands left of the noun, so that predicates do not
    end the search to its right. ``told_by_noun``: the noun tells of the event without a light verb that does it.
    """

    def __init__(
        self, name: str, pattern: str, form: Form, left: tuple[Element, ...], right: tuple[Element, ...], passive: bool
    ) -> None:
        self.name, self.pattern, self.form, self.left, self.right = name, pattern, form, left, right
        self.passive = passive
        self.lit = any(isinstance(e, Marker) and e.light for e in left)
        self.told_by_noun = form == "noun" and not any(isinstance(e, Marker) and e.light for e in (*left, *right))
        self.slotted = any(isinstance(e, Slot) for e in (*left, *right))


def load_voices(table: dict[str, Any], passive_words: frozenset[str], where: str) -> dict[str, Voice]:
    """Compile ``name = "pattern"``; RuleError names the voice whose pattern cannot be read."""
    return {name: compile_voice(name, pattern, passive_words, where) for name, pattern in table.items()}


def compile_voice(name: str, pattern: str, passive_words: frozenset[str], where: str) -> Voice:
    """Read one pattern; RuleError says what in it is not allowed."""
    here = f"{where}: voice {name!r}"
    sides: list[list[Element]] = [[], []]
    side, form = 0, None
    pending: tuple[frozenset[str], bool] | None = None
    for braces, optional, words, may, stray in _ITEM.findall(pattern):
        if stray:
            raise RuleError(f"{here}: {stray!r} in {pattern!r} is not a slot in braces or words in parentheses")
        if words:
            _flush(sides[side], pending)
            pending = (frozenset(lowered(w.strip()) for w in words.split("|")), bool(may))
        elif braces in ("verb", "noun", "modal"):
            _flush(sides[side], pending)
            pending = None
            if form is not None:
                raise RuleError(f"{here}: {pattern!r} has more than one trigger")
            form, side = braces, 1
        elif braces == "light":
            _flush(sides[side], pending)
            pending = None
            sides[side].append(Marker(frozenset(), light=True))
        elif braces in SLOTS:
            if pending and side and pending[0] & passive_words:
                _flush(sides[side], pending)
                pending = None
            governed, bare = pending or (frozenset[str](), True)
            sides[side].append(Slot(braces, governed, bare, bool(optional)))
            pending = None
        else:
            raise RuleError(
                f"{here}: unknown slot {braces!r}; valid options: verb, noun, modal, light, {', '.join(SLOTS)}"
            )
    _flush(sides[1], pending)
    if form is None:
        raise RuleError(f"{here}: {pattern!r} has neither {{verb}} nor {{noun}} nor {{modal}}")
    left = tuple(_split_markers(sides[0]))
    passive = form == "verb" and any(isinstance(e, Marker) and e.words & passive_words for e in left)
    return Voice(name, pattern, form, left, tuple(sides[1]), passive)


def _flush(side: list[Element], pending: tuple[frozenset[str], bool] | None) -> None:
    if pending and not pending[1]:
        side.append(Marker(pending[0]))


def _split_markers(elements: list[Element]) -> list[Element]:
    """Left of the trigger words are markers of their own: the slot lies between them and the trigger."""
    out: list[Element] = []
    for element in reversed(elements):
        if isinstance(element, Slot) and element.words and not element.bare:
            out += [Slot(element.name, frozenset(), True, element.optional), Marker(element.words)]
        else:
            out.append(element)
    return out
