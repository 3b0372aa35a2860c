"""Publisher profiles: what a content management system calls the parts of its pages, one module each.

Every module of this package is imported on first use and every subclass of :class:`PublisherProfile`
in it is found; there is no list to keep.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from importlib.resources import files

from banggiao.pages.publishers.base import Layout, PublisherProfile

__all__ = ["Layout", "PublisherProfile", "outlets", "profiles"]


@functools.cache
def profiles() -> tuple[type[PublisherProfile], ...]:
    """Every profile there is, in the order of their module names."""
    found: list[type[PublisherProfile]] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "base"):
        here = importlib.import_module(f"{__name__}.{module}")
        found += [
            value
            for value in vars(here).values()
            if isinstance(value, type) and issubclass(value, PublisherProfile) and value.__module__ == here.__name__
        ]
    return tuple(found)


@functools.cache
def outlets() -> dict[str, str]:
    """Host (without ``www.``, ``m.``, ``amp.``) → name of the outlet, from ``outlets.tsv``."""
    lines = files(__name__).joinpath("outlets.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row) == 2 and row[0] != "host"}
