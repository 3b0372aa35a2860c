"""Noun phrases: the pieces of a sentence put together into titles, bodies, states and persons.

A cascade of small readers, one for each kind of piece. Each takes the longest phrase that begins with its piece and
returns a draft; what refers back, and titles and bodies that stand alone, are left to ``antecedents``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from banggiao.actors.ambiguity import Judge
from banggiao.actors.drafts import Draft
from banggiao.actors.lexicon import Entry, Piece
from banggiao.actors.names import NamePattern
from banggiao.actors.people import People
from banggiao.knowledge.entities import State
from banggiao.languages.orthography import lower
from banggiao.languages.pack import Pack
from banggiao.records import Entity, Sentence

_DASH = re.compile(r"\s?[-–—/]\s?$")
_BREAK = re.compile(r"[.,;:!?\"“”()\[\]…]")
_JOINTS = (" ", ", ", " - ", " – ", " — ")
_SOURCES = frozenset(("state", "short", "set"))
_OWNERS = frozenset(("organisation", "unique", "region", "seat", "capital", "area"))


class Grammar:
    """The compiled tables that the readers need; one for each language pack."""

    def __init__(self, pack: Pack, people: People, names: Mapping[str, str], states: Mapping[str, State]) -> None:
        offices, contexts = pack.toml("offices"), pack.toml("contexts")
        self.people = people
        self.names = names
        self.states = frozenset(states)
        self.places = {code: frozenset((state.region, state.subregion)) for code, state in states.items()}
        where = pack.toml("references")["where"]
        self.where = tuple((row["words"], frozenset(row["regions"])) for row in where)
        self.pattern = NamePattern(offices)
        self.judge = Judge(pack)
        self.home: str = pack.toml("bodies")["home"]
        self.of = tuple(f" {word} " for word in offices["links"]["of"])
        self.post = tuple(f" {word} " for word in offices["links"]["post"])
        self.charge = frozenset(offices["links"]["charge"])
        self.stop = frozenset(offices["portfolio"]["stop"])
        self.never_bare = frozenset(offices["portfolio"]["never_bare"])
        self.places_sure = tuple(contexts["places"]["sure"])
        self.places_moving = frozenset(contexts["places"]["moving"])
        self.places_capitals = frozenset(contexts["places"]["capitals_only"])
        self.relational = tuple(contexts["places"]["relational"])
        self.regions = tuple(contexts["places"]["regions"])
        cues = (*self.places_sure, *self.regions, *self.places_moving)
        self.place_ends = frozenset(words.split(" ")[-1] for words in cues)
        self._entities: dict[str, Entity] = {}

    def entity(self, code: str, person: str | None = None, office: str | None = None) -> Entity:
        """An entity named in English; a code that no table names is its own name."""
        known = self._entities.get(code)
        if known is None:
            base = code.removesuffix("-OPP")
            name = self.names.get(base, base)
            known = self._entities[code] = Entity(code, f"{name} (opposition)" if base != code else name)
        return Entity(code, known.name, person, office) if person or office else known


class Reader:
    """Reads the phrases of one document."""

    def __init__(
        self, grammar: Grammar, text: str, pieces: Sequence[Piece], date: tuple[dt.date, dt.date] | None
    ) -> None:
        self.grammar, self.text, self.pieces, self.date = grammar, text, pieces, date
        self.reading = grammar.judge.read(text)
        self.floor = self.stop = 0
        self.index = 0
        self._readers: dict[str, Callable[[int], Draft | None]] = {
            "state": self._state, "short": self._state, "set": self._set, "organisation": self._owner,
            "region": self._owner, "unique": self._owner, "seat": self._owner, "capital": self._owner,
            "area": self._owner, "title": self._title, "modifier": self._modified, "body": self._body,
            "honorific": self._honorific, "person": self._person, "reference": self._reference,
            "media-word": self._media,
        }  # fmt: skip

    def read(self, sentences: Sequence[Sentence]) -> list[Draft]:
        """The drafts of all sentences, in order."""
        drafts: list[Draft] = []
        pieces, i, size = self.pieces, 0, len(self.pieces)
        for sentence in sentences:
            self.floor, self.stop, self.index = sentence.start, sentence.end, sentence.index
            reached = sentence.start
            while i < size and pieces[i].start < sentence.end:
                piece = pieces[i]
                if piece.start >= reached and piece.end <= sentence.end:
                    reader = self._readers.get(piece.kind)
                    draft = reader(i) if reader else None
                    if draft is not None:
                        reached = draft.end
                        if draft.kind:
                            draft.sentence = sentence.index
                            drafts.append(self._joined(drafts, draft))
                i += 1
        return [draft for draft in drafts if draft.kind]

    # -- states and what owns bodies -------------------------------------------------------------------------------

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
        return self.grammar.judge.state(self.reading, self.text, self.pieces, i, self.floor)

    def _accepted(self, i: int) -> bool:
        piece = self.pieces[i]
        if piece.kind not in _SOURCES or piece.end > self.stop:
            return False
        if not piece.entry.ambiguous:
            return True
        return self.grammar.judge.state(self.reading, self.text, self.pieces, i, self.floor)

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
        return draft

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
        last = self.text[self.text.rfind(" ", self.floor, start - 1) + 1 : start - 1].lower()
        if last not in self.grammar.place_ends:
            return share >= 0.95
        before = lower(self.text[max(self.floor, start - 40) : start - 1])
        if before.endswith(self.grammar.places_sure) or before.endswith(self.grammar.regions):
            return True
        if last in self.grammar.places_moving and not (state and last in self.grammar.places_capitals):
            return not any(cue in before[-len(last) - 12 :] for cue in self.grammar.relational)
        return share >= 0.95

    # -- bodies ----------------------------------------------------------------------------------------------------

    def _body(self, i: int, leader: bool = True) -> Draft | None:
        piece = self.pieces[i]
        table = piece.entry.table
        draft = Draft(piece.start, piece.end, table["kind"], strong=False, suffix=table.get("suffix", ""))
        draft.home = bool(table.get("home"))
        self._take_owner(draft, i + 1, gap=bool(table.get("gap")), persons=leader)
        if not draft.entities and not draft.needs:
            self._share_owner(draft, i + 1)
        if leader and table.get("person") and not draft.entities and not draft.needs:
            self._take_leader(draft)
        if not draft.entities and not draft.needs:
            if piece.entry.ambiguous:
                return None
            draft.needs, draft.sort = "bare-body", "state"
            if draft.kind == "people":
                draft.needs = "bare-people"
        elif table.get("post"):
            self._take_post(draft)
        if draft.suffix:
            draft.entities = [self._opposed(entity) for entity in draft.entities]
        return draft

    def _share_owner(self, draft: Draft, i: int) -> None:
        """In "government and press of STATE" the second word's state is the first one's too; the phrase ends before it."""
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

    def _opposed(self, entity: Entity) -> Entity:
        if len(entity.code) != 3 or not entity.code.isupper():
            return entity
        return self.grammar.entity(entity.code + "-OPP", entity.person, entity.office)

    def _next(self, end: int, i: int) -> int:
        """The first piece from ``i`` on that begins at or after ``end``, or -1 where the sentence has none."""
        while i < len(self.pieces) and self.pieces[i].start < end:
            i += 1
        return i if i < len(self.pieces) and self.pieces[i].end <= self.stop else -1

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
        """Take a body word that follows a body word or title ("quân đội chính phủ", "phát ngôn viên Bộ Ngoại giao")."""
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
        elif piece.kind == "reference" and piece.entry.table["of"] in ("state", "organisation", "pair"):
            draft.needs, draft.sort, draft.end = piece.entry.name, piece.entry.table["of"], piece.end
        elif persons and piece.kind in ("title", "person", "honorific") and draft.kind in ("body", "state"):
            inner = self._readers[piece.kind](i)
            if inner is not None and inner.entities:
                draft.entities = [self.grammar.entity(entity.code) for entity in inner.entities]
                draft.end = inner.end

    def _portfolio(self, between: str) -> bool:
        """Whether these words may be the field of an office ("phụ trách …", "Tư pháp")."""
        if not between or len(between) > 70 or between[0] != " " or _BREAK.search(between):
            return False
        words = between.split()
        return len(words) <= 14 and not any(word in self.grammar.stop for word in words)

    def _take_post(self, draft: Draft) -> None:
        """Extend by where an embassy or ambassador is ("tại Hà Nội", "tại Liên Hợp Quốc")."""
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

    def _at(self, position: int) -> int:
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            if self.pieces[middle].start < position:
                low = middle + 1
            else:
                high = middle
        return low

    # -- persons ---------------------------------------------------------------------------------------------------

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
                draft = self._readers[kind](i)
                if draft is not None and draft.needs and plural:
                    draft.start, draft.plural = start, plural
                elif draft is not None and not draft.needs:
                    draft.start, draft.former, draft.plural = start, former, plural
                    if draft.kind == "office" and self.pieces[i - 1].entry.name != "after":
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
        draft = Draft(piece.start, piece.end, "office", office=entry.name, strong=not entry.ambiguous)
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
        opposed = bool(entry.table.get("opposition"))
        named = self._take_name(draft)
        if opposed:
            draft.entities = [self._opposed(entity) for entity in draft.entities]
        if not named and not draft.entities and not draft.needs:
            if entry.ambiguous or lower(piece_text(self.text, piece)) in self.grammar.never_bare:
                return None
            draft.needs, draft.sort = "bare-title", "office"
        elif draft.kind == "office" and len(draft.entities) == 1 and self.date and draft.classes:
            known = self.grammar.people.holder(draft.code, draft.classes, draft.office, self.date)
            if known is not None:
                draft.entities = [self.grammar.entity(draft.code, known.name, draft.office)]
        if draft.kind == "office" and draft.entities and not draft.entities[0].person:
            draft.entities = [self.grammar.entity(entity.code, None, draft.office) for entity in draft.entities]
        return draft

    def _more_titles(self, draft: Draft, i: int) -> int:
        """Take "kiêm" and a second title, or a title right behind a title; the first one stays the office."""
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
        end = self._name_end(start + 1)
        if end == start + 1:
            return False
        self._name(draft, start + 1, end)
        return True

    def _name_end(self, start: int) -> int:
        """Where the name beginning at ``start`` ends: before a state, an organisation or a title that follows it."""
        end = self.grammar.pattern.at(self.text, start, self.stop)
        if end == start:
            return start
        i = self._at(start)
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

    def _name(self, draft: Draft, start: int, end: int) -> None:
        """Put the name at ``start`` to ``end`` into ``draft``."""
        name = self.text[start:end]
        draft.end, draft.kind, draft.given, draft.needs = end, "person", name, ""
        draft.codes = tuple(entity.code for entity in draft.entities)
        self.identify(draft)

    def identify(self, draft: Draft) -> None:
        """Say who the person named in ``draft`` is, as far as the tables know."""
        people = self.grammar.people
        known = people.resolve(draft.given, draft.codes, draft.classes, self.date, draft.gender)
        if known is not None:
            code = known.code if not draft.code or known.code == draft.code + "-OPP" else draft.code
            draft.entities = [
                self.grammar.entity(code, known.name or draft.given, draft.office or known.office or None)
            ]
            draft.gender = draft.gender or known.gender
        elif draft.entities:
            draft.entities = [self.grammar.entity(draft.code, draft.given, draft.office or None)]
        elif draft.office and draft.given.count(" ") > 1 and self.grammar.pattern.at_home(draft.given):
            draft.entities = [self.grammar.entity(self.grammar.home, draft.given, draft.office)]

    def _honorific(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        start = piece.end + 1
        end = self._name_end(start) if self.text[piece.end : start] == " " else start
        if end == start:
            return None
        draft = Draft(piece.start, end, "person", gender=piece.entry.name, given=self.text[start:end])
        self._name(draft, start, end)
        return draft

    def _person(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        if piece.entry.ambiguous or (piece.start == self.floor and piece.entry.table.get("rare")):
            return None
        draft = Draft(piece.start, piece.end, "person")
        self._name(draft, piece.start, max(piece.end, self._name_end(piece.start)))
        return draft if draft.entities else None

    # -- references and media --------------------------------------------------------------------------------------

    def _reference(self, i: int) -> Draft | None:
        piece = self.pieces[i]
        table = piece.entry.table
        draft = Draft(piece.start, piece.end, "reference", needs=piece.entry.name, sort=table["of"])
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
        if table["of"] == "seat":
            draft.codes = tuple(table["codes"])
        if table["of"] == "fixed":
            draft.entities, draft.needs = [self.grammar.entity(code) for code in table["codes"]], ""
        return draft

    def _pronoun(self, i: int, draft: Draft) -> Draft | None:
        """ "ông" and "bà" are honorifics where a name follows, else they refer back."""
        piece = self.pieces[i]
        if self.text[piece.end : piece.end + 1] == " " and draft.end - draft.start <= 3:
            end = self._name_end(piece.end + 1)
            if end > piece.end + 1:
                gender = draft.sort
                person = Draft(piece.start, end, "person", gender=gender)
                self._name(person, piece.end + 1, end)
                return person
        return draft

    def _media(self, i: int) -> Draft | None:
        """A news medium: the state beside it is taken away and reported as nobody."""
        piece = self.pieces[i]
        draft = Draft(piece.start, piece.end, "")
        j = self._next(piece.end, i + 1)
        if j >= 0 and self.text[piece.end : self.pieces[j].start] in (" ", *self.grammar.of):
            found = self._states(j)
            if found is not None:
                draft.end = found[1]
                return draft
            if self.pieces[j].kind == "media":
                draft.end = self.pieces[j].end
                return draft
        return None

    # -- appositions -----------------------------------------------------------------------------------------------

    def _joined(self, drafts: list[Draft], draft: Draft) -> Draft:
        """Merge ``draft`` with the one before it where both name one person: "TITLE, ông NAME", "ông NAME, TITLE"."""
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
                name = self.text[start : draft.start - 2]
                if " " in name:
                    end = draft.end
                    self._name(draft, start, draft.start - 2)
                    draft.start, draft.end = start, end
        return draft

    def _one_person(self, last: Draft, draft: Draft) -> bool:
        if last.kind == "office" and draft.kind == "person":
            return bool(last.entities) and not draft.office and (draft.code in ("", last.code))
        if last.kind == "person" and draft.kind == "office" and not draft.needs:
            return not last.office and bool(draft.entities) and last.code in ("", draft.code)
        return False

    def _merged(self, last: Draft, draft: Draft) -> Draft:
        office, person = (last, draft) if last.kind == "office" else (draft, last)
        whole = Draft(
            last.start, draft.end, "person", list(office.entities), gender=person.gender, office=office.office
        )
        whole.sentence, whole.classes, whole.given = draft.sentence, office.classes, person.given
        whole.codes = tuple(entity.code for entity in office.entities)
        if person.code and person.entities[0].person and not whole.entities:
            whole.entities = person.entities
        self.identify(whole)
        return whole


def piece_text(text: str, piece: Piece) -> str:
    """The words of ``piece``."""
    return text[piece.start : piece.end]


def is_code(entry: Entry) -> bool:
    """Whether ``entry`` has a code of its own."""
    return bool(entry.code)
