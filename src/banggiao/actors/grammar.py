"""The compiled tables by which noun phrases are read, and how an entity is made of a code."""

from __future__ import annotations

from collections.abc import Mapping

from banggiao.actors.ambiguity import Judge
from banggiao.actors.names import NamePattern
from banggiao.actors.people import People
from banggiao.knowledge.entities import State, organisations
from banggiao.languages.pack import Pack
from banggiao.records import Entity


class Grammar:
    """The compiled tables that the readers need; one for each language pack."""

    def __init__(self, pack: Pack, people: People, names: Mapping[str, str], states: Mapping[str, State]) -> None:
        offices, contexts = pack.toml("offices"), pack.toml("contexts")
        self.people = people
        self.names = names
        self.states = frozenset(states)
        self.aliases = {row["code"]: tuple(row["groups"]) for row in pack.toml("bodies")["alias"]}
        self.local_aliases = {
            row["code"]: dict(zip(row["states"], row["otherwise"], strict=True)) for row in pack.toml("bodies")["alias"]
        }
        self.groups = frozenset(code for code, body in organisations().items() if body.kind == "armed-group")
        self.places = {code: frozenset((code, state.region, state.subregion)) for code, state in states.items()}
        where = pack.toml("references")["where"]
        self.where = tuple((row["words"], frozenset((*row.get("regions", ()), *row.get("codes", ())))) for row in where)
        self.everyday = frozenset(offices["everyday"]["words"])
        self.syllabic = frozenset(contexts["loose"]["syllabic"])
        self.urging = tuple(pack.toml("references")["urging"]["verbs"])
        self.towards = tuple(f" {word}" for word in pack.toml("references")["towards"]["words"])
        self.dependent = tuple(f" {word}" for word in pack.toml("references")["towards"]["dependent"])
        self.speech = tuple(f" {word} " for word in pack.toml("references")["speech"]["verbs"])
        self.foreign = frozenset(offices["portfolio"]["foreign"])
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
        self.directions = self.places_moving | frozenset(contexts["places"]["leaving"])
        self.places_capitals = frozenset(contexts["places"]["capitals_only"])
        self.relational = tuple(contexts["places"]["relational"])
        self.regions = tuple(contexts["places"]["regions"])
        self.given = frozenset(contexts["loose"]["given"])
        self.unions = {word: row["code"] for row in contexts["unions"] for word in row["words"]}
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
