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
    """The strings of one interface language: ``say(key, …)`` for sentences, ``label(table, key)`` for vocabulary."""

    def __init__(self, code: str, tables: Mapping[str, Any], fallback: Mapping[str, Any]) -> None:
        self.code = code
        self._tables = tables
        self._fallback = fallback

    def say(self, key: str, **values: object) -> str:
        """The sentence ``key`` with ``values`` filled in; KeyError when no language has it."""
        sentence: str = self._tables["text"].get(key) or self._fallback["text"][key]
        return sentence.format(**values) if values else sentence

    def label(self, table: str, key: str) -> str:
        """The word for ``key`` in ``table`` (``types``, ``modes``, ``statuses``, …), or ``key`` where there is none."""
        word: str = self._tables.get(table, {}).get(key) or self._fallback.get(table, {}).get(key) or key
        return word


@functools.cache
def interface(code: str) -> Interface:
    """The strings of the interface language ``code``, one of :data:`LANGUAGES`."""
    import rtoml

    folder = files("banggiao.cli").joinpath("strings")
    tables = {name: rtoml.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in {code, "en"}}
    return Interface(code, tables[code], tables["en"])


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """The interface language that the environment asks for: ``BANGGIAO_LANG``, ``LC_ALL``, ``LANG``, else English."""
    for name in ("BANGGIAO_LANG", "LC_ALL", "LANG"):
        value = environment.get(name, "")
        if value:
            code = value.split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"
