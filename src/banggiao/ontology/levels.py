"""The rank of an office: ``leader``, ``minister`` or ``official``; who meets whom decides the level of a contact."""

from __future__ import annotations

import functools
from fnmatch import fnmatchcase
from importlib.resources import files

import rtoml

from banggiao.records import Level

RANKS: tuple[Level, ...] = ("leader", "minister", "official")
"""From the highest down."""


@functools.cache
def _patterns() -> list[tuple[Level, list[str]]]:
    table = rtoml.loads(files("banggiao.ontology").joinpath("levels.toml").read_text("utf-8"))
    return [(rank, table[rank]) for rank in RANKS if rank in table]


@functools.cache
def rank_of(office: str) -> Level:
    """The rank of ``office`` (its English name, as in the records): that of the first pattern that fits."""
    for rank, patterns in _patterns():
        if any(fnmatchcase(office, pattern) for pattern in patterns):
            return rank
    return "official"
