"""What the codebook turns one kind of event into another for: a declared table (``transforms.toml``), not code."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any

import rtoml

from banggiao.records import Status


class Shape:
    """What a transform may look at and change: type, mode, status; ``author``: no one but the actors says so;
    ``announced``: a word with which one says what he will do stands over it."""

    def __init__(self, type: str, mode: str | None, status: Status, author: bool, announced: bool = False) -> None:
        self.type, self.mode, self.status, self.author, self.announced = type, mode, status, author, announced

    def visiting(self) -> Shape:
        """The same, as a visit where it was a meeting."""
        return Shape(self.type, "visit", self.status, self.author, self.announced) if self.type == "CONSULT" else self


class Transform:
    """One row of the table: conditions, and what they lead to (an empty ``to_mode`` means none)."""

    def __init__(self, name: str, row: dict[str, Any]) -> None:
        when, then = row["when"], row["then"]
        self.name = name
        self.types = frozenset[str](when["type"])
        self.statuses = frozenset[str](when.get("status", ()))
        self.modes = frozenset[str](when.get("mode", ()))
        self.author: bool = when.get("author", False)
        self.announced: bool = when.get("announced", False)
        self.to_type: str = then["type"]
        self.to_status: Status | None = then.get("status")
        self.to_mode: str | None = then.get("mode")
        self.mode_by_type: dict[str, str] = row.get("modes", {})

    def holds(self, shape: Shape) -> bool:
        """Whether every condition holds."""
        return (
            shape.type in self.types
            and (not self.statuses or shape.status in self.statuses)
            and (not self.modes or (shape.mode or "") in self.modes)
            and (not self.author or shape.author)
            and (not self.announced or shape.announced)
        )

    def apply(self, shape: Shape) -> Shape:
        """The shape after the transform."""
        mode = shape.mode if self.to_mode is None else self.to_mode or None
        mode = self.mode_by_type.get(shape.type, mode)
        return Shape(self.to_type, mode, self.to_status or shape.status, shape.author, shape.announced)


@functools.cache
def transforms() -> tuple[Transform, ...]:
    """The table, in its order."""
    table = rtoml.loads(files("banggiao.events").joinpath("transforms.toml").read_text(encoding="utf-8"))
    return tuple(Transform(name, row) for name, row in table.items())


def transform(shape: Shape) -> tuple[Shape, str | None]:
    """The shape that the codebook asks for, and the name of the row that did it (None: unchanged)."""
    for row in transforms():
        if row.holds(shape):
            return row.apply(shape), row.name
    return shape, None
