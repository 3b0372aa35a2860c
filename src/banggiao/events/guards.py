"""Guards: what makes an event denied, possible, planned, past or a mere topic. They set the status; few suppress."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from banggiao.events.lexicon import flatten
from banggiao.events.rules import STATUSES, RuleError
from banggiao.events.tokens import MARK, MENTION, TIME, TRIGGER, Token, View
from banggiao.records import Interval, Status

HISTORY: Final = dt.timedelta(days=300)  # "at least about a year older than the article"
OBJECT_NEAR = 8  # characters between a verb and the noun that is its object ("hoan nghênh các cuộc gặp")
_KEYS = ("status", "suppress", "words", "right", "after", "carries", "telling", "reveals", "types", "undated", "gloss")


class Guard:
    """Words left of a trigger (``right``: also right of a noun) that set ``status``, or stop the event (``suppress``).

    ``after``: words that open the clause after the trigger's.
    ``carries``: the word also holds for a verb joined by "and" or a comma to the one that it stands before.
    ``telling``: who does what the word says is the speaker, and an event of a type that it ``reveals`` in its
    complement is one ("A denies having met B": they did not meet, says A). ``types``: holds for these types alone.
    ``undated``: a day behind the word is not that of the event.
    """

    def __init__(self, name: str, rank: int, status: Status | None, entry: dict[str, Any]) -> None:
        self.name, self.rank, self.status = name, rank, status
        self.suppress: bool = entry.get("suppress", False)
        self.right = tuple(" ".join(flatten(w).split()) for w in entry.get("right", ()))
        self.carries: bool = entry.get("carries", False)
        self.telling: bool = entry.get("telling", False)
        self.reveals: frozenset[str] = frozenset(entry.get("reveals", ()))
        self.types: frozenset[str] = frozenset(entry.get("types", ()))
        self.undated: bool = entry.get("undated", False)


class Guards:
    """The guards of a language, in the order of their rank: the first one found decides."""

    def __init__(self, table: dict[str, Any], where: str) -> None:
        self.by_name: dict[str, Guard] = {}
        self.words: dict[str, set[str]] = {}
        for rank, (name, entry) in enumerate(table.items()):
            self.by_name[name] = _guard(name, rank, entry, where)
            for word in entry.get("words", ()):
                self.words.setdefault(" ".join(flatten(word).split()), set()).add(name)
            for word in (*entry.get("right", ()), *entry.get("after", ())):
                self.words.setdefault(" ".join(flatten(word).split()), set())
        self._after = _by_word(table, "after")
        self._right = {w: g.name for g in self.by_name.values() for w in g.right}

    def reveals(self, token: Token) -> frozenset[str]:
        """The types of events that ``token`` tells of in its complement; none for most words."""
        return frozenset().union(*(self.by_name[n].reveals for n in self.words.get(token.word, ())))

    def find(self, view: View, trigger: int, taken: range, inherited: bool) -> list[tuple[Guard, Token]]:
        """The guards over the trigger at ``trigger``; ``taken`` are the positions that its rule's pattern spans."""
        tokens = view.tokens
        found: list[tuple[Guard, Token]] = []
        words, start = self.words, view.first[tokens[trigger].clause]
        for j in range(trigger - 1, start - 1, -1):
            token = tokens[j]
            if token.word in words:
                found += self._of(token)
            if token.kind == TRIGGER and token.verbal and j not in taken:
                break
        else:
            if start and self._coordinated(tokens, start, inherited):
                found += self._carried(view, tokens[trigger].clause - 1)
        if not tokens[trigger].verbal or any(form == "noun" for _, form in tokens[trigger].entries):
            for j in range(trigger + 1, view.clause_tokens(tokens[trigger].clause).stop):
                name = self._right.get(tokens[j].word)
                if name:
                    found.append((self.by_name[name], tokens[j]))
        found += self._later(view, trigger)
        found += self._opening(view, tokens[trigger].clause)
        found.sort(key=lambda pair: pair[0].rank)
        return found

    def _opening(self, view: View, clause: int) -> list[tuple[Guard, Token]]:
        """The guards of an adverbial that opens the sentence and dates all of it ("Khi ấy, …")."""
        if not clause:
            return []
        opening = view.tokens[: view.stops[1]]
        for token in opening:
            if token.kind == TRIGGER or token.kind == MENTION:
                return []
        return [pair for token in opening for pair in self._of(token) if pair[0].status == "historical"]

    def _later(self, view: View, trigger: int) -> list[tuple[Guard, Token]]:
        """The guards in words that open the clause after the trigger's."""
        tokens = view.tokens
        clause = tokens[trigger].clause + 1
        if clause < len(view.first):
            opener = tokens[view.first[clause]]
            if opener.word in self._after:
                return [(self.by_name[self._after[opener.word]], opener)]
        return []

    def _of(self, token: Token) -> list[tuple[Guard, Token]]:
        return [(self.by_name[n], token) for n in self.words.get(token.word, ())]

    def _coordinated(self, tokens: list[Token], start: int, inherited: bool) -> bool:
        opener = tokens[start]
        if "purpose" in opener.senses:
            return True
        return inherited and (
            "and" in opener.senses or (tokens[start - 1].kind == MARK and tokens[start - 1].word == ",")
        )

    def _carried(self, view: View, clause: int) -> list[tuple[Guard, Token]]:
        """The guards before the first verb of the clause before, so far as they hold for what is joined to it."""
        found: list[tuple[Guard, Token]] = []
        for j in view.clause_tokens(clause):
            token = view.tokens[j]
            if token.kind == TRIGGER and token.verbal:
                return [pair for pair in found if pair[0].carries]
            found += self._of(token)
        return [pair for pair in found if pair[0].carries]


