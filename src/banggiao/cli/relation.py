"""``banggiao relation``: how two actors stand, since when, says who."""

from __future__ import annotations

from typing import Any

import click

from banggiao.cli.listing import actor, listing, opened_store, period_options, show


@click.command("relation")
@click.argument("one", callback=actor, metavar="ACTOR")
@click.argument("other", callback=actor, metavar="ACTOR")
@listing()
@period_options
def command(one: str, other: str, **given: Any) -> None:
    """How two actors stand: state, events by month, turning points, what is in force and what is to come.

    ACTOR is a code or a name: FRA, France, Pháp.
    """
    from banggiao.cli.render_relation import relation as lines
    from banggiao.store.relations import Period, relation

    if one == other:
        raise click.UsageError(f"{one} twice; a relation needs two actors")
    period = Period(given["since"], given["until"], given["as_of"])
    with opened_store(given["db"]) as connection:
        found = relation(connection, (one, other), period)
    show([found], given["form"], given["lang"], lambda records, ui, width: lines(records[0], ui, width))
