"""Which notices are of the same measure, and whether it was in force.

What is joined is one actor's measures of one kind on one recipient: a lifting by one of several who imposed lifts its
own share and no other's. Actors and recipients whose shares have the same history, told together, are shown together.

An expulsion is an act, done when it is done: each is an entry of its own, and none is "in force". A mere mention of a
measure that stands ("the sanctions of A on B") says that it was imposed at some time before, never that it is now.
What is only planned or threatened is not in the ledger of measures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from banggiao.entries import HistoryEntry, MeasureEntity, MeasureNotice
from banggiao.records import Interval
from banggiao.relations.ledger_history import Told, bounds, effective, history, known_by, telling_key

_ACTS = frozenset({"expulsion"})
_PARTS = frozenset({"asset freeze", "entry ban"})
"""What sanctions consist of: it ends when they are lifted as a whole."""

_UNDONE = frozenset({"diplomatic downgrade", "border closure", "airspace closure", "aid cut"})
"""Kinds whose undoing is told of what no measure had come before as well."""

_UNTOLD = ""
"""Stands for the actor or recipient that a notice leaves unsaid."""

_IN_FORCE = frozenset({"imposed", "extended", "eased"})
Pair = tuple[str, str, str]


class Chain(Struct):
    """One actor's measures of one kind on one recipient: what was told of them, and the history that it makes."""

    pair: Pair
    notices: list[MeasureNotice]
    entries: tuple[HistoryEntry, ...] = ()


def measures(
    notices: Sequence[MeasureNotice], as_of: dt.date | None, present: dt.date | None = None
) -> tuple[MeasureEntity, ...]:
    """The measures that ``notices`` tell of, as they were known and stood at ``as_of``, sorted by kind and parties.

    ``present`` is the day at which the record ends, for ``as_of`` None: what holds "until" a day before it has expired.
    """
    told = sorted(
        {n for n in notices if known_by(n.telling, as_of) and n.status in ("actual", "historical")}, key=_notice_key
    )
    today = as_of or present or max((n.telling.known for n in told if n.telling.known), default=dt.date.max)
    chains = [c for chain in _chains(told) for c in _spells(chain)]
    entities = [_entity(group, today) for group in _together([c for c in chains if _begun(c)])]
    return tuple(sorted(entities, key=lambda e: (e.kind, e.actors, e.recipients, e.id)))


def _notice_key(notice: MeasureNotice) -> tuple[object, ...]:
    date = bounds(notice.date) if notice.date else (dt.date.max, dt.date.max)
    until = bounds(notice.until) if notice.until else (dt.date.max, dt.date.max)
    parties = (notice.actors, notice.recipients)
    return (*telling_key(notice.telling), notice.event, notice.kind, notice.change, parties, date, until)


def _chains(notices: Sequence[MeasureNotice]) -> list[Chain]:
    """The notices of each pair; one that leaves a side unsaid goes where it can only belong."""
    chains: dict[Pair, Chain] = {}
    partial: list[MeasureNotice] = []
    for notice in notices:
        if not notice.actors or not notice.recipients:
            partial.append(notice)
            continue
        for pair in _pairs(notice):
            chains.setdefault(pair, Chain(pair, [])).notices.append(notice)
    whole = sorted(chains)
    for notice in partial:
        for pair in _meant(notice, whole, chains):
            chains.setdefault(pair, Chain(pair, [])).notices.append(notice)
    for kind, actor, recipient in sorted(chains):
        if kind in _PARTS and ("sanctions", actor, recipient) in chains:
            lifts = [n for n in chains["sanctions", actor, recipient].notices if n.change == "lifted"]
            chains[kind, actor, recipient].notices.extend(lifts)
    return [chains[pair] for pair in sorted(chains)]


def _pairs(notice: MeasureNotice) -> list[Pair]:
    actors, recipients = notice.actors or (_UNTOLD,), notice.recipients or (_UNTOLD,)
    pairs = [(notice.kind, a, r) for a in actors for r in recipients if a != r]
    return sorted(set(pairs))


def _meant(notice: MeasureNotice, whole: Sequence[Pair], chains: dict[Pair, Chain]) -> list[Pair]:
    """The pairs that a notice with a side unsaid is about: those its document names, else the only one there is."""
    fitting = [
        pair
        for pair in whole
        if pair[0] == notice.kind
        and (not notice.actors or pair[1] in notice.actors)
        and (not notice.recipients or pair[2] in notice.recipients)
    ]
    document = notice.telling.document
    here = [pair for pair in fitting if any(n.telling.document == document for n in chains[pair].notices)]
    if here:
        return here
    return fitting if len(fitting) == 1 else _pairs(notice)


def _spells(chain: Chain) -> list[Chain]:
    """The chain with its history; a chain of acts is cut into one for each act."""
    dated = [n for n in chain.notices if not (n.standing and n.date is None)]
    if not any(n.change in ("imposed", "extended") for n in dated):
        dated = _first(chain.notices)
    chain.entries = history(Told(n.change, n.telling, n.date, None, n.event) for n in dated)
    if chain.pair[0] not in _ACTS:
        return [chain]
    acts: list[list[HistoryEntry]] = []
    for entry in chain.entries:
        if entry.change == "imposed":
            acts.append([entry])
        elif acts and entry.change == "lifted":
            acts[-1].append(entry)  # taken back
    return [Chain(chain.pair, chain.notices, tuple(act)) for act in acts]


