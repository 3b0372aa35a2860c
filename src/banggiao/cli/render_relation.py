"""A relation on paper: its state in words, a small chart of its months, where it turned and what is behind that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from banggiao.cli.folding import fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.wording import actor, actors, clean, date, person, shorten
from banggiao.entries import Acting, Contact, MeasureEntity, MechanismEntity, Month, Relation
from banggiao.store.relations import Standing

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_ROWS = 9
_INDENT = "  "
_QUOTE = 220
_MOST = 20
"""Measures of an organisation's members that are shown; the others are counted."""
_FEW = 1.0  # an interval that reaches this far beyond the middle of the scale tells neither good nor bad


def relation(found: Relation, ui: Interface, width: int) -> Iterator[str]:
    """The lines that show ``found``, at most ``width`` columns wide."""
    one, other = (clean(actor(code, ui)) for code in found.pair)
    yield f"{one} – {other}"
    yield "═" * min(width, len(one) + len(other) + 3)
    for sentence in state(found, ui):
        yield from _folded(sentence, width, "")
    if found.months:
        yield ""
        yield from chart(found.months, ui, width)
    if found.changes:
        yield ""
        yield ui.say("turning_points")
        for change in found.changes:
            yield from _folded(
                ui.say("turned", date=change.date, before=f"{change.before:+.1f}", after=f"{change.after:+.1f}"),
                width,
                _INDENT,
            )
            for acting in change.events:
                yield from _folded(_acting(acting, ui), width, _INDENT * 2)
    yield from _listed(ui.say("measures_in_force"), [_measure(m, ui) for m in found.measures], width)
    shown = [_measure(m, ui) for m in found.members[:_MOST]]
    if len(found.members) > _MOST:
        shown.append(ui.say("ledger_more", count=len(found.members) - _MOST))
    yield from _listed(ui.say("measures_of_members"), shown, width)
    yield from _listed(ui.say("mechanisms"), [_mechanism(m, ui) for m in found.mechanisms], width)
    yield from _listed(
        ui.say("scheduled"), [f"{date(a.date, ui)}  {clean(shorten(a.what, _QUOTE))}" for a in found.scheduled], width
    )
    yield from _listed(
        ui.say("unreported"), [f"{date(a.date, ui)}  {clean(shorten(a.what, _QUOTE))}" for a in found.unreported], width
    )


def state(found: Relation, ui: Interface) -> Iterator[str]:
    """How the two stand, in sentences."""
    if not found.events or found.first is None:
        yield ui.say("relation_empty", as_of=found.as_of)
    else:
        yield ui.say("relation_span", count=found.events, first=found.first, last=found.last, as_of=found.as_of)
        yield ui.say("relation_tone", tone=ui.say(f"tone_{_tone(found.months[-1])}"), **_level(found.months[-1]))
    if found.last_contact is not None:
        yield _contact(found.last_contact, ui, "last_contact")
    for contact in found.contacts:
        if contact is not found.last_contact and contact.level is not None:
            yield _contact(contact, ui, "last_contact_level")
    counts = {
        "measures": len(found.measures),
        "mechanisms": len(found.mechanisms),
        "scheduled": len(found.scheduled),
        "unreported": len(found.unreported),
    }
    yield ui.say("relation_counts", **counts)


def _tone(month: Month) -> str:
    """What the latest month's estimate lets be said: an interval that spans the middle says nothing."""
    if month.low > _FEW or (month.low > 0 and month.estimate > _FEW):
        return "cooperative"
    if month.high < -_FEW or (month.high < 0 and month.estimate < -_FEW):
        return "hostile"
    return "mixed"


def _level(month: Month) -> dict[str, str]:
    return {
        "month": month.month,
        "estimate": f"{month.estimate:+.1f}",
        "low": f"{month.low:+.1f}",
        "high": f"{month.high:+.1f}",
    }


def _contact(contact: Contact, ui: Interface, key: str) -> str:
    when = date(contact.date, ui) if contact.date else ui.say("until", end=contact.known) if contact.known else "?"
    level = ui.label("levels", contact.level or "unknown")
    people = ", ".join(clean(person(name, ui)) for name in contact.people)
    sentence = ui.say(key, date=when, level=level)
    return f"{sentence} ({people})" if people else sentence


