"""``banggiao agenda``: what was announced and for when, and what became of it."""

from __future__ import annotations

import datetime as dt
import sys

import click

from banggiao.cli.agenda_view import appointment_lines, calendar_wording
from banggiao.cli.interface import interface, preferred
from banggiao.cli.listing import actor_option, listing, opened_store, period_options, show

_OUTCOMES = ["scheduled", "held", "postponed", "cancelled", "unknown"]


@click.command("agenda")
@actor_option
@period_options
@click.option(
    "--outcome", "outcomes", multiple=True, type=click.Choice(_OUTCOMES), help="Only this outcome; may be repeated."
)
@listing("ics")
def command(
    actors: tuple[str, ...],
    outcomes: tuple[str, ...],
    db: str,
    as_of: dt.date | None,
    since: dt.date | None,
    until: dt.date | None,
    **shown: str | None,
) -> None:
    """List visits, meetings and whatever else was announced, by day, and what became of each.

    An entry is held, postponed or cancelled when a later page says so; once its last day has passed and no page
    reported it, it is unknown. What was put off to a new day is an entry of its own there. The format ics is a feed for
    calendar programs.
    """
    from banggiao.store.agenda import agenda

    with opened_store(db) as connection:
        found = agenda(connection, actors, as_of, since, until, outcomes)
    if shown["form"] != "ics":
        show(found, shown["form"] or "table", shown["lang"], appointment_lines)
        return
    from banggiao.exchange.agenda_calendar import calendar

    ui = interface(shown["lang"] or preferred())
    sys.stdout.buffer.write(calendar(((a, calendar_wording(a, ui)) for a in found), ui.say("agenda_calendar")))
    sys.stdout.buffer.flush()
