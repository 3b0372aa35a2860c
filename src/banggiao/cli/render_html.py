"""One self-contained page: the document, its events in a table and in place, a timeline, and who stands to whom.

Nothing is loaded and nothing runs: the styles are inline and named by their hash in the content security policy, there
is no script, and every character of the page that was read is escaped. Links lead only to http and https.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from banggiao.cli import wording
from banggiao.cli.html_text import Marks
from banggiao.cli.interface import Interface
from banggiao.cli.render_svg import network, timeline
from banggiao.records import AgendaEntry, Basis, Event, Interval, Measure, Mechanism, Part, Party, Record
from banggiao.version import __version__

_FOLDED = ("other", "chrome", "unknown")
_SHORTEST_FOLD = 3


def opening(ui: Interface) -> str:
    """What stands before the first document: the head of the page with its styles."""
    style = _asset("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Template(_asset("page.html")).substitute(
        lang=ui.code, style=style, style_hash=f"sha256-{digest}", version=__version__
    )


def closing(ui: Interface) -> str:
    """What stands after the last document."""
    return f"<footer>{escape(ui.say('made_by', version=__version__))}</footer>\n</body>\n</html>\n"


def render(record: Record, ui: Interface) -> str:
    """``record`` as one ``<article>``; the ids in it start with the document's, so that several can share a page."""
    return _Page(record, ui).whole()


@functools.cache
def _asset(name: str) -> str:
    return files("banggiao.cli").joinpath("assets", name).read_text("utf-8")


