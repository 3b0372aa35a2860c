"""``banggiao mechanisms``: commissions, dialogues, agreements, flights, embassies, and what became of them."""

from __future__ import annotations

import datetime as dt
import functools

import click

from banggiao.cli.ledger_view import mechanism_lines
from banggiao.cli.listing import actor_option, kind_option, listing, opened_store, show


@click.command("mechanisms")
@actor_option
@kind_option("mechanism_kinds", "commission")
@click.option("--verbose", is_flag=True, help="Quote the sentences that each step rests on.")
@listing()
def command(
    actors: tuple[str, ...],
    kinds: tuple[str, ...],
    verbose: bool,
    db: str,
    as_of: dt.date | None,
    **shown: str | None,
) -> None:
    """List standing arrangements between actors, each with its history and who told it.

    A commission is one under all its names. The state is the last change that had taken effect on the date asked for;
    what is only planned is shown as next.
    """
    from banggiao.store.ledger import mechanisms

    with opened_store(db) as connection:
        found = mechanisms(connection, actors, as_of, kinds)
    lines = functools.partial(mechanism_lines, verbose=verbose)
    show(found, shown["form"] or "table", shown["lang"], lines)
