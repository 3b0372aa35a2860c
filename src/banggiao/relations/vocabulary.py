"""The words of ``relations.toml``, compiled into one automaton, and where they stand in a text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from banggiao.languages import Pack, load
from banggiao.languages.orthography import lowered
from banggiao.languages.search import PhraseFinder
from banggiao.records import Sentence


class Word(Struct, frozen=True, gc=False):
    """A word of the vocabulary in the text: ``sort`` is the table it is of, ``value`` the entry's name there.

    ``kinds``: the kinds of mechanism of which a verb of change is said (empty: of any); ``alone``: it stands behind
    what it is about without a passive marker; ``weak``: it is said of what is hoped for as often as of what is done;
    ``close``: it has many other meanings, and must touch its mechanism.
    """

    start: int
    end: int
    sort: str
    value: str
    kinds: tuple[str, ...] = ()
    alone: bool = False
    weak: bool = False
    close: bool = False

    def moved(self, by: int) -> Word:
        """The word, ``by`` code points further on."""
        return Word(
            self.start + by, self.end + by, self.sort, self.value, self.kinds, self.alone, self.weak, self.close
        )


Meaning = tuple[str, str, tuple[str, ...], bool, bool, bool]


class Vocabulary:
    """Words compiled into one automaton; :meth:`scan` finds the longest at each place.

    ``entries`` (sort, value, word) are compiled; without them the words of ``relations.toml`` that ``part`` names.
    """

    def __init__(self, pack: Pack, entries: Iterable[tuple[str, str, str]] | None = None, part: str = "heads") -> None:
        meanings: dict[str, list[Meaning]] = {}
        others = None if entries is None else ((word, _plain(sort, value)) for sort, value, word in entries)
        for word, meaning in _entries(pack, _PARTS[part]) if others is None else others:
            meanings.setdefault(lowered(word), []).append(meaning)
        self.meanings = list(meanings.values())
        self.finder = PhraseFinder(list(meanings))

    def scan(self, text: str) -> list[Word]:
        """Every word in ``text``, in order; one that has several meanings comes once for each."""
        return self.scan_key(lowered(text))

    def scan_key(self, key: str) -> list[Word]:
        """:meth:`scan` for a text that is lowered already."""
        meanings = self.meanings
        return [
            Word(start, end, *meaning) for index, start, end in self.finder.words(key) for meaning in meanings[index]
        ]


_PARTS = {
    "heads": frozenset({"mechanism", "short", "reference", "bare", "decoy"}),
    # Heads hide verbs that stand in them.
    "verbs": frozenset({"change", "guard", "alias", "decoy", "mechanism", "reference"}),
    "measures": frozenset({"measure", "measure-change"}),
    "acts": frozenset({"measure-act", "order-who", "order-leave"}),
    "imposing": frozenset(
        {"measure-imposing", "measure-effect", "measure-still", "measure-noun", "measure-partly", "measure-until"}
    ),
}
"""Sorts that are looked for apart: a long word of one does not hide a short one of another."""


def _entries(pack: Pack, sorts: frozenset[str]) -> Iterator[tuple[str, Meaning]]:
    return (entry for entry in _every_entry(pack) if entry[1][0] in sorts)


def _every_entry(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    table = pack.toml("relations")
    for sort, value, words in _lists(table):
        yield from ((word, _plain(sort, value)) for word in words)
    weak = frozenset(table["changes-weak"]["words"])
    close = frozenset(table["changes-close"]["words"])
    pointers = table["references"]["pointers"]
    for kind, heads in table["references"]["heads"].items():
        yield from ((f"{head} {pointer}", _plain("reference", kind)) for head in heads for pointer in pointers)
        bare = [head for head in heads if head in table["references"]["bare"]]
        yield from ((head, _plain("bare", kind)) for head in bare)
    for change, entry in table["changes"].items():
        for key, alone in (("words", False), ("alone", True)):
            yield from (
                (word, ("change", change, (), alone, word in weak, word in close)) for word in entry.get(key, ())
            )
        for key, alone in (("kinds", False), ("alone-kinds", True)):
            for kinds, words in entry.get(key, {}).items():
                of = tuple(kinds.split())
                yield from ((word, ("change", change, of, alone, word in weak, word in close)) for word in words)


def _plain(sort: str, value: str) -> Meaning:
    return sort, value, (), False, False, False


def _lists(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The tables that are plain lists of words by value, each with the sort that it makes."""
    for sort, entries in (
        ("mechanism", table["mechanisms"]),
        ("short", table["mechanisms-short"]),
        ("guard", table["guards"]),
        ("measure", table["measures"]["kinds"]),
        ("measure-act", table["measures"]["acts"]),
        ("measure-change", table["measures"]["changes"]),
        ("measure-imposing", {"verb": table["measures"]["imposing"]["words"]}),
        ("measure-effect", {"effect": table["measures"]["imposing"]["effect"]}),
        ("measure-still", {"still": table["measures"]["imposing"]["still"]}),
        ("order-who", {"who": table["measures"]["orders"]["who"]}),
        ("order-leave", {"leave": table["measures"]["orders"]["leave"]}),
        ("measure-noun", {"noun": table["measures"]["imposing"]["nouns"]}),
        ("measure-partly", {"partly": table["measures"]["partly"]["words"]}),
        ("measure-until", {"until": table["measures"]["until"]["words"]}),
        ("alias", table["aliases"]),
        ("decoy", table["decoys"]),
    ):
        yield from ((sort, value, words) for value, words in entries.items())


@functools.lru_cache(maxsize=40)
def vocabulary(code: str, part: str = "heads") -> Vocabulary:
    """The compiled ``part`` of the vocabulary of language ``code``."""
    return Vocabulary(load(code), part=part)


def by_sentence(things: Sequence[Word], sentences: Sequence[Sentence]) -> list[list[Word]]:
    """Distribute sorted words to sorted sentences; what stands in none is dropped."""
    shares: list[list[Word]] = [[] for _ in sentences]
    bounds = [(sentence.start, sentence.end) for sentence in sentences]
    n, last = 0, len(bounds) - 1
    for thing in things if bounds else ():
        at = thing.start
        while at >= bounds[n][1] and n < last:
            n += 1
        if bounds[n][0] <= at < bounds[n][1]:
            shares[n].append(thing)
    return shares
