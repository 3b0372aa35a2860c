"""``banggiao explain``: how a sentence is understood, and which rules nearly fired."""

from __future__ import annotations

import sys

import click

from banggiao.cli.interface import LANGUAGES, interface, preferred
from banggiao.cli.read import iso_date
from banggiao.cli.view import terminal


@click.command("explain")
@click.argument("sentence")
@click.option("--published", callback=iso_date, metavar="DATE", help="When it was published, as 2018-07-16.")
@click.option("--language", metavar="CODE", default="vi", show_default=True, help="The language of the sentence.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the interface.  [default: from the locale]")
def command(sentence: str, published: str | None, language: str, lang: str | None) -> int:
    """Show how SENTENCE is understood: each event with its rule, voice, slots, date and guards; then the near misses.

    Several sentences stand one a line. - reads them from standard input.
    """
    from banggiao import api
    from banggiao.cli.render_explanation import ExplanationView

    text = sys.stdin.buffer.read().decode("utf-8", "replace") if sentence == "-" else sentence
    if not text.strip():
        raise click.UsageError("there is no sentence; write it in quotation marks")
    try:
        explanation = api.explain(text, published, language)
    except ValueError as error:
        raise click.ClickException(f"{error}; name another with --language") from error
    width, colour = terminal(to_file=False)
    click.echo(ExplanationView(interface(lang or preferred()), width, colour).render(text, explanation), nl=False)
    return 0
