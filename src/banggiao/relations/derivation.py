"""Derive mechanisms, measures and agenda of one document from what the earlier stages found in it."""

from __future__ import annotations

from banggiao.languages import Pack
from banggiao.records import AgendaEntry, Measure, Mechanism
from banggiao.relations.agenda import find_agenda
from banggiao.relations.agenda_words import plan_words
from banggiao.relations.context import Found, scenes
from banggiao.relations.measures import MEASURED, find_measures
from banggiao.relations.mechanisms import find_mechanisms
from banggiao.relations.scanning import ledger_words
from banggiao.relations.steps import NewsDays


def derive(
    text: str, found: Found, pack: Pack
) -> tuple[tuple[Mechanism, ...], tuple[Measure, ...], tuple[AgendaEntry, ...]]:
    """The document's mechanisms with their history, its measures, and what it says is planned."""
    stage = list(scenes(text, ledger_words(text, found, pack.code, MEASURED), found))
    news = NewsDays(found)
    return (
        find_mechanisms(stage, found, news, pack.code),
        find_measures(stage, found.published, news, pack.code),
        find_agenda(stage, found, plan_words(pack.code).scan(text), pack),
    )
