"""What title, lead and body say of one plan, made one entry; who is meant where a sentence does not say."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from banggiao.records import AgendaEntry, Interval
from banggiao.relations.kinds import CONTACTS, family


class Draft(Struct, frozen=True):
    """An entry as one sentence gives it.

    ``at`` is where it stands, ``first`` says that its day is the one planned at first, ``back`` that its words may
    point back at what was named before ("cuộc gặp"), ``pointing`` that its parties are words that do ("hai bên"),
    ``blocs`` which of the sentence's codes are organisations.
    """

    entry: AgendaEntry
    at: int
    sentence: int
    first: bool
    back: bool
    pointing: bool
    blocs: frozenset[str]


def joined(drafts: Sequence[Draft], meetings: Sequence[tuple[int, tuple[str, ...]]]) -> list[Draft]:
    """One draft for each plan, in the order of the text; ``meetings`` say where which parties come together."""
    groups: dict[tuple[str, frozenset[str]], list[Draft]] = {}
    for draft in drafts:
        draft = _completed(draft, drafts, meetings)
        if draft.entry.parties:
            key = family(draft.entry.kind), frozenset(draft.entry.parties)
            groups.setdefault(key, []).append(draft)
    found = [draft for group in groups.values() for draft in _plans(group)]
    return sorted(found, key=lambda d: (d.at, str(d.entry.date)))


def _completed(draft: Draft, drafts: Sequence[Draft], meetings: Sequence[tuple[int, tuple[str, ...]]]) -> Draft:
    """``draft`` with the parties of the plan or meeting last named before it, where its own words leave them out."""
    entry = draft.entry
    own = set(entry.parties)
    if draft.pointing and len(own) > 1 and entry.kind in CONTACTS:
        return _who_met(draft, meetings)
    if len(own) > 1 or not draft.back or own & draft.blocs or not entry.kind:
        return draft
    named = [(d.at, d.entry.parties) for d in drafts if len(d.entry.parties) > 1] + list(meetings)
    fitting = [(at, parties) for at, parties in named if own <= set(parties)]
    before = [pair for pair in fitting if pair[0] < draft.at]
    best = max(before, default=None) or min(fitting, default=None)
    return replace(draft, entry=replace(entry, parties=best[1])) if best else draft


def _who_met(draft: Draft, meetings: Sequence[tuple[int, tuple[str, ...]]]) -> Draft:
    """ "The two sides will meet again": those who met before, rather than whoever was named last."""
    before = [parties for at, parties in meetings if at < draft.at]
    if not before or any(set(parties) == set(draft.entry.parties) for parties in before):
        return draft
    return replace(draft, entry=replace(draft.entry, parties=before[-1]))


def _plans(group: list[Draft]) -> list[Draft]:
    """The plans of the same parties and family: changes first, then what is announced beside them."""
    found: list[Draft] = []
    for draft in sorted(group, key=lambda d: (_rank(d), d.entry.date is None, _days(d.entry.date), d.at)):
        for n, known in enumerate(found):
            merged = _merged(known, draft)
            if merged is not None:
                found[n] = merged
                if merged.entry.moved_to is not known.entry.moved_to and draft.entry.change == "announced":
                    found.append(draft)  # the new day is a plan of its own
                break
        else:
            found.append(draft)
    return found


def _rank(draft: Draft) -> int:
    return {"postponed": 0, "cancelled": 0, "confirmed": 1}.get(draft.entry.change, 2)


def _days(date: Interval | None) -> int:
    return (date.end - date.start).days if date and date.start and date.end else 10**6


def _merged(known: Draft, draft: Draft) -> Draft | None:
    """``known`` with what ``draft`` adds, or None when they are two plans."""
    one, other = known.entry, draft.entry
    if one.level and other.level and one.level != other.level and not (one.date and one.date == other.date):
        return None
    if one.change in ("postponed", "cancelled"):
        if other.change in ("postponed", "cancelled"):
            return _with(known, draft) if one.change == other.change and _agree(one, other) else None
        return _told_beside(known, draft)
    if other.date is None:
        return _with(known, draft)
    if one.date is None:
        return _with(known, draft) if one.change == "confirmed" else None
    same = _ends(one.date) == _ends(other.date)
    return _with(known, draft) if same or (one.kind == other.kind and _within(one.date, other.date)) else None


def _told_beside(known: Draft, draft: Draft) -> Draft | None:
    """What is announced beside a change: its old day or its new one."""
    one, other = known.entry, draft.entry
    day = other.date
    if day is None or (one.date and _within(one.date, day)) or (one.moved_to and _within(one.moved_to, day)):
        return known
    if one.date is None and (draft.first or one.change == "cancelled" or one.moved_to is not None):
        earlier = one.moved_to is None or _before(day, one.moved_to)
        return replace(known, entry=replace(one, date=day)) if earlier else None
    if one.change == "postponed" and one.moved_to is None and (one.date is None or _before(one.date, day)):
        return replace(known, entry=replace(one, moved_to=day))
    return None


def _with(known: Draft, draft: Draft) -> Draft:
    one, other = known.entry, draft.entry
    entry = replace(
        one,
        date=one.date or other.date,
        moved_to=one.moved_to or other.moved_to,
        place=one.place or other.place,
        level=one.level or other.level,
    )
    return replace(known, entry=entry)


def _agree(one: AgendaEntry, other: AgendaEntry) -> bool:
    old = one.date is None or other.date is None or _overlap(one.date, other.date)
    return old and (one.moved_to is None or other.moved_to is None or _overlap(one.moved_to, other.moved_to))


def _ends(date: Interval) -> tuple[object, object]:
    return date.start, date.end


def _overlap(one: Interval, other: Interval) -> bool:
    assert one.start and one.end and other.start and other.end
    return one.start <= other.end and other.start <= one.end


def _within(one: Interval, other: Interval) -> bool:
    """Whether one of both lies in the other."""
    assert one.start and one.end and other.start and other.end
    inner = other.start <= one.start and one.end <= other.end
    return inner or (one.start <= other.start and other.end <= one.end)


def _before(one: Interval, other: Interval) -> bool:
    return bool(one.start and other.start and one.start < other.start)
