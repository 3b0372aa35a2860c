"""One document's resolution: which reference, which sentence, which day named before."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import structs

from banggiao.languages.orthography import lowered
from banggiao.records import Basis, Interval, Precision, Sentence, TimeExpression
from banggiao.times.calendar import add
from banggiao.times.candidate import Candidate
from banggiao.times.lexicon import Lexicon
from banggiao.times.pattern import Pattern, Point
from banggiao.times.resolve import Setting, Value, value_of

_NO_SETTING = Setting(None)
Anchor = Literal["explicit", "reference", "antecedent", "none"]
#: A day further from the publication than this belongs to an aside, not to the story: nothing refers back to it.
_ASIDE_DAYS = 200
_CLAUSE_REACH, _HEAD_REACH, _AFTER_REACH, _SAME_SENTENCE = 300, 30, 60, 40
_YEAR_AHEAD = 366
_QUOTE = re.compile(r"[\"“”«»\n]")
_CLAUSE = re.compile(r"[.;!?…][\"”)]?\s+(?=\S)|\n")
_ORDER: tuple[Precision, ...] = (
    "day",
    "week",
    "month",
    "quarter",
    "season",
    "half",
    "year",
    "decade",
    "century",
    "vague",
)


class Resolver:
    """Gives values to the candidates of one text."""

    def __init__(
        self,
        lexicon: Lexicon,
        text: str,
        sentences: Sequence[Sentence],
        reference: Interval | None,
        quotes: Sequence[tuple[int, int]] | None,
    ) -> None:
        self._lexicon = lexicon
        self._text = text
        self._low = lowered(text)
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        known = reference is not None and reference.start is not None and reference.end is not None
        self._reference = reference if known else None
        self._quotes = quotes
        self._spoken_on: dt.date | None = None
        self._near = int(lexicon.context["near_days"])

    def run(self, candidates: Sequence[Candidate], antecedents: bool) -> tuple[TimeExpression, ...]:
        """The expressions, in the order of the candidates."""
        out: list[TimeExpression] = []
        antecedent: dt.date | None = None
        where = (-1, -1)
        for i, candidate in enumerate(candidates):
            if not where[0] <= candidate.start < where[1]:
                where = self._bounds(candidate.start)
                if not antecedents:
                    antecedent = None
            base = antecedent
            self._spoken_on = None
            if counts_days(candidate.pattern) and self._quoted(candidate.start):
                self._spoken_on = self._day_of_speaking(candidates, i, where)
            if candidate.kind == "clock" and hangs(candidate.pattern):
                base = self._day_of_sentence(candidates, i, where, out) or antecedent
            expression = self._expression(candidate, base, where)
            if candidate.pattern.shape == "same-period":
                expression = self._same_period(expression, candidate, out, where)
            out.append(expression)
            if not self._aside(candidate.start):
                antecedent = self._antecedent(candidate, expression, antecedent)
        return tuple(out)

    def _aside(self, position: int) -> bool:
        """Whether ``position`` stands in a caption or in a line of no fact: the narrative goes on without them."""
        i = bisect.bisect_right(self._starts, position) - 1
        if i >= 0 and position < self._sentences[i].end:
            return self._sentences[i].part == "photo_caption"
        return bool(self._sentences)

    def _bounds(self, position: int) -> tuple[int, int]:
        """The sentence that holds ``position``; its line where no sentence does."""
        i = bisect.bisect_right(self._starts, position) - 1
        if i >= 0 and position < self._sentences[i].end:
            return self._sentences[i].start, self._sentences[i].end
        start = self._text.rfind("\n", 0, position) + 1
        end = self._text.find("\n", position)
        return start, len(self._text) if end < 0 else end

    def _quoted(self, position: int) -> bool:
        if self._quotes is None:
            self._quotes = list(quotations(self._text))
        i = bisect.bisect_right(self._quotes, (position, len(self._text))) - 1
        return i >= 0 and position < self._quotes[i][1]

    def _day_of_sentence(
        self, candidates: Sequence[Candidate], i: int, where: tuple[int, int], done: list[TimeExpression]
    ) -> dt.date | None:
        """The day that a clock's sentence names: the nearest before it, else the nearest after."""
        for expression in reversed(done[-_SAME_SENTENCE:]):
            if expression.start < where[0]:
                break
            if (day := single_day(expression.value)) and expression.kind in ("date", "clock", "range"):
                return day
        for candidate in candidates[i + 1 : i + _SAME_SENTENCE]:
            if candidate.start >= where[1]:
                break
            if candidate.kind not in ("date", "range") or hangs(candidate.pattern):
                continue
            if day := single_day(self._value(candidate, None, where)[0]):
                return day
        return None

    def _day_of_speaking(self, candidates: Sequence[Candidate], i: int, where: tuple[int, int]) -> dt.date | None:
        """The day that the sentence gives outside the quotation: the nearest after it, else the nearest before."""
        around = [*candidates[i + 1 : i + _SAME_SENTENCE], *reversed(candidates[max(0, i - _SAME_SENTENCE) : i])]
        for candidate in around:
            pattern = candidate.pattern
            outside = where[0] <= candidate.start < where[1] and not self._quoted(candidate.start)
            if outside and pattern.shape in ("point", "clock") and not hangs(pattern):
                self._spoken_on = None
                if day := single_day(self._value(candidate, None, where)[0]):
                    return day
        return None

    def _same_period(
        self, expression: TimeExpression, candidate: Candidate, done: list[TimeExpression], where: tuple[int, int]
    ) -> TimeExpression:
        """The period that the sentence named before, in the year that these words name."""
        year = self._value(
            Candidate(0, 0, "", "date", Pattern("point", first=candidate.pattern.first), ""), None, where
        )[0]
        for earlier in reversed(done[-_SAME_SENTENCE:]):
            if earlier.start < where[0]:
                break
            known = earlier.value
            if year is None or year.start is None or known is None or known.start is None or known.end is None:
                continue
            if known.precision == "year" or year.precision != "year":
                continue
            back = known.start.year - year.start.year
            start, end = add(known.start, "year", -back), add(known.end, "year", -back)
            if start and end:
                moved = self._interval(Value(start, end, known.precision), candidate, "reference")
                return structs.replace(expression, value=moved, anchor="reference", note=None)
        return expression

    def _expression(self, candidate: Candidate, base: dt.date | None, where: tuple[int, int]) -> TimeExpression:
        value, anchor = self._value(candidate, base, where)
        pattern = candidate.pattern
        amount = pattern.amount
        point = pattern.first or pattern.last
        part = (point.daypart or point.position) if point else ""
        iso = amount.iso if amount and pattern.shape in ("duration", "set") else None
        return TimeExpression(
            candidate.start,
            candidate.end,
            candidate.text,
            candidate.kind,
            value,
            anchor if value else "none",
            iso,
            pattern.time,
            part or None,
            amount.mod if amount else None,
            note(pattern) if value is None else None,
        )

    def _value(
        self, candidate: Candidate, base: dt.date | None, where: tuple[int, int]
    ) -> tuple[Interval | None, Anchor]:
        pattern = candidate.pattern
        if pattern.shape in ("duration", "set", "lunar", "vague", "same-period"):
            return None, "none"
        bare = value_of(pattern, _NO_SETTING)
        if bare is not None:
            return self._interval(bare, candidate, "explicit"), "explicit"
        anaphoric = pattern.anaphoric or hangs(pattern)
        if anaphoric:
            found = value_of(pattern, Setting(None, base))
            if found and found.start and self._beyond(found.start):
                found = None
            return (self._interval(found, candidate, "antecedent", base), "antecedent") if found else (None, "none")
        if self._reference is None:
            return None, "none"
        future, firm = self._future(candidate, where) if recurs(pattern) else (None, False)
        spoken = counts_days(pattern) and self._quoted(candidate.start)
        if spoken and self._spoken_on is not None:
            found = value_of(pattern, Setting(self._spoken_on))
            return (
                (self._interval(found, candidate, "antecedent", self._spoken_on), "antecedent")
                if found
                else (None, "none")
            )
        found = self._against_reference(pattern, base, future, firm, spoken)
        return (self._interval(found, candidate, "reference"), "reference") if found else (None, "none")

    def _beyond(self, day: dt.date) -> bool:
        """Whether a day counted from another lies a year past the publication: it was counted from the wrong one."""
        last = self._reference.end if self._reference else None
        return last is not None and (day - last).days > _YEAR_AHEAD

    def _against_reference(
        self, pattern: Pattern, base: dt.date | None, future: bool | None, firm: bool, spoken: bool
    ) -> Value | None:
        assert self._reference is not None and self._reference.start and self._reference.end
        early = value_of(pattern, Setting(self._reference.start, base, future, self._near, firm, spoken))
        if self._reference.start == self._reference.end or early is None:
            return early
        late = value_of(pattern, Setting(self._reference.end, base, future, self._near, firm, spoken))
        if late is None or early.same(late):
            return late
        if recurs(pattern) or early.start is None or (early.end is None) != (late.end is None):
            return None
        coarser = max(early.precision, self._reference.precision, key=_ORDER.index)
        return Value(early.start, late.end, coarser)

    def _future(self, candidate: Candidate, where: tuple[int, int]) -> tuple[bool | None, bool]:
        """Whether the clause speaks of the future (True), of the past (False), or neither; and whether firmly."""
        begin = max(where[0], candidate.start - _CLAUSE_REACH)
        for m in _CLAUSE.finditer(self._text, begin, candidate.start):
            begin = m.end()
        before = self._low[begin : candidate.start]
        lexicon = self._lexicon
        if lexicon.deadline.search(before[-_HEAD_REACH:]):
            return True, False
        if self._low.startswith(lexicon.past_heads, candidate.start) or lexicon.recalled.search(before[-_HEAD_REACH:]):
            return False, True
        tenses = lexicon.tenses(before)
        if tenses:
            return tenses[-1], False
        after = self._low[candidate.end : min(where[1], candidate.end + _AFTER_REACH)]
        return (True if True in lexicon.tenses(after) else None), False

    def _interval(self, value: Value, candidate: Candidate, anchor: str, base: dt.date | None = None) -> Interval:
        pieces = [Basis("words", candidate.text, candidate.start, candidate.end, anchor, value.start, value.end)]
        if anchor == "reference" and self._reference is not None:
            pieces.append(Basis("reference", "", None, None, "published", self._reference.start, self._reference.end))
        elif anchor == "antecedent":
            pieces.append(Basis("antecedent", "", None, None, "a day named before", base, base))
        return Interval(value.start, value.end, value.precision, tuple(pieces))

    def _antecedent(self, candidate: Candidate, expression: TimeExpression, before: dt.date | None) -> dt.date | None:
        day = single_day(expression.value)
        if day is None:
            return before
        if (
            self._reference
            and self._reference.end
            and expression.anchor == "explicit"
            and candidate.pattern.shape != "clock"
        ):
            far = abs((self._reference.end - day).days) > _ASIDE_DAYS
            return before if far and before is not None else day
        return day


