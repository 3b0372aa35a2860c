"""Apply a rule to a trigger: try its voices, fill the slots, and say at which element a voice failed."""

from __future__ import annotations

from banggiao.events import counterparts
from banggiao.events.rules import Form, Rule
from banggiao.events.slots import Grammar
from banggiao.events.tokens import MARK, MENTION, TRIGGER, Token, View
from banggiao.events.voices import Marker, Slot, Voice

CLOSE = 16  # characters between a verb and an object right behind it: a plural, a title
NAMING = 16  # characters between a wide name and those that it stands for
_OPENING = frozenset(("case", "subordinator"))  # senses of what opens an adverbial
MARKER_REACH = 60  # characters between a marker or light verb and what it belongs to


class Match:
    """A voice that holds: the positions that it spans, and the mentions in its slots.

    While it is sought ``low`` and ``high`` are where the search has come to, left and right of the trigger.
    """

    inherited: bool = False
    filled: int = 0
    near: bool = False  # the recipient is not named by the clause but is the nearest other party of the sentence

    def __init__(self, rule: Rule, voice: Voice, trigger: int) -> None:
        self.rule, self.voice = rule, voice
        self.trigger = self.low = self.high = trigger
        self.actors: list[Token] = []
        self.recipients: list[Token] = []


class Miss:
    """A voice that does not hold: the slot or marker that found nothing."""

    def __init__(self, rule: Rule, voice: str, failed: str) -> None:
        self.rule, self.voice, self.failed = rule, voice, failed


