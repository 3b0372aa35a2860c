"""``banggiao events``: who did what to whom, each event once, with who reports it and who denies it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Unpack

import click
import msgspec

from banggiao.cli import wording
from banggiao.cli.filtering import Asked, filter_of, filter_options
from banggiao.cli.folding import columns, fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.listing import listing, opened_store, show, table
from banggiao.records import Interval

_INDENT = "  "


@click.command("events")
@filter_options
@click.option("--verbose", is_flag=True, help="Quote every report, and say why it was joined.")
@listing()
def command(verbose: bool, db: str, as_of: dt.date | None, form: str, lang: str | None, **asked: Unpack[Asked]) -> None:
    """List events, each one once, however many documents report it, by date.

    An event has its reports; says from how many independent sources they come (an agency and its reprints are one) and
    who denies it. It is listed when one of its reports is what the options ask for.
    """
    from banggiao.store.listings import event_records

    with opened_store(db) as connection:
        found = event_records(connection, filter_of(asked, as_of))
        show(found, form, lang, _blocks if verbose else _table)


def _table(found: Sequence[dict[str, Any]], ui: Interface, width: int) -> Iterator[str]:
    heads = [ui.say(name) for name in ("when", "reports", "sources", "status", "what", "who_whom")]
    rows = [
        [
            _date(one, ui),
            str(len(_documents(one))),
            str(one["sources"]),
            _status(one, ui),
            _what(one, ui),
            _who(one, ui),
        ]
        for one in found
    ]
    return table(heads, rows, width)


def _blocks(found: Sequence[dict[str, Any]], ui: Interface, width: int) -> Iterator[str]:
    """Each event with all its reports."""
    for number, one in enumerate(found):
        if number:
            yield ""
        counts = ui.say("reported_by", reports=len(_documents(one)), sources=one["sources"])
        if one["dataset"] != "read":
            counts = wording.clean(one["dataset"])
        parts = (_date(one, ui), _who(one, ui), _what(one, ui), _status(one, ui), counts, wording.clean(one["id"]))
        yield from _folded(" · ".join(parts), "", width)
        why = dict(reason.split(": ", 1) for reason in one["because"])
        for report in one["reports"]:
            told = report["telling"]
            source = wording.teller(told["outlet"], told["agency"], told["title"], told["document"])
            day = told["known"] or ui.say("no_date")
            status = "" if report["status"] == one["status"] else f" ({ui.label('statuses', report['status'])})"
            yield from _folded(f"{source}, {day}{status}", _INDENT, width)
            yield from _folded(f"“{wording.clean(' '.join(told['quote'].split()))}”", _INDENT * 2, width)
            if report["id"] in why:
                yield from _folded(wording.reason(why[report["id"]], ui), _INDENT * 2, width)


def _documents(one: dict[str, Any]) -> set[str]:
    return {report["telling"]["document"] for report in one["reports"]}


def _date(one: dict[str, Any], ui: Interface) -> str:
    return wording.date(one["date"] and msgspec.convert(one["date"], Interval), ui)


def _status(one: dict[str, Any], ui: Interface) -> str:
    return ui.label("statuses", one["status"])


def _what(one: dict[str, Any], ui: Interface) -> str:
    words = ui.label("types", one["type"])
    return f"{words}: {ui.label('modes', one['mode'])}" if one["mode"] else words


def _who(one: dict[str, Any], ui: Interface) -> str:
    """``Russia → France (denied by: Russia)``; without recipients, the actors together."""
    acting, towards = ([p["code"] for p in one[role]] for role in ("actors", "recipients"))
    words = wording.actors(dict.fromkeys(acting), ui) or ui.say("nobody")
    if towards:
        words += f" → {wording.actors(dict.fromkeys(towards), ui)}"
    if one["denied_by"]:
        words += f" ({ui.say('denied_by', who=wording.actors(one['denied_by'], ui))})"
    return words


def _folded(text: str, lead: str, width: int) -> Iterator[str]:
    for runs in fold_runs([(text, "")], max(width - columns(lead), 20)):
        yield (lead + "".join(piece for piece, _ in runs)).rstrip()
