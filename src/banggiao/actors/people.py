"""Persons: from the words of a name to the one canonical spelling, by office, country and date.

A name listed in the pack's ``people`` table is known by itself. Any other is looked for among those who held an office:
the whole name first, then the surname; misspellings count only when office and country agree.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import NamedTuple

from banggiao.actors.names import near, plain
from banggiao.languages.pack import Pack

Day = tuple[dt.date, dt.date]


class Known(NamedTuple):
    """A person whom the tables know; ``gender`` is "male", "female" or empty."""

    name: str
    code: str
    office: str = ""
    gender: str = ""


class People:
    """The persons of one language pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @functools.cached_property
    def _listed(self) -> dict[str, tuple[tuple[Known, bool], ...]]:
        """Known persons by plain name, each with whether the name may stand for them without title or first name."""
        table: dict[str, list[tuple[Known, bool]]] = {}
        try:
            rows = self._pack.rows("people")
        except FileNotFoundError:
            rows = []
        for row in rows:
            known = Known(row["canonical"], row["code"])
            table.setdefault(plain(row["variant"]), []).append((known, bool(row.get("bare"))))
        return {name: tuple(found) for name, found in table.items()}

    def resolve(
        self, name: str, codes: Sequence[str], classes: Sequence[str], date: Day | None, gender: str
    ) -> Known | None:
        """Who ``name`` is, given the codes and office classes that its title names (empty: none), or None."""
        bare = plain(name)
        found = [known for known, _ in self._listed.get(bare, ()) if not codes or known.code in codes]
        if len({known.name for known in found}) == 1:
            return found[0]
        return None


__all__ = ["Day", "Known", "People", "near"]