def _begun(chain: Chain) -> bool:
    """Whether there is anything to tell: what was only ever undone (an embassy opened, aid given) was no measure."""
    return any(e.change != "lifted" for e in chain.entries) or (bool(chain.entries) and chain.pair[0] not in _UNDONE)


def _first(notices: Sequence[MeasureNotice]) -> list[MeasureNotice]:
    """``notices`` of which the mentions of a standing measure are no later than what became of it."""
    lifted = [n for n in notices if n.change in ("lifted", "eased")]
    if not lifted:
        return list(notices)
    first = min((n.telling.known or dt.date.max) for n in lifted)
    before = [n for n in notices if n.change in ("imposed", "extended") and (n.telling.known or dt.date.max) <= first]
    return [*before, *lifted]


def _together(chains: Sequence[Chain]) -> list[list[Chain]]:
    """Chains of the same kind and history that some notice tells together, as many actors on the same recipients."""
    groups: list[list[Chain]] = []
    of_shape: dict[tuple[object, ...], list[list[Chain]]] = {}
    for chain in chains:
        shape = (chain.pair[0], tuple((e.change, e.date and bounds(e.date)) for e in chain.entries))
        events = _events(chain)
        known = of_shape.setdefault(shape, [])
        group = next((g for g in known if any(events & _events(other) for other in g)), None)
        if group is None:
            group = []
            known.append(group)
            groups.append(group)
        group.append(chain)
    return [part for group in groups for part in _rectangles(group)]


def _events(chain: Chain) -> frozenset[str]:
    """The ids of the events that the chain's history rests on, whichever telling gives them."""
    documents = {t for entry in chain.entries for t in entry.tellings}
    return frozenset(n.event for n in chain.notices if n.telling in documents)


def _rectangles(group: Sequence[Chain]) -> list[list[Chain]]:
    """The group divided so that in each part every actor acts on the same recipients."""
    of_actor: dict[str, list[Chain]] = {}
    for chain in group:
        of_actor.setdefault(chain.pair[1], []).append(chain)
    parts: dict[tuple[str, ...], list[Chain]] = {}
    for chains in of_actor.values():
        parts.setdefault(tuple(sorted(c.pair[2] for c in chains)), []).extend(chains)
    return list(parts.values())


def _entity(chains: Sequence[Chain], today: dt.date) -> MeasureEntity:
    kind = chains[0].pair[0]
    actors = tuple(sorted({c.pair[1] for c in chains} - {_UNTOLD}))
    recipients = tuple(sorted({c.pair[2] for c in chains} - {_UNTOLD}))
    entries = _united([c.entries for c in chains])
    past = [e for e in entries if effective(e) <= today]
    last = past[-1] if past else entries[0]
    running = bool(past) and last.change in _IN_FORCE and kind not in _ACTS
    until = _until(chains, past) if running else (last.date if last.change == "lifted" else None)
    notices = [n for c in chains for n in c.notices]
    in_force = running and not _expired(until, notices, today)
    return MeasureEntity(
        _id(kind, actors, recipients, entries[0] if kind in _ACTS else None),
        kind,
        actors,
        recipients,
        last.change,
        last.date,
        last.event,
        in_force,
        _since(past),
        until,
        entries,
    )


def _united(histories: Sequence[tuple[HistoryEntry, ...]]) -> tuple[HistoryEntry, ...]:
    """Histories of the same shape as one, each entry with everybody who told it of any of them."""
    united: list[HistoryEntry] = []
    for same in zip(*histories, strict=True):
        tellings = tuple(sorted({t for e in same for t in e.tellings}, key=telling_key))
        one = same[0]
        event = min((e.event for e in same if e.event), default=None)
        united.append(HistoryEntry(one.change, one.date, one.place, event, tellings, len({t.origin for t in tellings})))
    return tuple(united)


def _since(past: Sequence[HistoryEntry]) -> Interval | None:
    """When the measure that stood last began: the first imposition after the last lifting but the final one."""
    begun: HistoryEntry | None = None
    ended = False
    for entry in past:
        if entry.change == "lifted":
            ended = True
        elif begun is None or ended:
            begun, ended = entry, False
    return begun.date if begun is not None and begun.change == "imposed" else None


def _until(chains: Sequence[Chain], past: Sequence[HistoryEntry]) -> Interval | None:
    """The day up to which the last imposition or extension is said to hold: the latest that was said of it."""
    last = next((e for e in reversed(past) if e.change in ("imposed", "extended")), None)
    if last is None:
        return None
    tellings = set(last.tellings)
    said = [n.until for c in chains for n in c.notices if n.until is not None and n.telling in tellings]
    return max(said, key=lambda u: bounds(u)[::-1], default=None)


def _expired(until: Interval | None, notices: Iterable[MeasureNotice], today: dt.date) -> bool:
    """Whether the day up to which it held has passed, and nobody spoke of it as standing after that day."""
    if until is None or until.end is None or until.end >= today:
        return False
    return not any(
        n.telling.known is not None and n.telling.known > until.end and n.change != "lifted" for n in notices
    )


def _id(kind: str, actors: Sequence[str], recipients: Sequence[str], act: HistoryEntry | None) -> str:
    parties = f"{'+'.join(actors) or '?'}-{'+'.join(recipients) or '?'}"
    day = f"-{effective(act).isoformat()}" if act is not None else ""
    return f"{kind.replace(' ', '-')}-{parties}{day}".lower()
