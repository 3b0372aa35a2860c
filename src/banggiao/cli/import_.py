"""``banggiao import``: event data sets into the store, beside what was read; and out of it again."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from banggiao.cli.interface import Interface, interface, preferred
from banggiao.cli.listing import lang_option, opened_store, store_option
from banggiao.cli.progress import Progress
from banggiao.cli.wording import clean

if TYPE_CHECKING:
    from banggiao.exchange.importing import Imported, Request

FORMATS = ("icews", "gdelt", "plover", "keds")


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), help="The format.  [default: seen from the content]")
@click.option("--dataset", metavar="NAME", help="The data set that the rows are marked with.  [default: the format]")
@click.option("--remove", metavar="DATASET", help="Take a data set out of the store instead.")
@store_option
@lang_option
def command(
    files: tuple[str, ...], form: str | None, dataset: str | None, remove: str | None, db: str, lang: str | None
) -> int:
    """Put event data beside what was read: ICEWS, GDELT 2.0, PLOVER (JSON Lines), KEDS.

    FILE is plain, gzipped, zipped or Parquet. Codes get PLOVER's types and scores and our actors; the row itself is
    kept, so that it can be exported as it was. Rows that are there already change nothing; broken ones are named, and
    the rest is imported: the exit status is 1 then.
    """
    ui = interface(lang or preferred())
    if bool(files) == bool(remove):
        raise click.UsageError("name files to import, or a data set with --remove")
    if remove:
        return _remove(db, remove, ui)
    from banggiao.exchange.importing import Request

    why_not = [] if Path(db).exists() else [_refused(Path(name), form) for name in files]
    if why_not and all(why_not):  # no store is made for nothing
        for sentence in why_not:
            _say(str(sentence))
        return 1
    with opened_store(db, create=True, readonly=False) as connection:
        failed = [_one(connection, db, Path(name), Request(dataset, form), ui) for name in files]
        _size(connection, db, ui)
    return 1 if any(failed) else 0


def _refused(path: Path, form: str | None) -> str | None:
    """Why the file ``path`` is of no use; None where rows may be read from it."""
    from banggiao.exchange import sources

    try:
        with sources.opened(path, form):
            return None
    except sources.SourceError as error:
        return str(error)


def _one(connection: sqlite3.Connection, db: str, path: Path, request: Request, ui: Interface) -> bool:
    """Import one file; whether something in it, or all of it, could not be."""
    from banggiao.exchange.importing import import_file
    from banggiao.exchange.sources import SourceError
    from banggiao.store import StoreError, explained

    progress = Progress(ui, None, True)
    began = time.monotonic()
    try:
        with explained(db):
            result = import_file(connection, path, request, progress.step)
    except (SourceError, StoreError) as error:
        progress.clear()
        _say(str(error))
        return True
    except KeyboardInterrupt:
        progress.clear()
        _say(ui.say("import_interrupted", file=path))
        raise
    progress.clear()
    _report(result, time.monotonic() - began, ui)
    return result.broken > 0


def _report(result: Imported, seconds: float, ui: Interface) -> None:
    if result.whole_before:
        _say(ui.say("import_again", file=result.name, dataset=result.dataset))
        return
    for row in result.first_broken:
        _say(ui.say("import_broken", file=result.name, line=row.line, why=row.why))
    if result.broken > len(result.first_broken):
        _say(ui.say("import_more_broken", file=result.name, count=result.broken - len(result.first_broken)))
    counts = {"rows": result.rows, "added": result.added, "known": result.known, "broken": result.broken}
    rate = f"{result.rows / max(seconds, 0.001):.0f}"
    _say(ui.say("import_done", file=result.name, form=result.form, dataset=result.dataset, rate=rate, **counts))


def _remove(db: str, dataset: str, ui: Interface) -> int:
    from banggiao.store import StoreError, explained
    from banggiao.store.imports import remove

    progress = Progress(ui, None, True)
    with opened_store(db, readonly=False) as connection:
        try:
            with explained(db):
                count = remove(connection, dataset, progress.step)
        except StoreError as error:
            raise click.ClickException(clean(str(error))) from error
        progress.clear()
        _say(ui.say("import_removed", dataset=dataset, count=count, db=db))
    return 0


def _size(connection: sqlite3.Connection, db: str, ui: Interface) -> None:
    from banggiao.store.imports import size_of

    _say(ui.say("import_size", db=db, size=f"{size_of(connection) / 1e6:.1f}"))


def _say(sentence: str) -> None:
    click.echo(f"banggiao: {clean(sentence)}", err=True)
