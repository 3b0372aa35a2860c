"""What an event carries besides its parties: mode by argument, count, place, contexts, score and confidence."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import Any

from banggiao import ontology
from banggiao.events.confidence import Confidence
from banggiao.events.lexicon import encode, flatten, padded
from banggiao.events.matching import Match
from banggiao.events.parties import as_visit
from banggiao.events.places import Places
from banggiao.events.rules import Rule
from banggiao.events.tokens import MENTION, View
from banggiao.events.transforms import Shape
from banggiao.languages.pack import Pack
from banggiao.records import Count, Party, Place, Status

Parties = tuple[Party, ...]

_DIGITS = re.compile(r"(\d{1,3}(?:[ ]\d{3})+|\d+)\s*$")


class Details:
    """Reads the words around a trigger; the tables come from the language pack and the ontology."""

    def __init__(self, pack: Pack) -> None:
        voices = pack.toml("voices")
        self._locatives = frozenset(voices.get("words", {}).get("locative", ()))
        self._places = Places(pack, self._locatives)
        self._numbers: dict[str, int] = voices.get("numbers", {})
        self._confidence = Confidence(_optional(pack, "confidence"))
        self._topics: dict[str, list[str]] = defaultdict(list)
        for name, entry in _optional(pack, "topics").items():
            for word in entry["words"]:
                self._topics[" ".join(flatten(word).split())].append(name)
        self.topics = tuple(self._topics)
        self._exceptions: dict[tuple[str, str], list[tuple[int, bytes]]] = {}
        self._sought: dict[tuple[str, ...], tuple[bytes, ...]] = {}

    def excluded(self, rule: Rule, view: View, trigger: int) -> str | None:
        """``except``, ``needs`` or ``unless`` when the words of the sentence rule the rule out."""
        if rule.exceptions and self._excepted(rule, view, trigger):
            return "except"
        if rule.needs and not self._any(rule.needs, view, trigger):
            return "needs"
        if rule.unless and self._any(rule.unless, view, trigger):
            return "unless"
        return None

    def _excepted(self, rule: Rule, view: View, trigger: int) -> bool:
        """Whether the trigger is only a part of one of the rule's exceptions."""
        token = view.tokens[trigger]
        known = self._exceptions.get((rule.id, token.word))
        if known is None:
            spaced = [(f" {e} ".find(f" {token.word} "), e) for e in rule.exceptions]
            known = [(before, encode(phrase)) for before, phrase in spaced if before >= 0]
            self._exceptions[rule.id, token.word] = known
        for before, phrase in known:
            start = token.start - before
            if start >= 0 and view.key.startswith(phrase, start + 1):
                return True
        return False

    def mode(self, rule: Rule, view: View, trigger: int) -> str | None:
        """The mode that the words of the clause call for, else the rule's own."""
        for mode, words in rule.modes:
            if self._any(words, view, trigger):
                return mode
        return rule.mode

    def _any(self, words: tuple[str, ...], view: View, trigger: int) -> bool:
        """Whether one of ``words`` stands in the trigger's clause as whole syllables."""
        key = view.clause_key(view.tokens[trigger].clause)
        sought = self._sought.get(words)
        if sought is None:
            sought = self._sought[words] = tuple(padded(word) for word in words)
        for word in sought:  # noqa: SIM110 (a generator would cost more than the search)
            if word in key:
                return True
        return False

    def count(self, rule: Rule, view: View, trigger: int) -> Count | None:
        """The number before one of the rule's count units in the clause ("ba nhà ngoại giao" is 3)."""
        if not rule.count_unit:
            return None
        start, end = view.clause_span(view.tokens[trigger].clause)
        for unit in rule.count_unit:
            at = view.key.find(padded(unit), start, end + 2)
            if at < 0:
                continue
            begin = max(start, at - 24)
            head = flatten(view.text[begin:at])
            digits = _DIGITS.search(head)
            if digits:
                span = view.text[begin + digits.start() : at + len(unit)]
                return Count(int(digits[1].replace(" ", "")), unit, span)
            words = head.split()
            if words and words[-1] in self._numbers:
                span = view.text[begin + head.rfind(words[-1]) : at + len(unit)]
                return Count(self._numbers[words[-1]], unit, span)
        return None

    def hosted(
        self, view: View, trigger: int, actors: Parties, recipients: Parties, shape: Shape
    ) -> tuple[Parties, Parties, Shape]:
        """Talks of two in the country of one of them are a visit of the other: visitor, host and mode ``visit``."""
        if len(actors) != 2 or recipients:
            return actors, recipients, shape
        taken = {p.start for p in actors}
        clause = view.tokens[trigger].clause
        after = view.clause_tokens(min(clause + 1, len(view.first) - 1))
        positions = [*view.clause_tokens(clause)]
        if view.tokens[after.start].word in self._locatives:
            positions += after
        for j in positions:
            token = view.tokens[j]
            if token.kind != MENTION or token.governor not in self._locatives or token.start in taken:
                continue
            hosts = tuple(p for p in actors if p.code in token.codes)
            if len(hosts) == 1:
                guests = tuple(p for p in actors if p.code not in token.codes)
                return guests, hosts, shape.visiting()
        place = self._places.of(view, trigger)
        if place is not None and place.country is not None:
            return as_visit(place.country, actors, recipients, shape)
        return actors, recipients, shape

    def place(self, view: View, match: Match) -> Place | None:
        """Where it took place, when the clause names a place."""
        return self._places.of(view, match.trigger)

    def classify(self, rule: Rule, shape: Shape, view: View) -> tuple[str, float, str | None, tuple[str, ...]]:
        """Quad category, score, CAMEO code and contexts."""
        contexts = self._topics_in(view)
        if rule.contexts:
            contexts = tuple(dict.fromkeys(rule.contexts + contexts))
        return *_scale(shape.type, shape.mode, shape.status, contexts), contexts

    def _topics_in(self, view: View) -> tuple[str, ...]:
        """The contexts that a sentence's words call for; looked up once a sentence."""
        if view.contexts is None:
            names = (name for _, _, n in view.topics for name in self._topics[self.topics[n]])
            view.contexts = tuple(dict.fromkeys(names))
        return view.contexts

    def confidence(self, names: list[str]) -> float:
        """How likely the event of a derivation with the features ``names`` is right, in [0, 1]."""
        return self._confidence.of(names)


@functools.lru_cache(maxsize=4096)
def _scale(kind: str, mode: str | None, status: Status, contexts: tuple[str, ...]) -> tuple[str, float, str]:
    """Quad category, score and CAMEO code: few combinations make up nearly all events."""
    plover = ontology.load()
    return plover.quad(kind), plover.score(kind, mode), plover.cameo(kind, mode, status, contexts)


def _optional(pack: Pack, name: str) -> dict[str, Any]:
    return pack.toml(name) if pack.root.joinpath(f"{name}.toml").is_file() else {}
