"""What an event carries besides its parties: mode by argument, count, place, contexts, score and confidence."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from msgspec import structs

from banggiao import ontology
from banggiao.events.lexicon import Phrases, flatten
from banggiao.events.matching import Match
from banggiao.events.parties import as_visit
from banggiao.events.places import Places
from banggiao.events.rules import Rule
from banggiao.events.tokens import MENTION, View
from banggiao.events.transforms import Shape
from banggiao.languages.pack import Pack
from banggiao.records import Count, Party, Place

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
        topics = [(name, word) for name, entry in _optional(pack, "topics").items() for word in _padded(entry["words"])]
        self._topics = Phrases(word for _, word in topics)
        self._topic_of: dict[str, list[str]] = defaultdict(list)
        for name, word in topics:
            self._topic_of[word].append(name)
        self._exceptions: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._ontology = ontology.load()

    def excluded(self, rule: Rule, view: View, trigger: int) -> str | None:
        """``except``, ``needs`` or ``unless`` when the words of the sentence rule the rule out."""
        if rule.exceptions and self._excepted(rule, view, trigger):
            return "except"
        if rule.needs and not _any(rule.needs, *self._clause(view, trigger)):
            return "needs"
        if rule.unless and _any(rule.unless, *self._clause(view, trigger)):
            return "unless"
        return None

    def _excepted(self, rule: Rule, view: View, trigger: int) -> bool:
        """Whether the trigger is only a part of one of the rule's exceptions."""
        token = view.tokens[trigger]
        known = self._exceptions.get((rule.id, token.word))
        if known is None:
            padded = [(f" {e} ".find(f" {token.word} "), e) for e in rule.exceptions]
            known = [(before, phrase) for before, phrase in padded if before >= 0]
            self._exceptions[rule.id, token.word] = known
        for before, phrase in known:
            start = token.start - before
            if start >= 0 and view.low.startswith(phrase, start):
                return True
        return False

    def mode(self, rule: Rule, view: View, trigger: int) -> str | None:
        """The mode that the words of the clause call for, else the rule's own."""
        for mode, words in rule.modes:
            if _any(words, *self._clause(view, trigger)):
                return mode
        return rule.mode

    def _clause(self, view: View, trigger: int) -> tuple[str, int, int]:
        start, end = view.clause_span(view.tokens[trigger].clause)
        return view.low, start, end

    def count(self, rule: Rule, view: View, trigger: int) -> Count | None:
        """The number before one of the rule's count units in the clause ("ba nhà ngoại giao" is 3)."""
        if not rule.count_unit:
            return None
        low, start, end = self._clause(view, trigger)
        for unit in rule.count_unit:
            at = low.find(unit, start, end)
            if at < 0:
                continue
            head = low[max(start, at - 24) : at]
            digits = _DIGITS.search(head)
            if digits:
                begin = max(start, at - 24) + digits.start()
                return Count(int(digits[1].replace(" ", "")), unit, view.text[begin : at + len(unit)])
            words = head.split()
            if words and words[-1] in self._numbers:
                begin = low.rfind(words[-1], start, at)
                return Count(self._numbers[words[-1]], unit, view.text[begin : at + len(unit)])
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
                return guests, hosts, structs.replace(shape, mode="visit" if shape.type == "CONSULT" else shape.mode)
        place = self._places.of(view, trigger)
        if place is not None and place.country is not None:
            return as_visit(place.country, actors, recipients, shape)
        return actors, recipients, shape

    def place(self, view: View, match: Match) -> Place | None:
        """Where it took place, when the clause names a place."""
        return self._places.of(view, match.trigger)

    def classify(self, rule: Rule, shape: Shape, view: View) -> tuple[str, float, str | None, tuple[str, ...]]:
        """Quad category, score, CAMEO code and contexts."""
        contexts = [*rule.contexts]
        contexts += [name for name in self._topics_in(view) if name not in contexts]
        plover = self._ontology
        cameo = plover.cameo(shape.type, shape.mode, shape.status, contexts)
        return plover.quad(shape.type), plover.score(shape.type, shape.mode), cameo, tuple(contexts)

    def _topics_in(self, view: View) -> tuple[str, ...]:
        """The contexts that a sentence's words call for; looked up once a sentence."""
        if view.topics is None:
            found = self._topics.find(" " + view.low[view.start : view.end])
            names = (name for _, _, n in found for name in self._topic_of[self._topics.phrases[n]])
            view.topics = tuple(dict.fromkeys(names))
        return view.topics

    def confidence(self, match: Match, guards: list[str]) -> float:
        """How likely the event is right, in [0, 1]."""
        return self._confidence.of(match, guards)


class Confidence:
    """A logistic score over features of a derivation; the weights come from ``confidence.toml`` once calibrated."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._base: float = table.get("base", 0.7)
        self._weights: dict[str, float] = table.get("weights", {})

    def of(self, match: Match, guards: list[str]) -> float:
        """The number for one derivation."""
        total = self._base
        for name in features(match, guards):
            total += self._weights.get(name, 0.0)
        return round(min(0.99, max(0.01, total)), 3)


def features(match: Match, guards: list[str]) -> list[str]:
    """The names under which a calibration may give weights."""
    names = [f"rule:{match.rule.id}", f"voice:{match.voice.name}", f"type:{match.rule.type}"]
    names += [f"guard:{name}" for name in guards]
    if match.inherited:
        names.append("inherited")
    if not match.actors:
        names.append("no-actor")
    return names


def _optional(pack: Pack, name: str) -> dict[str, Any]:
    return pack.toml(name) if pack.root.joinpath(f"{name}.toml").is_file() else {}


def _padded(words: Any) -> tuple[str, ...]:
    return tuple(" ".join(flatten(w).split()) for w in words)


def _any(words: tuple[str, ...], low: str, start: int, end: int) -> bool:
    """Whether one of ``words`` stands in ``low[start:end]`` as whole syllables."""
    for word in words:
        at = low.find(word, start, end)
        while at >= 0:
            stop = at + len(word)
            if (at == 0 or low[at - 1] == " ") and (stop == len(low) or low[stop] == " "):
                return True
            at = low.find(word, at + 1, end)
    return False