def chart(months: Sequence[Month], ui: Interface, width: int) -> Iterator[str]:
    """Cooperation above the axis and conflict below, by month (or several, where they are many); then the intensity."""
    columns = max(width - 8, 20)
    size = -(-len(months) // columns)
    groups = [months[n : n + size] for n in range(0, len(months), size)]
    yield ui.say("chart_counts", months=size)
    yield from _bars(groups)
    yield ""
    yield ui.say("chart_intensity")
    yield from _curve(groups)
    yield _axis(groups)


def _bars(groups: Sequence[Sequence[Month]]) -> Iterator[str]:
    good = [sum(m.counts.get(q, 0) for m in g for q in m.counts if q.endswith("cooperation")) for g in groups]
    bad = [sum(m.counts.get(q, 0) for m in g for q in m.counts if q.endswith("conflict")) for g in groups]
    most = max(*good, *bad, 1) if groups else 1
    for counts, above in ((good, True), (bad, False)):
        yield f"{'+' if above else '-'}{most if above else '':<5} " + "".join(_block(n, most) for n in counts).rstrip()


def _block(count: int, most: int) -> str:
    """One of eight heights; what is there at all is seen."""
    return " " if count == 0 else "▁▂▃▄▅▆▇█"[min(max(-(-count * 8 // most) - 1, 0), 7)]


def _curve(groups: Sequence[Sequence[Month]]) -> Iterator[str]:
    """The estimate (●; ○ where no event was) within its interval (│), on PLOVER's scale cut to what is needed."""
    cells = [
        (
            sum(m.estimate for m in g) / len(g),
            min(m.low for m in g),
            max(m.high for m in g),
            any(m.events for m in g),
        )
        for g in groups
    ]
    top = max(high for _, _, high, _ in cells)
    bottom = min(low for _, low, _, _ in cells)
    step = max((top - bottom) / (_ROWS - 1), 0.25)
    for row in range(_ROWS):
        level = top - row * step
        marks = "".join(_mark(cell, level, step) for cell in cells)
        yield f"{level:+5.1f}  {marks}".rstrip()


def _mark(cell: tuple[float, float, float, bool], level: float, step: float) -> str:
    estimate, low, high, seen = cell
    if abs(estimate - level) <= step / 2:
        return "●" if seen else "○"
    return "│" if low - step / 2 <= level <= high + step / 2 else " "


def _axis(groups: Sequence[Sequence[Month]]) -> str:
    """The first month, and the years where they begin, as far as they do not run into one another."""
    line = [" "] * (len(groups) + 8)
    free = 0
    for n, group in enumerate(groups):
        begins = next((m.month for m in group if m.month.endswith("-01")), None)
        label = group[0].month if n == 0 else begins[:4] if begins else None
        if label is not None and n >= free and n + len(label) <= len(line):
            line[n : n + len(label)] = label
            free = n + len(label) + 1
    return "       " + "".join(line).rstrip()


def _acting(acting: Acting, ui: Interface) -> str:
    who = actors(acting.actors, ui)
    whom = actors(acting.recipients, ui)
    sides = f"{who} → {whom}" if whom else who
    what = ui.label("types", acting.type)
    when = acting.date or ui.say("no_date")
    return f"{when}  {sides}: {what} ({acting.score:+.1f})  {clean(shorten(acting.quote, _QUOTE))}"


def _measure(one: MeasureEntity, ui: Interface) -> str:
    sides = f"{actors(one.actors, ui)} → {actors(one.recipients, ui)}"
    return f"{ui.label('measure_kinds', one.kind)}: {sides}, {ui.label('changes', one.change)} {date(one.date, ui)}"


def _mechanism(one: MechanismEntity, ui: Interface) -> str:
    return f"{clean(one.name)}: {ui.label('changes', one.state)} ({date(one.since, ui)})"


def _listed(head: str, lines: Iterable[str], width: int) -> Iterator[str]:
    found = list(lines)
    if not found:
        return
    yield ""
    yield head
    for line in found:
        yield from _folded(line, width, _INDENT)


def _folded(text: str, width: int, indent: str) -> Iterator[str]:
    for n, runs in enumerate(fold_runs([(text, "")], width - len(indent), width - len(indent) - 2)):
        yield indent + ("  " if n else "") + "".join(piece for piece, _ in runs)


def ranking(found: Sequence[Standing], ui: Interface) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the table of pairs."""
    heads = [ui.say("head_events"), ui.say("head_score"), ui.say("head_quads"), ui.say("head_pair")]
    rows = [
        [
            str(one.events),
            f"{one.score:+.1f}",
            " ".join(f"{one.counts.get(q, 0)}" for q in QUADS),
            " – ".join(clean(actor(code, ui)) for code in one.pair) + f" ({'–'.join(one.pair)})",
        ]
        for one in found
    ]
    return heads, rows
