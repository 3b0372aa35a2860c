"""The command ``banggiao``: finds the subcommand, loads it and nothing else, and turns the end into an exit status.

Exit status: 0 all was read, 1 something could not be read, 2 wrong usage, 130 interrupted, 141 nobody reads the output.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence

import click

COMMANDS = {
    "read": ("banggiao.cli.read", "Read saved news pages: who did what to whom, when, according to whom."),
    "ingest": ("banggiao.cli.ingest", "Read pages and keep what they say in a store."),
    "events": ("banggiao.cli.events", "List events, each once: who reports it, how many sources, who denies it."),
    "stories": ("banggiao.cli.stories", "List documents that are one report; put together or apart by hand."),
    "search": ("banggiao.cli.search", "Search what is kept: the sentences that tell events, or the articles."),
    "review": ("banggiao.cli.review", "Confirm, correct or reject an event; what the machine read stays."),
    "evaluate": ("banggiao.cli.evaluate", "Measure how good the reading is on what people said of it."),
    "times": ("banggiao.cli.times", "Find and resolve the expressions of time in sentences."),
    "db": ("banggiao.cli.db", "Look after a store: check, measure, back up, remove documents."),
    "relation": ("banggiao.cli.relation", "How two actors stand, since when, says who."),
    "relations": ("banggiao.cli.relations", "Which pairs of actors have most to do with one another."),
    "explain": ("banggiao.cli.explain", "Show how a sentence is understood, and which rules nearly fired."),
    "mechanisms": ("banggiao.cli.mechanisms", "List commissions, agreements, flights, … and what became of them."),
    "measures": ("banggiao.cli.measures", "List sanctions, tariffs, expulsions, … and whether they are in force."),
    "agenda": ("banggiao.cli.agenda", "List what was announced and for when, and what became of it."),
    "import": ("banggiao.cli.import_", "Put ICEWS, GDELT, PLOVER or KEDS events beside what was read."),
    "export": ("banggiao.cli.export", "Write events as PLOVER, GDELT, ICEWS, CSV, Parquet, network, feed, …"),
}
INTERRUPTED = 130
BROKEN_PIPE = 141
# Input is reported where it is read: what comes up to here with one of these is output that did not get away.
_UNWRITTEN = {errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Commands(click.Group):
    """Subcommands that are imported when they are called: ``--help`` shows their summaries without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the subcommands, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the subcommand ``cmd_name``."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; a closed output ends it quietly (click would make status 1 of it, as of an error)."""
        try:
            status: object = super().invoke(ctx)
            sys.stdout.flush()
            return status
        except BrokenPipeError:
            _let_go()
            return BROKEN_PIPE
        except OSError as error:
            if error.errno not in _UNWRITTEN:
                raise
            _let_go()
            raise click.ClickException(
                f"the output cannot be written ({error.strerror}); make room, or name another file with --output"
            ) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands from the table above: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


def _let_go() -> None:
    """What Python would still flush at its end goes nowhere, so that it does not complain then."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from banggiao.version import __version__

        click.echo(f"banggiao {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
def group() -> None:
    """Who did what to whom among states: dated, sourced events from news pages.

    Start with: banggiao read PAGE
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status. Interruption and a closed output end quietly."""
    if sys.stdout is None:  # closed before the start, as by >&-
        click.echo("Error: there is no standard output to write to; leave it open", err=True)
        return 1
    if sys.stdin is None:  # closed as well: reads as an empty one
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 (stands in to the end of the process)
    try:
        status = group.main(list(arguments), prog_name="banggiao", standalone_mode=False)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return status if isinstance(status, int) else 0