class Matcher:
    """Applies rules; ``passive_words`` are the markers that turn a verb round."""

    def __init__(self, voices: dict[str, Voice], grammar: Grammar) -> None:
        self.voices = voices
        self.grammar = grammar
        self._known: dict[tuple[str, Form], tuple[Voice, ...]] = {}
        self._slots: dict[tuple[str, int], Slot] = {}

    def match(
        self, view: View, trigger: int, rule: Rule, form: Form, explain: bool = False
    ) -> tuple[Match | None, list[Miss]]:
        """The match that fills most slots (the earlier voice among equals), and what the other voices failed at."""
        best: Match | None = None
        misses: list[Miss] = []
        passive = form == "verb" and self.passive_marker(view, trigger) is not None
        for voice in self._voices_of(rule, form):
            if voice.passive != passive:
                if explain:
                    misses.append(Miss(rule, voice.name, "passive" if voice.passive else "active"))
                continue
            found = self._apply(view, trigger, rule, voice)
            if not isinstance(found, Match):
                if explain:
                    misses.append(Miss(rule, voice.name, found if isinstance(found, str) else _name(found)))
            elif best is None or (not found.near, found.filled) > (not best.near, best.filled):
                best = found
        if best is not None and rule.joint and rule.recall and not (best.actors or best.recipients):
            best.actors += self._those_behind(view, trigger)
        if best is not None and rule.close and not best.recipients and _of_itself(view, best):
            return None, misses
        if best is not None and best.actors and not best.recipients and _lacking(rule, best):
            other = counterparts.in_sentence(view, trigger, best.actors)
            if other is not None:
                best.recipients.append(view.tokens[other])
                best.near = True
        return best, misses

    def _those_behind(self, view: View, trigger: int) -> list[Token]:
        """The two or more who act in the clause behind an opening adverbial ("Sau cuộc gặp, A và B …")."""
        clause, opener = view.tokens[trigger].clause, view.tokens[0]
        if clause or trigger == 0 or clause + 1 >= len(view.first) or opener.senses.isdisjoint(_OPENING):
            return []
        if opener.start > view.start + 1 or view.tokens[trigger].start - opener.end > CLOSE:
            return []
        behind = self.grammar.clause_subject(view, 1)
        return [view.tokens[behind]] if behind is not None and len(view.tokens[behind].codes) > 1 else []

    def _voices_of(self, rule: Rule, form: Form) -> tuple[Voice, ...]:
        known = self._known.get((rule.id, form))
        if known is None:
            known = tuple(v for v in (self.voices[name] for name in rule.voices) if v.form == form)
            self._known[rule.id, form] = known
        return known

    def passive_marker(self, view: View, trigger: int) -> int | None:
        """The position of the passive marker that governs the verb at ``trigger``, or None."""
        tokens = view.tokens
        seen = 0
        for j in range(trigger - 1, view.first[tokens[trigger].clause] - 1, -1):
            token = tokens[j]
            if "passive" in token.senses:
                return j
            if token.kind == TRIGGER and token.verbal:
                return None
            seen += token.kind == MENTION
            if seen > 1:
                return None
        return None

    def _apply(self, view: View, trigger: int, rule: Rule, voice: Voice) -> Match | Slot | Marker | str:
        """The match, or the element that found nothing, or what is wrong with what was found."""
        match = Match(rule, voice, trigger)
        for n, element in enumerate(voice.left):
            outermost = n + 1 == len(voice.left)
            if not self._left(view, match, element, outermost):
                return element
        for element in voice.right:
            if not self._right(view, match, element):
                return element
        return _checked(match)

    def _left(self, view: View, match: Match, element: Slot | Marker, outermost: bool) -> bool:
        if isinstance(element, Marker):
            found = self._marker_left(view, match.low, match.rule.light if element.light else element.words)
            if found is None:
                return False
            match.low = found
            return True
        if outermost:
            known = view.subjects
            if match.low not in known:
                known[match.low] = self.grammar.subject(view, match.low)
            subject = known[match.low]
            if subject is None:
                return element.optional
            match.inherited = subject[1]
            if match.voice.form == "modal" and (subject[1] or not self.grammar.free(view.tokens[subject[0]])):
                return False  # "quyền lợi của X phải …": who is to act is not said
            return _fill(match, element, view.tokens[subject[0]])
        position = self.grammar.between(view, view.first[view.tokens[match.low].clause] - 1, match.low)
        if position is None:
            return element.optional
        match.low = position
        return _fill(match, element, view.tokens[position])

    def _marker_left(self, view: View, position: int, words: frozenset[str]) -> int | None:
        tokens = view.tokens
        for j in range(position - 1, view.first[tokens[position].clause] - 1, -1):
            if tokens[position].start - tokens[j].end > MARKER_REACH:
                return None
            if _marks(tokens[j], words):
                return j
            if tokens[j].kind == MENTION or (tokens[j].kind == TRIGGER and tokens[j].verbal):
                return None
        return None

    def _right(self, view: View, match: Match, element: Slot | Marker) -> bool:
        rule = match.rule
        if isinstance(element, Marker):
            words = rule.light if element.light else element.words
            found = self._marker_right(view, match.high, words)
            if found is None:
                return False
            match.high = found
            return True
        slot = element
        if rule.prepositions and slot.name in ("recipient", "partner"):
            slot = self._widened(slot, rule)
        there = not slot.bare and slot.words <= self.grammar.locative
        place = rule.place_recipient if element.name == "recipient" else there
        wanted = rule.recipient if element.name == "recipient" else None
        if wanted == "none":
            return True
        position = self.grammar.right(
            view, match.high, slot, place, match.voice.form == "noun" and not match.voice.lit, _doers(match)
        )
        near = 1 if rule.touching else CLOSE
        tied = (rule.close or rule.touching) and element.name != "actor"
        if tied and position is not None and _apart(view, match.high, position) > near:
            position = None
        if position is None and slot.bare:
            following = _joined_verb(view, match.high)
            while position is None and following is not None:
                position = self.grammar.right(view, following, slot, place, False, _doers(match))
                following = _joined_verb(view, following)
        if position is None and element.name == "recipient" and match.actors and _lacking(rule, match):
            other = counterparts.in_sentence(view, match.trigger, match.actors)
            if other is not None:
                match.near = True
                return _fill(match, element, view.tokens[other])
        if position is not None and slot.name == "partner" and _complete(match, view.tokens[position], slot):
            return False
        if position is None:
            return (element.optional and wanted != "required") or wanted == "optional"
        position = _narrowed(view, position)
        match.high = position
        return _fill(match, element, view.tokens[position])

    def _widened(self, slot: Slot, rule: Rule) -> Slot:
        """The slot of a voice with the rule's own prepositions; the voices last as long as this."""
        known = self._slots.get((rule.id, id(slot)))
        if known is None:
            known = Slot(slot.name, slot.words | rule.prepositions, slot.bare, slot.optional)
            self._slots[rule.id, id(slot)] = known
        return known

    def _marker_right(self, view: View, position: int, words: frozenset[str]) -> int | None:
        tokens = view.tokens
        for j in range(position + 1, view.clause_tokens(tokens[position].clause).stop):
            if tokens[j].start - tokens[position].end > MARKER_REACH:
                return None
            if _marks(tokens[j], words):
                return j
        return None


