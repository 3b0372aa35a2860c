"""Organs, forces, people and equipment of a state: a word and the state, organisation or leader it belongs to."""

from __future__ import annotations

import re

from banggiao.actors.cursor import Cursor
from banggiao.actors.drafts import Draft
from banggiao.actors.identity import opposed

_BREAK = re.compile(r"[.,;:!?\"“”()\[\]…]")
_FIRM = re.compile(r"[A-Z][a-z]{3,}")
_OWNERS = frozenset(("organisation", "unique", "region", "seat", "capital", "area"))


class BodyReader(Cursor):
    """Reads bodies, and whatever else is followed by its owner."""

    def _body(self, i: int, leader: bool = True) -> Draft | None:
        piece = self.pieces[i]
        table = piece.entry.table
        draft = Draft(piece.start, piece.end, table["kind"])
        draft.strong, draft.suffix = False, table.get("suffix", "")
        draft.home = bool(table.get("home"))
        self._take_owner(draft, i + 1, gap=bool(table.get("gap")), persons=leader)
        if not draft.entities and not draft.needs:
            self._share_owner(draft, i + 1)
        if leader and table.get("person") and not draft.entities and not draft.needs:
            self._take_leader(draft)
        if not draft.entities and not draft.needs:
            if piece.entry.ambiguous:
                return None
            draft.needs, draft.sort = "bare-body", table.get("sort", "state")
            if draft.kind == "people":
                draft.needs = "bare-people"
        elif table.get("post"):
            self._take_post(draft)
        if draft.suffix:
            draft.entities = [opposed(self.grammar, entity) for entity in draft.entities]
        return draft

    def _share_owner(self, draft: Draft, i: int) -> None:
        """In "government and press of STATE" the state is the first word's too; the phrase ends before it."""
        if i + 1 < len(self.pieces) and self.pieces[i].kind in ("body", "media-word"):
            middle = self.pieces[i]
            joint = self.text[draft.end : middle.start].strip()
            if joint in self.grammar.judge.conjunctions and self.text[middle.end : self.pieces[i + 1].start] == " ":
                found = self._states(i + 1)
                if found is not None:
                    draft.entities = [self.grammar.entity(code) for code in found[0]]

    def _take_leader(self, draft: Draft) -> None:
        """Extend a government by the bare name of its head, where the tables know it."""
        end = self._name_end(draft.end + 1) if self.text[draft.end : draft.end + 1] == " " else 0
        if end > draft.end + 1:
            known = self.grammar.people.resolve(self.text[draft.end + 1 : end], (), (), self.date, "")
            if known is not None:
                draft.entities, draft.end = [self.grammar.entity(known.code)], end

    def _take_owner(self, draft: Draft, i: int, gap: bool, persons: bool = True) -> None:
        """Extend ``draft`` by the state, organisation or person whose body, office or people it is."""
        for _ in range(6):
            i = self._next(draft.end, i)
            if i < 0:
                return
            piece = self.pieces[i]
            between = self.text[draft.end : piece.start]
            if between == " " or between in self.grammar.of or (gap and self._portfolio(between)):
                if piece.kind == "body":
                    if not self._chained(draft, i):
                        return
                    continue
                self._own(draft, i, persons)
                return
            if not gap or piece.kind not in ("guard", "modifier", "body", "media-word", "honorific"):
                return
            i += 1
        return

    def _chained(self, draft: Draft, i: int) -> bool:
        """Take a body word behind a body word or title ("army of the government", "spokesman of the ministry")."""
        inner = self._body(i, leader=False)
        if inner is None or not inner.entities:
            piece = self.pieces[i]
            if piece.entry.ambiguous:
                return False
            draft.end = piece.end
            if inner is not None and inner.needs.startswith("bare"):
                draft.needs, draft.sort = "bare-body", "state"
            return False
        draft.end, draft.entities = inner.end, inner.entities
        return False

    def _own(self, draft: Draft, i: int, persons: bool) -> None:
        piece = self.pieces[i]
        found = self._states(i)
        if found is not None:
            draft.entities, draft.end = [self.grammar.entity(code) for code in found[0]], found[1]
        elif piece.kind in _OWNERS and not (piece.entry.ambiguous and not self._capital_meant(i)):
            draft.entities, draft.end = [self.grammar.entity(piece.entry.code)], self._closed(i, piece.end)
        elif piece.kind == "reference" and piece.entry.table["of"] in ("state", "organisation", "pair", "countries"):
            draft.needs, draft.sort, draft.end = piece.entry.name, piece.entry.table["of"], piece.end
        elif persons and piece.kind in ("title", "person", "honorific") and draft.kind in ("body", "state"):
            inner = self.readers[piece.kind](i)
            if inner is not None and inner.entities:
                draft.entities = [self.grammar.entity(entity.code) for entity in inner.entities]
                draft.end = inner.end

    def _portfolio(self, between: str) -> bool:
        """Whether these words may be the field of an office ("in charge of …", "Justice")."""
        if not between or len(between) > 70 or between[0] != " " or _BREAK.search(between):
            return False
        words = between.split()
        if len(words) > 14 or any(word in self.grammar.stop for word in words):
            return False
        return not any(_FIRM.fullmatch(word) and self._foreign(word) for word in words)

    def _foreign(self, word: str) -> bool:
        return word not in self.grammar.foreign and not self.grammar.judge.syllable(word)

    def _take_post(self, draft: Draft) -> None:
        """Extend by where an embassy or ambassador is ("in CAPITAL", "at ORGANISATION")."""
        i = self._next(draft.end, 0 if not self.pieces else self._at(draft.end))
        if i < 0:
            return
        piece = self.pieces[i]
        if self.text[draft.end : piece.start] in self.grammar.post:
            found = self._states(i)
            if found is not None and len(found[0]) == 1:
                draft.end = found[1]
            elif piece.kind in ("organisation", "capital"):
                draft.end = self._closed(i, piece.end)
