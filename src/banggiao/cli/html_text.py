"""The text of the page with every event marked in place, however the marks overlap.

Spans of different events nest and cross, which elements cannot: the text is cut at every boundary and each piece gets
the classes of all the spans over it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from html import escape
from itertools import pairwise

from msgspec import Struct

from banggiao.cli import wording
from banggiao.cli.interface import Interface
from banggiao.records import Event


class Mark(Struct, frozen=True):
    """A span of an event in the page: ``role`` is ``actor``, ``recipient`` or ``trigger``, ``number`` the event's."""

    start: int
    end: int
    role: str
    number: int
    words: str


class Marks:
    """The marks of one document's events, ready to be laid over any stretch of its text."""

    def __init__(self, text: str, events: list[Event], key: str, ui: Interface) -> None:
        self._text = text
        self._key = key
        self._ui = ui
        marks: list[Mark] = []
        for number, event in enumerate(events, 1):
            said = f"{number}. {wording.date(event.date, ui)}: {_summary(event, ui)}"
            marks.append(Mark(event.trigger.start, event.trigger.end, "trigger", number, said))
            for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
                marks += [
                    Mark(p.start, p.end, role, number, f"{number}. {ui.say(role)}: {wording.party(p, ui)}")
                    for p in parties
                    if wording.said(p, event)
                ]
        self._marks = sorted(set(marks), key=lambda m: (m.start, -m.end, m.number, m.role))
        self._starts = [m.start for m in self._marks]
        self._longest = max((m.end - m.start for m in self._marks), default=0)

    def has(self, start: int, end: int) -> bool:
        """Whether any mark lies over ``text[start:end]``."""
        return bool(self._over(start, end))

    def render(self, start: int, end: int) -> str:
        """``text[start:end]`` as HTML, with its marks and, at each trigger's end, a note that leads to the table."""
        over = self._over(start, end)
        cuts = sorted({start, end, *(max(m.start, start) for m in over), *(min(m.end, end) for m in over)})
        out: list[str] = []
        for left, right in pairwise(cuts):
            words = escape(wording.clean(self._text[left:right]))
            here = [m for m in over if m.start <= left and right <= m.end]
            if here:
                roles = " ".join(dict.fromkeys(m.role for m in here))
                title = escape("\n".join(dict.fromkeys(m.words for m in here)))
                words = f'<mark class="{roles}" title="{title}">{words}</mark>'
            out.append(words)
            out += [self._note(m) for m in over if m.role == "trigger" and m.end == right]
        return "".join(out)

    def _note(self, mark: Mark) -> str:
        where = f"{self._key}-{mark.number}"
        label = escape(self._ui.say("jump", number=mark.number))
        return f'<a class="note" id="mark-{where}" href="#row-{where}" aria-label="{label}">{mark.number}</a>'

    def _over(self, start: int, end: int) -> list[Mark]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        return [m for m in self._marks[first:last] if m.start < end and m.end > start]


def _summary(event: Event, ui: Interface) -> str:
    actors = wording.parties(event.actors, ui) or ui.say("nobody")
    recipients = wording.parties(event.recipients, ui)
    towards = f" → {recipients}" if recipients else ""
    return f"{actors}{towards}, {wording.what(event, ui)} ({ui.label('statuses', event.status)})"
