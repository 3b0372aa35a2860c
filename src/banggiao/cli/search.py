"""``banggiao search``: words, actors, days in; the sentences that tell of it out."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any, Unpack

import click

from banggiao.cli.filtering import Asked, filter_of, filter_options
from banggiao.cli.listing import listing, opened_store, show
from banggiao.cli.view import terminal


@click.command("search")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option(
    "--in",
    "place",
    type=click.Choice(["evidence", "articles"]),
    default="evidence",
    show_default=True,
    help="The sentences that tell events, with the events; or all lines of the articles.",
)
@filter_options
@click.option(
    "--order",
    type=click.Choice(["newest", "oldest"]),
    default="newest",
    show_default=True,
    help="Which events come first.",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="So many at the most.")
@click.option("--after", metavar="EVENT", help="Go on after the event of this id.")
@listing()
def command(
    words: tuple[str, ...],
    place: str,
    order: Any,
    limit: int,
    after: str | None,
    db: str,
    as_of: dt.date | None,
    form: str,
    lang: str | None,
    **asked: Unpack[Asked],
) -> None:
    """Search what is kept: the sentences that tell events, or the articles.

    WORDS written without marks find every spelling (hoa binh: hòa bình, hoà bình), with marks only the same ones. All
    must stand there; "words in quotes" must follow one another. Without WORDS, all events that the options ask for are
    listed. Nothing in WORDS has another meaning.
    """
    from banggiao.cli import render_found
    from banggiao.store import search

    wanted = filter_of(asked, as_of, phrase_of(words))
    if place == "articles" and wanted.phrase is None:
        raise click.UsageError("name the words to look for in the articles")
    _, colour = terminal(to_file=False)
    with opened_store(db) as connection:
        if place == "articles":
            lines = search.articles(connection, wanted, limit)
            found: Any = map(render_found.line_record, lines) if form == "json" else lines
            show(found, form, lang, functools.partial(render_found.lines, colour=colour))
            return
        try:
            evidence = search.evidence(connection, wanted, order, limit, after)
            found = (render_found.event_record(*one) for one in evidence) if form == "json" else evidence
            show(found, form, lang, functools.partial(render_found.events, colour=colour))
        except ValueError as error:
            raise click.ClickException(str(error)) from error


def phrase_of(words: tuple[str, ...]) -> str | None:
    """The arguments as one question: one that holds blanks, as the shell hands over what was quoted, is a phrase."""
    if not words:
        return None
    return " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words)
