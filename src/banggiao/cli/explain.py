"""``banggiao explain``: how a sentence is understood, and which rules nearly fired."""

from __future__ import annotations

import sys
from typing import TypedDict, Unpack

import click

from banggiao.cli.interface import LANGUAGES, interface, preferred
from banggiao.cli.read import iso_date
from banggiao.cli.view import terminal


class Given(TypedDict):
    """The options of ``banggiao explain``, as the command line gives them."""

    published: str | None
    language: str
    mentions: bool
    everything: bool
    lang: str | None


@click.command("explain")
@click.argument("sentence")
@click.option("--published", callback=iso_date, metavar="DATE", help="When it was published, as 2018-07-16.")
@click.option("--language", metavar="CODE", default="vi", show_default=True, help="The language of the sentence.")
@click.option("--mentions", is_flag=True, help="Show who is mentioned and which times are named, too.")
@click.option("--all", "everything", is_flag=True, help="Show every rule that was tried, not the nearest alone.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the interface.  [default: from the locale]")
def command(sentence: str, **given: Unpack[Given]) -> int:
    """Show how SENTENCE is understood: each event with its rule, voice, slots, date and guards; then the near misses.

    A near miss is a rule whose words stand there and that told nothing: it was stopped when its slots were filled, or
    its last slot stayed empty. The nearest come first.

    Several sentences stand one a line. - reads them from standard input.
    """
    from banggiao import api
    from banggiao.cli.render_explanation import ExplanationView
    from banggiao.cli.render_mentions import MentionView

    text = sys.stdin.buffer.read().decode("utf-8", "replace") if sentence == "-" else sentence
    if not text.strip():
        raise click.UsageError("there is no sentence; write it in quotation marks")
    published, language = given["published"], given["language"]
    ui = interface(given["lang"] or preferred())
    try:
        explanation = api.explain(text, published, language)
    except ValueError as error:
        raise click.ClickException(f"{error}; name another with --language") from error
    width, colour = terminal(to_file=False)
    if given["mentions"]:
        record = api.read_lines(text, published, language)
        click.echo(MentionView(ui, width, colour).render(record), nl=False)
    view = ExplanationView(ui, width, colour, given["everything"])
    click.echo(view.render(text, explanation, api.voices(language)), nl=False)
    return 0
