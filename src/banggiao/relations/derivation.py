"""Derive mechanisms, measures and agenda of one document from what the earlier stages found in it."""

from __future__ import annotations

from banggiao.languages import Pack
from banggiao.records import AgendaEntry, Measure, Mechanism
from banggiao.relations.agenda import find_agenda
from banggiao.relations.agenda_words import plan_words
from banggiao.relations.context import Found, scenes
from banggiao.relations.measures import find_measures
from banggiao.relations.mechanisms import find_mechanisms
from banggiao.relations.vocabulary import vocabulary


def derive(
    text: str, found: Found, pack: Pack
) -> tuple[tuple[Mechanism, ...], tuple[Measure, ...], tuple[AgendaEntry, ...]]:
    """The document's mechanisms with their history, its measures, and what it says is planned."""
    words = vocabulary(pack.code).scan(text)
    stage = list(scenes(text, words, found))
    return (
        find_mechanisms(stage, found.published, pack.code),
        find_measures(stage, found.published, pack.code),
        find_agenda(stage, found, plan_words(pack.code).scan(text), pack),
    )
