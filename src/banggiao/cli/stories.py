"""``banggiao stories``: which documents are one report; a person puts documents or events together, or apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from banggiao.cli import wording
from banggiao.cli.folding import columns, fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.listing import listing, opened_store, period_options, show

if TYPE_CHECKING:
    from banggiao.store.decisions import Joining
    from banggiao.store.listings import Copy, Story

_INDENT = "  "
Command = TypeVar("Command", bound=Callable[..., Any])
Pair = tuple[str, str]


class Given(TypedDict):
    """The options of ``banggiao stories``, as the command line gives them."""

    join: Pair | None
    split: Pair | None
    undo: Pair | None
    reviewer: str | None
    reason: str | None
    decided: bool
    since: dt.date | None
    until: dt.date | None
    db: str
    as_of: dt.date | None
    form: str
    lang: str | None


def _pair(name: str, text: str) -> Callable[[Command], Command]:
    return click.option(name, nargs=2, metavar="ONE OTHER", help=text)


@click.command("stories")
@_pair("--join", "Decide that two documents are one report, or two events one, by their ids.")
@_pair("--split", "Decide that they are two.")
@_pair("--undo", "Take back what was decided of them.")
@click.option("--reviewer", envvar="BANGGIAO_REVIEWER", show_envvar=True, metavar="NAME", help="Who decides.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--decided", is_flag=True, help="List what persons decided.")
@period_options
@listing()
def command(**given: Unpack[Given]) -> None:
    """List documents that are the same report: an agency's text and its reprints, copies, texts cut short.

    Each pair says how much of its wording is shared, and why it is taken for one report. What a person decides with
    --join or --split outranks that, until it is taken back with --undo.

    \b
    banggiao stories --since 2021-02-01
    banggiao stories --split 20210205-d… 20210206-d… --reviewer "Lê Lan" --reason "two accounts of one briefing"
    """
    pairs = {"join": given["join"], "split": given["split"], "undo": given["undo"]}
    asked = [(name, pair) for name, pair in pairs.items() if pair]
    if len(asked) > 1:
        raise click.UsageError(f"--{asked[0][0]} and --{asked[1][0]} at once; give one of them")
    if asked:
        _decide(*asked[0], given)
    else:
        _list(given)


def _decide(asked: str, pair: Pair, given: Given) -> None:
    from banggiao.store import StoreError
    from banggiao.store.decisions import decide, undo

    with opened_store(given["db"], readonly=False) as connection:
        try:
            if asked == "undo":
                made = undo(connection, pair)
            else:
                made = decide(connection, pair, asked == "join", given["reviewer"] or "", given["reason"] or "")
        except StoreError as error:
            raise click.ClickException(wording.clean(str(error))) from error
    show([made], given["form"], given["lang"], _undone if asked == "undo" else _decisions)


def _list(given: Given) -> None:
    from banggiao.store.decisions import decided
    from banggiao.store.listings import stories

    with opened_store(given["db"]) as connection:
        if given["decided"]:
            show(decided(connection), given["form"], given["lang"], _decisions)
        else:
            found = stories(connection, given["since"], given["until"], given["as_of"])
            show(found, given["form"], given["lang"], _stories)


def _stories(found: Sequence[Story], ui: Interface, width: int) -> Iterator[str]:
    for number, story in enumerate(found):
        if number:
            yield ""
        yield from _folded(ui.say("story", count=len(story.documents), first=wording.clean(story.id)), "", width)
        for copy in story.documents:
            yield from _folded(_copy(copy, ui), _INDENT, width)
        for pair in story.pairs:
            words = ui.say("alike", one=pair.one, other=pair.other, percent=f"{pair.similarity:.0%}")
            yield from _folded(f"{wording.clean(words)}: {wording.reason(pair.because, ui)}", _INDENT * 2, width)
        yield from (f"{_INDENT * 2}{line}" for line in _decisions(story.decided, ui, width - 4))


def _copy(copy: Copy, ui: Interface) -> str:
    day = copy.known.isoformat() if copy.known else ui.say("no_date")
    parts = (day, copy.outlet, copy.agency, copy.title or ui.say("title"), copy.id)
    return wording.clean(" · ".join(" ".join(part.split()) for part in parts if part))


def _decisions(found: Sequence[Joining], ui: Interface, width: int) -> Iterator[str]:
    for made in found:
        key = "decided_together" if made.together else "decided_apart"
        yield from _folded(wording.clean(_said(key, made, ui)), "", width)


def _undone(found: Sequence[Joining], ui: Interface, width: int) -> Iterator[str]:
    for made in found:
        yield from _folded(wording.clean(_said("decided_no_more", made, ui)), "", width)


def _said(key: str, made: Joining, ui: Interface) -> str:
    return ui.say(key, one=made.one, other=made.other, who=made.reviewer, day=made.at[:10], reason=made.reason)


def _folded(text: str, lead: str, width: int) -> Iterator[str]:
    for runs in fold_runs([(text, "")], max(width - columns(lead), 20)):
        yield (lead + "".join(piece for piece, _ in runs)).rstrip()
