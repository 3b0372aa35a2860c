"""Standing arrangements between actors, and what the document says became of them.

A mechanism is named by a head word of the pack ("ủy ban liên nghị viện") and the parties that stand with it; a verb of
change in its sentence, or in one that points back at it ("ủy ban này"), is a step of its history. A step that is only
wished, asked, possible or denied is none; a step still to come is ``planned``. Two names that the document ties ("đổi
tên thành …") are names of one mechanism.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from banggiao.knowledge import organisations
from banggiao.languages.orthography import fold, lower
from banggiao.records import Interval, Mechanism, Step
from banggiao.relations.binding import Head, governed, subjects
from banggiao.relations.context import Found, Scene
from banggiao.relations.ledger_names import ONE_OF_ITS_KIND, alike, signature
from banggiao.relations.naming import Grammar, Name, grammar, name_at
from banggiao.relations.partners import agent, names_partner, partner, subject_codes
from banggiao.relations.steps import NewsDays, step
from banggiao.relations.vocabulary import Word

_ANY_PARTY = frozenset({"agreement", "visa"})
"""Kinds that one actor alone may be a party to, where the name says which one it is."""


_POINTING = frozenset({"reference", "bare"})
_HEADS = frozenset({"mechanism", "short", *_POINTING})
_SINGULAR = frozenset({"commission", "dialogue"})
"""Kinds that are spoken of one by one: several of them without their parties ("các cơ chế hợp tác") are none."""

_MEETINGS = frozenset({"summit", "talks", "exercise", "dialogue"})


class Named(Struct):
    """A mechanism spoken of so far: its kind, names, parties, and steps with whether their date is the story's."""

    kind: str
    names: list[str]
    parties: tuple[str, ...]
    steps: list[tuple[Step, bool]]


def find_mechanisms(scenes: Sequence[Scene], found: Found, days: NewsDays, language: str) -> tuple[Mechanism, ...]:
    """The mechanisms of a document that have at least one step, in order of first mention."""
    rules = grammar(language)
    reader = _Reader(rules, _main_pair(found))
    # A head without a verb in its sentence matters only where another sentence points back at it.
    alone = not any(w.sort in _POINTING for scene in scenes for w in scene.words)
    for scene in scenes:
        sorts = {w.sort for w in scene.words}
        if sorts.isdisjoint(_HEADS) or (alone and "change" not in sorts):
            continue
        heads = reader.heads(scene)
        if not heads:
            continue
        news = days.at(scene)
        for change in (w for w in scene.words if w.sort == "change"):
            for head in () if governed(scene, change, rules) else subjects(scene, change, heads, rules):
                new = step(scene, change, (head.start, head.end), found.published, news)
                if new is not None and _worth(scene, change, head.thing, *new):
                    _add(head.thing.steps, *new)
    title = found.sentences[0].end if found.sentences else 0
    return tuple(_mechanism(n) for n in _with_title(reader.known, title) if n.steps)


def _with_title(known: list[Named], title: int) -> list[Named]:
    """``known``, where what only the title names is one with what the text says the same of under its full name."""
    kept = list(known)
    for named in known:
        heard = {s.change for s, _ in named.steps}
        if not named.steps or not _only_title(named, title):
            continue
        same = [
            n
            for n in kept
            if n is not named
            and n.kind == named.kind
            and n.parties == named.parties
            and any(s.change in heard for s, _ in n.steps)
        ]
        if len(same) == 1:
            same[0].names.extend(n for n in named.names if n not in same[0].names)
            kept.remove(named)
    return kept


def _only_title(named: Named, title: int) -> bool:
    """Whether all that is said of ``named`` stands in the title, without a day of its own."""
    return all(
        s.evidence is not None and s.evidence.start < title and (guessed or s.date is None)
        for s, guessed in named.steps
    )


def _worth(scene: Scene, change: Word, named: Named, found: Step, inferred: bool) -> bool:
    """Whether a step says something: a meeting or a plan of one without a day, or a weak verb, says nothing."""
    if change.weak and scene.sentence.part not in ("title", "lead") and (found.date is None or inferred):
        return False
    if named.kind == "summit" and found.change not in ("met", "planned"):
        return False  # one meeting called off does not end the meetings
    if named.kind == "exercise" and found.change == "ended":
        return False
    return found.date is not None or found.change not in ("met", "planned") or named.kind not in _MEETINGS


def _mechanism(named: Named) -> Mechanism:
    names = sorted(dict.fromkeys(named.names), key=lambda n: -len(signature(n, named.parties).words))
    steps = sorted(named.steps, key=lambda s: s[0].evidence.start if s[0].evidence else 0)
    return Mechanism(names[0], named.parties, tuple(s for s, _ in steps), named.kind, tuple(names[1:]))


def _main_pair(found: Found) -> tuple[str, ...]:
    """The two actors that the title names, or nothing."""
    if not found.sentences:
        return ()
    title = (m for m in found.mentions if m.start < found.sentences[0].end)
    codes = tuple(dict.fromkeys(c for m in title for c in m.codes))
    return codes if len(codes) == 2 else ()


