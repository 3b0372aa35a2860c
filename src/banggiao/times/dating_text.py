"""The dates that an article names, and the tense of the clause in which it names them.

Only forms that name a calendar day, month or year are read here; "yesterday" and its like say nothing about the year.
What is future, past or fresh is told by words near the date in its own sentence.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack, load
from banggiao.records import Sentence

_BEFORE, _AFTER, _NEAR = 70, 32, 40
_LEAP = 2000  # a year that has every day that any year has
_CLAUSE = 140  # characters that a clause without a comma may take between the word that looks ahead and its date
_PAUSES = (",", ";", ":", " – ", " - ")


class Named:
    """A day, month or year named in the text; ``first`` is the first day of a range within the month."""

    first: int | None = None
    weekday: int | None = None
    bare: bool = False

    def __init__(self, start: int, end: int, year: int | None, month: int | None, day: int | None) -> None:
        self.start, self.end, self.year, self.month, self.day = start, end, year, month, day


def phrases(words: Iterable[str]) -> str:
    """A regular expression for whole syllables of any of ``words``, the longest first."""
    keys = sorted({lowered(w) for w in words}, key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(re.escape(k) for k in keys) + r")(?!\w)"


class DateReader:
    """Finds named dates in lower-cased, folded text. Tables: ``dating.toml``, section ``expressions``."""

    def __init__(self, pack: Pack) -> None:
        table = pack.toml("dating")["expressions"]
        self._month, year = str(table["month"]), str(table["year"])
        # digits that may be a date: a year, or one or two before a separator or the word for month or year
        self._runs = re.compile(
            rf"\d(?<!\d\d)(?:\d?(?!\d)(?=\s?[/.–-]|\s{{1,2}}(?:{self._month}|{year})(?!\w))"
            r"|(?:(?<=1)9|(?<=2)0)\d\d(?!\d))"
        )
        self._cue = re.compile(phrases(table["day_cues"])[: -len(r"(?!\w)")] + r"\s{0,2}$")
        self._year_cue = re.compile(rf"(?<!\w){year}\s{{1,2}}$")
        self._month_cue = re.compile(rf"(?<!\w){self._month}\s{{1,2}}$")
        weekdays = "|".join(f"({phrases(names)})" for names in table["weekdays"])
        self._weekday = re.compile(rf"(?:{weekdays})[\s,(]{{0,3}}(?:{table['day']}\s)?$")
        any_year, sep = r"((?:19|20)\d\d)(?!\d)", r"\s?[/.-]\s?"
        self._pattern = re.compile(
            # "10-11/11" is two days of a month, no day of 2011
            rf"(?:(?!\d\d?\s?[-–]\s?\d\d?\s?[/.])(\d\d?){sep}(\d\d?){sep}((?:19|20)\d\d|\d\d)(?!\d)"
            rf"|(\d\d?)\s{{1,2}}{self._month}\s{{1,2}}(\d\d?)(?!\d)(?:\s{{0,2}},?\s{{0,2}}(?:{year}\s{{1,2}})?{any_year})?"
            rf"|(\d\d?)(?:{sep}|\s{{1,2}}{year}\s{{1,2}}){any_year}"
            rf"|(?:(\d\d?)\s?[-–]\s?)?(\d\d?)[/.-](\d\d?)(?![\d/%]|[.,-]\d)"
            rf"|{any_year}(?![.,]\d))"
        )

    def read(self, low: str, start: int, end: int) -> list[Named]:
        """The dates named in ``low[start:end]``, in order."""
        found = []
        done = start
        for run in self._runs.finditer(low, start, end):
            # a pattern tried at such digits only is ten times as fast as one tried at every character
            if run.start() < done:
                continue
            match = self._pattern.match(low, run.start(), end)
            if match:
                done = match.end()
                if named := self._named(low, match):
                    found.append(named)
        return found

    def _named(self, low: str, match: re.Match[str]) -> Named | None:
        g, at, to = match.groups(), match.start(), match.end()
        before = low[max(0, at - 24) : at]
        if g[0]:
            year = int(g[2]) if len(g[2]) == 4 else 2000 + int(g[2]) - (100 if int(g[2]) > 60 else 0)
            return _checked(Named(at, to, year, int(g[1]), int(g[0])), self._weekday_of(before))
        if g[3]:
            year_or_none = int(g[5]) if g[5] else None
            return _checked(Named(at, to, year_or_none, int(g[4]), int(g[3])), self._weekday_of(before))
        if g[6]:
            return _checked(Named(at, to, int(g[7]), int(g[6]), None)) if self._month_cue.search(before) else None
        if g[9]:
            weekday = self._weekday_of(before)
            cued = weekday is not None or before.endswith("(") or self._cue.search(before)
            first = int(g[8]) if g[8] else None
            named = Named(at, to, None, int(g[10]), int(g[9]))
            named.first = first
            return _checked(named, weekday) if cued or first else None
        named = Named(at, to, int(g[11]), None, None)
        named.bare = not self._year_cue.search(before)
        return named

    def _weekday_of(self, before: str) -> int | None:
        match = self._weekday.search(before)
        return next((n for n, group in enumerate(match.groups()) if group), None) if match else None


def _checked(named: Named, weekday: int | None = None) -> Named | None:
    """``named`` with its weekday, unless the calendar has no such day: "31/2" is no date, whatever it is."""
    try:
        dt.date(named.year or _LEAP, named.month or 1, named.day or 1)
    except ValueError:
        return None
    named.weekday = weekday
    return named if named.first is None or 1 <= named.first < (named.day or 0) else None


class Tense:
    """Whether the words around a place in its sentence speak of the future, of the past, or of what is fresh."""

    def __init__(self, pack: Pack, low: str, sentences: Sequence[Sentence]) -> None:
        self.low, self.sentences = low, sentences
        self._starts = [s.start for s in sentences]
        self._patterns = _patterns(pack.code)
        self._told: dict[tuple[str, int], bool] = {}

    def sentence(self, at: int) -> Sentence | None:
        """The sentence in which offset ``at`` stands."""
        n = bisect_right(self._starts, at) - 1
        return self.sentences[n] if n >= 0 and at < self.sentences[n].end else None

    def future(self, start: int, end: int, reach: int | None = None) -> bool:
        """Whether the clause around ``start``..``end``, as far as ``reach``, looks ahead."""
        left, right = self._reach(start, end, reach or _BEFORE, reach or _AFTER)
        if reach is None:
            left = min(left, self._clause(start))
        if self._patterns["future_after"].match(self.low, end, right):
            return True
        for match in self._patterns["future"].finditer(self.low, left, right):
            if match.start() < start:
                return True
            return not self._patterns["reports"].search(self.low, end, match.start())
        return False

    def _clause(self, at: int) -> int:
        """Where the clause of ``at`` begins: behind the last pause before it."""
        left, _ = self._reach(at, at, _CLAUSE, 0)
        return max([left, *(self.low.rfind(pause, left, at) + 1 for pause in _PAUSES)])

    def ahead(self, at: int) -> bool:
        """Whether any word of the sentence around ``at`` looks ahead."""
        return self._tells("future", self.sentence(at))

    def past(self, start: int, end: int) -> bool:
        """Whether the words just before look back at something long gone."""
        left, right = self._reach(start, end, _NEAR, 20)
        return bool(self._patterns["past"].search(self.low, left, right))

    def fresh(self, start: int, end: int) -> bool:
        """Whether the sentence presents this as news."""
        left, right = self._reach(start, end, _BEFORE, _AFTER)
        return bool(self._patterns["fresh"].search(self.low, left, right))

    def background(self, start: int) -> bool:
        """Whether the words before the date at ``start`` make it that of something else: "the disaster of 26/12"."""
        left, _ = self._reach(start, start, _BEFORE, 0)
        return bool(self._patterns["background"].search(self.low, left, start))

    def commemorates(self, at: int) -> bool:
        """Whether the sentence around ``at`` tells of a commemoration."""
        return self._tells("commemorates", self.sentence(at))

    def won(self, start: int, end: int) -> bool:
        """Whether the sentence around ``start``..``end`` tells how a vote ended."""
        sentence = self.sentence(start)
        return self._tells("won", sentence) if sentence else bool(self._patterns["won"].search(self.low, start, end))

    def _tells(self, kind: str, sentence: Sentence | None) -> bool:
        """Whether words of ``kind`` stand anywhere in ``sentence``: looked for once, however many dates stand in it."""
        if sentence is None:
            return False
        key = kind, sentence.start
        if key not in self._told:
            found = self._patterns[kind].search(self.low, sentence.start, sentence.end)
            self._told[key] = found is not None
        return self._told[key]

    def _reach(self, start: int, end: int, before: int, after: int) -> tuple[int, int]:
        sentence = self.sentence(start)
        floor, ceiling = (sentence.start, sentence.end) if sentence else (start, end)
        return max(floor, start - before), min(ceiling, end + after)


@functools.cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    """The patterns of section ``sense`` for a language, made once."""
    pack = load(code)
    table = pack.toml("dating")["sense"]
    made = {k: re.compile(phrases(v)) for k, v in table.items()}
    made["background"] = re.compile(phrases(table["background"]) + r"(?:\s[^\s,.;:]{1,20}){0,4}\s{0,2}$")
    made["future_after"] = re.compile(r"\s{0,2}" + phrases(table["future_after"]))
    return made
