"""The options by which events are asked for, the same in every command that lists, searches or exports them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, get_args

import click

from banggiao.cli.listing import actor, actor_option, period_options
from banggiao.records import Status

if TYPE_CHECKING:
    from banggiao.store.filters import Filter

Command = TypeVar("Command", bound=Callable[..., Any])


class Asked(TypedDict, total=False):
    """What :func:`filter_options` puts into the parameters of a command."""

    actors: tuple[str, ...]
    pair: tuple[str, str] | None
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    outlets: tuple[str, ...]
    parts: tuple[str, ...]
    datasets: tuple[str, ...]
    min_confidence: float
    reviewed: bool
    all: bool


def event_types(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """PLOVER types and those of imports, in whatever case; UsageError lists them when one of ``values`` is none."""
    from banggiao import ontology

    known = (*ontology.load().types, *ontology.OUTSIDE)
    for value in values:
        if value.upper() not in known:
            raise click.BadParameter(f"{value!r} is no type of event; there are: {', '.join(known)}")
    return tuple(value.upper() for value in values)


def filter_options(command: Command) -> Command:
    """``--actor``, ``--pair``, ``--type``, ``--status``, ``--since``, ``--until``, ``--outlet``, ``--part``,
    ``--dataset``, ``--min-confidence``, ``--reviewed``, ``--all``; :func:`filter_of` makes a filter of them.
    """
    for decorate in reversed(
        [
            actor_option,
            click.option(
                "--pair", nargs=2, callback=actor, metavar="ACTOR ACTOR", help="Only what one does to the other."
            ),
            _several("--type", "types", "TYPE", "Only events of this type, as SANCTION; may be repeated.", event_types),
            click.option(
                "--status",
                "statuses",
                multiple=True,
                type=click.Choice(get_args(Status)),
                help="Only events of this status; may be repeated.",
            ),
            period_options,
            _several(
                "--outlet", "outlets", "NAME", "Only what this outlet published, as vnexpress.net; may be repeated."
            ),
            _several("--part", "parts", "ROLE", "Only what stands in this part of a page, as title; may be repeated."),
            _several("--dataset", "datasets", "NAME", "Only events of this data set; read: of pages. May be repeated."),
            click.option(
                "--min-confidence",
                type=click.FloatRange(0, 1),
                default=0.0,
                metavar="NUMBER",
                help="Only events at least so sure, from 0 to 1.",
            ),
            click.option("--reviewed", is_flag=True, help="Only what a person confirmed or corrected."),
            click.option("--all", is_flag=True, help="Also older versions of pages, and what was rejected in review."),
        ]
    ):
        command = decorate(command)
    return command


def filter_of(asked: Asked, as_of: dt.date | None = None, phrase: str | None = None) -> Filter:
    """The filter that the options ask for."""
    from banggiao.store.filters import Filter

    return Filter(**asked, as_of=as_of, phrase=phrase)


def _several(
    name: str, parameter: str, metavar: str, text: str, check: Callable[..., Any] | None = None
) -> Callable[[Command], Command]:
    return click.option(name, parameter, multiple=True, callback=check, metavar=metavar, help=text)
