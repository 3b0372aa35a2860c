"""``banggiao relations``: which pairs of actors have most to do with one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from banggiao.cli.folding import fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.listing import actor, listing, opened_store, period_options, show, table


@click.command("relations")
@click.option("--actor", "who", callback=actor, metavar="ACTOR", help="Only pairs of this actor, by code or name.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many pairs.")
@listing()
@period_options
def command(who: str | None, limit: int, **given: Any) -> None:
    """The pairs of actors with most events, with their mean score and how much of it was cooperation and conflict."""
    from banggiao.store.relations import Period, ranking

    period = Period(given["since"], given["until"], given["as_of"])
    with opened_store(given["db"]) as connection:
        found = ranking(connection, period, who, limit)
    show(found, given["form"], given["lang"], _table)


def _table(found: list[Any], ui: Interface, width: int) -> Iterator[str]:
    """The pairs, and below them what is counted: :func:`banggiao.store.timelines.busiest` adds up directions."""
    from banggiao.cli.render_relation import ranking as rows

    yield from table(*rows(found, ui), width)
    yield ""
    for runs in fold_runs([(ui.say("ranking_counts"), "")], width):
        yield "".join(piece for piece, _ in runs)
