"""References back: "this country", "both sides", "he", "his counterpart", and titles and bodies that stand alone.

One pass over the drafts in order. Every draft that names somebody becomes a possible antecedent; a reference takes the
most salient one that agrees with it: recent, subject of its sentence, and not a mere place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.actors.identity import hold
from banggiao.actors.parties import REACH, WINDOW, Parties, is_person
from banggiao.actors.people import Day
from banggiao.languages.orthography import lower
from banggiao.records import Entity, Span


class Resolver(Parties):
    """Resolves the references of one document."""

    def __init__(self, grammar: Grammar, text: str, speakers: list[tuple[int, int, Draft]], date: Day | None) -> None:
        super().__init__(grammar, text)
        self.speakers, self.date = speakers, date
        self.theatres: Counter[str] = Counter()
        self.scenes: dict[int, Draft] = {}
        self.firsts: dict[str, Draft] = {}
        self._spoken = False
        self._ways: dict[str, Callable[[Draft], list[Draft]]] = {
            "state": self._state, "owner": self._owner, "male": self._he, "female": self._she, "person": self._someone,
            "organisation": self._organisation, "pair": self._pair,
            "countries": self._pair, "leaders": self._leaders, "triple": self._triple,
            "other": self._other, "counterpart": self._counterpart, "speaker": self._speaker,
            "office": self._office, "militants": self._militants, "seat": self._seat, "same": self._same,
            "they": self._they, "host": self._host, "all": self._all,
        }  # fmt: skip

    def resolve(self, drafts: list[Draft], references: bool = True) -> None:
        """Fill the entities of every draft that needs an antecedent (without ``references``: only names), in place."""
        for draft in drafts:
            for entity in draft.entities:
                self.totals[entity.code] += 1
            if draft.place and self._is_state(draft) and not self._passed(draft):
                self.theatres[draft.code] += 1
                self.scenes.setdefault(draft.sentence, draft)
                self.firsts.setdefault(draft.code, draft)
        for code, groups in self.grammar.aliases.items():
            group = max(groups, key=lambda g: self.totals[g])
            local = self.grammar.local_aliases[code]
            if self.totals[code] and not self.totals[group]:
                group = next((local[state] for state in local if self.totals[state]), code)
            if self.totals[code] and group != code:
                self._rename(drafts, code, group)
        for draft in drafts:
            if draft.needs:
                if references:
                    self._refer(draft)
            elif draft.kind == "person" and not (draft.entities and draft.office):
                self._recall(draft)
            self.past.append(draft)
            if draft.entities and not draft.place:
                self.subjects.setdefault(draft.sentence, draft)
            self._spoken = self._spoken or bool(draft.entities)

    def _rename(self, drafts: list[Draft], code: str, group: str) -> None:
        """Let the mentions of a people mean its armed group, of which the document speaks."""
        for draft in drafts:
            if draft.code == code:
                draft.entities = [self.grammar.entity(group)]

    def _refer(self, draft: Draft) -> None:
        way = self._ways.get(draft.sort)
        found = way(draft) if way else []
        if not found:
            if draft.home and not draft.entities and not self._spoken:
                draft.entities = [self.grammar.entity(self.grammar.home, None, draft.office or None)]
            return
        entities: dict[str, Entity] = {}
        for antecedent in found:
            for entity in antecedent.entities:
                entities.setdefault(entity.code, entity)
        draft.entities = self._said(draft, list(entities.values()))
        draft.via = Span.of(self.text, found[-1].start, found[-1].end)
        if draft.sort in ("male", "female", "person"):
            draft.gender = draft.gender or found[-1].gender
            draft.office = found[-1].office
            draft.classes = found[-1].classes

    def _said(self, draft: Draft, entities: list[Entity]) -> list[Entity]:
        """The entities as the reference means them: its state, or its state's opposition, where it names no person."""
        entity = self.grammar.entity
        if draft.sort in (
            "male",
            "female",
            "person",
            "leaders",
            "office",
            "counterpart",
            "organisation",
            "speaker",
            "seat",
            "they",
        ):
            return entities
        if draft.suffix:
            return [entity(e.code + draft.suffix) if e.code in self.grammar.states else e for e in entities]
        return [entity(e.code.removesuffix("-OPP") if draft.sort == "state" else e.code) for e in entities]

    # -- antecedents -----------------------------------------------------------------------------------------------

    def _state(self, draft: Draft) -> list[Draft]:
        if draft.suffix or draft.kind == "people":
            return self._theatre(draft)
        places = self.grammar.places
        words = lower(self.text[draft.start : draft.end])
        where = next((regions for phrase, regions in self.grammar.where if phrase in words), None)
        if where is not None:
            return self._best(draft, lambda d: self._is_state(d) and not where.isdisjoint(places[d.code]))
        subject = self._subject_of(draft)
        found = self._best(draft, lambda d: self._is_state(d) and d.code != subject)
        return found or self._best(draft, lambda d: d.code.removesuffix("-OPP") in self.grammar.states)

    def _subject_of(self, draft: Draft) -> str:
        """Who does to the reference what the word before it says, and so is not meant by it: "A cooperates with this
        country"; "" when nobody is."""
        last = self.past[-1] if self.past else None
        if draft.kind != "reference" or last is None or last.sentence != draft.sentence or not last.entities:
            return ""
        gap = lower(self.text[last.end : draft.start]).rstrip()
        ending = next((word for word in self.grammar.towards if gap.endswith(word)), None)
        before = lower(self.text[max(0, last.start - 12) : last.start]).rstrip()
        if ending is None or last.place or before.endswith(self.grammar.dependent):
            return ""
        rest = gap.removesuffix(ending) + " "
        other = any(mark in rest for mark in ',;:"“”') or any(verb in rest for verb in self.grammar.speech)
        return "" if other else last.code

    def _same(self, draft: Draft) -> list[Draft]:
        """ "The interim government": that which the same words meant before, with or without its state's name."""
        words = lower(self.text[draft.start : draft.end])
        for past in reversed(self.past[-WINDOW:]):
            if past.kind == draft.kind and past.entities and lower(self.text[past.start : past.end]).startswith(words):
                return [past]
        return self._state(draft)

    def _theatre(self, draft: Draft) -> list[Draft]:
        """Rebels and protesters belong where the story plays: the state named as a place, then the commonest."""
        if draft.sentence in self.scenes:
            return [self.scenes[draft.sentence]]
        if self.theatres:
            code = max(self.theatres, key=lambda c: (self.theatres[c], self.totals[c]))
            return [self.firsts[code]]
        found = self._best(draft, lambda d: not d.place and self._is_state(d))
        return found or self._best(draft, self._is_state)

    def _passed(self, draft: Draft) -> bool:
        """Whether the place is where somebody goes to or comes from, not where the story plays."""
        return self.text[max(0, draft.start - 8) : draft.start].split(" ")[-2:][0] in self.grammar.directions

    def _militants(self, draft: Draft) -> list[Draft]:
        group = self._best(draft, lambda d: len(d.entities) == 1 and d.code in self.grammar.groups)
        near = group and draft.sentence - group[0].sentence <= 1 and draft.sentence not in self.scenes
        return group if near and self.totals[group[0].code] > 1 else self._theatre(draft)

    def _host(self, draft: Draft) -> list[Draft]:
        """The host: the state in which something was last said to happen, else the one spoken of."""
        return self._best(draft, lambda d: d.place and self._is_state(d)) or self._state(draft)

    def _owner(self, draft: Draft) -> list[Draft]:
        return self._best(draft, lambda d: d.person and bool(d.entities))

    def _he(self, draft: Draft) -> list[Draft]:
        return self._live(draft, "female")

    def _she(self, draft: Draft) -> list[Draft]:
        women = self._best(draft, lambda d: is_person(d) and d.gender == "female")
        return women if women and women[0].entities else self._live(draft, "male")

    def _live(self, draft: Draft, never: str) -> list[Draft]:
        """The person spoken of last; an unknown one bars the way to all before."""
        found = self._best(draft, lambda d: is_person(d) and d.gender != never)
        return found if found and found[0].entities else []

    def _someone(self, draft: Draft) -> list[Draft]:
        """ "This politician": the person named last, subject or not; "this minister": the last of such an office."""
        found = [d for d in self.past[-WINDOW:] if is_person(d) and draft.sentence - d.sentence <= REACH]
        found = [d for d in found if d.office in draft.classes] or found
        return found[-1:] if found and found[-1].entities else []

    def _organisation(self, draft: Draft) -> list[Draft]:
        return self._best(draft, lambda d: d.kind in ("organisation", "group") and len(d.entities) == 1)

    def _counterpart(self, draft: Draft) -> list[Draft]:
        if draft.entities:
            person = next((d for d in reversed(self.past[-WINDOW:]) if is_person(d) and d.code != draft.code), None)
            draft.needs = ""
            if person is not None and person.sentence == draft.sentence:
                entity = draft.entities[0]
                draft.office = entity.office or person.office
                draft.entities = [Entity(entity.code, entity.name, entity.person, draft.office or None)]
                if not entity.person and draft.office and person.classes and len(draft.codes or (1,)) == 1:
                    draft.classes = person.classes
                    hold(self.grammar, draft, self.date)
                draft.via = Span.of(self.text, person.start, person.end)
            return []
        mine = next((d for d in reversed(self.past[-WINDOW:]) if is_person(d) and d.sentence == draft.sentence), None)
        if mine is None:
            return []
        return self._best(draft, lambda d: bool(d.entities) and d.code != mine.code and len(d.entities) == 1)

    def _speaker(self, draft: Draft) -> list[Draft]:
        for start, end, speaker in self.speakers:
            if start <= draft.start < end:
                return [speaker] if speaker.entities else []
        return []

    def _office(self, draft: Draft) -> list[Draft]:
        """A title alone: the last holder of such an office, else the state last spoken of."""
        same = self._best(draft, lambda d: d.office == draft.office and bool(d.entities))
        if same and not draft.plural:
            return same[:1]
        found = self._state(draft)
        if found:
            draft.entities = [self.grammar.entity(found[0].code.removesuffix("-OPP"), None, draft.office)]
            if draft.classes and not draft.plural:
                hold(self.grammar, draft, self.date)
            draft.via = Span.of(self.text, found[0].start, found[0].end)
        return []

    def _seat(self, draft: Draft) -> list[Draft]:
        """ "The master of the White House": the head spoken of before, else just the state."""
        code = draft.codes[0]
        draft.entities = [self.grammar.entity(code)]
        return self._best(draft, lambda d: is_person(d) and d.code == code and bool(d.entities[0].person))

    def _recall(self, draft: Draft) -> None:
        """A bare surname is whoever bore it earlier in this document."""
        tokens = draft.given.split(" ")
        for past in reversed(self.past[-WINDOW:]):
            if past.entities and past.given and past.kind == "person":
                names = past.given.split(" ")
                ends = names[-1] == tokens[-1] or names[0] == tokens[0]
                if ends and set(tokens) <= set(names) and _agree(past, draft):
                    draft.entities, draft.office = past.entities, past.office
                    draft.gender = draft.gender or past.gender
                    draft.given = past.given if len(names) > len(tokens) else draft.given
                    return


def _agree(past: Draft, draft: Draft) -> bool:
    """Whether both may be one person: no conflict of gender, nor of the state that a title names."""
    if past.gender and draft.gender and past.gender != draft.gender:
        return False
    return not draft.codes or past.code in draft.codes
