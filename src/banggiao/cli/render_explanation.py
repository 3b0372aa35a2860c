"""How a sentence was understood, for people: each event with its derivation, then the rules that came near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from banggiao.cli import wording
from banggiao.cli.folding import Run, fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.nearness import nearest
from banggiao.cli.render_text import marked, paint
from banggiao.records import Event, Party, Span

if TYPE_CHECKING:
    from banggiao.events import Derivation, Explanation, Filled, NearMiss

Fact = tuple[str, list[Run]]
"""A label and what stands beside it."""


class ExplanationView(Struct, frozen=True):
    """Renders an explanation at ``width`` columns, with colours on a terminal."""

    ui: Interface
    width: int = 80
    colour: bool = False
    everything: bool = False

    def render(self, text: str, explanation: Explanation, voices: Mapping[str, str]) -> str:
        """The events of ``text`` with their derivations, then the near misses; ``voices`` are the patterns by name."""
        lines: list[str] = []
        text = "\n".join(" ".join(line.split()) for line in text.splitlines())
        misses = nearest(explanation, voices, self.everything)
        for derivation in explanation.derivations:
            lines += [*self._derivation(text, derivation), ""]
        if not explanation.derivations:
            lines += [*self._wrap([(self.ui.say("no_events"), "")]), ""]
        lines.append(self._paint(f"{self.ui.say('near_misses')} ({len(misses)})", "heading"))
        for miss in misses:
            lines += self._miss(miss)
        if not misses:
            lines += self._wrap([(self.ui.say("no_near_misses"), "dim")], 3)
        return "\n".join(lines) + "\n"

    def _derivation(self, text: str, derivation: Derivation) -> Iterator[str]:
        event, ui = derivation.event, self.ui
        hue = "conflict" if "conflict" in event.quad else "cooperation"
        yield from self._wrap(
            [
                (wording.what(event, ui), hue),
                (f"  {wording.code(event)}", "dim"),
                (f"  {ui.label('statuses', event.status)}", "heading"),
                (f"  {wording.date(event.date, ui)}", ""),
                (f"  {ui.say('sure')} {event.confidence:.2f}", "dim"),
            ]
        )
        if event.sentence.end <= len(text):
            for line in fold_runs(marked(text, event, brackets=not self.colour), self.width - 5):
                yield "   " + self._paint("│ ", hue) + "".join(self._paint(words, style) for words, style in line)
        facts = [*self._reasons(derivation), *self._outcome(event), *self._changes(derivation)]
        column = max(len(label) for label, _ in facts)
        for label, runs in facts:
            yield from self._wrap([(f"{label:<{column}}  ", "dim"), *runs], 3, column + 5)

    def _reasons(self, derivation: Derivation) -> Iterator[Fact]:
        """The rule, its voice, the trigger, and what filled each slot."""
        say = self.ui.say
        yield say("rule").capitalize(), [(derivation.event.rule, "heading"), (f"  {derivation.file}", "dim")]
        yield say("voice").capitalize(), [(derivation.voice, ""), (f"  {derivation.pattern}", "dim")]
        yield say("trigger_short"), self._span(derivation.event.trigger)
        for slot in derivation.slots:
            yield self.ui.label("slots", slot.slot), self._slot(slot)

    def _outcome(self, event: Event) -> Iterator[Fact]:
        """Who, whom, according to whom, and when, with what each rests on."""
        say = self.ui.say
        for key, several in (("who", event.actors), ("whom", event.recipients)):
            for party in several:
                yield say(key), self._party(party)
        if event.said_by is not None:
            yield say("according_to"), self._party(event.said_by)
        yield say("date_here"), [(wording.date(event.date, self.ui), "")]
        for piece in event.date.basis if event.date is not None else ():
            yield "", [(f"{say('because')} {wording.basis(piece, self.ui)}", "dim")]

    def _changes(self, derivation: Derivation) -> Iterator[Fact]:
        """The guards that fired, and what they and the codebook made of the event."""
        for guard in derivation.guards:
            yield (
                self.ui.say("guards").capitalize(),
                [(f"{self.ui.label('guards', guard.guard)}  ", ""), *self._span(guard.span)],
            )
        for change in derivation.transforms:
            yield self.ui.say("codebook"), [(self.ui.label("transforms", change), "")]

    def _slot(self, slot: Filled) -> list[Run]:
        runs: list[Run] = [(", ".join(slot.codes) or "–", "heading")]
        if slot.span is not None:
            runs += [("  ", ""), *self._span(slot.span)]
        kind, _, word = slot.how.partition("governed by ")
        how = self.ui.say("governed", word=word) if word else self.ui.label("hows", kind)
        return [*runs, (f"  {how}", "dim")]

    def _party(self, party: Party) -> list[Run]:
        runs: list[Run] = [(wording.party(party, self.ui), "")]
        if office := wording.office(party.office, self.ui):
            runs.append((f"  {office}", "dim"))
        if party.via is not None:
            runs += [(f"  {self.ui.say('via')} ", "dim"), *self._span(party.via)]
        return runs

    def _span(self, span: Span) -> list[Run]:
        return [
            (f"“{wording.clean(wording.shorten(span.text, 80))}”", "trigger"),
            (f" [{span.start}:{span.end}]", "dim"),
        ]

    def _miss(self, miss: NearMiss) -> Iterator[str]:
        runs: list[Run] = [(miss.rule, "heading"), ("  ", ""), *self._span(miss.trigger)]
        runs.append((f"  {self._failed(miss.failed)}", "conflict"))
        if miss.voice:
            runs.append((f"  {self.ui.say('voice')} {miss.voice}", "dim"))
        if miss.detail:
            runs.append((f"  {wording.clean(miss.detail)}", "dim"))
        yield from self._wrap(runs, 3, 6)

    def _failed(self, failed: str) -> str:
        """What stopped a rule, in words."""
        kind, _, name = failed.partition(":")
        if name:
            return self.ui.say("stopped_by", guard=self.ui.label("guards", name))
        if kind.startswith("("):
            return self.ui.say("lacks_words", words=kind[1:-1].replace("|", ", "))
        return self.ui.known("failures", kind) or self.ui.say("lacks", slot=self.ui.label("slots", kind))

    def _wrap(self, runs: list[Run], first: int = 0, rest: int | None = None) -> Iterator[str]:
        indent, rest = first, first if rest is None else rest
        for line in fold_runs(runs, self.width - first, self.width - rest):
            yield " " * indent + "".join(self._paint(text, style) for text, style in line)
            indent = rest

    def _paint(self, text: str, style: str) -> str:
        return paint(text, style, self.colour)
