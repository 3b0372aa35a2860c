"""The parties of a document so far: which of them a reference to one, to two or to many may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.languages.orthography import lower

# How many sentences and how many mentions back an antecedent may lie.
REACH = 6
WINDOW = 120
_REGIONS = frozenset(
    ("WEST", "EUROPE", "MIDEAST", "ASIA", "LATAM", "WORLD", "AFRICA", "ARAB", "GULF", "BALKAN", "BALTIC", "CASIA")
)
_UNIONS = frozenset(("EU", "NATO"))


class Parties:
    """Who was spoken of up to a place in the document, and the choices among them."""

    def __init__(self, grammar: Grammar, text: str) -> None:
        self.grammar, self.text = grammar, text
        self.past: list[Draft] = []
        self.subjects: dict[int, Draft] = {}
        self.totals: Counter[str] = Counter()

    def _is_state(self, draft: Draft) -> bool:
        return len(draft.entities) == 1 and draft.entities[0].code in self.grammar.states

    def _best(self, draft: Draft, wanted: Callable[[Draft], bool]) -> list[Draft]:
        """The most salient of the earlier drafts that are ``wanted``, or none: recent, the subject, no mere place."""
        best: Draft | None = None
        top = 0.0
        for back in range(1, min(len(self.past), WINDOW) + 1):
            past = self.past[-back]
            away = draft.sentence - past.sentence
            if away > REACH or (best is not None and 1.5 - 2.0 * away < top):
                break  # nothing further back can be better
            if wanted(past):
                score = -2.0 * away - 0.01 * back - past.place
                if self.subjects.get(past.sentence) is past and (away or draft.sort != "state"):
                    score += 1.5
                if best is None or score > top:
                    best, top = past, score
        return [best] if best is not None else []

    def _pair(self, draft: Draft) -> list[Draft]:
        if not draft.strong:
            # A commission or treaty: its parties were named together.
            together = [d for d in self.past[-WINDOW:] if len(d.entities) > 1 and draft.sentence - d.sentence <= REACH]
            if together:
                return together[-1:]
        return (
            self._several(draft, 2, persons=False, forums=False, places=False)
            or self._several(draft, 2, persons=False, forums=False)
            or self._several(draft, 2, persons=False)
        )

    def _leaders(self, draft: Draft) -> list[Draft]:
        return self._several(draft, 2, persons=True) or self._several(draft, 2, persons=False)

    def _triple(self, draft: Draft) -> list[Draft]:
        return self._several(draft, 3, persons=False)

    def _several(
        self, draft: Draft, number: int, persons: bool, forums: bool = True, places: bool = True
    ) -> list[Draft]:
        """Mentions that together name ``number`` parties: a pair named as one, else the latest different ones."""
        chosen: list[Draft] = []
        codes: set[str] = set()
        urging = self._urging(draft)
        for past in reversed(self.past[-WINDOW:]):
            if draft.sentence - past.sentence > REACH + 2:
                break
            if past is urging or (past.place and not places) or not self._party(past, draft, persons, forums):
                continue
            if len(past.entities) >= number and not codes:
                return [past]
            if len(past.entities) == 1 and past.code not in codes:
                chosen.insert(0, past)
                codes.add(past.code)
                if len(codes) == number:
                    return chosen
        return []

    def _party(self, past: Draft, draft: Draft, persons: bool, forums: bool) -> bool:
        """Whether ``past`` can be one of "the two" that ``draft`` speaks of."""
        if not past.entities or (persons and not is_person(past)) or (past.place and self.totals[past.code] < 3):
            return False
        if not persons and not all(_sovereign(entity.code) for entity in past.entities):
            return False
        if draft.sort == "countries" and not all(
            e.code in self.grammar.states or e.code == "EU" for e in past.entities
        ):
            return False
        return forums or past.kind != "organisation" or past.code in _UNIONS

    def _urging(self, draft: Draft) -> Draft | None:
        """Who calls on the two sides is neither of them: the actor before "urges" in the same sentence."""
        last = self.past[-1] if self.past else None
        if last is None or last.sentence != draft.sentence or last.place or draft.sort == "leaders":
            return None
        gap = lower(self.text[last.end : draft.start]).strip()
        return last if gap.endswith(self.grammar.urging) else None

    def _other(self, draft: Draft) -> list[Draft]:
        """ "The other side": of the two spoken of, the one that does not act last."""
        pair = self._several(draft, 2, persons=False)
        if len(pair) != 2:
            return []
        acting = next((d for d in reversed(self.past[-WINDOW:]) if d in pair and self._leads(d)), pair[1])
        return [past for past in pair if past is not acting][:1]

    def _leads(self, draft: Draft) -> bool:
        """Whether the draft is the first actor of its sentence."""
        same = (d for d in self.past[-WINDOW:] if d.sentence == draft.sentence and d.entities and not d.place)
        return next(same, None) is draft

    def _they(self, draft: Draft) -> list[Draft]:
        """ "They" at the head of a sentence: the several with whom the sentence before began."""
        if any(d.sentence == draft.sentence for d in self.past[-3:]):
            return []
        before = [d for d in self.past[-WINDOW:] if d.sentence == draft.sentence - 1 and not d.place]
        if not before:
            return []
        first = before[0]
        if len(first.entities) > 1 or (first.entities and _several_persons(first)):
            return [first]
        second = before[1] if len(before) > 1 else None
        if second is not None and first.entities and second.entities and first.kind == second.kind:
            gap = lower(self.text[first.end : second.start]).strip()
            if gap in self.grammar.judge.conjunctions:
                return [first, second]
        return []

    def _all(self, draft: Draft) -> list[Draft]:
        """All sides: the list that was named last, else the last two."""
        chain: list[Draft] = []
        for past in reversed(self.past[-WINDOW:]):
            if draft.sentence - past.sentence > 3:
                break
            if past.place or not past.entities or past.kind == "reference":
                continue
            gap = lower(self.text[past.end : chain[0].start]).strip() if chain else ""
            if chain and gap != "," and gap not in self.grammar.judge.conjunctions:
                if len(chain) > 2:
                    return chain
                chain = []
            chain.insert(0, past)
        return chain if len(chain) > 2 else self._several(draft, 2, persons=False)


def _sovereign(code: str) -> bool:
    """Whether the code is one that two "sides" or "countries" can be: a state, its opposition, or a group."""
    return code not in _REGIONS


def _several_persons(draft: Draft) -> bool:
    """Whether the draft means many people: an army, a government, a group, officials."""
    return draft.plural or draft.kind in ("body", "people", "group", "organisation")


def is_person(draft: Draft) -> bool:
    """Whether the draft means one person, named, by title or by a word that refers back."""
    return draft.kind in ("person", "office") or (
        draft.kind == "reference" and draft.sort in ("male", "female", "person")
    )
