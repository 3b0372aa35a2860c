"""``banggiao read``: pages or sentences in, records out, in the form asked for."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterable
from typing import TypedDict, Unpack

import click

from banggiao.cli.interface import LANGUAGES, interface, preferred
from banggiao.cli.output import opened
from banggiao.cli.progress import Progress
from banggiao.cli.view import FORMATS, Shown, View, terminal
from banggiao.cli.wording import clean


class Given(TypedDict):
    """The options of ``banggiao read``, as the command line gives them."""

    form: str
    kind: str
    url: str | None
    published: str | None
    language: str | None
    outlet: str | None
    parts: str
    with_text: bool
    output: str | None
    lang: str | None
    jobs: int
    progress: bool
    verbose: bool


def iso_date(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Check that ``value`` is a date (or a date and time) as ISO 8601 writes it, and not to come; else UsageError."""
    if value is None:
        return None
    try:
        date = dt.datetime.fromisoformat(value).date()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it like 2018-07-16") from None
    if date > dt.date.today() + dt.timedelta(days=1):
        raise click.BadParameter(f"{value} is still to come; nothing is read before it is published")
    return value


def saved(_: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Check that no input is an address: nothing is fetched. UsageError says what to do instead."""
    for value in values:
        if value.startswith(("http://", "https://")):
            raise click.BadParameter(f"{value} is an address; save the page, and name the file with --url {value}")
    return values


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="PAGE...", callback=saved)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show it.")
@click.option(
    "--input",
    "kind",
    type=click.Choice(["page", "sentences"]),
    default="page",
    show_default=True,
    help="Saved pages, or a JSON list or JSON Lines of documents already cut into sentences.",
)
@click.option("--url", help="The address of the page, where it is known.")
@click.option("--published", callback=iso_date, metavar="DATE", help="When the page was published, as 2018-07-16.")
@click.option("--language", metavar="CODE", help="The language of the page, as vi; else it is found out.")
@click.option("--outlet", metavar="NAME", help="Who published the page, as vnexpress.net.")
@click.option(
    "--parts",
    type=click.Choice(["article", "all"]),
    default="article",
    show_default=True,
    help="Code the article alone, or the page's other stories too, marked with their part.",
)
@click.option("--with-text", is_flag=True, help="Put the normalised text into the JSON, for offsets to point into.")
@click.option("--output", metavar="FILE", help="Write to FILE, which appears only when it is whole.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the interface.  [default: from the locale]")
@click.option(
    "--jobs", type=click.IntRange(0), default=1, show_default=True, help="Processes to read with; 0: one a core."
)
@click.option("--verbose", is_flag=True, help="Show all evidence for a date, and the rule of each event.")
@click.option("--progress", is_flag=True, help="Show how far it is, at a terminal.")
def command(inputs: tuple[str, ...], **given: Unpack[Given]) -> int:
    """Read saved news pages (plain text or HTML): who did what to whom, when, according to whom.

    PAGE is a file, a folder, which is read with everything in it, or - for standard input. What cannot be read is
    reported, and the rest is read; the exit status is 1 then.
    """
    width, colour = terminal(to_file=given["output"] is not None)
    lang = given["lang"] or preferred()
    view = View(given["form"], lang, width, colour, given["with_text"], given["verbose"])
    reading = _Reading(view, given)
    with opened(given["output"]) as write:
        write(view.opening())
        for shown in reading.all(inputs):
            write(shown.body)
        write(view.closing())
    reading.conclude()
    return 1 if reading.failed else 0


class _Reading:
    """One run over the inputs: yields what was read, reports what was not."""

    def __init__(self, view: View, given: Given) -> None:
        self.failed = 0
        self._seen = 0
        self._read = 0
        self._events = 0
        self._began = time.monotonic()
        self._view = view
        self._given = given
        self._progress = Progress(interface(view.lang), None, False)

    def all(self, inputs: tuple[str, ...]) -> Iterable[Shown]:
        """What each input gives, in order."""
        from banggiao import api
        from banggiao.records import PageHints

        given = self._given
        hints = PageHints(given["url"], given["published"], given["language"], given["outlet"])
        options = api.Options(hints, given["parts"] == "all")
        work, total = self._work(inputs)
        self._progress = Progress(interface(self._view.lang), total, given["progress"])
        jobs = given["jobs"] or os.cpu_count() or 1
        for outcome in api.read_many(work, self._view, options, jobs):
            self._seen += 1
            self._progress.step()
            if outcome.error is not None or outcome.result is None:
                self._report(outcome.error or outcome.source)
                continue
            if outcome.result.notice:
                self._say(outcome.result.notice)
            self._read += 1
            self._events += outcome.result.events
            yield outcome.result
        self._progress.clear()
        if not self._seen and not self.failed:
            self._report(interface(self._view.lang).say("nothing"))

    def conclude(self) -> None:
        """After several pages, one line: how many were read and not read, how many events there are, how fast."""
        if self._seen > 1:
            seconds = max(time.monotonic() - self._began, 0.001)
            count = {"read": self._read, "failed": self.failed, "events": self._events}
            rate = f"{self._seen / seconds:.1f}"
            self._say(interface(self._view.lang).say("summary", **count, rate=rate))

    def _work(self, inputs: tuple[str, ...]) -> tuple[Iterable, int | None]:  # type: ignore[type-arg]
        """What is to be read, and how much it is where that is known before."""
        from banggiao import api

        if self._given["kind"] == "sentences":
            documents = (d for name in inputs for d in api.read_sentence_file(name, self._broken))
            return documents, None
        if not self._given["progress"]:
            return api.expand(inputs, self._broken), None
        pages = list(api.expand(inputs, self._broken))
        return pages, len(pages)

    def _broken(self, error: Exception) -> None:
        self._report(str(error))

    def _report(self, sentence: str) -> None:
        self.failed += 1
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._progress.clear()
        click.echo(f"banggiao: {clean(sentence)}", err=True)
