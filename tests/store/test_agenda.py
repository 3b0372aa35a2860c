"""What documents announce and what later ones make of it, from their words to the answer of the store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import rtoml
from msgspec.structs import replace

from banggiao import pipeline
from banggiao.store import connect
from banggiao.store.agenda import agenda
from banggiao.store.writer import Writer

STORIES = rtoml.loads(Path(__file__).with_name("agenda.toml").read_text(encoding="utf-8"))["story"]


def records(story):
    stages = pipeline.reader("vi")
    for number, (published, *sentences) in enumerate(story["documents"], 1):
        document, marked = pipeline.from_sentences(f"{story['name']}-{number}", sentences, published=published)
        yield stages.record(replace(document, url=f"https://bao.example/{story['name']}/{number}"), marked)


def shown(appointment):
    day = appointment.date.start.isoformat() if appointment.date else "-"
    by = dict.fromkeys(t.url.rsplit("/", 1)[1] for t in appointment.outcome_by)
    return " ".join(part for part in (day, appointment.outcome, ",".join(by)) if part)


@pytest.mark.parametrize("story", STORIES, ids=[s["name"] for s in STORIES])
@pytest.mark.parametrize("backwards", [False, True], ids=["as told", "backwards"])
def test_what_became_of_it_at_each_day(story, backwards, tmp_path):
    connection = connect(tmp_path / "relations.db", create=True)
    told = list(records(story))
    Writer(connection).add(told[::-1] if backwards else told)
    for asked in story["asked"]:
        found = agenda(connection, story["between"], dt.date.fromisoformat(asked["as_of"]))
        assert [shown(a) for a in found] == asked["entries"], asked["as_of"]
    connection.close()
