"""Codes for what a person types: a code as it is, else the name of a state or organisation in English or in a pack."""

from __future__ import annotations

import difflib
import functools
import re
import sqlite3
from collections.abc import Mapping

from banggiao import knowledge, languages
from banggiao.languages import orthography

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}(?:-[A-Z0-9]{1,11})*")
# Nicknames and cities mean a state in a sentence only; whoever asks for an actor gives its name.
_KINDS = frozenset({"state", "bloc", "name", "acronym"})


class UnknownActor(ValueError):
    """A name that no table has: the message is one sentence that offers the nearest ones."""


def code_of(given: str, connection: sqlite3.Connection | None = None) -> str:
    """The code that ``given`` means; UnknownActor when it is neither a code nor a name.

    With ``connection``, whoever takes part in the events of that store is known too, by the name that an import gave.

    What is written as a code (capitals) is taken as one even where no table has it, since imported data bring their
    own; so ``NGA`` is Nigeria's code and ``Nga`` Vietnamese for Russia.
    """
    name = " ".join(given.split())
    if _CODE.fullmatch(name):
        return name
    found = _names().get(_key(name)) or (_imported(connection, name) if connection is not None else None)
    if found is None:
        near = difflib.get_close_matches(_key(name), _names(), n=3, cutoff=0.7)
        hint = (
            f"; did you mean {', '.join(dict.fromkeys(_names()[n] for n in near))}?"
            if near
            else "; give a code, as FRA"
        )
        raise UnknownActor(f"{given!r} names no actor{hint}")
    return found


_PARTIES = """WITH RECURSIVE there (code) AS (
    SELECT min(code) FROM party UNION ALL SELECT (SELECT min(code) FROM party WHERE code > there.code) FROM there
    WHERE there.code IS NOT NULL)
    SELECT code FROM there WHERE code IS NOT NULL"""


def _imported(connection: sqlite3.Connection, name: str) -> str | None:
    """The code of the store that is ``name``, to the letter or else whatever its case; None where there is none."""
    if connection.execute("SELECT 1 FROM party WHERE code = ? LIMIT 1", (name,)).fetchone():
        return name
    wanted = _key(name)
    return next((code for (code,) in connection.execute(_PARTIES) if _key(code) == wanted), None)


def _key(name: str) -> str:
    return orthography.lowered(name)


@functools.cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for code in languages.available():
        pack = languages.load(code)
        for table in ("names", "organisations"):
            for row in pack.rows(table):
                if row["code"] and row["kind"] in _KINDS:
                    names.setdefault(_key(row["name"]), row["code"])
        names.update((_key(row["name"]), row["key"]) for row in pack.rows("display") if row["kind"] == "actor")
    for organisation in knowledge.organisations().values():
        names[_key(organisation.name)] = organisation.code
    for state in knowledge.states().values():
        names[_key(state.name)] = state.code
    return names
