"""Groups of reprints: the documents that rest on one report are one independent source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct


class Pair(Struct, frozen=True):
    """Two documents, by id, that are the same report; ``similarity`` above 1 marks a person's decision."""

    one: str
    other: str
    similarity: float


def origins(
    documents: Iterable[str], pairs: Iterable[Pair], apart: Sequence[tuple[str, str]] = ()
) -> Mapping[str, str]:
    """For each document the id of the first of its group; what is ``apart`` stays so, whatever links it.

    Groups are connected components, grown from the most alike pair on, so that a pair held apart parts them where they
    are least alike. The result does not depend on the order of the arguments. Ids begin with the day of publication;
    those that do not know it (``00000000``) come last.
    """
    group = {document: frozenset({document}) for document in documents}
    for pair in sorted(pairs, key=lambda p: (-p.similarity, *sorted((p.one, p.other)))):
        mine, theirs = group[pair.one], group[pair.other]
        if mine is theirs or any(_parts(two, mine, theirs) for two in apart):
            continue
        for document in (both := mine | theirs):
            group[document] = both
    return {document: min(members, key=_first) for document, members in group.items()}


def _parts(two: tuple[str, str], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    one, other = two
    return (one in mine and other in theirs) or (other in mine and one in theirs)


def _first(document: str) -> tuple[bool, str]:
    return document.startswith("00000000"), document
