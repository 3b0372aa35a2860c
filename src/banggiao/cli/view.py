"""The forms in which a record is shown, chosen by name; made where the page was read, so processes send bytes only."""

from __future__ import annotations

import os
import shutil
import sys

from msgspec import Struct

from banggiao.cli.interface import interface
from banggiao.records import Record

FORMATS = ("text", "json", "gold", "csv", "html")


class Shown(Struct, frozen=True):
    """A record in the form asked for, a line for the reader when the page is no article, and how many events it has."""

    body: bytes
    notice: str | None = None
    events: int = 0


class View(Struct, frozen=True):
    """Renders records as ``form``, one of :data:`FORMATS`, in the interface language ``lang``; picklable."""

    form: str
    lang: str = "en"
    width: int = 80
    colour: bool = False
    with_text: bool = False
    verbose: bool = False

    def opening(self) -> bytes:
        """What stands before the first record."""
        if self.form == "csv":
            from banggiao.cli import render_csv

            return render_csv.header().encode()
        if self.form == "html":
            from banggiao.cli import render_html

            return render_html.opening(interface(self.lang)).encode()
        return b""

    def closing(self) -> bytes:
        """What stands after the last record."""
        if self.form == "html":
            from banggiao.cli import render_html

            return render_html.closing(interface(self.lang)).encode()
        return b""

    def __call__(self, record: Record) -> Shown:
        """``record`` in this form; a page without an article gets its notice (in the text view, as its body)."""
        from banggiao.cli import wording

        told_apart = wording.notice(record, interface(self.lang))
        if self.form == "text":
            return Shown(self._text(record), None, len(record.events))
        return Shown(self._other(record), told_apart, len(record.events))

    def _text(self, record: Record) -> bytes:
        from banggiao.cli import render_text

        return render_text.TextView(interface(self.lang), self.width, self.colour, self.verbose).render(record).encode()

    def _other(self, record: Record) -> bytes:
        from banggiao import api

        if self.form == "json":
            return api.to_json(record, self.with_text) + b"\n"
        if self.form == "gold":
            return b"".join(line + b"\n" for line in api.to_gold(record))
        if self.form == "csv":
            from banggiao.cli import render_csv

            return render_csv.render(record).encode()
        from banggiao.cli import render_html

        return render_html.render(record, interface(self.lang)).encode()


def terminal(to_file: bool) -> tuple[int, bool]:
    """The width to wrap to and whether to use colours: those of the terminal, else 80 columns and none.

    ``NO_COLOR`` (https://no-color.org) turns colours off, whatever its value, unless it is empty.
    """
    at_terminal = not to_file and sys.stdout.isatty()
    width = min(shutil.get_terminal_size((80, 24)).columns, 120) if at_terminal else 80
    colour = at_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return max(width, 40), colour
