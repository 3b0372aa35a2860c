"""``banggiao evaluate``: how good the reading is, measured on what people said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from banggiao.cli.interface import Interface
from banggiao.cli.listing import lang_option, opened_store, show, store_option, table

if TYPE_CHECKING:
    from banggiao.evaluation.reviews import ReviewScore, Share


@click.command("evaluate")
@click.option("--reviews", "by_reviews", is_flag=True, help="Measure on the reviews in the store.")
@store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or one JSON record.",
)
@lang_option
def command(by_reviews: bool, db: str, form: str, lang: str | None) -> None:
    """Measure how good the reading is: of the events that people reviewed, how many were right.

    Right is what was confirmed as it was read; there is what was confirmed or corrected. Beside each share stands its
    95 % interval (Wilson). These are shares of what people chose to look at.
    """
    if not by_reviews:
        raise click.UsageError("say what to measure on: --reviews")
    from banggiao.evaluation.reviews import score

    with opened_store(db) as connection:
        show([score(connection)], form, lang, lambda found, ui, width: _lines(found[0], ui, width))


def _lines(score: ReviewScore, ui: Interface, width: int) -> Iterator[str]:
    counts = {name: getattr(score, name) for name in ("reviewed", "confirmed", "corrected", "rejected")}
    yield ui.say("evaluated", **counts)
    if score.gone:
        yield ui.say("evaluated_gone", count=score.gone)
    if not score.reviewed:
        return
    rows = [(ui.say("all_events"), _share(score.right), _share(score.there))]
    rows += [(ui.label("types", one.type), _share(one.right), _share(one.there)) for one in score.types]
    yield ""
    yield from table([ui.say("type"), ui.say("right"), ui.say("there")], rows, width)
    yield ""
    slots = [(ui.label("reviewed_slots", one.slot), _share(one.right)) for one in score.slots]
    yield from table([ui.say("slot"), ui.say("right")], slots, width)


def _share(share: Share) -> str:
    if share.share is None or share.low is None or share.high is None:
        return "–"
    return f"{share.share:.2f}  [{share.low:.2f}, {share.high:.2f}]  {share.hits}/{share.total}"
