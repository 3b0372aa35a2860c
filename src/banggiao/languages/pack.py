"""Find and read language packs.

A pack is a folder beside this module that holds a ``pack.toml``; nothing registers it. Tables are read on first use and
kept. A pack holds data only: what the tables mean is the affair of the stage that reads them.
"""

from __future__ import annotations

import csv
import functools
import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import rtoml


class Pack:
    """One language's tables: ``toml(name)``, ``rows(name)``, and ``names(folder)`` for what a folder holds."""

    def __init__(self, code: str, root: Traversable) -> None:
        self.code = code
        self.root = root
        self._tables: dict[str, Any] = {}

    def toml(self, name: str) -> dict[str, Any]:
        """The table ``name`` (a path in the pack, without ``.toml``); ValueError names a file that cannot be read."""
        if name not in self._tables:
            try:
                self._tables[name] = rtoml.loads(self._read(f"{name}.toml"))
            except rtoml.TomlParsingError as error:
                raise ValueError(f"{self.code}/{name}.toml is not valid TOML: {error}") from error
        table: dict[str, Any] = self._tables[name]
        return table

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of ``name.tsv``, keyed by its first line; lines that start with ``#`` are comments."""
        if name not in self._tables:
            lines = [line for line in self._read(f"{name}.tsv").splitlines() if line and not line.startswith("#")]
            self._tables[name] = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        rows: list[dict[str, str]] = self._tables[name]
        return rows

    def names(self, folder: str) -> list[str]:
        """The TOML tables in ``folder``, sorted, as names for :meth:`toml`."""
        here = self.root.joinpath(folder)
        return sorted(f"{folder}/{f.name[:-5]}" for f in here.iterdir() if f.name.endswith(".toml"))

    @functools.cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change whenever any table of the pack does."""
        total = hashlib.sha256()
        stack = [self.root]
        found: list[tuple[str, bytes]] = []
        while stack:
            for entry in stack.pop().iterdir():
                if entry.is_dir():
                    stack.append(entry)
                elif entry.name.endswith((".toml", ".tsv")):
                    found.append((entry.name, entry.read_bytes()))
        for name, data in sorted(found):
            total.update(name.encode() + b"\0" + data)
        return total.hexdigest()[:12]

    def _read(self, path: str) -> str:
        return self.root.joinpath(*path.split("/")).read_text(encoding="utf-8")


def available() -> list[str]:
    """The codes of the packs that are installed."""
    here = files("banggiao.languages")
    return sorted(f.name for f in here.iterdir() if f.is_dir() and f.joinpath("pack.toml").is_file())


@functools.cache
def load(code: str) -> Pack:
    """The pack of language ``code`` (ISO 639-1); ValueError lists the packs there are when it is none of them."""
    if code not in available():
        raise ValueError(f"no language pack {code!r}; there are: {', '.join(available())}")
    return Pack(code, files("banggiao.languages").joinpath(code))
