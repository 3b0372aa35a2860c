"""What the interface says, in the language of the person at the terminal.

The sentences live in ``strings/<language>.toml``; English stands in for what a language lacks. This is the language of
the interface, not of the pages that are read.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "vi")


class Interface:
    """The strings of one interface language: ``say(key, …)`` for sentences, ``label(table, key)`` for vocabulary,
    ``name(kind, key)`` for what the records call in English.
    """

    def __init__(
        self,
        code: str,
        tables: Mapping[str, Any],
        fallback: Mapping[str, Any],
        names: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.code = code
        self._tables = tables
        self._fallback = fallback
        self._names = names or {}

    def say(self, key: str, **values: object) -> str:
        """The sentence ``key`` with ``values`` filled in; KeyError when no language has it."""
        sentence: str = self._tables["text"].get(key) or self._fallback["text"][key]
        return sentence.format(**values) if values else sentence

    def label(self, table: str, key: str) -> str:
        """The word for ``key`` in ``table`` (``types``, ``modes``, ``statuses``, …), or ``key`` where there is none."""
        word: str = self._tables.get(table, {}).get(key) or self._fallback.get(table, {}).get(key) or key
        return word

    def keys(self, table: str) -> tuple[str, ...]:
        """What ``table`` has words for."""
        return tuple({**self._fallback.get(table, {}), **self._tables.get(table, {})})

    def known(self, table: str, key: str) -> str | None:
        """The word for ``key`` in ``table`` of this very language, or None: for what may be left out."""
        word: str | None = self._tables.get(table, {}).get(key)
        return word

    def name(self, kind: str, key: str) -> str | None:
        """What this language calls an ``actor`` (by code), a ``person`` or a ``place`` (by name); None: as it is."""
        return self._names.get((kind, key))


@functools.cache
def interface(code: str) -> Interface:
    """The strings of the interface language ``code``, one of :data:`LANGUAGES`."""
    import rtoml

    folder = files("banggiao.cli").joinpath("strings")
    tables = {name: rtoml.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in {code, "en"}}
    return Interface(code, tables[code], tables["en"], _names(code))


def _names(code: str) -> dict[tuple[str, str], str]:
    """The pack's names for display; empty where there is no pack, or where the names of the records will do."""
    from banggiao import languages

    if code not in languages.available():
        return {}
    try:
        rows = languages.load(code).rows("display")
    except FileNotFoundError:
        return {}
    return {(row["kind"], row["key"]): row["name"] for row in rows}


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """The interface language that the environment asks for: ``BANGGIAO_LANG``, ``LC_ALL``, ``LANG``, else English."""
    for name in ("BANGGIAO_LANG", "LC_ALL", "LANG"):
        value = environment.get(name, "")
        if value:
            code = value.split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"
