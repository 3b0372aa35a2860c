"""What a desk officer reads at a terminal: the document and why it is dated so, then its events over their evidence.

Colours mark the evidence on a terminal, brackets elsewhere: ``[Nga →]`` acts, ``[→ Mỹ]`` is acted upon,
``[↔ hai bên]`` both, ``«…»`` are the words that tell the event. Nothing of the page can steer the terminal: control
characters are replaced.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from msgspec import Struct

from banggiao.cli import wording
from banggiao.cli.folding import Run, columns, fold_runs
from banggiao.cli.interface import Interface
from banggiao.records import AgendaEntry, Event, Interval, Measure, Mechanism, Record

STYLES = {
    "heading": "1",
    "dim": "2",
    "actor": "1;34",
    "recipient": "1;35",
    "both": "1;36",
    "trigger": "1;4",
    "cooperation": "32",
    "conflict": "31",
}
_MARKS = {"actor": ("[", " →]"), "recipient": ("[→ ", "]"), "both": ("[↔ ", "]"), "trigger": ("«", "»")}
_DATE = 13
"""The widest date that the column of dates is made for: a day, or that none is known."""
_ARTICLE = frozenset({"title", "lead", "body", "photo_caption"})
LONGEST = 1500
"""A sentence of more characters than this is shown only around its trigger."""


class TextView(Struct, frozen=True):
    """Renders one record after another; ``width`` in columns, ``colour`` for terminals that show it.

    ``verbose`` shows every piece of evidence for a date, and the rule of every event.
    """

    ui: Interface
    width: int = 80
    colour: bool = False
    verbose: bool = False

    def render(self, record: Record) -> str:
        """The whole view of ``record``, ending in a blank line; one line for a page that holds no article."""
        told_apart = wording.notice(record, self.ui)
        if told_apart is not None:
            coded = [*self._events(record), ""] if record.events else []
            return "\n".join([told_apart, *coded]) + "\n"
        lines = [
            *self._head(record),
            *self._events(record),
            *self._section("mechanisms", [self._mechanism(m) for m in record.mechanisms]),
            *self._section("measures", [self._measure(m) for m in wording.by_date(record.measures)]),
            *self._section("agenda", [self._planned(a) for a in wording.by_date(record.agenda)]),
            *self._others(record),
            "",
        ]
        return "\n".join(lines) + "\n"

    def _head(self, record: Record) -> Iterator[str]:
        document, say = record.document, self.ui.say
        yield self._paint("━" * self.width, "dim")
        yield from self._wrap([(wording.clean(wording.shorten(document.title or say("title"), 300)), "heading")])
        yield self._paint("━" * self.width, "dim")
        facts = [
            ("outlet", document.outlet),
            ("byline", document.byline),
            ("agency", document.agency),
            ("dateline", document.dateline),
            ("url", document.url),
            ("source", document.source),
        ]
        column = max(len(say(key)) for key in ("outlet", "byline", "agency", "url", "published", "captured", "source"))
        for key, value in facts:
            if value:
                yield from self._fact(say(key), column, [(wording.clean(wording.shorten(value, 300)), "")])
        yield from self._dated("published", document.published, column)
        if document.captured is not None:
            yield from self._dated("captured", document.captured, column)

    def _dated(self, key: str, interval: Interval | None, column: int) -> Iterator[str]:
        """A date of the document, and a line for each piece of evidence that it rests on."""
        if interval is None:
            yield from self._fact(self.ui.say(key), column, [(self.ui.say("undated"), "dim")])
            return
        how = wording.precision(interval, self.ui)
        words = [(wording.date(interval, self.ui), "heading" if key == "published" else ""), (f", {how}", "dim")]
        yield from self._fact(self.ui.say(key), column, words)
        deciding, further = wording.deciding(interval)
        if self.verbose:
            deciding, further = [*deciding, *further], []
        for piece in deciding:
            because = f"{self.ui.say('because')} {wording.basis(piece, self.ui)}"
            yield from self._wrap([(because, "dim")], column + 3, column + 5)
        if further:
            more = f"{self.ui.say('further_basis', count=len(further))} {self.ui.say('further_how')}"
            yield from self._wrap([(more, "dim")], column + 3, column + 5)

    def _fact(self, label: str, column: int, runs: list[Run]) -> Iterator[str]:
        yield from self._wrap([(f"{label:<{column}}", "dim"), ("  ", ""), *runs], 1, column + 3)

    def _events(self, record: Record) -> Iterator[str]:
        yield ""
        yield self._heading("events", len(record.events))
        if not record.events:
            yield from self._wrap([(self.ui.say("no_events"), "")], 1, 1)
        number_width = len(str(len(record.events)))
        # Dates stand in a column of their own; spans of days, which are longer, may jut out of it.
        dates = [columns(wording.date(event.date, self.ui)) for event in record.events]
        column = max((size for size in dates if size <= _DATE), default=0)
        for number, event in enumerate(wording.in_order(record.events), 1):
            yield ""
            yield from self._event(record, event, f"{number:>{number_width}}", column)

    def _event(self, record: Record, event: Event, number: str, column: int) -> Iterator[str]:
        indent = len(number) + 3
        when = wording.date(event.date, self.ui)
        hue = "conflict" if "conflict" in event.quad else "cooperation"
        yield from self._wrap(
            [
                (number, "dim"),
                ("  ", ""),
                (when, "heading" if event.date else "dim"),
                (" " * (max(column - columns(when), 0) + 2), ""),
                *self._who(event),
            ],
            1,
            indent,
        )
        runs: list[Run] = [
            (wording.what(event, self.ui), hue),
            (" · ", "dim"),
            (self.ui.label("statuses", event.status), "heading"),
        ]
        for words in self._circumstances(event):
            runs += [(" · ", "dim"), (words, "")]
        yield from self._wrap(runs, indent, indent)
        for words in wording.resolved(event, self.ui):
            yield from self._wrap([(words, "dim")], indent, indent + 2)
        where = self.ui.say("in_part", part=self.ui.label("parts", event.part), line=event.line)
        about = f"{where} · {self.ui.say('sure')} {event.confidence:.2f}"
        if self.verbose:
            about += f" · {wording.code(event)} · {self.ui.say('rule')} {event.rule}"
        yield from self._wrap([(about, "dim")], indent, indent)
        bar = " " * indent + self._paint("│ ", hue)
        sentence = marked(record.document.text, event, brackets=not self.colour)
        for line in fold_runs(sentence, self.width - indent - 2):
            yield bar + "".join(self._paint(text, style) for text, style in line)

    def _who(self, event: Event) -> list[Run]:
        actors = wording.parties(event.actors, self.ui)
        recipients = wording.parties(event.recipients, self.ui)
        runs: list[Run] = [(actors, "actor") if actors else (f"({self.ui.say('nobody')})", "dim")]
        if recipients:
            runs += [(" → ", ""), (recipients, "recipient")]
        return runs

    def _circumstances(self, event: Event) -> list[str]:
        """Who says so, where, how many."""
        if event.said_by is None:
            words = [self.ui.say("narrated")]
        else:
            words = [self.ui.say("said_by", who=wording.party(event.said_by, self.ui))]
        if event.place is not None:
            words.append(f"{self.ui.say('place')} {wording.place(event.place, self.ui)}")
        if event.count is not None:
            words.append(f"{self.ui.say('count')}: {wording.clean(event.count.text)}")
        return words

    def _section(self, key: str, entries: list[list[list[Run]]]) -> Iterator[str]:
        """A section of entries, each a list of lines of runs; nothing at all when there are none."""
        if entries:
            yield ""
            yield self._heading(key, len(entries))
        for entry in entries:
            for depth, runs in enumerate(entry):
                yield from self._wrap(runs, 1 + 3 * min(depth, 1), 4 + 3 * min(depth, 1))

    def _mechanism(self, mechanism: Mechanism) -> list[list[Run]]:
        runs: list[list[Run]] = [
            [
                (wording.clean(mechanism.name), "heading"),
                (f"  {wording.actors(mechanism.parties, self.ui, ' – ')}", "actor"),
            ]
        ]
        for step in mechanism.history:
            line = [(f"{wording.date(step.date, self.ui)}  ", ""), (self.ui.label("changes", step.change), "heading")]
            if step.place is not None:
                line.append((f"  {self.ui.say('place')} {wording.place(step.place, self.ui)}", ""))
            runs.append(line)
        return runs

    def _measure(self, measure: Measure) -> list[list[Run]]:
        line: list[Run] = [
            (f"{wording.date(measure.date, self.ui)}  ", ""),
            (wording.actors(measure.actors, self.ui) or f"({self.ui.say('nobody')})", "actor"),
            (" → ", ""),
            (wording.actors(measure.recipients, self.ui) or f"({self.ui.say('nobody')})", "recipient"),
            (f"  {wording.measure(measure, self.ui)}", "heading"),
        ]
        if measure.status != "actual":
            line.append((f"  {self.ui.label('statuses', measure.status)}", "dim"))
        return [line]

    def _planned(self, entry: AgendaEntry) -> list[list[Run]]:
        line = [(f"{wording.date(entry.date, self.ui)}  ", "heading"), (wording.clean(entry.what), "")]
        if entry.parties:
            line.append((f"  {wording.actors(entry.parties, self.ui)}", "actor"))
        if entry.place is not None:
            line.append((f"  {self.ui.say('place')} {wording.place(entry.place, self.ui)}", ""))
        return [line]

    def _others(self, record: Record) -> Iterator[str]:
        words = wording.other_stories(record, self.ui)
        coded = any(event.part not in _ARTICLE for event in record.events)
        apart = "other_stories_coded" if coded else "other_stories"
        if words:
            yield ""
            yield from self._wrap([(f"{self.ui.say(apart)}: {words}", "dim")], 0, 1)

    def _heading(self, key: str, count: int) -> str:
        return self._paint(f"{self.ui.say(key)} ({count})", "heading")

    def _wrap(self, runs: Iterable[Run], first: int = 0, rest: int = 0) -> Iterator[str]:
        """Wrap ``runs`` to the width; the first line starts at column ``first``, the others at ``rest``."""
        indent = first
        lead = max(rest - first, 0)
        folded = fold_runs(list(runs), self.width - first, self.width - rest if lead else None)
        for line in folded:
            yield " " * indent + "".join(self._paint(text, style) for text, style in line)
            indent = rest

    def _paint(self, text: str, style: str) -> str:
        return paint(text, style, self.colour)


def paint(text: str, style: str, colour: bool) -> str:
    """``text`` in the colours of ``style``, one of :data:`STYLES`, for a terminal that shows them."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and style and text else text


