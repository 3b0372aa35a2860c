"""``banggiao review``: a person confirms, corrects or rejects an event, or takes a judgement back."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

import click

from banggiao.cli import wording
from banggiao.cli.interface import Interface
from banggiao.cli.listing import listing, opened_store, show, table
from banggiao.cli.view import terminal
from banggiao.records import Interval, Precision

if TYPE_CHECKING:
    from banggiao.store.corrections import Correction
    from banggiao.store.reviews import Review

_FIELDS = ("type", "mode", "status", "actors", "recipients", "said_by", "date")
_LABELS = {"type": "types", "mode": "modes", "status": "statuses"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
Changes = dict[str, Any]


class Given(TypedDict):
    """The options of ``banggiao review``, as the command line gives them."""

    changes: tuple[tuple[str, str], ...]
    further: tuple[tuple[str, str], ...]
    reviewer: str | None
    reason: str | None
    undo: bool
    listed: bool
    db: str
    as_of: dt.date | None
    form: str
    lang: str | None


def assignments(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """``field=value`` as pairs; UsageError lists the fields when one is none."""
    pairs = []
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or name.strip() not in _FIELDS:
            raise click.BadParameter(f"{value!r} sets nothing; write {', '.join(f'{f}=…' for f in _FIELDS)}")
        pairs.append((name.strip(), rest.strip()))
    return tuple(pairs)


@click.command("review")
@click.argument("event", required=False, metavar="[EVENT]")
@click.argument("verdict", required=False, type=click.Choice(["confirm", "correct", "reject"]))
@click.argument("further", nargs=-1, callback=assignments, metavar="[FIELD=VALUE]...")
@click.option(
    "--set",
    "changes",
    multiple=True,
    callback=assignments,
    metavar="FIELD=VALUE",
    help="What is to be otherwise: type, mode, status, actors, recipients (codes or names, with commas), said_by, date "
    "(2018, 2018-07, 2018-07-16, or two with .. between). Nothing after = : there is none.",
)
@click.option("--reviewer", envvar="BANGGIAO_REVIEWER", show_envvar=True, metavar="NAME", help="Who says so.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--undo", is_flag=True, help="Take back the last review of the event that stands.")
@click.option("--list", "listed", is_flag=True, help="List the reviews, of one event or of all.")
@listing()
def command(event: str | None, verdict: str | None, **given: Unpack[Given]) -> None:
    """Say of an event that it is right, what of it is otherwise, or that it is none.

    \b
    banggiao review 20180716-… confirm --reviewer "Lê Lan" --reason "as the ministry has it"
    banggiao review 20180716-… correct --set actors=France --set date=2018-07 --reviewer … --reason …
    banggiao review 20180716-… --undo --reviewer … --reason …
    banggiao review --list

    Nothing is overwritten: each review is kept with name, time and reason, --undo adds that one was withdrawn, and
    what the machine read stays. Listings, sums and exports follow what stands. The EVENT is the id that banggiao search
    shows.
    """
    if given["listed"]:
        if verdict or given["undo"]:
            raise click.UsageError("--list lists; leave the verdict and --undo out")
        _list(event, given)
        return
    if event is None or (verdict is None) == (not given["undo"]):
        raise click.UsageError("name the EVENT and what it is: confirm, correct or reject; or --undo, or --list")
    if not given["reviewer"] or not given["reason"]:
        raise click.UsageError("say who reviews, and why: --reviewer NAME --reason TEXT")
    from banggiao.store.corrections import ReviewError

    with opened_store(given["db"], readonly=False) as connection:
        try:
            _give(connection, event, verdict, given)
        except ReviewError as error:
            raise click.ClickException(wording.clean(str(error))) from error
        _show(connection, event, given)


def _give(connection: sqlite3.Connection, event: str, verdict: Any, given: Given) -> None:
    from banggiao.store import judging
    from banggiao.store.reviews import Judgement

    reviewer, reason = given["reviewer"] or "", given["reason"] or ""
    if given["undo"]:
        judging.withdraw(connection, event, reviewer, reason)
        return
    changes = {**dict(given["further"]), **dict(given["changes"])}
    correction = correction_of(changes) if changes else None
    judging.judge(connection, event, Judgement(verdict, reviewer, reason, correction))


def correction_of(changes: dict[str, str]) -> Correction:
    """What the fields as they were typed set; UsageError when a name or a date cannot be read."""
    from banggiao.store.corrections import Correction
    from banggiao.store.naming import UnknownActor, code_of

    fields: Changes = {}
    try:
        for name, value in changes.items():
            if name in ("actors", "recipients"):
                fields[name] = tuple(code_of(one) for one in value.split(",") if one.strip())
            elif name == "said_by":
                fields[name] = code_of(value) if value else None
            elif name == "date":
                fields[name] = interval_of(value) if value else None
            else:
                fields[name] = (value.upper() if name == "type" else value) or None
    except UnknownActor as error:
        raise click.UsageError(str(error)) from error
    return Correction(**fields)


def interval_of(text: str) -> Interval:
    """``2018``, ``2018-07``, ``2018-07-16`` or two of them with ``..`` between; UsageError when it is none."""
    first, dots, last = text.partition("..")
    try:
        start, precision = _ends(first)
        end, _ = _ends(last) if dots else (start, precision)
    except ValueError:
        allowed = "2018, 2018-07, 2018-07-16 or 2018-07-16..2018-07-18"
        raise click.UsageError(f"{text!r} is no date; write {allowed}") from None
    if end[1] < start[0]:
        raise click.UsageError(f"{text!r} ends before it begins")
    return Interval(start[0], end[1], precision)


def _ends(text: str) -> tuple[tuple[dt.date, dt.date], Precision]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        year = cast(int, year)
        return (dt.date(year, 1, 1), dt.date(year, 12, 31)), "year"
    if day is None:
        return (dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])), "month"
    return (dt.date(year, month, day),) * 2, "day"


def _show(connection: sqlite3.Connection, event: str, given: Given) -> None:
    """The event as it stands now."""
    from banggiao.cli import render_found
    from banggiao.store import events

    found: Any = [(row, ()) for row in [events.find(connection, event)] if row is not None]
    if given["form"] == "json":
        found = [render_found.event_record(*one) for one in found]
    show(found, given["form"], given["lang"], functools.partial(render_found.events, colour=terminal(False)[1]))


def _list(event: str | None, given: Given) -> None:
    from banggiao.store import reviews

    with opened_store(given["db"]) as connection:
        found = reviews.listed(connection, event, given["as_of"])
    show(found, given["form"], given["lang"], _table)


def _table(found: list[Review], ui: Interface, width: int) -> Iterator[str]:
    heads = [ui.say(key) for key in ("review_at", "event", "review_verdict", "review_by", "review_reason")]
    yield from table(heads, [_row(review, ui) for review in found], width)


def _row(review: Review, ui: Interface) -> tuple[str, ...]:
    verdict = ui.label("verdicts", review.verdict)
    if not review.stands:
        verdict = ui.say("review_withdrawn", verdict=verdict)
    reason = review.reason
    if review.correction is not None:
        reason = f"{_changes(review.correction, ui)}. {reason}"
    return f"{review.at:%Y-%m-%d %H:%M}", review.event, verdict, review.reviewer, reason


def _changes(correction: Correction, ui: Interface) -> str:
    from banggiao.store.corrections import changes

    return "; ".join(
        f"{ui.label('reviewed_slots', name)}: {_value(name, value, ui)}" for name, value in changes(correction).items()
    )


def _value(name: str, value: Any, ui: Interface) -> str:
    if value is None or value == ():
        return ui.say("none")
    if isinstance(value, Interval):
        return wording.date(value, ui)
    if isinstance(value, tuple):
        return wording.actors(value, ui)
    return wording.actors([value], ui) if name == "said_by" else ui.label(_LABELS[name], value)
