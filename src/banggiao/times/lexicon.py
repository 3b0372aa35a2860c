"""The vocabulary of a language pack, compiled: every word becomes a token of one class, which is one letter.

A phrase of time is then a short string of class letters, and the grammar (``grammar.py``) is regular expressions over
such strings. The letters are listed in :data:`CLASSES`, with the table of ``times.toml`` that fills each.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack
from banggiao.languages.search import PhraseFinder
from banggiao.times.pattern import Unit

#: The class letter of each calendar unit that words name; seasons have words of their own.
UNIT_LETTERS: dict[Unit, str] = {
    "day": "d",
    "week": "w",
    "month": "m",
    "year": "y",
    "quarter": "q",
    "decade": "e",
    "century": "c",
    "hour": "h",
    "minute": "n",
    "second": "s",
}
#: letter: what it stands for. Digits' letters are given by ``tokens.py``.
CLASSES: dict[str, str] = {letter: unit for unit, letter in UNIT_LETTERS.items()} | {
    "H": "word before a day",
    "j": "same",
    "O": "of",
    "v": "and",
    "o": "times",
    "K": "ago",
    "T": "since",
    "t": "until",
    "G": "time zone",
    "u": "season",
    "P": "part of the day",
    "W": "weekday",
    "S": "day of speaking",
    "A": "position",
    "B": "half of a unit",
    "1": "first or last",
    "2": "half an amount",
    "i": "and a half",
    "E": "every",
    "X": "indefinite count",
    "x": "several",
    "a": "more, less, approx",
    "z": "this",
    "Z": "now",
    "p": "previous",
    "b": "before",
    "f": "after",
    "l": "past",
    "g": "next",
    "V": "that",
    "<": "before that",
    ">": "after that",
    "9": "from now",
    "J": "day counted from a day named before",
    "L": "lunar",
    "r": "same period",
    "U": "word before a lunar day",
    "!": "blocker",
    "N": "number",
    "D": "day and month",
    "F": "day and month or a count of two ends",
    "R": "days of a month",
    "Q": "month and year",
    "Y": "year number",
    "M": "years",
    "C": "clock",
    "k": "months of a year",
    "I": "roman number",
    ",": "comma",
    "-": "dash",
    "(": "bracket",
    ")": "bracket",
}
_MARKERS = {
    "day": "H",
    "same": "j",
    "of": "O",
    "and": "v",
    "times": "o",
    "ago": "K",
    "since": "T",
    "early": "H",
    "until": "t",
    "zone": "G",
    "same-period": "r",
}
_RELATIVE = {
    "current": "z",
    "now": "Z",
    "previous": "p",
    "before-last": "p",
    "before": "b",
    "after": "f",
    "past": "l",
    "last": "l",
    "next": "g",
    "that": "V",
    "before-that": "<",
    "after-that": ">",
    "following": "f",
    "more": "9",
}
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
_COUNTS = {"every": "E", "some": "X", "several": "x", "more": "a", "less": "a", "approx": "a"}


class Token:
    """A word or number of time: its class letter, its offsets and what it stands for."""

    def __init__(self, kind: str, start: int, end: int, value: Any = None) -> None:
        self.kind, self.start, self.end, self.value = kind, start, end, value


class DayMonth:
    """A day written in digits: ``last`` is the last day where the digits name several ("20-29/7")."""

    def __init__(self, day: int, month: int, year: int | None = None, last: int | None = None) -> None:
        self.day, self.month, self.year, self.last = day, month, year, last


class Lexicon:
    """The compiled vocabulary of a pack; ValueError where a word stands in two classes."""

    def __init__(self, pack: Pack) -> None:
        table = pack.toml("times")
        numbers = pack.toml("numbers")
        self.words: dict[str, tuple[str, Any]] = {}
        self.roman: dict[str, int] = numbers["roman"]
        self.multipliers: dict[str, int] = {lowered(w): v for w, v in numbers["multipliers"].items()}
        self.tails = {lowered(w) for w in numbers["tails"]["words"]}
        for word in table["blockers"]["words"]:
            self._add(word, "!", None)
        for word, value in {**numbers["units"], **numbers["multipliers"]}.items():
            self._add(word, "N", value)
        self._add_tables(table)
        # The word for "year" is also the number five: the grammar decides, the number reader needs its value.
        self.five = {lowered(w) for w in table["units"]["year"]}
        context = table["context"]
        self.context: dict[str, Any] = {
            "near_days": context["near_days"],
            "sets": {
                name: frozenset(map(lowered, words)) for name, words in context.items() if isinstance(words, list)
            },
        }
        self.past_heads = tuple(lowered(w) + " " for w in table["markers"]["day"])
        self.deadline = _any_of(context["deadline"], r"\s*$")
        self.recalled = _any_of(context["recalled"], r"\s*$")
        #: Class letter and value of each of the automaton's patterns.
        self.kinds = list(self.words.values())
        self.finder = PhraseFinder(list(self.words))
        tenses = {lowered(w): ahead for name, ahead in (("future", True), ("past", False)) for w in context[name]}
        self._tenses = list(tenses.values())
        self._tense = PhraseFinder(list(tenses))

    def tenses(self, low: str) -> list[bool]:
        """The markers of future (True) and past (False) in a piece of text, in order."""
        return [self._tenses[index] for index, _, _ in self._tense.words(low)]

    def _add_tables(self, table: dict[str, Any]) -> None:
        for unit, letter in UNIT_LETTERS.items():
            self._add_all(table["units"][unit], letter, unit)
        for name, letter in _MARKERS.items():
            self._add_all(table["markers"][name], letter, name)
        for name, words in table["seasons"].items():
            self._add_all(words, "u", _SEASONS[name])
        for name, words in table["parts"].items():
            self._add_all(words, "P", name)
        for section, letter in (("weekdays", "W"), ("days", "S"), ("anaphors", "J")):
            for word, value in table[section].items():
                self._add(word, letter, value)
        for name, letter in _RELATIVE.items():
            self._add_all(table["relative"][name], letter, name)
        for name, words in table["positions"].items():
            letter = {"first": "1", "last": "1", "half": "2", "and a half": "i"}.get(
                name, "B" if "half" in name else "A"
            )
            self._add_all(words, letter, name)
        for name, letter in _COUNTS.items():
            self._add_all(table["counts"][name], letter, name)
        self._add_all(table["lunar"]["words"], "L", None)
        self._add_all(table["lunar"]["days"] + table["lunar"]["full"], "U", None)

    def _add_all(self, words: list[str], letter: str, value: object) -> None:
        for word in words:
            self._add(word, letter, value)

    def _add(self, word: str, letter: str, value: object) -> None:
        # Later tables win: the word for "year" is also "five", "mươi" a multiplier and a count.
        self.words[lowered(word)] = (letter, value)


def _any_of(words: list[str], then: str = "") -> re.Pattern[str]:
    longest = sorted(map(lowered, words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)" + then)


def year_of(two: int) -> int:
    """The year meant by two digits: 30-99 is of the twentieth century, 0-29 of the twenty-first."""
    return two + (1900 if two >= 30 else 2000)


def valid(day: int, month: int) -> bool:
    """Whether some year has that day."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    try:
        dt.date(2000, month, day)
    except ValueError:
        return False
    return True
