"""Marked example sentences: read them, run them, and say which law an example breaks.

``[actor=USA Mỹ]`` marks a mention that must fill the slot, ``[mention=USA Mỹ]`` one that need not, ``[time=2024-05-03
hôm 3/5]`` a date; ``USA+PRK`` stands for two codes, ``HUN/person`` for a mention of that kind (else a state).
A line break divides two sentences; only the last
one's events are looked at. ``[recalled-actor=USA+PRK cuộc gặp]`` marks words for which the parties are recalled.
The marks are taken away before the sentence is read.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from msgspec import Struct

from banggiao.events.coder import EventCoder
from banggiao.events.explanation import Explanation
from banggiao.events.rules import Rule, RuleError
from banggiao.records import Entity, Event, Interval, Mention, Sentence, TimeExpression

_MARK = re.compile(r"\[(actor|recipient|recalled-actor|recalled-recipient|mention|place|time|said)=(\S+) ([^\]]+)\]")
PUBLISHED = Interval(dt.date(2024, 5, 4), dt.date(2024, 5, 4), "day")


class Marked(Struct, frozen=True):
    """An example without its marks, and what they said."""

    text: str
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    slots: tuple[tuple[str, str, int], ...]

    def expected(self, slot: str) -> list[tuple[str, int]]:
        """The codes marked for a slot, with the offset of their mention."""
        return [(code, start) for name, codes, start in self.slots if name == slot for code in codes.split("+")]


def read_example(marked: str) -> Marked:
    """Take the marks out of an example sentence."""
    text, reached = "", 0
    mentions: list[Mention] = []
    times: list[TimeExpression] = []
    slots: list[tuple[str, str, int]] = []
    for m in _MARK.finditer(marked):
        text += marked[reached : m.start()]
        start, reached = len(text), m.end()
        slot, value, words = m.groups()
        value, _, kind = value.partition("/")
        text += words
        if slot == "time":
            day = dt.date.fromisoformat(value)
            times.append(TimeExpression(start, len(text), words, "date", Interval(day, day, "day"), "explicit"))
            continue
        slots.append((slot.removeprefix("recalled-"), value, start))
        if slot.startswith("recalled"):
            continue
        entities = tuple(Entity(code, code) for code in value.split("+"))
        mentions.append(Mention(start, len(text), words, kind or "state", entities, place=slot == "place"))
    return Marked(text + marked[reached:], tuple(mentions), tuple(times), tuple(slots))


def run_example(coder: EventCoder, example: Marked) -> Explanation:
    """Run the engine over one example as a document of 2024-05-04 with a sentence a line."""
    sentences: list[Sentence] = []
    at = 0
    for i, line in enumerate(example.text.split("\n")):
        sentences.append(Sentence(i, at, at + len(line), i + 1, "body"))
        at += len(line) + 1
    return coder.explain(example.text, sentences, example.mentions, example.times, PUBLISHED, "example")


def problems(coder: EventCoder, rule: Rule) -> list[str]:
    """Every way in which a rule breaks the laws; empty when it keeps them.

    A marked example must reproduce role, identity and offsets; every voice that the rule claims has an example; every
    ``no`` is stopped by the guard that it names (a guard that sets a status has stopped it).
    """
    found: list[str] = []
    used: set[str] = set()
    for entry in rule.yes:
        found += _check_yes(coder, rule, entry, used)
    for voice in rule.voices:
        if voice not in used:
            found.append(f"{rule.file}: rule {rule.id!r}: no example shows the voice {voice!r}")
    for entry in rule.no:
        found += _check_no(coder, rule, entry)
    return found


def _check_yes(coder: EventCoder, rule: Rule, entry: dict[str, Any], used: set[str]) -> list[str]:
    example = read_example(entry["text"])
    where = f"{rule.file}: rule {rule.id!r}: {example.text!r}"
    explanation = run_example(coder, example)
    last = example.text.count("\n")
    ours = [d for d in explanation.derivations if d.event.rule == rule.id and d.event.sentence.index == last]
    if not ours:
        said = (
            "; ".join(f"{m.rule} {m.voice} failed at {m.failed}" for m in explanation.misses) or "no trigger was found"
        )
        others = ", ".join(f"{d.event.rule}/{d.voice}" for d in explanation.derivations)
        return [f"{where} gives no event of this rule ({said}){'; instead: ' + others if others else ''}"]
    derivation = ours[0]
    used.update(d.voice for d in ours)
    wrong = _differences(derivation.event, example, entry, rule)
    if rule.mutual and len(ours) != 2:
        wrong.append(f"{len(ours)} events, not one each way")
    if "voice" in entry and entry["voice"] != derivation.voice:
        wrong.append(f"voice {derivation.voice}, not {entry['voice']}")
    return [f"{where}: {'; '.join(wrong)} (voice {derivation.voice})"] if wrong else []


def _differences(event: Event, example: Marked, entry: dict[str, Any], rule: Rule) -> list[str]:
    wrong: list[str] = []
    for slot, parties in (("actor", event.actors), ("recipient", event.recipients)):
        if rule.mutual:  # one of the two events: who acts in it and who does in the other
            parties = (*event.actors, *event.recipients) if slot == "actor" else ()
        got = sorted((p.code, p.start) for p in parties)
        if slot == "recipient" and rule.default_recipient and not example.expected(slot):
            continue
        if got != sorted(example.expected(slot)):
            wrong.append(f"{slot} is {got}, not {sorted(example.expected(slot))}")
    said = [event.said_by.code] if event.said_by else []
    marked = [code for code, _ in example.expected("said")]
    if marked and said != marked:
        wrong.append(f"said_by is {said}, not {marked}")
    for name, value in (("type", event.type), ("mode", event.mode), ("status", event.status)):
        default = {"type": rule.type, "status": rule.status or "actual"}.get(name)
        wanted = entry.get(name, default)
        if wanted is not None and value != wanted:
            wrong.append(f"{name} is {value}, not {wanted}")
    if "count" in entry and (event.count is None or event.count.value != entry["count"]):
        wrong.append(f"count is {event.count}, not {entry['count']}")
    return wrong


def _check_no(coder: EventCoder, rule: Rule, entry: dict[str, Any]) -> list[str]:
    guard = entry["guard"]
    if guard not in coder.guard_names and guard not in ("except", "needs", "unless", "scope", "speaker"):
        allowed = ", ".join([*coder.guard_names, "except", "needs", "unless", "scope", "speaker"])
        raise RuleError(f"{rule.file}: rule {rule.id!r}: unknown guard {guard!r}; valid options: {allowed}")
    example = read_example(entry["text"])
    explanation = run_example(coder, example)
    stops = {m.failed.removeprefix("guard:") for m in explanation.misses if m.rule == rule.id}
    ours = [d for d in explanation.derivations if d.event.rule == rule.id]
    fired = {g.guard for d in ours for g in d.guards}
    where = f"{rule.file}: rule {rule.id!r}: {example.text!r}"
    if any(d.event.status == "actual" and d.event.type == rule.type for d in ours):
        return [f"{where} should be stopped by {guard!r} but gives an actual {rule.type}"]
    if guard not in stops | fired:
        return [f"{where} should be stopped by {guard!r}, not by {sorted(stops | fired) or 'nothing found'}"]
    return []