class _Page:
    """One document on its way to HTML."""

    def __init__(self, record: Record, ui: Interface) -> None:
        self.record = record
        self.ui = ui
        self.events = wording.in_order(record.events)
        self.key = hashlib.sha256(record.document.id.encode()).hexdigest()[:8]

    def whole(self) -> str:
        title = wording.clean(self.record.document.title or self.ui.say("title"))
        told_apart = wording.notice(self.record, self.ui)
        parts = [f'<article class="document" lang="{self.ui.code}">', f"<h1>{escape(title)}</h1>", self._facts()]
        if told_apart is not None:
            parts.append(f'<p class="notice">{escape(told_apart)}</p>')
        else:
            parts += [self._pictures(), self._table(), self._lists()]
        parts += [self._text(), "</article>\n"]
        return "\n".join(part for part in parts if part)

    def _facts(self) -> str:
        document, rows = self.record.document, []
        for name, value in (
            ("outlet", document.outlet),
            ("byline", document.byline),
            ("agency", document.agency),
            ("dateline", document.dateline),
            ("source", document.source),
        ):
            if value:
                rows.append((name, escape(wording.clean(value))))
        if document.url:
            rows.append(("url", link(document.url, document.url)))
        rows.append(("published", self._dated(document.published)))
        if document.captured is not None:
            rows.append(("captured", self._dated(document.captured)))
        cells = "".join(f"<dt>{escape(self.ui.say(name))}</dt><dd>{value}</dd>" for name, value in rows)
        return f'<dl class="facts">{cells}</dl>'

    def _dated(self, interval: Interval | None) -> str:
        """A date of the document with the evidence that it rests on."""
        if interval is None:
            return escape(self.ui.say("undated"))
        how = escape(wording.precision(interval, self.ui))
        words = f'<b>{escape(wording.date(interval, self.ui))}</b> <span class="soft">{how}</span>'
        deciding, further = wording.deciding(interval)
        words += self._basis(deciding)
        if further:
            count = escape(self.ui.say("further_basis", count=len(further)))
            words += f"<details><summary>{count}</summary>{self._basis(further)}</details>"
        return words

    def _basis(self, pieces: Iterable[Basis]) -> str:
        because = escape(self.ui.say("because"))
        shown = "".join(f"<li>{because} {escape(wording.basis(piece, self.ui))}</li>" for piece in pieces)
        return f"<ul>{shown}</ul>" if shown else ""

    def _pictures(self) -> str:
        drawings = [
            ("timeline", timeline(self.record, self.ui, self._anchor)),
            ("network", network(self.events, self.ui)),
        ]
        figures = [
            f"<figure><figcaption>{escape(self.ui.say(name))}</figcaption>{drawing}"
            f'<p class="hint">{escape(self.ui.say(f"{name}_hint"))}</p></figure>'
            for name, drawing in drawings
            if drawing
        ]
        return f'<div class="pictures">{"".join(figures)}</div>' if figures else ""

    def _anchor(self, event: Event) -> str:
        return f"row-{self.key}-{self.events.index(event) + 1}"

    def _table(self) -> str:
        heading = f"<h2>{escape(self.ui.say('events'))} ({len(self.events)})</h2>"
        if not self.events:
            return f'{heading}<p class="notice">{escape(self.ui.say("no_events"))}</p>'
        names = ("when", "who", "whom", "what", "status", "according_to")
        head = "<th></th>" + "".join(f"<th>{escape(self.ui.say(name))}</th>" for name in names)
        rows = "\n".join(self._row(number, event) for number, event in enumerate(self.events, 1))
        kinds = [(quad(event), self.ui.label("quads", event.quad)) for event in self.events]
        heading += _swatches(dict.fromkeys(sorted(kinds)))
        return (
            f'{heading}<div class="table"><table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
        )

    def _row(self, number: int, event: Event) -> str:
        ui = self.ui
        place = (
            f"<small>{escape(ui.say('place'))} {escape(wording.place(event.place, ui))}</small>" if event.place else ""
        )
        count = ""
        if event.count is not None:
            count = f"<small>{escape(ui.say('count'))}: {escape(wording.clean(event.count.text))}</small>"
        status = escape(ui.label("statuses", event.status))
        trigger = f'<a class="place" href="#mark-{self.key}-{number}">{escape(wording.what(event, ui))}</a>'
        said = (
            escape(wording.party(event.said_by, ui))
            if event.said_by
            else f'<span class="soft">{escape(ui.say("the_article"))}</span>'
        )
        sure = f"{ui.say('sure')} {event.confidence:.2f}, {ui.say('in_line', line=event.line)}"
        cells = [
            ("when", "when", _when(event, ui) + place),
            ("", "who", (escape(wording.parties(event.actors, ui)) or _none(ui)) + _resolved(event.actors, event, ui)),
            (
                "",
                "whom",
                (escape(wording.parties(event.recipients, ui)) or "–") + _resolved(event.recipients, event, ui),
            ),
            ("", "what", f"{trigger}<small>{escape(wording.code(event))}</small>{count}"),
            ("", "status", f'<span class="status {escape(event.status)}">{status}</span>'),
            ("", "according_to", f"{said}<small>{escape(sure)}</small>"),
        ]
        columns = "".join(
            f'<td{_class(css)} data-label="{escape(ui.say(name))}">{value}</td>' for css, name, value in cells
        )
        return f'<tr id="row-{self.key}-{number}"><td class="n quad {quad(event)}">{number}</td>{columns}</tr>'

    def _lists(self) -> str:
        sections = [
            ("mechanisms", [self._mechanism(m) for m in self.record.mechanisms]),
            ("measures", [self._measure(m) for m in wording.by_date(self.record.measures)]),
            ("agenda", [self._planned(a) for a in wording.by_date(self.record.agenda)]),
        ]
        shown = [
            f"<section><h2>{escape(self.ui.say(name))} ({len(entries)})</h2>"
            f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul></section>"
            for name, entries in sections
            if entries
        ]
        return f'<div class="lists">{"".join(shown)}</div>' if shown else ""

    def _mechanism(self, mechanism: Mechanism) -> str:
        steps = "".join(
            f"<li>{escape(wording.date(s.date, self.ui))}: {escape(self.ui.label('changes', s.change))}"
            + (f" {escape(self.ui.say('place'))} {escape(wording.place(s.place, self.ui))}" if s.place else "")
            + "</li>"
            for s in mechanism.history
        )
        who = escape(wording.actors(mechanism.parties, self.ui, " – "))
        return f'<b>{escape(wording.clean(mechanism.name))}</b> <span class="soft">{who}</span><ul>{steps}</ul>'

    def _measure(self, measure: Measure) -> str:
        ui = self.ui
        kind = wording.measure(measure, ui)
        actors, recipients = (wording.actors(c, ui) or ui.say("nobody") for c in (measure.actors, measure.recipients))
        who = f"{actors} → {recipients}"
        status = "" if measure.status == "actual" else f" ({escape(ui.label('statuses', measure.status))})"
        when = f'<span class="soft">{escape(wording.date(measure.date, ui))}</span>'
        return f"<b>{escape(kind)}</b>{status} {when}<br>{escape(who)}"

    def _planned(self, entry: AgendaEntry) -> str:
        place = f", {escape(self.ui.say('place'))} {escape(wording.place(entry.place, self.ui))}" if entry.place else ""
        who = f' <span class="soft">{escape(wording.actors(entry.parties, self.ui))}</span>' if entry.parties else ""
        return f"<b>{escape(wording.date(entry.date, self.ui))}</b> {escape(wording.clean(entry.what))}{who}{place}"

    def _text(self) -> str:
        """The page as it was read: every line with its part's colour, long runs of other matter folded away."""
        document = self.record.document
        marks = Marks(document.text, self.events, self.key, self.ui)
        blocks: list[str] = []
        lines = [p for p in document.parts if p.role != "blank"]
        for group, run in groupby(lines, key=lambda p: wording.group_of(p.role)):
            several = list(run)
            body = "\n".join(self._line(part, group, marks) for part in several)
            if (
                group in _FOLDED
                and len(several) >= _SHORTEST_FOLD
                and not any(marks.has(p.start, p.end) for p in several)
            ):
                words = self.ui.say("lines_hidden", count=len(several), kind=self.ui.label("groups", group))
                body = f"<details><summary>{escape(words)}</summary>\n{body}\n</details>"
            blocks.append(body)
        heading = f"<h2>{escape(self.ui.say('page'))}</h2>"
        language = escape(document.language)
        joined = "\n".join(blocks)
        return f'{heading}{self._legend(lines)}<div class="page" lang="{language}">\n{joined}\n</div>'

    def _line(self, part: Part, group: str, marks: Marks) -> str:
        role = escape(part.role)
        return f'<p class="{group} {role}" title="{role}">{marks.render(part.start, part.end)}</p>'

    def _legend(self, lines: Iterable[Part]) -> str:
        present = dict.fromkeys(wording.group_of(p.role) for p in lines)
        entries = [(group, self.ui.label("groups", group)) for group in present]
        if self.events:
            entries += [(name, self.ui.say(name)) for name in ("actor", "recipient", "trigger")]
        return _swatches(entries)


