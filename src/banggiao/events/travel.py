"""Whether a preposition of direction is a verb: "Tổng thống X tới Y", somebody goes there."""

from __future__ import annotations

from banggiao.events.tokens import MENTION, TIME, TRIGGER, WORD, Token, View

WHO = frozenset({"person", "office"})
WHERE = frozenset({"state", "capital"})
NEAR = 32  # characters between the one who goes and the verb ("đã bất ngờ")
NEXT = 14  # characters between the verb and the destination ("thủ đô")
BETWEEN = frozenset({"predicate", "guard", "and", "conjunction", "relative"})


def travels(view: View, i: int) -> bool:
    """Whether the word at ``i`` stands between somebody and a country or capital."""
    tokens = view.tokens
    if i + 1 >= len(tokens) or not i:
        return False
    after = tokens[i + 1]
    if after.kind != MENTION or after.start - tokens[i].end > NEXT or after.mentions[0].kind not in WHERE:
        return False
    first = view.first[tokens[i].clause]
    edge = tokens[i].start
    for j in range(i - 1, first - 1, -1):
        token = tokens[j]
        if edge - token.end > NEAR:
            return False
        edge = token.start
        if token.kind == MENTION:
            return token.governor is None and _person(token)
        if not (token.kind == TIME or (token.kind == WORD and not BETWEEN.isdisjoint(token.senses))):
            return False
    return first > 0 and edge - tokens[first - 1].end < NEAR and _somebody_before(view, first)


def _somebody_before(view: View, first: int) -> bool:
    """Whether the subject of the clauses before is somebody: "Ông X, cùng với Y, đã tới Z"."""
    for j in range(first):
        token = view.tokens[j]
        if token.kind == MENTION and not token.place:
            return token.governor is None and _person(token)
        if token.kind == TRIGGER:
            return False
    return False


def _person(token: Token) -> bool:
    return any(m.kind in WHO or any(e.person or e.office for e in m.entities) for m in token.mentions)
