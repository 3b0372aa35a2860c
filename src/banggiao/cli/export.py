"""``banggiao export``: events out of the store, in the formats that others read."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from banggiao.cli.filtering import Asked, filter_of, filter_options
from banggiao.cli.interface import Interface, interface, preferred
from banggiao.cli.listing import day, lang_option, opened_store, store_option
from banggiao.cli.output import opened
from banggiao.cli.search import phrase_of
from banggiao.cli.wording import clean

if TYPE_CHECKING:
    from banggiao.exchange.exporting import Options
    from banggiao.store.events import EventRow
    from banggiao.store.filters import Filter

FORMS = ("plover", "gdelt", "icews", "csv", "parquet", "gexf", "graphml", "ics", "atom", "jsonfeed", "datapackage")
BINARY = frozenset({"parquet", "datapackage"})


@click.command("export")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="The format.")
@click.option("--output", metavar="FILE", help="Write to FILE, which appears only when it is whole.")
@filter_options
@click.option("--as-of", callback=day, metavar="DATE", help="Only what was known on DATE.  [default: now]")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Entries of a feed, the newest.")
@click.option("--title", help="The title of a feed or data package.")
@click.option("--address", metavar="URL", help="Where a feed will be found.")
@click.option("--release", metavar="VERSION", help="The version of a data package.  [default: its newest day]")
@click.option("--licence", metavar="NAME", help="The licence of a data package: an SPDX name, as CC-BY-4.0, or a URL.")
@store_option
@lang_option
def command(words: tuple[str, ...], form: str, output: str | None, db: str, **given: Any) -> int:
    """Write events as PLOVER (JSON Lines), GDELT 2.0, ICEWS, CSV, Parquet, as the network of who acts towards whom
    (GEXF, GraphML), as a feed (Atom, JSON Feed), or as a Frictionless data package (a zip); the agenda as iCalendar.

    WORDS and the options say which, as in search; without them all are written. What came from a data set in the same
    format goes out as it came. GDELT and ICEWS know no status and no wide dates: what is planned, possible or denied,
    and what is not dated to within a month, is left out of them and counted.
    """
    as_of: dt.date | None = given.pop("as_of")
    ui = interface(given.pop("lang") or preferred())
    about = {name: given.pop(name) for name in ("limit", "title", "address", "release", "licence")}
    asked: Asked = given  # type: ignore[assignment]
    wanted = filter_of(asked, as_of, phrase_of(words))
    if form == "ics":
        return _agenda(wanted, db, output, ui)
    if form in BINARY and output in (None, "-") and sys.stdout.isatty():
        raise click.UsageError(f"{form} is no text for a terminal; name a file with --output")
    from banggiao.exchange.exporting import export
    from banggiao.exchange.tables import TableError

    with opened_store(db) as connection:
        try:
            with opened(output) as write:
                done = export(connection, form, wanted, write, _options(about, ui))
        except TableError as error:
            raise click.ClickException(str(error)) from error
    if output not in (None, "-") or done.left_out:
        left_out = ui.say("export_left_out", count=done.left_out, form=form) if done.left_out else ""
        sentence = ui.say("export_done", count=done.events, file=output or "-")
        click.echo(f"banggiao: {clean(f'{sentence} {left_out}'.strip())}", err=True)
    return 0


def _agenda(wanted: Filter, db: str, output: str | None, ui: Interface) -> int:
    """The agenda as a calendar: of all of the options, only actors and days say which appointments."""
    from banggiao.cli.agenda_view import calendar_wording
    from banggiao.exchange.agenda_calendar import calendar
    from banggiao.store.agenda import agenda
    from banggiao.store.filters import Filter

    actors = (*wanted.actors, *(wanted.pair or ()))
    if wanted != Filter(wanted.actors, wanted.pair, since=wanted.since, until=wanted.until, as_of=wanted.as_of):
        raise click.UsageError("the agenda is asked for by --actor, --pair, --since, --until and --as-of alone")
    with opened_store(db) as connection:
        found = agenda(connection, actors, wanted.as_of, wanted.since, wanted.until, ())
        with opened(output) as write:
            write(calendar(((one, calendar_wording(one, ui)) for one in found), ui.say("agenda_calendar")))
    return 0


def _options(about: dict[str, Any], ui: Interface) -> Options:
    from banggiao.exchange.datapackage import Release
    from banggiao.exchange.exporting import Options

    title = about["title"] or ui.say("export_title")
    release = Release(title=title, version=about["release"], licence=about["licence"])
    return Options(about["limit"], title, ui.code, about["address"], _headline(ui), release)


def _headline(ui: Interface) -> Callable[[EventRow], str]:
    """An event in a few words: who towards whom, what, and how it stands unless it happened."""
    from banggiao import knowledge

    def names(codes: tuple[str, ...]) -> str:
        return ", ".join(ui.name("actor", code) or knowledge.name_of(code) for code in codes)

    def headline(row: EventRow) -> str:
        sides = " → ".join(names(codes) for codes in (row.actors, row.recipients) if codes)
        what = ui.label("types", row.type)
        mode = f" ({ui.label('modes', row.mode)})" if row.mode else ""
        status = f" [{ui.label('statuses', row.status)}]" if row.status != "actual" else ""
        return f"{sides}: {what}{mode}{status}"

    return headline
