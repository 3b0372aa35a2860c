"""Find who stands where: the subject left of a verb, the object right of it, and what a preposition governs.

Vietnamese has no inflection, so place and prepositions decide. A subject that a clause does not name is the subject of
the clause before ("Nga bác bỏ …, đồng thời cảnh báo …").
"""

from __future__ import annotations

from banggiao.events.tokens import MENTION, TIME, TRIGGER, Token, View
from banggiao.events.voices import Slot

SELF_KINDS = frozenset({"state", "capital", "reference", "office", "body", "organisation"})
REACH = 12  # clauses back that a subject may be taken from
UNREAD = 16  # characters before a verb that nothing is known of: they hold a subject of its own ("tàu cá ngư dân")
OBJECT_REACH = 28  # characters between a verb and the mention that is taken for its object


class Grammar:
    """Which words are genitive prepositions; shared by all searches."""

    def __init__(self, classes: dict[str, frozenset[str]]) -> None:
        self.genitives = classes["genitive"]
        self.locative = classes["locative"]  # who is named behind one of these acts in his own land
        self.clausal = classes["clausal"]
        self.prepositions = classes["case"]
        self.aimed = classes["aimed"]
        self.copula = classes.get("copula", frozenset())
        self._nominal = tuple(" " + word for word in classes["nominalizer"])
        self.media = tuple(classes.get("media", ()))
        self.apposition = tuple(w + " " for w in classes.get("apposition", ()))
        self.first_person = classes.get("first-person", frozenset())

    def subject(self, view: View, position: int) -> tuple[int, bool] | None:
        """The position of the subject of the token at ``position``, and whether it was inherited; None if there is
        none."""
        tokens = view.tokens
        clause = tokens[position].clause
        nearest: dict[int, int] = {}
        for j in range(position - 1, view.first[clause] - 1, -1):
            token = tokens[j]
            if (1 in nearest or 2 in nearest) and "reporting" in token.senses:
                break  # "A nói hành động của B …": what stands further left is the speaker
            if token.kind != MENTION or not _able(token) or _is_object(tokens, j):
                continue
            rank = self._rank(view, j)
            if rank == 0:
                return j, False
            nearest.setdefault(rank, j)
        for rank in (1, 2, 3):
            if rank in nearest:
                return nearest[rank], False
        named = self._named_before(view, clause)
        if named is None and _unread(view, position) > UNREAD:
            return None
        return named or self._inherited(view, clause)

    def _named_before(self, view: View, clause: int) -> tuple[int, bool] | None:
        """Whom a clause without a subject means by its first noun: "…, quốc gia bị …", said of the last one named."""
        position = view.first[clause]
        if not position or view.tokens[position - 1].word != ",":
            return None
        if not view.low.startswith(self.apposition, view.clause_start(clause)):
            return None
        before = view.tokens[position - 2] if position > 1 else None
        near = before is not None and before.kind == MENTION and view.tokens[position - 1].start - before.end <= 2
        return (position - 2, True) if near else None

    def free(self, token: Token) -> bool:
        """Whether a mention depends on nothing but a preposition that takes a whole clause."""
        return token.governor is None or token.governor in self.clausal or token.governor in self.copula

    def _rank(self, view: View, j: int) -> int:
        """How well the mention at ``j`` can be a subject: 0 depends on nothing, 1 possessor of the head, 2 after a
        preposition

        that takes a clause, 3 possessor in a phrase whose head stands further left, 4 not at all.
        """
        token = view.tokens[j]
        if token.governor is None:
            return 0
        if token.governor in self.genitives:
            if token.outer is None:
                return 1
            return (
                3
                if j > view.first[token.clause] + 2 or view.tokens[j - 2].start > view.clause_start(token.clause)
                else 4
            )
        return 2 if token.governor in self.clausal else 4

    def _inherited(self, view: View, clause: int) -> tuple[int, bool] | None:
        joined = True  # the clauses in between begin with their verbs, as those of one nominal clause do
        for earlier in range(clause - 1, max(-1, clause - REACH), -1):
            joined = joined and _begins_with_verb(view, earlier + 1)
            found = self._in_nominal(view, earlier) if joined else None
            if found is None:
                found = self.clause_subject(view, earlier)
            if found is not None:
                return found, True
        for later in range(clause + 1, min(clause + 3, len(view.first))):
            found = self.clause_subject(view, later)
            if found is not None:
                return found, True
        return None

    def clause_subject(self, view: View, clause: int) -> int | None:
        """The first mention of a clause that can be its subject."""
        tokens = view.tokens
        possessor: int | None = None
        begun = False
        for j in view.clause_tokens(clause):
            token = tokens[j]
            if "motion" in token.senses and begun:
                break  # "đã tới Nga dự …": nobody named after it acts
            begun = begun or "predicate" in token.senses
            if token.kind != MENTION or not _able(token) or _is_object(tokens, j):
                continue
            if token.governor is None:
                return j
            owner = token.governor in self.genitives and token.outer is None
            if possessor is None and (owner or (token.governor in self.clausal and len(token.codes) > 1)):
                possessor = j
        return possessor

    def _in_nominal(self, view: View, clause: int) -> int | None:
        """The subject of a nominal clause that a clause holds: "… việc A bắt giam, xét xử B"."""
        tokens = view.tokens
        positions = view.clause_tokens(clause)
        for j in range(positions.stop - 1, positions.start, -1):
            before = tokens[j - 1]
            if tokens[j].kind == MENTION and self.opens_nominal(view, j - 1):
                verbs = any(t.kind == TRIGGER and t.verbal for t in tokens[j + 1 : positions.stop])
                near = tokens[j].start - before.end <= 2
                return j if verbs and near and _able(tokens[j]) else None
            if tokens[j].kind == TIME or "predicate" in tokens[j].senses:
                return None
        return None

    def opens_nominal(self, view: View, i: int) -> bool:
        """Whether a nominal clause ("việc A làm X": a fact, not a claim) begins with the token at ``i`` or right
        behind that trigger."""
        token = view.tokens[i]
        if token.kind != TRIGGER:
            return "nominalizer" in token.senses
        if token.word.endswith(self._nominal):
            return True
        after = view.tokens[i + 1] if i + 1 < len(view.tokens) else None
        return after is not None and "nominalizer" in after.senses and after.start - token.end <= 1

    def between(self, view: View, low: int, high: int) -> int | None:
        """The nearest mention left of ``high`` and right of ``low``."""
        for j in range(high - 1, low, -1):
            if view.tokens[j].kind == MENTION:
                return j
        return None

    def right(
        self, view: View, start: int, slot: Slot, place: bool, nominal: bool, avoid: frozenset[str] = frozenset()
    ) -> int | None:
        """The first mention right of ``start`` in its clause that ``slot`` takes; a ``nominal`` search ends at a
        predicate.

        A state, office or reference that is no one but ``avoid`` (the actor again: "nước này") is passed over.
        """
        tokens = view.tokens
        allowed = slot.words
        for j in range(start + 1, view.clause_tokens(tokens[start].clause).stop):
            token = tokens[j]
            if token.kind == TRIGGER or token.kind == MENTION:
                if (
                    token.kind == MENTION
                    and not self._of_another(tokens, start, j, allowed)
                    and (
                        place or not token.place or token.governor in self.aimed or _touched(tokens, start, j, nominal)
                    )
                    and self._takes(slot, allowed, token, nominal)
                    and not _again(token, avoid)
                ):
                    return j
            elif nominal and "predicate" in token.senses:
                return None
        return None

    def _of_another(self, tokens: list[Token], start: int, j: int, allowed: frozenset[str]) -> bool:
        """Whether the mention belongs to a noun trigger under a preposition that the slot does not allow."""
        before = tokens[j - 1]
        if j - 1 <= start or before.kind != TRIGGER or before.verbal or tokens[j].governor is not None:
            return False
        head = tokens[j - 2]
        return j - 2 >= start and head.word in self.prepositions and head.word not in allowed

    def _takes(self, slot: Slot, allowed: frozenset[str], token: Token, nominal: bool) -> bool:
        governor = token.governor
        if governor is None:
            return slot.bare
        if governor in allowed:
            return True
        if governor in self.genitives:
            return (slot.bare and token.outer is None and not nominal) or token.outer in allowed
        return False


