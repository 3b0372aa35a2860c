"""What is asked for: one set of filters that every listing, search, export and feed shares."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class Filter(Struct, frozen=True):
    """Which events, entries or documents are wanted; an empty or None field does not narrow.

    ``actors``: codes, all of which must take part in whatever role; ``pair``: two codes, one acting towards the other,
    in either direction. ``since``/``until``: days, inclusive, that the event's date must overlap. ``as_of``: only what
    was known by that day. ``datasets``: ``read`` and the names of what was imported. ``reviewed``: only what a person
    confirmed or corrected. ``phrase``: words as :mod:`banggiao.store.search` reads them.
    """

    actors: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    outlets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    min_confidence: float = 0.0
    reviewed: bool = False
    phrase: str | None = None
