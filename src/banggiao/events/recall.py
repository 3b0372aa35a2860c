"""Parties that a sentence leaves unsaid: "cuộc gặp kéo dài ba giờ" means the meeting that the document spoke of before.

What is taken over is marked: the party's words are the trigger's, and ``via`` says where in the document its name
stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from banggiao.events.matching import Match
from banggiao.events.tokens import Token, View, mention_token
from banggiao.records import Entity, Event, Mention, Span, Status

ACT_REACH = 2  # sentences back that an act of no certain type is pointed at ("quyết định này")
VISIT_REACH = 1  # sentences after a visit was told in which talks of the two are taken for a part of it


class Recalled:
    """The parties of the last event of a type: ``actor_codes`` who acted, ``codes`` all who took part."""

    def __init__(self, actors: tuple[Token, ...], recipients: tuple[Token, ...]) -> None:
        self.actors, self.recipients = actors, recipients
        self.actor_codes = frozenset([code for token in actors for code in token.codes])
        self.codes = self.actor_codes | {code for token in recipients for code in token.codes}


class Memory:
    """The last complete event of every type in one document."""

    def __init__(self) -> None:
        self._last: dict[str, Recalled] = {}
        self._visits: dict[frozenset[str], tuple[str, int]] = {}
        self._planned: set[tuple[frozenset[str], bool]] = set()
        self.plans: set[tuple[frozenset[str], bool]] = set()
        self.again = False  # the title is read again, now that the plans are known
        self._blamed: dict[str, tuple[Token, ...]] = {}
        self._acts: list[tuple[str, int, tuple[Token, ...]]] = []
        self._mentions: Sequence[Mention] = ()
        self._named: list[str] | None = None

    def see(self, mentions: Sequence[Mention]) -> None:
        """Remember who is named in the document."""
        self._mentions = mentions

    def host(self, parties: frozenset[str], sentence: int) -> str | None:
        """Who of two parties was the host, if the sentence or one shortly before spoke of a visit between them."""
        host, when = self._visits.get(parties, (None, 0))
        return host if sentence - when <= VISIT_REACH else None

    def visited(self, guest: str, host: str, sentence: int) -> None:
        """Remember a visit."""
        self._visits[frozenset((guest, host))] = host, sentence

    def ahead(self, match: Match, status: Status, dated: bool) -> Status:
        """``future`` for a meeting spoken of by a noun while the document has only told that it is planned."""
        if match.rule.type != "CONSULT":
            return status
        plan = _plan(_codes(match), match.rule.mode)
        named = status == "actual" and not dated and (self.again or match.voice.form == "noun")
        if named and plan in self._planned:
            return "future"
        if status == "future":
            self._planned.add(plan)
            self.plans.add(plan)
        elif status == "actual":
            self._planned.discard(plan)
            if match.voice.form != "noun" or dated:
                self.plans.discard(plan)
        return status

    def headline(self, events: Sequence[Event]) -> bool:
        """Whether a title tells as done what its document only plans: "X thăm Y", told before the visit."""
        if any(
            e.type == "CONSULT"
            and e.status == "actual"
            and e.date is None
            and _plan(frozenset(p.code for p in (*e.actors, *e.recipients)), e.mode) in self.plans
            for e in events
        ):
            self._planned |= self.plans
            self.again = True
        return self.again

    def most_named(self, view: View, trigger: Token, but: frozenset[str]) -> Token | None:
        """The party that the document names most often except ``but``, in words of the trigger."""
        if self._named is None:
            named = Counter(code for mention in self._mentions for code in mention.codes)
            self._named = [code for code, n in named.most_common(4) if n > 1]
        code = next((c for c in self._named if c not in but), None)
        if code is None:
            return None
        first = next(m for m in self._mentions if code in m.codes)
        entities = tuple(e for e in first.entities if e.code == code)
        only = Mention(first.start, first.end, first.text, first.kind, entities)
        return _moved(view, trigger, mention_token((only,), first.start, first.end))

    def accuser(self, view: View, trigger: Token, accused: Collection[str]) -> list[Token]:
        """Who last accused one of ``accused``, in words of the trigger."""
        found = next((self._blamed[code] for code in accused if code in self._blamed), ())
        return [_moved(view, trigger, token) for token in found if not set(token.codes) & set(accused)]

    def author(self, view: View, trigger: Token, types: Collection[str], but: frozenset[str]) -> list[Token]:
        """Who last did an act of ``types`` (of any, close by, when empty), except ``but``; in words of the trigger."""
        for kind, sentence, actors in reversed(self._acts):
            near = kind in types if types else view.index - sentence <= ACT_REACH
            if near and all(but.isdisjoint(token.codes) for token in actors):
                return [_moved(view, trigger, token) for token in actors]
        return []

    def keep(self, match: Match, sentence: int) -> None:
        """Remember the parties of a match in a sentence when none is missing."""
        if match.actors:
            self._acts.append((match.rule.type, sentence, tuple(match.actors)))
        if match.rule.type == "ACCUSE" and match.actors:
            for token in match.recipients:
                self._blamed.update(dict.fromkeys(token.codes, tuple(match.actors)))
        found = Recalled(tuple(match.actors), tuple(match.recipients))
        if found.actors and len(found.codes) > 1:
            self._last[match.rule.type] = found
            if match.rule.place_recipient:
                self._last[_visit(match)] = found

    def complete(self, view: View, match: Match) -> bool:
        """Fill what the match lacks from the document; False when it lacks all, or half of a joint act, and nothing
        helps."""
        actors = {code for token in match.actors for code in token.codes}
        recipients = {code for token in match.recipients for code in token.codes}
        if match.rule.joint:
            if len(actors | recipients) > 1:
                return True
        elif actors and recipients:
            return True
        last = None
        if match.rule.recall:
            last = self._last.get(_visit(match) if match.rule.place_recipient else match.rule.type)
        if last is None or not self._agrees(match, last, actors, recipients):
            return bool(actors or recipients) and not (match.rule.joint and match.rule.recall)
        trigger = view.tokens[match.trigger]
        if match.rule.joint and match.actors and not last.recipients:
            match.actors += [_moved(view, trigger, token, actors) for token in last.actors]
        elif not match.actors or match.rule.joint:
            match.actors = [_moved(view, trigger, token) for token in last.actors]
        if not match.recipients:
            match.recipients = [_moved(view, trigger, token) for token in last.recipients]
        return True

    def _agrees(self, match: Match, last: Recalled, actors: set[str], recipients: set[str]) -> bool:
        if match.rule.joint:
            return actors <= last.codes
        if actors:
            return actors == last.actor_codes and bool(last.recipients)
        return recipients <= {code for token in last.recipients for code in token.codes}


def _plan(parties: frozenset[str], mode: str | None) -> tuple[frozenset[str], bool]:
    """A plan is one of a visit or of talks between its parties."""
    return parties, mode == "visit"


def _visit(match: Match) -> str:
    return f"{match.rule.type}/{match.rule.mode}"


def _codes(match: Match) -> frozenset[str]:
    return frozenset(code for token in (*match.actors, *match.recipients) for code in token.codes)


def _moved(view: View, trigger: Token, token: Token, but: Collection[str] = ()) -> Token:
    """The mention token as if it stood where the trigger does, without the entities ``but``."""
    words = Span.of(view.text, trigger.start, trigger.end)
    mentions = tuple(
        Mention(words.start, words.end, words.text, "reference", _others(m, but), m.via or Span(m.start, m.end, m.text))
        for m in token.mentions
    )
    return mention_token(mentions, words.start, words.end)


def _others(mention: Mention, but: Collection[str]) -> tuple[Entity, ...]:
    return tuple(e for e in mention.entities if e.code not in but)