def _touched(tokens: list[Token], start: int, j: int, nominal: bool) -> bool:
    """Whether the mention is right behind the verb, as its object is: a capital there is its government."""
    near = not nominal and j == start + 1 and tokens[start].verbal and tokens[j].start - tokens[start].end <= 1
    return near and all([m.kind in ("state", "capital") for m in tokens[j].mentions])


def _again(token: Token, avoid: frozenset[str]) -> bool:
    return bool(avoid) and avoid.issuperset(token.codes) and all(m.kind in SELF_KINDS for m in token.mentions)


def _unread(view: View, position: int) -> int:
    """The characters before the token in its clause, since the last verb, that no other token covers."""
    tokens = view.tokens
    edge = view.clause_start(tokens[position].clause)
    total = 0
    for j in range(view.first[tokens[position].clause], position + 1):
        total += len(view.text[edge : tokens[j].start].strip())
        edge = tokens[j].end
        if tokens[j].kind == TRIGGER:
            total = total if j == position else 0
    return total


def _begins_with_verb(view: View, clause: int) -> bool:
    first = view.first[clause]
    if "and" in view.tokens[first].senses or "additive" in view.tokens[first].senses:
        first += 1
    return first < len(view.tokens) and view.tokens[first].kind == TRIGGER and view.tokens[first].verbal


def _able(token: Token) -> bool:
    return not token.place


def _is_object(tokens: list[Token], j: int) -> bool:
    """Whether the mention is the object of the trigger before it and so not the subject of what follows.

    After verbs that keep their complement ("cáo buộc Nga tấn công …") the object is the subject of what follows.
    """
    if not j:
        return False
    before = tokens[j - 1]
    if "motion" in before.senses:
        return True
    near = before.clause == tokens[j].clause and tokens[j].start - before.end <= OBJECT_REACH
    return near and before.kind == TRIGGER and not before.scoping
