"""From mentions to the parties of an event, and what of two events of one sentence is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import structs

from banggiao.events.tokens import Token
from banggiao.events.transforms import Shape
from banggiao.records import Event, Party

_TOLD_APART = frozenset({"ACCUSE", "SANCTION"})  # types whose modes are acts of their own: leaving a treaty, sanctions


def each_way(event: Event, document: str) -> tuple[Event, ...]:
    """The two events that an act of two towards each other is; an event that names its other side stays as it is."""
    if event.recipients or len(event.actors) != 2:
        return (event,)
    span = event.trigger
    found: list[Event] = []
    for doer, other in (event.actors, event.actors[::-1]):
        name = identity(document, (span.start, span.end), event.type, (doer,), (other,))
        found.append(structs.replace(event, id=name, actors=(doer,), recipients=(other,)))
    return tuple(found)


def told_better(event: Event, others: list[Event]) -> bool:
    """Whether another event of the sentence is the same with a direction: the visit during which two met."""
    if event.recipients or len(event.actors) != 2:
        return False
    parties = {p.code for p in event.actors}
    return any(
        o is not event
        and o.type == event.type
        and o.recipients
        and {p.code for p in (*o.actors, *o.recipients)} == parties
        for o in others
    )


def as_visit(
    host: str | None, actors: tuple[Party, ...], recipients: tuple[Party, ...], shape: Shape
) -> tuple[tuple[Party, ...], tuple[Party, ...], Shape]:
    """Talks of two between whom the document tells of a visit are part of it."""
    if host is None or len(actors) != 2 or recipients or shape.status == "future":
        return actors, recipients, shape
    if host not in {p.code for p in actors}:
        return actors, recipients, shape
    guests, hosts = tuple(p for p in actors if p.code != host), tuple(p for p in actors if p.code == host)
    return guests, hosts, shape.visiting()


def parties(tokens: Sequence[Token], taken: frozenset[str] = frozenset()) -> tuple[Party, ...]:
    """A party for every code, with the words of the mention that it was read from."""
    found: dict[str, Party] = {}
    for token in tokens:
        for m in token.mentions:
            for e in m.entities:
                if e.code not in found and e.code not in taken:
                    found[e.code] = Party(e.code, e.name, e.person, e.office, m.text, m.start, m.end, m.via)
    return tuple(found.values())


def same(one: Event, other: Event) -> bool:
    """Identical records in one sentence are one."""
    return (
        one.type == other.type
        and (one.mode == other.mode or one.type not in _TOLD_APART)
        and one.status == other.status
        and one.count == other.count
        and {p.code for p in one.actors} == {p.code for p in other.actors}
        and {p.code for p in one.recipients} == {p.code for p in other.recipients}
    )


def identity(
    document: str, span: tuple[int, int], kind: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> str:
    """The id of an event: the same for the same document, trigger, type and parties."""
    parts = (
        document,
        str(span[0]),
        str(span[1]),
        kind,
        *[p.code for p in actors],
        ">",
        *[p.code for p in recipients],
    )
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
