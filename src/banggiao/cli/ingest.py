"""``banggiao ingest``: pages, manifests or sentences in; a store that has them."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict, Unpack

import click

from banggiao.cli.interface import interface, preferred
from banggiao.cli.listing import lang_option, store_option
from banggiao.cli.progress import Progress
from banggiao.cli.read import iso_date, saved
from banggiao.cli.wording import clean


class Given(TypedDict):
    """The options of ``banggiao ingest``, as the command line gives them."""

    db: str
    kind: str
    url: str | None
    published: str | None
    language: str | None
    outlet: str | None
    lang: str | None
    jobs: int
    again: bool
    progress: bool


@click.command("ingest")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", callback=saved)
@store_option
@click.option(
    "--input",
    "kind",
    type=click.Choice(["page", "manifest", "sentences"]),
    default="page",
    show_default=True,
    help="Saved pages; a list of them as JSON Lines (known by itself where its name ends in .jsonl); or documents "
    "already cut into sentences.",
)
@click.option("--url", help="The address of the page, where it is known.")
@click.option("--published", callback=iso_date, metavar="DATE", help="When the pages were published, as 2018-07-16.")
@click.option("--language", metavar="CODE", help="The language of the pages, as vi; else it is found out.")
@click.option("--outlet", metavar="NAME", help="Who published the pages, as vnexpress.net.")
@lang_option
@click.option(
    "--jobs", type=click.IntRange(0), default=1, show_default=True, help="Processes to read with; 0: one a core."
)
@click.option("--again", is_flag=True, help="Read what the store has as well: after an upgrade that reads better.")
@click.option("--progress", is_flag=True, help="Show how far it is, at a terminal.")
def command(inputs: tuple[str, ...], **given: Unpack[Given]) -> int:
    """Read pages and keep what they say in a store: documents, events, and what follows from them.

    INPUT is a file, a folder, which is read with everything in it, - for standard input, or a manifest: JSON Lines of
    {"path", "url", "published", "outlet", "language"}, all but the path optional. What the store has already changes
    nothing; a page that has changed becomes a new version. Pages that tell no story of their own (lists) are kept
    without events. What cannot be read is reported, and the rest is kept; the exit status is 1 then.
    """
    return _Ingest(given).all(inputs)


class _Ingest:
    """One run over the inputs."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._ui = interface(given["lang"] or preferred())
        self._count: Counter[str] = Counter()
        self._began = time.monotonic()
        self._progress = Progress(self._ui, None, False)

    def all(self, inputs: tuple[str, ...]) -> int:
        """Keep what each input gives; the exit status."""
        from banggiao import api
        from banggiao.records import PageHints
        from banggiao.store import StoreError

        given = self._given
        hints = PageHints(given["url"], given["published"], given["language"], given["outlet"])
        work, total = self._work(inputs)
        self._progress = Progress(self._ui, total, given["progress"])
        try:
            jobs = given["jobs"] or os.cpu_count() or 1
            for outcome in api.ingest(work, given["db"], api.Options(hints), jobs, again=given["again"]):
                self._progress.step()
                if outcome.result is None:
                    self._report(outcome.error or outcome.source)
                else:
                    self._count[outcome.result.change] += 1
                    self._count["events"] += outcome.result.events
                    self._count["silent"] += not outcome.result.tells
        except StoreError as error:
            if self._count:
                self._conclude()
            raise click.ClickException(clean(str(error))) from error
        self._conclude()
        return 1 if self._count["failed"] else 0

    def _conclude(self) -> None:
        """One line: what became of the documents, how many events they brought, how fast."""
        self._progress.clear()
        count = {name: self._count[name] for name in ("new", "changed", "unchanged", "failed", "events")}
        seen = sum(count.values()) - count["events"]
        if not seen:
            self._report(self._ui.say("nothing"))
            return
        rate = seen / max(time.monotonic() - self._began, 0.001)
        self._say(self._ui.say("ingested", **count, rate=f"{rate:.1f}"))
        if self._count["silent"]:
            self._say(self._ui.say("without_story", count=self._count["silent"]))

    def _work(self, inputs: tuple[str, ...]) -> tuple[Iterable, int | None]:  # type: ignore[type-arg]
        """What is to be read, and how much it is where that is known before."""
        from banggiao import api

        if self._given["kind"] == "sentences":
            return (d for name in inputs for d in api.read_sentence_file(name, self._broken)), None
        if not self._given["progress"]:
            return self._pages(inputs), None
        pages = list(self._pages(inputs))
        return pages, len(pages)

    def _pages(self, inputs: tuple[str, ...]) -> Iterator:  # type: ignore[type-arg]
        from banggiao import api

        for name in inputs:
            if self._given["kind"] == "manifest" or (name != "-" and api.is_manifest(Path(name))):
                yield from api.read_manifest(name, self._broken)
            else:
                yield from api.expand([name], self._broken)

    def _broken(self, error: Exception) -> None:
        self._report(str(error))

    def _report(self, sentence: str) -> None:
        self._count["failed"] += 1
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._progress.clear()
        click.echo(f"banggiao: {clean(sentence)}", err=True)
