"""The words of ``relations.toml``, compiled into one automaton, and where they stand in a text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from banggiao.languages import Pack, load
from banggiao.languages.orthography import lowered
from banggiao.languages.search import PhraseFinder
from banggiao.records import Sentence


class Word(Struct, frozen=True, gc=False):
    """A word of the vocabulary in the text: ``sort`` is the table it is of, ``value`` the entry's name there."""

    start: int
    end: int
    sort: str
    value: str


class Vocabulary:
    """All words of one language's ``relations.toml``; :meth:`scan` finds the longest at each place.

    ``entries`` (sort, value, word) are compiled instead where a caller looks for other words than those of the ledger.
    """

    def __init__(self, pack: Pack, entries: Iterable[tuple[str, str, str]] | None = None) -> None:
        self.meanings: dict[str, list[tuple[str, str]]] = {}
        for sort, value, word in _entries(pack) if entries is None else entries:
            self.meanings.setdefault(lowered(word), []).append((sort, value))
        self.words = list(self.meanings)
        self.finder = PhraseFinder(self.words)

    def scan(self, text: str) -> list[Word]:
        """Every word in ``text``, in order; one that has several meanings comes once for each."""
        key = lowered(text)
        found: list[Word] = []
        for index, start, end in self.finder.find(key):
            if (start and key[start - 1].isalnum()) or (end < len(key) and key[end].isalnum()):
                continue
            found.extend(Word(start, end, sort, value) for sort, value in self.meanings[self.words[index]])
        return found


def _entries(pack: Pack) -> Iterator[tuple[str, str, str]]:
    table = pack.toml("relations")
    for kind, words in table["mechanisms"].items():
        yield from (("mechanism", kind, word) for word in words)
    for head in table["references"]["heads"]:
        yield from (("reference", head, f"{head} {pointer}") for pointer in table["references"]["pointers"])
    for change, entry in table["changes"].items():
        yield from (("change", change, word) for word in entry["words"])
    for guard, words in table["guards"].items():
        yield from (("guard", guard, word) for word in words)
    for kind, words in table["measures"]["kinds"].items():
        yield from (("measure", kind, word) for word in words)
    for change, words in table["measures"]["changes"].items():
        yield from (("measure-change", change, word) for word in words)


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