def single_day(value: Interval | None) -> dt.date | None:
    """The day, where the value is one."""
    return value.start if value and value.precision == "day" and value.start == value.end else None


def hangs(pattern: Pattern) -> bool:
    """Whether an expression's day is named before it or not at all ("the same day", "15h")."""
    point = pattern.first
    if pattern.beside is not None or point is None or point.unit != "day":
        return False
    return point.day is None and point.shift is None and point.weekday is None


def counts_days(pattern: Pattern) -> bool:
    """Whether the words count days from the day of speaking."""
    first = pattern.first
    return pattern.shape == "offset" or (first is not None and first.unit == "day" and first.shift is not None)


def recurs(pattern: Pattern) -> bool:
    """Whether the words name a day or month of some year: two years are two readings, not one wide one."""
    return any(p is not None and _open_ended(p) for p in (pattern.first, pattern.last))


def _open_ended(p: Point) -> bool:
    named = p.day is not None or p.month is not None or p.weekday is not None
    return named or (p.unit in ("quarter", "season") and p.number is not None)


def note(pattern: Pattern) -> str | None:
    """Why there is no value, where the words themselves say so."""
    if pattern.name:
        return "the name of an event"
    if pattern.shape == "lunar":
        return "lunar"
    if pattern.amount is not None and pattern.shape in ("window", "offset", "vague") and pattern.amount.count is None:
        return "indefinite count"
    if pattern.anaphoric or (pattern.shape in ("point", "clock") and hangs(pattern)):
        return "no antecedent in reach"
    return None


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between quotation marks; a mark left open closes at the end of its line."""
    opened = -1
    for m in _QUOTE.finditer(text):
        mark, at = m[0], m.start()
        if mark == "\n":
            opened = -1
        elif opened >= 0:
            if mark not in "“«":
                yield opened, at
                opened = -1
        elif mark not in "”»":
            opened = at
