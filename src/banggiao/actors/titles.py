"""Titles, names and references: the phrases that mean persons."""

from __future__ import annotations

from collections.abc import Sequence

from banggiao.actors.bodies import BodyReader
from banggiao.actors.drafts import Draft
from banggiao.actors.identity import hold, name, opposed
from banggiao.languages.orthography import lower

_JOINTS = (" ", ", ", " - ", " – ", " — ")


class TitleReader(BodyReader):
    """Reads titles with their state and name, names with an honorific, and words that refer back."""

    def _modified(self, i: int) -> Draft | None:
        """A word that stands before a title ("former", "deputy", "the" of several)."""
        if self.pieces[i].entry.name == "after":
            return None
        plural = former = False
        start = self.pieces[i].start
        while i + 1 < len(self.pieces) and self.text[self.pieces[i].end : self.pieces[i + 1].start] == " ":
            former = former or self.pieces[i].entry.name == "former"
            plural = plural or self.pieces[i].entry.name == "plural"
            i += 1
            kind = self.pieces[i].kind
            if kind in ("title", "body"):
                draft = self.readers[kind](i)
                if draft is not None and draft.needs and plural:
                    draft.start, draft.plural = start, plural
                elif draft is not None and not draft.needs:
                    draft.start, draft.former, draft.plural = start, former, plural
                    if draft.kind == "office" and self.pieces[i - 1].entry.name == "new" and draft.held:
                        draft.newly = True
                        hold(self.grammar, draft, self.date)
                    elif draft.kind == "office" and self.pieces[i - 1].entry.name not in ("after", "same"):
                        draft.held = False
                        draft.entities = [
                            self.grammar.entity(entity.code, None, entity.office) for entity in draft.entities
                        ]
                return draft
            if kind != "modifier":
                return None
        return None

    def _title(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        entry = piece.entry
        draft = Draft(piece.start, piece.end, "office")
        draft.office, draft.strong = entry.name, not entry.ambiguous
        draft.classes = tuple(entry.table.get("class", ()))
        draft.home = bool(entry.table.get("home"))
        if entry.code:
            draft.entities = [self.grammar.entity(entry.code)]
        takes: Sequence[str] = entry.table.get("takes", ())
        i = self._more_titles(draft, i)
        if not draft.entities:
            self._take_owner(draft, i + 1, gap="portfolio" in takes)
        if draft.entities and "post" in takes:
            self._take_post(draft)
        draft.opposed = bool(entry.table.get("opposition"))
        named = self._take_name(draft)
        if named and not draft.entities:
            self._take_owner(draft, self._at(draft.end), gap=False, persons=False)
            if draft.entities:
                draft.codes, draft.needs = tuple(entity.code for entity in draft.entities), ""
                name(self.grammar, draft, self.date)
        if draft.opposed and not named:
            draft.entities = [opposed(self.grammar, entity) for entity in draft.entities]
        if not named and not draft.entities and not draft.needs:
            if entry.ambiguous or lower(self.text[piece.start : piece.end]) in self.grammar.never_bare:
                return None
            draft.needs, draft.sort = "bare-title", "office"
        elif draft.kind == "office" and len(draft.entities) == 1 and draft.classes and not entry.table.get("elect"):
            draft.held = True
            hold(self.grammar, draft, self.date)
        if draft.kind == "office" and draft.entities and not draft.entities[0].person:
            draft.entities = [self.grammar.entity(entity.code, None, draft.office) for entity in draft.entities]
        return draft

    def _more_titles(self, draft: Draft, i: int) -> int:
        """Take "and concurrently" with a second title, or a title right behind one; the first stays the office."""
        while i + 1 < len(self.pieces) and self.pieces[i + 1].end <= self.stop:
            behind = self.pieces[i + 1]
            if self.text[draft.end : behind.start] != " " or behind.kind not in ("also", "title", "modifier"):
                break
            if behind.entry.name == "after":
                draft.end, i = behind.end, i + 1
                continue
            if behind.kind != "title":
                after = self.pieces[i + 2] if i + 2 < len(self.pieces) else None
                if after is None or after.kind != "title" or self.text[behind.end : after.start] != " ":
                    break
                i, behind = i + 1, after
            elif behind.entry.name in ("Ambassador", "Member of Parliament") and draft.office not in (
                "Officer",
                "Adviser",
            ):
                break
            draft.end = behind.end
            if behind.entry.code and not draft.entities:
                draft.entities = [self.grammar.entity(behind.entry.code)]
            draft.classes = (*draft.classes, *behind.entry.table.get("class", ()))
            i += 1
        return i

    def _take_name(self, draft: Draft) -> bool:
        """Extend a title by the name that follows it, and say who that is."""
        start = draft.end
        i = self._at(start)
        if i < len(self.pieces):
            piece = self.pieces[i]
            if piece.kind == "honorific" and self.text[start : piece.start] in _JOINTS:
                end = self._name_end(piece.end + 1)
                if end > piece.end + 1 and self.text[piece.end : piece.end + 1] == " ":
                    draft.gender = piece.entry.name
                    self._name(draft, piece.end + 1, end)
                    return True
                return False
        if self.text[start : start + 1] != " ":
            return False
        if draft.entities:
            start = self._past_charge(start)
        end = self._name_end(start + 1)
        if end == start + 1:
            return False
        self._name(draft, start + 1, end)
        return True

    def _past_charge(self, start: int) -> int:
        """Step over "in charge of FIELD" behind a title and its state, up to a name of two words or more."""
        words = self.text[start + 1 : min(start + 100, self.stop)].split(" ")
        if len(words) < 3 or not any(" ".join(words[:2]).startswith(charge) for charge in self.grammar.charge):
            return start
        position = start
        for word in words[:-1]:
            end = self._name_end(position + 1) if word[:1].isupper() else position
            if " " in self.text[position + 1 : end]:
                return position
            if word[-1:] in ",.;:":
                break
            position += len(word) + 1
        return start

    def _name(self, draft: Draft, start: int, end: int, everyday: bool = False) -> None:
        """Put the name at ``start`` to ``end`` into ``draft``."""
        draft.end, draft.kind, draft.given, draft.needs = end, "person", self.text[start:end], ""
        draft.codes = tuple(entity.code for entity in draft.entities)
        draft.addressed = draft.gender
        if everyday and " " not in draft.given:
            draft.given, draft.codes = "", ()
            return
        name(self.grammar, draft, self.date)

    def _honorific(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        start = piece.end + 1
        end = self._name_end(start) if self.text[piece.end : start] == " " else start
        if end == start:
            return None
        draft = Draft(piece.start, end, "person")
        draft.gender, draft.given = piece.entry.name, self.text[start:end]
        self._name(draft, start, end, lower(self.text[piece.start : piece.end]) in self.grammar.everyday)
        return draft

    def _person(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        if piece.entry.ambiguous or (piece.start == self.floor and piece.entry.table.get("rare")):
            return None
        draft = Draft(piece.start, piece.end, "person")
        self._name(draft, piece.start, max(piece.end, self._name_end(piece.start)))
        # Without a date, whoever is one of several persons may be known once there is one.
        return draft if draft.entities or self.date is None else None

    def _reference(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        table = piece.entry.table
        draft = Draft(piece.start, piece.end, "reference")
        draft.needs, draft.sort = piece.entry.name, table["of"]
        draft.strong = not piece.entry.ambiguous
        if table["of"] in ("male", "female"):
            return self._pronoun(i, draft)
        if table["of"] == "counterpart":
            self._take_owner(draft, i + 1, gap=False)
            draft.needs, draft.sort = piece.entry.name, "counterpart"
            self._take_name(draft)
            draft.kind = "reference"
            if draft.given:
                draft.needs = ""
            return draft
        draft.classes = tuple(table.get("offices", ()))
        if table["of"] in ("leaders", "pair", "countries") and self._named_both(draft, i + 1):
            return draft
        if table["of"] == "seat":
            draft.codes = tuple(table["codes"])
        if table["of"] == "fixed":
            draft.entities, draft.needs = [self.grammar.entity(code) for code in table["codes"]], ""
        return draft

    def _named_both(self, draft: Draft, i: int) -> bool:
        """Take the two states right behind "the two leaders", "the two sides"."""
        found = self._states(i) if i < len(self.pieces) and self.text[draft.end : self.pieces[i].start] == " " else None
        if found is None:
            return False
        codes, end = found
        j = self._next(end, i + 1)
        if (
            len(codes) == 1
            and j >= 0
            and self.text[end : self.pieces[j].start].strip() in self.grammar.judge.conjunctions
        ):
            second = self._states(j)
            if second is not None:
                codes, end = [*codes, *second[0]], second[1]
        if len(codes) < 2:
            return False
        draft.entities, draft.end, draft.needs = [self.grammar.entity(code) for code in codes], end, ""
        return True

    def _pronoun(self, i: int, draft: Draft) -> Draft | None:
        """Mr and Mrs are honorifics where a name follows, else they refer back."""
        piece = self.pieces[i]
        if self.text[piece.end : piece.end + 1] == " " and draft.end - draft.start <= 3:
            end = self._name_end(piece.end + 1)
            if end > piece.end + 1:
                person = Draft(piece.start, end, "person")
                person.gender = draft.sort
                self._name(person, piece.end + 1, end)
                return person
        return draft
