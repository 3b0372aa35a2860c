"""Who a named person or the holder of an office is, on the day that the document was written."""

from __future__ import annotations

from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.actors.people import Day
from banggiao.records import Entity


def name(grammar: Grammar, draft: Draft, date: Day | None) -> None:
    """Say who the person named in ``draft`` is, as far as the tables know."""
    known = grammar.people.resolve(draft.given, draft.codes, draft.classes, date, draft.addressed)
    draft.gender = draft.addressed
    if known is not None:
        code = known.code if not draft.code or known.code == draft.code + "-OPP" else draft.code
        draft.entities = [grammar.entity(code, known.name or draft.given, draft.office or known.office or None)]
        draft.gender = draft.gender or known.gender
    elif draft.entities:
        draft.entities = [grammar.entity(draft.code, draft.given, draft.office or None)]
    elif draft.office and draft.given.count(" ") > 1 and grammar.pattern.at_home(draft.given):
        draft.entities = [grammar.entity(grammar.home, draft.given, draft.office)]
    if draft.opposed:
        draft.entities = [opposed(grammar, entity) for entity in draft.entities]


def hold(grammar: Grammar, draft: Draft, date: Day | None) -> None:
    """Say who holds the office of ``draft``, where its state and the date leave one person."""
    known = grammar.people.holder(draft.code, draft.classes, draft.office, date, draft.newly) if date else None
    draft.entities = [grammar.entity(draft.code, known.name if known else None, draft.office)]


def name_again(grammar: Grammar, draft: Draft, date: Day | None) -> None:
    """Do :func:`name` or :func:`hold` once more, for another date than when the draft was read."""
    if draft.given:
        draft.entities = [grammar.entity(code) for code in draft.codes]
        name(grammar, draft, date)
    elif draft.held:
        hold(grammar, draft, date)


def opposed(grammar: Grammar, entity: Entity) -> Entity:
    """The opposition of the entity's state; any other entity as it is."""
    if entity.code not in grammar.states:
        return entity
    return grammar.entity(entity.code + "-OPP", entity.person, entity.office)
