"""What the commands over a store share: where it is, who and when is asked for, tables and records.

A command of this kind is decorated with :func:`listing`, opens the store with :func:`opened_store`, asks it one thing
and hands the answer to :func:`show`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import click
import msgspec

from banggiao.cli.folding import columns, fold_runs
from banggiao.cli.interface import LANGUAGES, Interface, interface, preferred
from banggiao.cli.view import terminal
from banggiao.cli.wording import clean

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT_STORE = "relations.db"
_GAP = 2
_NARROW = 10
"""Columns that a cell keeps, whatever the width."""


def day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """A day as ISO 8601 writes it; UsageError when ``value`` is none."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it like 2018-07-16") from None


def actor(context: click.Context, _: click.Parameter, value: Any) -> Any:
    """The code of an actor given by code or name (one, several, or None); UsageError when there is no such actor.

    Names that only the store has, from an import, are looked for there: ``--db`` is eager, so it is known by now.
    """
    from banggiao.store.naming import UnknownActor, code_of

    names = (value,) if isinstance(value, str) else value or ()
    try:
        codes = tuple(code_of(one) for one in names)
    except UnknownActor:
        codes = _codes_in(context.params.get("db"), names)
    return codes[0] if isinstance(value, str) else value and codes


def _codes_in(db: str | None, names: Sequence[str]) -> tuple[str, ...]:
    """The codes of ``names`` with the help of the store at ``db``; UsageError when one is nobody's there either."""
    from banggiao.store import StoreError, connect
    from banggiao.store.naming import UnknownActor, code_of

    with contextlib.ExitStack() as stack:
        connection = None
        with contextlib.suppress(StoreError):  # what is wrong with the store is told by who goes on to open it
            connection = stack.enter_context(contextlib.closing(connect(db, readonly=True))) if db else None
        try:
            return tuple(code_of(one, connection) for one in names)
        except UnknownActor as error:
            raise click.BadParameter(str(error)) from None


def store_option(command: Command) -> Command:
    """``--db``: the file of the store."""
    return click.option(
        "--db",
        envvar="BANGGIAO_DB",
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar="FILE",
        is_eager=True,
        help="The store.",
    )(command)


def lang_option(command: Command) -> Command:
    """``--lang``: the language of the interface."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), help="The language of the interface.  [default: from the locale]"
    )(command)


def period_options(command: Command) -> Command:
    """``--since`` and ``--until``: days, inclusive."""
    for name, text in (
        ("--until", "Only what lies on or before DATE."),
        ("--since", "Only what lies on or after DATE."),
    ):
        command = click.option(name, callback=day, metavar="DATE", help=text)(command)
    return command


def kind_option(table: str, example: str) -> Callable[[Command], Command]:
    """``--kind``: of those that ``table`` of the interface's strings has words for; UsageError for another one."""

    def known(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
        kinds = interface("en").keys(table)
        for kind in value:
            if kind not in kinds:
                raise click.BadParameter(f"{kind!r} is no kind; there are {', '.join(kinds)}")
        return value

    text = f"Only this kind, as {example}; may be repeated."
    return click.option("--kind", "kinds", multiple=True, metavar="KIND", callback=known, help=text)


def actor_option(command: Command) -> Command:
    """``--actor``, repeatable: codes or names, all of which take part; the parameter is ``actors``."""
    return click.option(
        "--actor",
        "actors",
        multiple=True,
        callback=actor,
        metavar="ACTOR",
        help="Only what this actor takes part in, by code or name (FRA, France, Pháp); may be repeated.",
    )(command)


def listing(*forms: str) -> Callable[[Command], Command]:
    """``--db``, ``--as-of``, ``--format`` (``table``, ``json`` or one of ``forms``; parameter ``form``), ``--lang``."""

    def decorate(command: Command) -> Command:
        command = lang_option(command)
        command = click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json", *forms]),
            default="table",
            show_default=True,
            help="A table for people, or one JSON record a line.",
        )(command)
        command = click.option(
            "--as-of", callback=day, metavar="DATE", help="As it was known and in force on DATE.  [default: now]"
        )(command)
        return store_option(command)

    return decorate


@contextlib.contextmanager
def opened_store(path: str, create: bool = False, readonly: bool = True) -> Iterator[sqlite3.Connection]:
    """The store at ``path``; whatever is wrong with it ends the command with one sentence and status 1."""
    from banggiao.store import StoreError, connect

    try:
        connection = connect(path, create=create, readonly=readonly)
    except StoreError as error:
        raise click.ClickException(clean(str(error))) from error
    try:
        yield connection
    except sqlite3.Error as error:
        raise click.ClickException(
            clean(f"{path}: {error}; see what is wrong with: banggiao db check --db {path}")
        ) from error
    finally:
        connection.close()


def show(
    records: Iterable[Any], form: str, lang: str | None, table: Callable[[list[Any], Interface, int], Iterable[str]]
) -> None:
    """Write ``records``: as JSON, one a line, as they come; or as ``table(records, ui, width)`` says it."""
    if form == "json":
        for record in records:
            sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
        sys.stdout.buffer.flush()
        return
    width, _ = terminal(to_file=False)
    ui = interface(lang or preferred())
    found = list(records)
    if not found:
        click.echo(ui.say("nothing_found"))
        return
    for line in table(found, ui, width):
        click.echo(line)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """``rows`` under ``heads`` in columns that fit ``width``: where they do not, the widest are folded first.

    Cells are cleaned of what could steer a terminal; line ends in a cell become blanks.
    """
    cells = [[clean(" ".join(cell.split())) for cell in row] for row in (heads, *rows)]
    widths = _widths([max(columns(row[n]) for row in cells) for n in range(len(heads))], width)
    for number, row in enumerate(cells):
        folded = [_lines(cell, size) for cell, size in zip(row, widths, strict=True)]
        for line in itertools.zip_longest(*folded, fillvalue=""):
            padded = (text + " " * (size - columns(text)) for text, size in zip(line, widths, strict=True))
            yield (" " * _GAP).join(padded).rstrip()
        if number == 0:
            yield "─" * (sum(widths) + _GAP * (len(widths) - 1))


def _widths(wanted: list[int], width: int) -> list[int]:
    """``wanted`` widths, the widest cut until all fit; none below :data:`_NARROW`."""
    room = width - _GAP * (len(wanted) - 1)
    widths = list(wanted)
    while sum(widths) > room and max(widths) > _NARROW:
        widest = max(range(len(widths)), key=widths.__getitem__)
        rest = sorted(widths, reverse=True)
        lower = rest[1] if len(rest) > 1 and rest[1] < rest[0] else rest[0] - 1
        widths[widest] = max(lower, _NARROW, widths[widest] - (sum(widths) - room))
    return widths


def _lines(cell: str, size: int) -> list[str]:
    return ["".join(piece for piece, _ in runs) for runs in fold_runs([(cell, "")], size)] if cell else [""]
