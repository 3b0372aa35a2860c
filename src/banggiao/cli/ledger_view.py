"""Mechanisms and measures for people at a terminal: one block each, its history below it with who told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banggiao.cli.folding import columns, fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.wording import actors, clean, date, place, teller
from banggiao.entries import HistoryEntry, MeasureEntity, MechanismEntity, Telling

_INDENT = "  "
_SHOWN = 3
"""Tellers of an entry that are named; the others are counted, or listed with ``verbose``."""


def mechanism_lines(found: Sequence[MechanismEntity], ui: Interface, width: int, verbose: bool) -> Iterator[str]:
    """Each mechanism: its name and parties, its state, its history, what is next."""
    for number, one in enumerate(found):
        if number:
            yield ""
        kind = ui.label("mechanism_kinds", one.kind)
        yield from _folded(f"{clean(one.name)} · {kind} · {actors(one.parties, ui, ' – ')}", "", width)
        others = [clean(name) for name in one.names[1:]]
        if others:
            yield from _folded(ui.say("ledger_also", names="; ".join(others)), _INDENT, width)
        state = ui.label("changes", one.state)
        if one.since is not None:
            state = ui.say("ledger_since", state=state, date=date(one.since, ui))
        if one.next is not None:
            state += "; " + ui.say(
                "ledger_next", change=ui.label("changes", one.next.change), date=date(one.next.date, ui)
            )
        yield from _folded(state, _INDENT, width)
        yield from _history(one.history, ui, width, verbose)


def measure_lines(found: Sequence[MeasureEntity], ui: Interface, width: int, verbose: bool) -> Iterator[str]:
    """Each measure: what, by whom, on whom, whether it is in force, its history."""
    for number, one in enumerate(found):
        if number:
            yield ""
        who = actors(one.actors, ui) or ui.say("nobody")
        whom = actors(one.recipients, ui) or ui.say("nobody")
        yield from _folded(f"{ui.label('measure_kinds', one.kind)} · {who} → {whom}", "", width)
        yield from _folded(_force(one, ui), _INDENT, width)
        yield from _history(one.history, ui, width, verbose)


def _force(one: MeasureEntity, ui: Interface) -> str:
    if not one.in_force:
        change = ui.label("changes", one.change)
        if one.change == "lifted" or one.kind == "expulsion":
            return ui.say("ledger_over", change=change, date=date(one.date, ui))
        return ui.say("ledger_expired", date=date(one.until, ui)) if one.until else ui.say("ledger_not_in_force")
    words = ui.say("ledger_in_force")
    if one.since is not None:
        words += " " + ui.say("from", start=date(one.since, ui))
    if one.until is not None:
        words += " " + ui.say("until", end=date(one.until, ui))
    return words


def _history(entries: Sequence[HistoryEntry], ui: Interface, width: int, verbose: bool) -> Iterator[str]:
    days = [date(entry.date, ui) for entry in entries]
    changes = [ui.label("changes", entry.change) for entry in entries]
    room, breadth = (max(map(columns, cells), default=0) for cells in (days, changes))
    for entry, day, change in zip(entries, days, changes, strict=True):
        lead = f"{_INDENT * 2}{_padded(day, room)}  {_padded(change, breadth)}  "
        told = _told(entry, ui, verbose)
        where = place(entry.place, ui)
        words = f"{where} · {told}" if where else told
        yield from _folded(words, lead, width)
        if verbose:
            for telling in entry.tellings:
                if telling.quote:
                    yield from _folded(f"“{clean(' '.join(telling.quote.split()))}”", " " * columns(lead), width)


def _told(entry: HistoryEntry, ui: Interface, verbose: bool) -> str:
    """Who told an entry, each document once, and from how many independent sources when there are several."""
    documents = {one.document: _telling(one, ui) for one in entry.tellings}
    names = list(dict.fromkeys(documents.values()))
    shown = names if verbose else names[:_SHOWN]
    words = "; ".join(shown)
    if len(shown) < len(names):
        words += "; " + ui.say("ledger_more", count=len(names) - len(shown))
    if len(documents) > 1:
        words += f" ({ui.say('ledger_sources', count=entry.sources)})"
    return words


def _telling(one: Telling, ui: Interface) -> str:
    name = teller(one.outlet, one.agency, one.title, one.document)
    day = one.known.isoformat() if one.known else ui.say("no_date")
    return f"{name}, {day}"


def _padded(text: str, size: int) -> str:
    return text + " " * (size - columns(text))


def _folded(text: str, lead: str, width: int) -> Iterator[str]:
    """``text`` behind ``lead``, folded at ``width``; further lines stand under the text."""
    room = max(width - columns(lead), 20)
    for number, runs in enumerate(fold_runs([(text, "")], room)):
        line = "".join(piece for piece, _ in runs)
        yield ((lead if number == 0 else " " * columns(lead)) + line).rstrip()
