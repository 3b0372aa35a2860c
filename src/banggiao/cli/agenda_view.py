"""Appointments for people: the table at a terminal, and what a calendar says of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banggiao.cli.interface import Interface
from banggiao.cli.listing import table
from banggiao.cli.wording import actors, clean, date, place, shorten, teller
from banggiao.entries import Appointment, Telling
from banggiao.exchange.agenda_calendar import Wording

_SHOWN = 2
"""Tellings that are named; the others are counted."""
_WORDS = 32
"""Characters of the article's own words that are shown for what has no kind."""


def appointment_lines(found: Sequence[Appointment], ui: Interface, width: int) -> Iterator[str]:
    """A row for each appointment: when, who, what, what became of it and who told so."""
    heads = [ui.say(f"agenda_{column}") for column in ("when", "who", "what", "outcome")]
    rows = [[date(a.date, ui), actors(a.parties, ui, " – "), _what(a, ui), _outcome(a, ui)] for a in found]
    return table(heads, rows, width)


def calendar_wording(one: Appointment, ui: Interface) -> Wording:
    """What a calendar says: the parties and the kind; below, what became of it, the sentences, and who told them."""
    told = (*one.outcome_by, *one.announced)
    quotes = [f"“{' '.join(t.quote.split())}” ({_telling(t, ui)}{' ' + t.url if t.url else ''})" for t in told]
    return Wording(
        f"{actors(one.parties, ui, ' – ')}: {_what(one, ui)}", "\n".join([_outcome(one, ui), *dict.fromkeys(quotes)])
    )


def _what(one: Appointment, ui: Interface) -> str:
    words = ui.label("plan_kinds", one.kind) if one.kind else shorten(clean(one.what), _WORDS)
    where = place(one.place, ui)
    return f"{words}, {where}" if where else words


def _outcome(one: Appointment, ui: Interface) -> str:
    words = ui.label("outcomes", one.outcome)
    if one.moved_to is not None:
        words += ", " + ui.say("agenda_moved", date=date(one.moved_to, ui))
    if one.outcome_by:
        return f"{words}; {ui.say('agenda_told', names=_names(one.outcome_by, ui))}"
    return f"{words}; {ui.say('agenda_announced', names=_names(one.announced, ui))}" if one.announced else words


def _names(told: Sequence[Telling], ui: Interface) -> str:
    """Who told, each once: the first few by name."""
    names = list(dict.fromkeys(_telling(t, ui) for t in told))
    words = "; ".join(names[:_SHOWN])
    return words + ("; " + ui.say("ledger_more", count=len(names) - _SHOWN) if len(names) > _SHOWN else "")


def _telling(one: Telling, ui: Interface) -> str:
    name = teller(one.outlet, one.agency, one.title, one.document)
    return f"{name}, {one.known.isoformat() if one.known else ui.say('no_date')}"
