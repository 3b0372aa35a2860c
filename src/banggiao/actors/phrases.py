"""Noun phrases: the pieces of a sentence put together into titles, bodies, states and persons.

A cascade of small readers, one for each kind of piece. Each takes the longest phrase that begins with its piece and
returns a draft; what refers back, and titles and bodies that stand alone, are left to ``antecedents``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.actors.identity import name
from banggiao.actors.lexicon import Piece
from banggiao.actors.titles import TitleReader
from banggiao.records import Sentence


class Reader(TitleReader):
    """Reads the phrases of one document."""

    def __init__(self, grammar: Grammar, text: str, pieces: list[Piece], date: tuple[dt.date, dt.date] | None) -> None:
        super().__init__(grammar, text, pieces, date)
        self.readers = {
            "state": self._state, "short": self._state, "set": self._set, "organisation": self._owner,
            "region": self._owner, "unique": self._owner, "seat": self._owner, "capital": self._owner,
            "area": self._owner, "title": self._title, "modifier": self._modified, "body": self._body,
            "honorific": self._honorific, "person": self._person, "reference": self._reference,
            "media-word": self._media, "media": self._media,
        }  # fmt: skip

    def read(self, sentences: Sequence[Sentence]) -> list[Draft]:
        """The drafts of all sentences, in order."""
        drafts: list[Draft] = []
        pieces, i, size = self.pieces, 0, len(self.pieces)
        for sentence in sentences:
            self.floor, self.stop = sentence.start, sentence.end
            reached = sentence.start
            while i < size and pieces[i].start < sentence.end:
                piece = pieces[i]
                if piece.start >= reached and piece.end <= sentence.end:
                    reader = self.readers.get(piece.kind)
                    draft = reader(i) if reader else None
                    if draft is not None:
                        reached = draft.end
                        if draft.kind:
                            draft.sentence = sentence.index
                            drafts.append(self._joined(drafts, draft))
                i += 1
        return [draft for draft in drafts if draft.kind]

    def _state(self, i: int) -> Draft | None:
        found = self._states(i)
        if found is None:
            return None
        codes, end = found
        start = self.pieces[i].start
        draft = Draft(start, end, "state", [self.grammar.entity(code) for code in codes])
        draft.place = len(codes) == 1 and self._is_place(start, state=True)
        return draft

    def _set(self, i: int) -> Draft:
        piece = self.pieces[i]
        codes = piece.entry.table["codes"]
        return Draft(piece.start, piece.end, "state", [self.grammar.entity(code) for code in codes])

    def _owner(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        kind = {"organisation": "organisation", "region": "state", "capital": "capital", "area": "state"}.get(
            piece.kind, "body"
        )
        if piece.entry.ambiguous and not self._capital_meant(i):
            return None
        entity = self.grammar.entity(piece.entry.code)
        draft = Draft(piece.start, self._closed(i, piece.end), kind, [entity])
        if piece.kind == "area":
            draft.place = True
        elif piece.kind in ("capital", "seat", "region"):
            draft.place = self._is_place(piece.start, piece.entry.table.get("place", 0.0) or 0.0)
            union = self.grammar.unions.get(piece.entry.name)
            if union and not self._is_place(piece.start) and self.grammar.judge.acts(self.text, self.pieces, i):
                draft.entities, draft.place = [self.grammar.entity(union)], False
        return draft

    def _media(self, i: int) -> Draft | None:
        """A news medium: the state beside it, or behind its name, is taken away and reported as nobody."""
        piece = self.pieces[i]
        draft = Draft(piece.start, piece.end, "")
        if self.text[piece.end : piece.end + 1] == " ":
            draft.end = max(piece.end, self._name_end(piece.end + 1))
        if draft.end == piece.end + 1:
            draft.end = piece.end
        j = self._next(draft.end, i + 1)
        if j >= 0 and self.pieces[j].kind == "media" and self.text[draft.end : self.pieces[j].start] == " ":
            draft.end, j = self.pieces[j].end, self._next(self.pieces[j].end, j + 1)
        gap = self.text[draft.end : self.pieces[j].start] if j >= 0 else ""
        if gap == " " or gap == " (" or gap in self.grammar.of:
            found = self._states(j)
            if found is not None:
                draft.end = found[1]
                return draft
        return draft if draft.end > piece.end else None

    def _joined(self, drafts: list[Draft], draft: Draft) -> Draft:
        """Merge ``draft`` with the one before it where both name one person: "TITLE, Mr NAME", "Mr NAME, TITLE"."""
        if drafts and drafts[-1].sentence == draft.sentence and draft.kind in ("person", "office"):
            last = drafts[-1]
            gap = self.text[last.end : draft.start]
            if gap in (", ", " - ", " – ", " (") and self._one_person(last, draft):
                drafts.pop()
                return self._merged(last, draft)
        if draft.kind == "office" and draft.entities and self.text[draft.start - 2 : draft.start] == ", ":
            start = self.grammar.pattern.before(
                self.text, max(self.floor, drafts[-1].end if drafts else 0), draft.start - 2
            )
            if start is not None and (start == self.floor or self.text[start - 1] in ' "“'):
                given = self.text[start : draft.start - 2]
                if " " in given:
                    end = draft.end
                    self._name(draft, start, draft.start - 2)
                    draft.start, draft.end = start, end
        return draft

    def _one_person(self, last: Draft, draft: Draft) -> bool:
        if last.kind == "office" and draft.kind == "person":
            return bool(last.entities) and not draft.office and self._may_hold(draft, last)
        if last.kind == "person" and draft.kind == "office" and not draft.needs:
            return not last.office and bool(draft.entities) and self._may_hold(last, draft)
        return False

    def _may_hold(self, person: Draft, office: Draft) -> bool:
        """Whether the person is of the office's state, or known in such an office there ("Mr Rutte, head of NATO")."""
        if person.code in ("", office.code):
            return True
        known = self.grammar.people.resolve(person.given, (office.code,), office.classes, self.date, "")
        return known is not None and bool(known.name)

    def _merged(self, last: Draft, draft: Draft) -> Draft:
        office, person = (last, draft) if last.kind == "office" else (draft, last)
        whole = Draft(last.start, draft.end, "person", list(office.entities))
        whole.gender, whole.office = person.gender, office.office
        whole.sentence, whole.classes, whole.given = draft.sentence, office.classes, person.given
        whole.codes = tuple(entity.code for entity in office.entities)
        if person.code and person.entities[0].person and not whole.entities:
            whole.entities = person.entities
        whole.addressed = whole.gender
        name(self.grammar, whole, self.date)
        return whole
