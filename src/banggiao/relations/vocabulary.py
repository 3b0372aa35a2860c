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
    what it is about without a passive marker; ``weak``: it is said of what is hoped for as often as of what is done.
    """

    start: int
    end: int
    sort: str
    value: str
    kinds: tuple[str, ...] = ()
    alone: bool = False
    weak: bool = False


Meaning = tuple[str, str, tuple[str, ...], bool, bool]


class Vocabulary:
    """All words of one language's ``relations.toml``; :meth:`scan` finds the longest at each place.

    ``entries`` (sort, value, word) are compiled instead where a caller looks for other words than those of the ledger.
    """

    def __init__(self, pack: Pack, entries: Iterable[tuple[str, str, str]] | None = None) -> None:
        self.meanings: dict[str, list[Meaning]] = {}
        others = None if entries is None else ((word, _plain(sort, value)) for sort, value, word in entries)
        for word, meaning in _entries(pack) if others is None else others:
            self.meanings.setdefault(lowered(word), []).append(meaning)
        self.finders: list[tuple[PhraseFinder, list[list[Meaning]]]] = []
        for number in range(len(_GROUPS)):
            own = {w: [m for m in meanings if _group(m[0]) == number] for w, meanings in self.meanings.items()}
            words = [w for w, meanings in own.items() if meanings]
            if words:
                self.finders.append((PhraseFinder(words), [own[w] for w in words]))

    def scan(self, text: str) -> list[Word]:
        """Every word in ``text``, in order; one that has several meanings comes once for each."""
        key = lowered(text)
        found: list[Word] = []
        for finder, meanings in self.finders:
            for index, start, end in finder.words(key):
                for meaning in meanings[index]:
                    found.append(Word(start, end, *meaning))
        if len(self.finders) > 1:
            found.sort(key=_by_start)
        return found


_GROUPS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"measure", "measure-change"}),
    frozenset({"measure-act"}),
    frozenset(
        {"measure-imposing", "measure-effect", "measure-still", "measure-noun", "measure-partly", "measure-until"}
    ),
)
"""Sorts that are looked for apart, so that a long word of one does not hide a short one of another; the first: all
others."""


def _group(sort: str) -> int:
    return next((n for n, group in enumerate(_GROUPS) if sort in group), 0)


def _by_start(word: Word) -> int:
    return word.start


def _entries(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    table = pack.toml("relations")
    for sort, value, words in _lists(table):
        yield from ((word, _plain(sort, value)) for word in words)
    weak = frozenset(table["changes-weak"]["words"])
    pointers = table["references"]["pointers"]
    for kind, heads in table["references"]["heads"].items():
        yield from ((f"{head} {pointer}", _plain("reference", kind)) for head in heads for pointer in pointers)
        bare = [head for head in heads if head in table["references"]["bare"]]
        yield from ((head, _plain("bare", kind)) for head in bare)
    for change, entry in table["changes"].items():
        for key, alone in (("words", False), ("alone", True)):
            yield from ((word, ("change", change, (), alone, word in weak)) for word in entry.get(key, ()))
        for key, alone in (("kinds", False), ("alone-kinds", True)):
            for kinds, words in entry.get(key, {}).items():
                of = tuple(kinds.split())
                yield from ((word, ("change", change, of, alone, word in weak)) for word in words)


def _plain(sort: str, value: str) -> Meaning:
    return sort, value, (), False, False


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
        ("measure-noun", {"noun": table["measures"]["imposing"]["nouns"]}),
        ("measure-partly", {"partly": table["measures"]["partly"]["words"]}),
        ("measure-until", {"until": table["measures"]["until"]["words"]}),
        ("alias", table["aliases"]),
        ("decoy", table["decoys"]),
    ):
        yield from ((sort, value, words) for value, words in entries.items())


@functools.lru_cache(maxsize=8)
def vocabulary(code: str) -> Vocabulary:
    """The compiled vocabulary of language ``code``."""
    return Vocabulary(load(code))


def by_sentence(things: Sequence[Word], sentences: Sequence[Sentence]) -> list[list[Word]]:
    """Distribute sorted words to sorted sentences; what stands in none is dropped."""
    shares: list[list[Word]] = [[] for _ in sentences]
    at = 0
    for share, sentence in zip(shares, sentences, strict=True):
        while at < len(things) and things[at].start < sentence.start:
            at += 1
        while at < len(things) and things[at].start < sentence.end:
            share.append(things[at])
            at += 1
    return shares
