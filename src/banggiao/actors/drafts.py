"""A mention in the making."""

from __future__ import annotations

from banggiao.records import Entity, Span


class Draft:
    """What a noun phrase was read as so far; it becomes a Mention when it names somebody.

    ``needs`` is the id of the reference still to be resolved, ``sort`` what its antecedent must be. ``given`` is a
    personal name that no table knows. A draft without entities is not reported, yet a pronoun may mean it: it keeps the
    pronoun from reaching further back. ``held``: the holder of the office may be looked up by date; ``opposed``: the
    title is one of its state's opposition; ``addressed``: the gender that the words themselves say.
    """

    sentence: int = 0
    place: bool = False
    gender: str = ""
    office: str = ""
    given: str = ""
    needs: str = ""
    sort: str = ""
    suffix: str = ""
    former: bool = False
    strong: bool = True
    plural: bool = False
    home: bool = False
    held: bool = False
    opposed: bool = False
    newly: bool = False
    addressed: str = ""
    via: Span | None = None
    classes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def __init__(self, start: int, end: int, kind: str, entities: list[Entity] | None = None) -> None:
        self.start, self.end, self.kind = start, end, kind
        self.entities: list[Entity] = [] if entities is None else entities

    def state(self) -> tuple[list[Entity], Span | None, str, str, str, str, str, tuple[str, ...]]:
        """What telling who is meant, and resolving references, may change; for :meth:`restore`."""
        return self.entities, self.via, self.kind, self.gender, self.office, self.given, self.needs, self.classes

    def restore(self, state: tuple[list[Entity], Span | None, str, str, str, str, str, tuple[str, ...]]) -> None:
        """Put back what :meth:`state` gave."""
        self.entities, self.via, self.kind, self.gender, self.office, self.given, self.needs, self.classes = state

    @property
    def code(self) -> str:
        """The code of the first entity, or an empty string."""
        return self.entities[0].code if self.entities else ""

    @property
    def person(self) -> bool:
        """Whether one person is meant, named or by title."""
        return self.kind in ("person", "office") and not self.plural
