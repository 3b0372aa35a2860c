"""The rank of an office: leader, minister or official."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib.resources import files

import rtoml

from banggiao.records import Level

RANKED: tuple[Level, ...] = ("leader", "minister", "official")
"""From the highest down."""


@functools.cache
def _levels() -> dict[str, Level]:
    table = rtoml.loads(files(__package__).joinpath("levels.toml").read_text(encoding="utf-8"))
    return {office: level for level in RANKED for office in table[level]}


def level_of(office: str | None) -> Level | None:
    """The rank of ``office`` (as :attr:`banggiao.records.Party.office` names it); None where it is not known."""
    return _levels().get(office) if office else None


def highest(offices: Iterable[str | None]) -> Level | None:
    """The highest rank among ``offices``; None where none is known."""
    found = {level_of(office) for office in offices}
    return next((level for level in RANKED if level in found), None)