def marked(text: str, event: Event, brackets: bool) -> list[Run]:
    """The event's sentence in runs: trigger and parties styled, and between brackets where colours do not show."""
    first, last = _window(event)
    actors = {(p.start, p.end) for p in event.actors if wording.said(p, event)}
    recipients = {(p.start, p.end) for p in event.recipients if wording.said(p, event)}
    spans = [(event.trigger.start, event.trigger.end, "trigger")]
    spans += [(*place, "both") for place in sorted(actors & recipients)]
    spans += [(*place, "actor") for place in sorted(actors - recipients)]
    spans += [(*place, "recipient") for place in sorted(recipients - actors)]
    inside = [s for s in spans if first <= s[0] < s[1] <= last]
    cuts = sorted({first, last, *(s[0] for s in inside), *(s[1] for s in inside)})
    runs: list[Run] = [("… ", "")] if first > event.sentence.start else []
    for left, right in itertools.pairwise(cuts):
        if brackets:
            opened = sorted((s for s in inside if s[0] == left), key=lambda s: -s[1])
            runs += [(_MARKS[s[2]][0], s[2]) for s in opened]
        over = [s[2] for s in inside if s[0] <= left and right <= s[1]]
        runs.append((wording.clean(text[left:right]), "trigger" if "trigger" in over else over[0] if over else ""))
        if brackets:
            closed = sorted((s for s in reversed(inside) if s[1] == right), key=lambda s: -s[0])
            runs += [(_MARKS[s[2]][1], s[2]) for s in closed]
    return [*runs, (" …", "")] if last < event.sentence.end else runs


def _window(event: Event) -> tuple[int, int]:
    """The sentence, or what stands around the trigger when a page has no sentence ends for thousands of characters."""
    first, last = event.sentence.start, event.sentence.end
    if last - first > LONGEST:
        first, last = max(first, event.trigger.start - LONGEST // 2), min(last, event.trigger.end + LONGEST // 2)
    return first, last
