"""A place in the pieces of a document: which states stand there, where a name ends, what is a mere place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.actors.lexicon import Piece
from banggiao.languages.orthography import lower

_DASH = re.compile(r"\s?[-–—/]\s?$")
_OWNED = frozenset(("title", "body", "modifier", "media-word", "reference"))
_SOURCES = frozenset(("state", "short", "set"))


class Cursor:
    """The pieces of one document and the bounds of the sentence that is being read."""

    def __init__(self, grammar: Grammar, text: str, pieces: list[Piece], date: tuple[dt.date, dt.date] | None) -> None:
        self.grammar, self.text, self.pieces, self.date = grammar, text, pieces, date
        self.reading = grammar.judge.read(text)
        self.floor = self.stop = 0
        self.readers: dict[str, Callable[[int], Draft | None]] = {}

    def _states(self, i: int) -> tuple[list[str], int] | None:
        """The state, or the pair of states, that begins at piece ``i``: codes and end."""
        if i >= len(self.pieces) or not self._accepted(i):
            return None
        piece = self.pieces[i]
        codes, end = list(piece.entry.table.get("codes", (piece.entry.code,))), piece.end
        while i + 1 < len(self.pieces):
            behind = self.pieces[i + 1]
            if behind.start - end > 3 or not _DASH.fullmatch(self.text[end : behind.start]):
                break
            if behind.kind not in ("state", "short", "organisation"):
                break
            if behind.end > self.stop:
                break
            codes.append(behind.entry.code)
            end = behind.end
            i += 1
        if len(codes) == 1 and piece.kind == "short" and not self._lone_short(i):
            return None
        return codes, end

    def _lone_short(self, i: int) -> bool:
        return self.grammar.judge.state(self.reading, self.text, self.pieces, i, (self.floor, self.stop))

    def _accepted(self, i: int) -> bool:
        piece = self.pieces[i]
        if piece.kind not in _SOURCES or piece.end > self.stop:
            return False
        if not piece.entry.ambiguous:
            named = piece.entry.name in self.grammar.given or piece.entry.name in self.grammar.syllabic
            return not named or not self._given_name(i)
        return self.grammar.judge.state(self.reading, self.text, self.pieces, i, (self.floor, self.stop))

    def _given_name(self, i: int) -> bool:
        """Whether a person's surname follows, and no title stands before that the state could belong to."""
        piece = self.pieces[i]
        if self.text[piece.end : piece.end + 1] != " " or self._name_end(piece.end + 1) <= piece.end + 2:
            return False
        if piece.entry.name in self.grammar.syllabic:
            word = self.text[piece.end + 1 : self._name_end(piece.end + 1)].partition(" ")[0]
            if not self.grammar.judge.syllable(word):
                return False
        before = self.pieces[i - 1] if i else None
        return before is None or before.kind not in _OWNED or piece.start - before.end > 80

    def _capital_meant(self, i: int) -> bool:
        """An ambiguous capital or acronym is itself only when it is no part of a longer run of capitals."""
        piece = self.pieces[i]
        before = self.text[max(self.floor, piece.start - 20) : piece.start].rstrip('"“( ').rpartition(" ")[2]
        after = self.text[piece.end + 1 : piece.end + 2] if self.text[piece.end : piece.end + 1] == " " else ""
        inside = before[:1].isupper() and piece.start - len(before) - 1 > self.floor
        return not inside and not after.isupper()

    def _closed(self, i: int, end: int) -> int:
        """The end with a following abbreviation in brackets, as in "NAME (ABBR)"."""
        if i + 1 < len(self.pieces):
            behind = self.pieces[i + 1]
            same = behind.entry.code == self.pieces[i].entry.code and behind.kind != "person"
            if same and self.text[end : behind.start] == " (" and self.text[behind.end : behind.end + 1] == ")":
                return behind.end + 1
        return end

    def _is_place(self, start: int, share: float = 0.0, state: bool = False) -> bool:
        """Whether the words before ``start`` make the name a place; ``share`` is how often it is one anyway."""
        if start - self.floor < 3 or self.text[start - 1] != " ":
            return False
        if self.text[start - 2] == ",":
            return self._in_place_list(start - 2) or (share >= 0.95)
        last = self.text[max(self.floor, self.text.rfind(" ", self.floor, start - 1) + 1) : start - 1].lower()
        if last not in self.grammar.place_ends:
            return share >= 0.95
        before = lower(self.text[max(self.floor, start - 40) : start - 1])
        if before.endswith(self.grammar.places_sure) or before.endswith(self.grammar.regions):
            return True
        if last in self.grammar.places_moving and not (state and last in self.grammar.places_capitals):
            return not any(cue in before[-len(last) - 12 :] for cue in self.grammar.relational)
        return share >= 0.95

    def _in_place_list(self, comma: int) -> bool:
        """Whether the name before the comma is a place: "at TOWN, STATE"."""
        before = self.text[max(self.floor, comma - 40) : comma]
        words = before.split(" ")
        for back, word in enumerate(reversed(words[-6:])):
            if word[-1:] in (",", ";", ":"):
                return False
            if word in self.grammar.places_sure:
                return back > 0 and words[-1][:1].isupper()
        return False

    def _next(self, end: int, i: int) -> int:
        """The first piece from ``i`` on that begins at or after ``end``, or -1 where the sentence has none."""
        while i < len(self.pieces) and self.pieces[i].start < end:
            i += 1
        return i if i < len(self.pieces) and self.pieces[i].end <= self.stop else -1

    def _at(self, position: int) -> int:
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            if self.pieces[middle].start < position:
                low = middle + 1
            else:
                high = middle
        return low

    def _name_end(self, start: int) -> int:
        """Where the name beginning at ``start`` ends: before a state, an organisation or a title that follows it."""
        end = self.grammar.pattern.at(self.text, start, self.stop)
        if end == start and not self.text[start : start + 1].isupper():
            return start
        i = self._at(start)
        if i < len(self.pieces) and self.pieces[i].kind == "person" and self.pieces[i].start == start:
            end = max(end, min(self.pieces[i].end, self.stop))
        while i < len(self.pieces) and self.pieces[i].start < end:
            piece = self.pieces[i]
            phrase = piece.kind == "guard" and piece.entry.name == "phrase"
            if (phrase or piece.kind not in ("person", "modifier", "honorific", "guard", "short")) and not (
                piece.kind in ("state", "capital", "area") and piece.entry.ambiguous
            ):
                if piece.kind in ("capital", "area") and piece.start > start:
                    i += 1
                    continue
                return max(start, piece.start - 1) if piece.start > start else start
            i += 1
        return end
