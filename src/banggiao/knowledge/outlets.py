"""Outlets by host name, and what the numbers of their articles say about the date: ``outlet_of``, ``bracket``."""

from __future__ import annotations

import csv
import datetime as dt
import functools
from importlib.resources import files
from urllib.parse import urlsplit


def _rows(name: str) -> list[dict[str, str]]:
    text = files("banggiao.knowledge").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@functools.cache
def outlets() -> dict[str, str]:
    """Name of the outlet by host name, without ``www.``."""
    return {row["host"]: row["outlet"] for row in _rows("outlets.tsv") if not row["article_id"]}


@functools.cache
def _known_ids() -> dict[str, list[tuple[int, dt.date, dt.date]]]:
    known: dict[str, list[tuple[int, dt.date, dt.date]]] = {}
    for row in _rows("outlets.tsv"):
        if row["article_id"]:
            entry = (int(row["article_id"]), dt.date.fromisoformat(row["first"]), dt.date.fromisoformat(row["last"]))
            known.setdefault(row["host"], []).append(entry)
    return {host: sorted(entries) for host, entries in known.items()}


def host_of(url: str) -> str:
    """The host name in ``url``, lower-cased, without ``www.`` or ``m.``; empty where there is none."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def outlet_of(url: str) -> str | None:
    """The outlet that publishes at ``url``, also for its sub-domains, or None."""
    host = host_of(url)
    while "." in host:
        if host in outlets():
            return outlets()[host]
        host = host.partition(".")[2]
    return None


def bracket(host: str, number: int) -> tuple[dt.date | None, dt.date | None] | None:
    """First and last day on which ``host`` can have given an article this number; None where nothing is known of it.

    Numbers grow with time, so an article lies between the nearest known ones. An end is None where none is known.
    """
    known = _known_ids().get(host)
    if not known:
        return None
    below = [first for n, first, _ in known if n <= number]
    above = [last for n, _, last in known if n >= number]
    return (below[-1] if below else None), (above[0] if above else None)
