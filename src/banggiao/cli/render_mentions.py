"""What stands in a sentence before any rule is tried: who is mentioned, and which times are named."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from banggiao.cli import wording
from banggiao.cli.folding import Run, fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.render_text import paint
from banggiao.records import Entity, Mention, Record, TimeExpression


class MentionView(Struct, frozen=True):
    """Renders mentions and expressions of time at ``width`` columns, with colours on a terminal."""

    ui: Interface
    width: int = 80
    colour: bool = False

    def render(self, record: Record) -> str:
        """The mentions of ``record``, then its expressions of time; a blank line ends it."""
        lines = [self._heading("mentions", len(record.mentions))]
        for mention in record.mentions:
            lines += self._wrap(self._mention(mention))
        lines.append(self._heading("times", len(record.times)))
        for time in record.times:
            lines += self._wrap(self._time(time))
        return "\n".join([*lines, "", ""])

    def _mention(self, mention: Mention) -> list[Run]:
        ui = self.ui
        runs: list[Run] = [*_span(mention.text, mention.start, mention.end)]
        runs.append((f"  {ui.label('mention_kinds', mention.kind)}", "dim"))
        runs.append((f"  {', '.join(map(self._entity, mention.entities)) or ui.say('unresolved')}", "heading"))
        if mention.place:
            runs.append((f"  {ui.say('as_place')}", "conflict"))
        if mention.via is not None:
            runs += [(f"  {ui.say('via')} ", "dim"), *_span(mention.via.text, mention.via.start, mention.via.end)]
        return [*runs, (f"  {ui.say('sure')} {mention.confidence:.2f}", "dim")]

    def _entity(self, entity: Entity) -> str:
        name = wording.person(entity.person, self.ui) if entity.person else wording.actor(entity.code, self.ui)
        office = wording.office(entity.office, self.ui)
        shown = name if name == entity.code else f"{name} ({entity.code})"
        return wording.clean(f"{shown}, {office}" if office else shown)

    def _time(self, time: TimeExpression) -> list[Run]:
        ui = self.ui
        value = wording.date(time.value, ui) if time.value is not None else time.iso or ui.say("unresolved")
        runs: list[Run] = [*_span(time.text, time.start, time.end)]
        runs += [(f"  {ui.label('time_kinds', time.kind)}", "dim"), (f"  {value}", "heading")]
        if time.value is not None:
            runs.append((f"  {ui.label('precisions', time.value.precision)}", ""))
        return [*runs, (f"  {ui.label('anchors', time.anchor)}", "dim")]

    def _heading(self, key: str, count: int) -> str:
        return paint(f"{self.ui.say(key)} ({count})", "heading", self.colour)

    def _wrap(self, runs: list[Run]) -> Iterator[str]:
        indent = 3
        for line in fold_runs(runs, self.width - 3, self.width - 6):
            yield " " * indent + "".join(paint(text, style, self.colour) for text, style in line)
            indent = 6


def _span(text: str, start: int, end: int) -> list[Run]:
    return [(f"“{wording.clean(wording.shorten(text, 80))}”", "trigger"), (f" [{start}:{end}]", "dim")]
