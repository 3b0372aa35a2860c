"""``banggiao search``: words, actors, days in; the sentences that tell of it out."""

from __future__ import annotations

import datetime as dt
import functools
import sqlite3
from typing import TYPE_CHECKING, Any, TypedDict

import click

from banggiao.cli.filtering import Asked, filter_of, filter_options
from banggiao.cli.listing import listing, opened_store, show
from banggiao.cli.view import terminal
from banggiao.cli.wording import clean

if TYPE_CHECKING:
    from banggiao.store.filters import Filter
    from banggiao.store.selection import Order


class Paged(TypedDict):
    """Which of the results are shown, and how."""

    order: Order
    limit: int
    after: str | None
    form: str
    lang: str | None


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
def command(words: tuple[str, ...], place: str, db: str, as_of: dt.date | None, **given: Any) -> None:
    """Search what is kept: the sentences that tell events, or the articles.

    WORDS written without marks find every spelling (hoa binh: hòa bình, hoà bình), with marks only the same ones. All
    must stand there; "words in quotes" must follow one another. Without WORDS, all events that the options ask for are
    listed. Nothing in WORDS has another meaning.
    """
    order, limit, after, form, lang = (given.pop(name) for name in ("order", "limit", "after", "form", "lang"))
    paged: Paged = {"order": order, "limit": limit, "after": after, "form": form, "lang": lang}
    asked: Asked = given  # type: ignore[assignment]
    wanted = filter_of(asked, as_of, phrase_of(words))
    if place == "articles" and wanted.phrase is None:
        raise click.UsageError("name the words to look for in the articles")
    with opened_store(db) as connection:
        try:
            (_articles if place == "articles" else _evidence)(connection, wanted, paged)
        except ValueError as error:
            raise click.ClickException(clean(str(error))) from error


def _evidence(connection: sqlite3.Connection, wanted: Filter, paged: Paged) -> None:
    from banggiao.cli import render_found
    from banggiao.store import search

    evidence = search.evidence(connection, wanted, paged["order"], paged["limit"], paged["after"])
    found: Any = (render_found.event_record(*one) for one in evidence) if paged["form"] == "json" else evidence
    show(found, paged["form"], paged["lang"], functools.partial(render_found.events, colour=terminal(False)[1]))


def _articles(connection: sqlite3.Connection, wanted: Filter, paged: Paged) -> None:
    from banggiao.cli import render_found
    from banggiao.store import search

    lines = search.articles(connection, wanted, paged["limit"])
    found: Any = map(render_found.line_record, lines) if paged["form"] == "json" else lines
    show(found, paged["form"], paged["lang"], functools.partial(render_found.lines, colour=terminal(False)[1]))


def phrase_of(words: tuple[str, ...]) -> str | None:
    """The arguments as one question: one that holds blanks, as the shell hands over what was quoted, is a phrase."""
    if not words:
        return None
    return " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words)