def _by_word(table: dict[str, Any], option: str) -> dict[str, str]:
    """Word → guard for one of the lists that guards may have."""
    return {" ".join(flatten(word).split()): name for name, entry in table.items() for word in entry.get(option, ())}


def _guard(name: str, rank: int, entry: dict[str, Any], where: str) -> Guard:
    for option in entry:
        if option not in _KEYS:
            raise RuleError(f"{where}: guard {name!r}: unknown key {option!r}; valid options: {', '.join(_KEYS)}")
    status = entry.get("status")
    if status is not None and status not in STATUSES:
        raise RuleError(f"{where}: guard {name!r}: unknown status {status!r}; valid options: {', '.join(STATUSES)}")
    if (status is None) == (not entry.get("suppress", False)):
        raise RuleError(f"{where}: guard {name!r} needs either 'status' or 'suppress = true'")
    return Guard(name, rank, status, entry)


def nearest_time(view: View, trigger: int, firsts: tuple[bytes, ...] = ()) -> Token | None:
    """The resolved time expression that dates the act at ``trigger``, or None.

    The nearest of its clause; else that of the adverbial clauses just before ("…, ngày 5/2, A gặp B"); else the first
    clause's. ``firsts`` are words after which "since X" says what the act is the first of, not when it took place.
    """
    tokens = view.tokens
    own = clause = tokens[trigger].clause
    found = _in_clause(view, trigger, clause, firsts)
    while found is None and clause > 0:
        clause -= 1
        if any([t.kind == TRIGGER or t.kind == MENTION for t in tokens[view.stops[clause] : view.stops[clause + 1]]]):
            break
        found = _in_clause(view, trigger, clause, firsts)
    if found is None and own > 0:
        found = next((t for t in tokens[: view.stops[1]] if t.kind == TIME and _dates(view, t, firsts)), None)
    return found


def only_told(view: View, trigger: int, low: int, time: Token, about: tuple[bytes, ...]) -> bool:
    """Whether the noun at ``trigger`` is the object of another act's verb, to which the date before that verb belongs:
    "on Monday A criticised the visit". ``low`` is how far left the noun's own pattern reaches, its light verb included;
    ``about`` are verbs of no act that only speak of one.
    """
    tokens = view.tokens
    if not trigger or low < trigger or tokens[trigger].verbal:
        return False
    before = tokens[trigger - 1]
    start = tokens[trigger].start
    for verb in about:
        if view.key.startswith(verb, start + 1 - len(verb)) and time.end <= start + 1 - len(verb):
            return True
    near = time.end <= before.start and before.end + OBJECT_NEAR >= start
    return near and before.kind == TRIGGER and before.verbal and "light" not in before.senses


def _in_clause(view: View, trigger: int, clause: int, firsts: tuple[bytes, ...]) -> Token | None:
    here = view.tokens[view.stops[clause] : view.stops[clause + 1]]
    times = [t for t in here if t.kind == TIME and _dates(view, t, firsts)]
    return (
        None
        if not times
        else times[0]
        if len(times) == 1
        else min(times, key=lambda t: _distance(t, view.tokens[trigger]))
    )


def _dates(view: View, token: Token, firsts: tuple[bytes, ...]) -> bool:
    if not _dated(token):
        return False
    assert token.time is not None and token.time.value is not None
    if not firsts or token.time.value.end is not None:
        return True
    start = view.clause_span(token.clause)[0]
    return not any(word in view.key[start : token.start + 1] for word in firsts)


def _dated(token: Token) -> bool:
    """Whether the token dates what it stands with; a bare number ("World Cup 2018") is part of a name."""
    return (
        token.kind == TIME
        and token.time is not None
        and token.time.value is not None
        and not (token.end - token.start == 4 and token.time.text.isdigit())
    )


def _distance(one: Token, other: Token) -> int:
    return other.start - one.end if one.end <= other.start else one.start - other.end


def _middle(value: Interval) -> dt.date:
    """The day in the middle of an interval that ends: what took place some time in it took place about then."""
    assert value.end is not None
    return value.start + (value.end - value.start) / 2 if value.start is not None else value.end


def time_status(value: Interval | None, published: Interval | None) -> Status | None:
    """``future`` or ``historical`` when the event's date calls for it, else None."""
    if value is None or published is None:
        return None
    if value.start is not None and published.end is not None and value.start > published.end:
        return "future"
    if value.end is not None and published.start is not None and published.start - _middle(value) > HISTORY:
        return "historical"
    if value.end is None and value.start is not None and published.start is not None:
        return "historical" if published.start - value.start > HISTORY else None  # "từ năm 2015"
    return None


def lies_back(time: Token | None, published: Interval | None) -> bool:
    """Whether a date lies before the document was written."""
    value = time.time.value if time is not None and time.time is not None else None
    if value is None or value.end is None or published is None or published.start is None:
        return False
    return value.end < published.start
