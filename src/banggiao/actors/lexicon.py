"""The words by which actors are recognised, compiled from the language pack into two automata.

Names (states, capitals, organisations, persons) are matched with their capitals, vocabulary (titles, bodies,
references, guards) without. Both run once over the whole text; what they find is a list of pieces, sorted and not
overlapping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from banggiao.languages.orthography import fold, lowered
from banggiao.languages.pack import Pack
from banggiao.languages.search import LOWER, SPACE, Alphabet

_NO_TABLE: dict[str, Any] = {}


class Entry:
    """What a listed word is. ``kind`` decides how it is read; ``table`` is the entry's own table in the pack."""

    def __init__(
        self, kind: str, code: str = "", name: str = "", ambiguous: bool = False, table: dict[str, Any] = _NO_TABLE
    ) -> None:
        self.kind, self.code, self.name, self.ambiguous, self.table = kind, code, name, ambiguous, table


class Piece:
    """A listed word in the text; ``kind`` is its entry's."""

    def __init__(self, start: int, end: int, entry: Entry) -> None:
        self.start, self.end, self.entry, self.kind = start, end, entry, entry.kind


# Where two entries share the same words, the kind that stands first here is taken.
_ORDER = [
    "person",
    "state",
    "organisation",
    "region",
    "unique",
    "seat",
    "capital",
    "area",
    "short",
    "media",
    "title",
    "reference",
    "set",
    "body",
    "modifier",
    "also",
    "honorific",
    "media-word",
    "guard",
]
_NAMES = frozenset(("state", "organisation", "unique", "seat"))
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


class Lexicon:
    """Both automata of one language pack; :meth:`scan` finds every listed word of a text in one pass each."""

    def __init__(self, pack: Pack) -> None:
        names = list(name_entries(pack))
        # Names are spelt with capitals: an alphabet of their own, the commonest letters first.
        self._capitals = Alphabet([letter for letter, _ in Counter(fold("".join([w for w, _ in names]))).most_common()])
        self._names = _Automaton(names, key=lambda word: self._capitals.flat(fold(word)), names=True)
        self._words = _Automaton(word_entries(pack), key=lambda word: LOWER.flat(lowered(word)), names=False)

    def scan(self, text: str) -> list[Piece]:
        """The listed words of ``text``, sorted by start, none overlapping: the earlier, then the longer one stays."""
        found = self._names.scan(b" " + self._capitals.flat(fold(text)) + b" ")
        found += self._words.scan(b" " + LOWER.flat(lowered(text)) + b" ")
        found.sort()
        entries = (self._words.entries, self._names.entries)
        pieces: list[Piece] = []
        reached = 0
        for start, end, rank, index in found:
            entry = entries[rank & 1][index]
            if start > 1 and text[start - 1] == "." and text[start - 2].isupper():
                continue  # the end of an address: "VOV.VN" names no state
            if start >= reached:
                pieces.append(Piece(start, -end, entry))
                reached = -end
            elif -end > reached and entry.kind in _NAMES and pieces[-1].kind in ("body", "modifier", "title"):
                # A body word and a listed name that begins with its last word share that word: the name takes all.
                pieces[-1] = Piece(pieces[-1].start, -end, entry)
                reached = -end
        return pieces


class _Automaton:
    """An Aho-Corasick automaton whose patterns begin at a word's start; keys are as long as their words."""

    def __init__(self, entries: Iterable[tuple[str, Entry]], key: Callable[[str], bytes], names: bool) -> None:
        table: dict[bytes, Entry] = {}
        for word, entry in entries:
            pattern = b" " + key(word)
            if pattern not in table or _RANK[entry.kind] < _RANK[table[pattern].kind]:
                table[pattern] = entry
        self.entries = list(table.values())
        self._ranks = [_RANK[entry.kind] * 2 + names for entry in self.entries]
        self._automaton = BytesAhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)

    def scan(self, key: bytes) -> list[tuple[int, int, int, int]]:
        """Matches as start, negative end, rank (odd for names), index: sorted, the best of equal starts is first.

        ``key`` has a blank at either end, and each pattern one in front: the word starts in the text where its match
        does in the key.
        """
        ranks = self._ranks
        found = self._automaton.find_matches_as_indexes(key)
        return [(start, 1 - end, ranks[index], index) for index, start, end in found if key[end] == SPACE]


def name_entries(pack: Pack) -> Iterator[tuple[str, Entry]]:
    """Every proper name of the pack: states, capitals, seats, organisations, persons, unique bodies, regions, media."""
    rows = pack.rows("names")
    codes = {row["name"]: row["code"] for row in rows}
    for row in rows:
        head, _, rest = row["name"].partition(" ")
        if head.islower() and row["code"] and codes.get(rest) == row["code"]:
            continue  # The vocabulary has the word before the name already, and other words that it may belong to.
        kind = {"demonym": "short", "metonym": "seat", "bloc": "region", "region": "area", "decoy": "guard"}.get(
            row["kind"], row["kind"]
        )
        yield (
            row["name"],
            Entry(kind, row["code"], row["name"], bool(row["context"]), {"place": float(row["place"] or 0)}),
        )
    for row in pack.rows("organisations"):
        for name in _spaced(row["name"]):
            yield name, Entry("organisation", row["code"], row["name"], bool(row["context"]))
    common = frozenset(pack.toml("contexts")["loose"]["rare_persons"])
    for row in pack.rows("people"):
        name = row["variant"]
        alone = bool(row["bare"]) or " " in name
        for spelt in _spaced(name):
            yield spelt, Entry("person", row["code"], row["canonical"], not alone, {"rare": name in common})
    bodies = pack.toml("bodies")
    for table in bodies["unique"]:
        for word in table["words"]:
            yield word, Entry("unique", table["code"], word, False, table)
    for word in bodies["media"]["names"]:
        yield word, Entry("media", name=word)
    for table in pack.toml("contexts")["regions"]:
        for word in table["words"]:
            yield word, Entry("region", table["code"], word)


def _spaced(name: str) -> tuple[str, ...]:
    """``name``, and with blanks around its hyphens as some exports set them."""
    return (name, name.replace("-", " - ")) if "-" in name and " - " not in name else (name,)


def word_entries(pack: Pack) -> Iterator[tuple[str, Entry]]:
    """The pack's vocabulary: titles, bodies, references, guards and the small words that bind them."""
    offices, bodies, contexts = pack.toml("offices"), pack.toml("bodies"), pack.toml("contexts")
    for table in offices["office"]:
        for word in table["titles"]:
            yield word, Entry("title", table.get("code", ""), table["name"], bool(table.get("weak")), table)
    for sort, words in offices["modifiers"].items():
        yield from ((word, Entry("modifier", name=sort)) for word in words)
    yield from ((word, Entry("also", name=word)) for word in offices["links"]["also"])
    for gender, words in offices["honorifics"].items():
        yield from ((word, Entry("honorific", name=gender)) for word in words)
    for table in bodies["generic"]:
        for word in table["words"]:
            yield word, Entry("body", "", table["name"], not table.get("bare"), table)
    yield from ((word, Entry("media-word", name=word)) for word in bodies["media"]["before"])
    for table in pack.toml("references")["reference"]:
        for word in table["words"]:
            yield word, Entry("reference", "", table["id"], bool(table.get("weak")), table)
    for table in contexts["sets"]:
        yield from ((word, Entry("set", table["codes"][0], word, False, table)) for word in table["words"])
    yield from ((word, Entry("guard", name="phrase")) for word in contexts["guards"]["phrases"])
