"""``banggiao db``: look after a store."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator

import click

from banggiao.cli.interface import Interface, interface, preferred
from banggiao.cli.listing import lang_option, opened_store, show, store_option, table
from banggiao.cli.wording import clean

_UNITS = ("B", "kB", "MB", "GB", "TB")


@click.group("db", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Look after a store: check it, measure it, back it up, take documents out."""


@command.command("check")
@store_option
@lang_option
def check(db: str, lang: str | None) -> int:
    """Verify that the store is whole: one line for each thing that is wrong, and exit status 1 then."""
    from banggiao.store.checking import check as findings

    count = 0
    with opened_store(db) as connection:
        for finding in findings(connection):
            count += 1
            click.echo(clean(f"{db}: {finding}"))
    if not count:
        click.echo(interface(lang or preferred()).say("store_whole", path=clean(db)))
    return 1 if count else 0


@command.command("stats")
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
def stats(db: str, form: str, lang: str | None) -> None:
    """Count what the store holds, and how much room it takes."""
    from banggiao.store.maintenance import stats as counted

    with opened_store(db) as connection:
        found = counted(connection)
    show([found], form, lang, _stats_table)


@command.command("vacuum")
@store_option
@lang_option
def vacuum(db: str, lang: str | None) -> None:
    """Give back the room that removed documents took."""
    from banggiao.store import maintenance

    with _one_sentence(db):
        before, after = maintenance.vacuum(db)
    click.echo(interface(lang or preferred()).say("vacuumed", before=_size(before), after=_size(after)))


@command.command("backup")
@click.argument("target", metavar="FILE")
@store_option
@lang_option
def backup(target: str, db: str, lang: str | None) -> None:
    """Copy the store to FILE as it is at this moment, while others may write to it; an older copy is replaced."""
    from banggiao.store import maintenance

    with _one_sentence(db):
        size = maintenance.backup(db, target)
    click.echo(interface(lang or preferred()).say("backed_up", path=clean(target), size=_size(size)))


@command.command("remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
@lang_option
def remove(documents: tuple[str, ...], db: str, lang: str | None) -> None:
    """Take documents out of the store, with everything that rests on them alone.

    DOCUMENT is an id, an address or a file; an address or a file means all versions of the page. Where only the newest
    version goes, the one before counts again. All go, or none where one is not there.
    """
    from banggiao.store import removal
    from banggiao.store.documents import find

    with opened_store(db, readonly=False) as connection, _one_sentence(db):
        rows = list(dict.fromkeys(n for name in documents for n in find(connection, name)))
        events = removal.remove(connection, rows)
    click.echo(interface(lang or preferred()).say("removed", documents=len(rows), events=events))


@contextlib.contextmanager
def _one_sentence(db: str) -> Iterator[None]:
    """What goes wrong with the store ends the command with one sentence."""
    from banggiao.store import StoreError, explained

    try:
        with explained(db):
            yield
    except StoreError as error:
        sys.stdout.flush()
        raise click.ClickException(clean(str(error))) from error


def _stats_table(found: list, ui: Interface, width: int) -> Iterable[str]:  # type: ignore[type-arg]
    (one,) = found
    said = {
        "documents": f"{one.documents:,}" + (f" ({_counts(one.kinds)})" if one.kinds else ""),
        "older": f"{one.older:,}",
        "sources": f"{one.sources:,}",
        "told": f"{one.first} – {one.last}" if one.first else ui.say("no_date"),
        "events": _counts(one.events) or "0",
        "occurrences": f"{one.occurrences:,}",
        "reviews": f"{one.reviews:,}",
        "size": _size(one.bytes),
        "room": _size(one.bytes_per_document),
        "readers": _counts(one.readers) or "0",
        "schema": str(one.schema),
    }
    rows = [(ui.label("store_stats", key), value) for key, value in said.items()]
    return table((ui.say("store_has"), ""), rows, width)


def _counts(found: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in found.items())


def _size(size: float) -> str:
    """A size for people: two figures and more, in powers of a thousand."""
    unit = 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.0f} {_UNITS[unit]}" if unit == 0 or size >= 100 else f"{size:.1f} {_UNITS[unit]}"