def quad(event: Event) -> str:
    """The event's quad category as the name of a CSS class."""
    return escape(event.quad.replace(" ", "-"))


def link(address: str, words: str) -> str:
    """``words`` leading to ``address`` when that is http or https, else the words alone: a page can name any scheme."""
    if address.lower().startswith(("http://", "https://")):
        return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{escape(wording.clean(words))}</a>'
    return escape(wording.clean(words))


def _swatches(entries: Iterable[tuple[str, str]]) -> str:
    """A legend: the name of a CSS class, and what its colour means."""
    shown = (f'<li><i class="swatch {name}"></i>{escape(words)}</li>' for name, words in entries)
    return f'<ul class="legend">{"".join(shown)}</ul>'


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _when(event: Event, ui: Interface) -> str:
    words = escape(wording.date(event.date, ui))
    return words if event.date else f'<span class="soft">{words}</span>'


def _resolved(several: Iterable[Party], event: Event, ui: Interface) -> str:
    """The words that stand for somebody named elsewhere: “ông này”."""
    words = dict.fromkeys(wording.pointing(p, event, ui) for p in several if p.via is not None)
    return "".join(f"<small>{escape(w)}</small>" for w in words)


def _none(ui: Interface) -> str:
    return f'<span class="soft">{escape(ui.say("nobody"))}</span>'
