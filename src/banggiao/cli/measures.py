"""``banggiao measures``: sanctions, tariffs, expulsions and their like, and whether they are in force."""

from __future__ import annotations

import datetime as dt
import functools

import click

from banggiao.cli.ledger_view import measure_lines
from banggiao.cli.listing import actor_option, kind_option, listing, opened_store, show


@click.command("measures")
@actor_option
@kind_option("measure_kinds", "sanctions")
@click.option("--in-force", is_flag=True, help="Only what was in force on the date asked for.")
@click.option("--verbose", is_flag=True, help="Quote the sentences that each step rests on.")
@listing()
def command(
    actors: tuple[str, ...],
    kinds: tuple[str, ...],
    db: str,
    as_of: dt.date | None,
    **shown: str | bool | None,
) -> None:
    """List measures of some actors against others, each with its history and who told it.

    A measure is in force from the day it was imposed until it is lifted or the day up to which it was to hold has
    passed. An expulsion is an act: it is listed, and never in force. Threats and plans are not listed.
    """
    from banggiao.store.ledger import measures

    with opened_store(db) as connection:
        found = measures(connection, actors, as_of, kinds, True if shown["in_force"] else None)
    lines = functools.partial(measure_lines, verbose=bool(shown["verbose"]))
    lang = shown["lang"]
    show(found, str(shown["form"]), lang if isinstance(lang, str) else None, lines)