def _marks(token: Token, words: frozenset[str]) -> bool:
    """Whether the token is one of the marker's words, or a denial of one ("chưa được")."""
    return token.word in words or ("passive" in token.senses and token.word.rpartition(" ")[2] in words)


def _of_itself(view: View, match: Match) -> bool:
    """Whether the object right behind the verb is the actor's own (a government and its ministry)."""
    position = match.trigger + 1
    if position == len(view.tokens) or view.tokens[position].kind != MENTION:
        return False
    return _apart(view, match.trigger, position) <= CLOSE and _doers(match).issuperset(view.tokens[position].codes)


def _apart(view: View, left: int, right: int) -> int:
    """The characters between two tokens."""
    return view.tokens[right].start - view.tokens[left].end


def _narrowed(view: View, position: int) -> int:
    """The mention that says who a wide one means: "các nước châu Âu gồm A và B"."""
    tokens = view.tokens
    wide = counterparts.vague().issuperset(tokens[position].codes)
    if wide and position + 2 < len(tokens):
        word, after = tokens[position + 1], tokens[position + 2]
        if "naming" in word.senses and after.kind == MENTION and after.start - tokens[position].end < NAMING:
            return position + 2
    return position


def _joined_verb(view: View, trigger: int) -> int | None:
    """The verb that shares its object with the one at ``trigger``: "bắt giam, xét xử X"."""
    tokens = view.tokens
    if tokens[trigger].kind != TRIGGER or not tokens[trigger].verbal:
        return None
    for j in range(trigger + 1, min(trigger + 4, len(tokens))):
        if tokens[j].start - tokens[j - 1].end > 1:
            return None
        if tokens[j].kind == TRIGGER and tokens[j].verbal:
            return j if j > trigger + 1 else None
        if not (tokens[j].kind == MARK and tokens[j].word == ",") and "additive" not in tokens[j].senses:
            return None
    return None


def _lacking(rule: Rule, match: Match) -> bool:
    """Whether the other side is to be looked for further off; a visitor who is not named here has no known host."""
    if rule.place_recipient and match.inherited:
        return False
    return counterparts.wanted(rule) and not counterparts.paired(rule, match.actors)


def _complete(match: Match, partner: Token, slot: Slot) -> bool:
    """Whether two do it together already, so that what no preposition joins to them is no partner of theirs."""
    return len(_doers(match)) > 1 and partner.governor not in slot.words


def _name(element: Slot | Marker) -> str:
    if isinstance(element, Slot):
        return element.name
    return "light" if element.light else "(" + "|".join(sorted(element.words)) + ")"


def _fill(match: Match, slot: Slot, token: Token) -> bool:
    if slot.name == "actors" and len(token.codes) < 2:
        return False
    if slot.name == "recipient" or (slot.name == "partner" and not match.rule.joint):
        match.recipients.append(token)
    else:
        match.actors.append(token)
    match.filled += 1
    return True


def _doers(match: Match) -> frozenset[str]:
    if len(match.actors) == 1:
        return frozenset(match.actors[0].codes)
    return frozenset([code for token in match.actors for code in token.codes])


def _only_states(tokens: list[Token]) -> bool:
    return all(m.kind in ("state", "capital") for t in tokens for m in t.mentions)


def _checked(match: Match) -> Match | str:
    """A mention cannot fill two slots, and a joint act needs two parties."""
    starts = [t.start for t in (*match.actors, *match.recipients)]
    if len(set(starts)) < len(starts):
        return "two slots in one mention"
    doers = _doers(match)
    if doers and doers == {code for t in match.recipients for code in t.codes} and _only_states(match.recipients):
        return "actor and recipient are the same state"
    if not starts and match.voice.slotted:
        return "no party"
    return match