class _Reader:
    """Reads the heads of one sentence after the other and remembers the mechanisms that they name."""

    def __init__(self, rules: Grammar, pair: tuple[str, ...]) -> None:
        self.rules = rules
        self.pair = pair
        self.known: list[Named] = []

    def heads(self, scene: Scene) -> list[Head[Named]]:
        """Where the sentence speaks of mechanisms."""
        found: list[Head[Named]] = []
        past = 0
        for word in scene.words:
            if word.start < past:
                continue
            head = self._head(scene, word, found)
            if head is not None:
                found.append(head)
                past = head.end
        return found

    def _head(self, scene: Scene, word: Word, found: Sequence[Head[Named]]) -> Head[Named] | None:
        if word.sort in _POINTING:
            named = next((n for n in reversed(self.known) if n.kind == word.value), None)
            if named is not None and word.sort == "bare" and self._goes_on(scene, word):
                return None
            return Head(word.start, word.end, named.kind, named) if named else None
        if word.sort not in ("mechanism", "short"):
            return None
        name = name_at(scene, word, self.rules)
        text = scene.text[name.start : name.end]
        if len(name.codes) < 2 and word.value in _SINGULAR and self.rules.several(scene.text, word.start):
            return None
        if self.rules.worth(scene.text[name.end : name.end + 20]):
            return None
        if word.sort == "short" and len(name.codes) < 2 and not self._shared(text, name.codes):
            return None
        renamed = self._renamed(scene, word, found)
        if renamed is not None:
            renamed.names.append(text)
            return Head(name.start, name.end, renamed.kind, renamed)
        named = self._named(scene, word, name)
        if named is not None and text not in named.names:
            named.names.append(text)
        return Head(name.start, name.end, named.kind, named) if named else None

    def _goes_on(self, scene: Scene, word: Word) -> bool:
        """Whether a bare head goes on as the name of something else ("Ủy ban Đối ngoại", "thỏa thuận mua tên lửa")."""
        name = name_at(scene, word, self.rules)
        behind = scene.text[word.end : word.end + 2].strip()
        return name.end > word.end or (bool(behind) and behind[0].isupper())

    def _shared(self, name: str, codes: tuple[str, ...]) -> bool:
        """Whether a name says itself that it is of several ("Ủy ban an ninh chung")."""
        low = lower(fold(name))
        if any(code in organisations() for code in codes):
            return False
        return any(low.endswith(f" {word}") or f" {word} " in low for word in self.rules.shared)

    def _renamed(self, scene: Scene, word: Word, found: Sequence[Head[Named]]) -> Named | None:
        """The mechanism of which the name at ``word`` is another name, by the words just before it."""
        tie = next((w for w in scene.words if w.sort == "alias" and 0 < word.start - w.end <= 3), None)
        if tie is None or (tie.value == "bodies" and word.value not in _SINGULAR):
            return None
        before = [h for h in found if h.end <= tie.start and h.kind == word.value]
        if before:
            return before[-1].thing
        return next((n for n in reversed(self.known) if n.kind == word.value), None)

    def _named(self, scene: Scene, word: Word, name: Name) -> Named | None:
        """The mechanism that ``name`` names, made known when it is new and has parties."""
        kind = word.value
        text = scene.text[name.start : name.end]
        if len(name.codes) < 2:
            same = self._same(kind, text, name.codes, scene, name)
            if same is not None:
                return same
        parties = self._parties(scene, name, kind)
        alone = parties and (kind == "summit" or (kind in _ANY_PARTY and signature(text, parties).rare))
        if len(parties) < 2 and not alone:
            return None
        for known in reversed(self.known):
            if known.kind == kind and known.parties == parties and _compatible(known, text):
                return known
        named = Named(kind, [text], parties, [])
        self.known.append(named)
        return named

    def _same(self, kind: str, text: str, codes: tuple[str, ...], scene: Scene, name: Name) -> Named | None:
        """The mechanism told of before that a name without its parties means, if whoever acts here is a party of it."""
        acting = subject_codes(scene, name.start, self.rules)
        for known in reversed(self.known):
            if known.kind == kind and set(codes) <= set(known.parties) and _compatible(known, text):
                if acting and not set(acting) <= set(known.parties):
                    continue
                return known
        return None

    def _parties(self, scene: Scene, name: Name, kind: str) -> tuple[str, ...]:
        codes = name.codes
        if len(codes) >= 2:
            return tuple(sorted(codes))
        if codes and kind == "summit" and codes[0] in organisations() and not names_partner(scene, name, self.rules):
            return codes
        joined = partner(scene, name.end, self.rules)
        acting = subject_codes(scene, name.start, self.rules)
        doer = agent(scene, name.end)
        for others in ((*codes, *joined, *acting), (*codes, *acting, *doer), (*codes, *doer)):
            found = tuple(sorted(set(others)))
            if len(found) >= 2:
                return found
        if kind == "summit" and not codes and len(acting) < 2:
            return ()
        for event in scene.events:
            found = tuple(sorted({p.code for p in (*event.actors, *event.recipients)}))
            if len(found) == 2 and {*codes, *acting} <= set(found):
                return found
        if self.pair and {*codes, *acting} <= set(self.pair):
            return tuple(sorted(self.pair))
        return tuple(sorted({*codes, *acting}))


def _compatible(known: Named, text: str) -> bool:
    if known.kind in ONE_OF_ITS_KIND:
        return True
    mark = signature(text, known.parties)
    if mark.empty:
        return True
    marks = [signature(name, known.parties) for name in known.names]
    return all(m.empty for m in marks) or any(alike(mark, m) for m in marks if not m.empty)


def _add(steps: list[tuple[Step, bool]], new: Step, inferred: bool) -> None:
    """Add ``new`` unless it is told already; a date of its own takes the place of none, and of one that is inferred."""
    for n, (known, guessed) in enumerate(steps):
        if known.change != new.change:
            continue
        if new.date is None or (inferred and known.date is not None):
            return
        if known.date is not None and _ends(known.date) == _ends(new.date):
            steps[n] = (known, guessed and inferred)
            return
        if known.date is None or guessed:
            steps[n] = (new, inferred)
            return
    steps.append((new, inferred))


def _ends(date: Interval) -> tuple[object, object]:
    return date.start, date.end
