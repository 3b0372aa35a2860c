"""As of a day the record is what it would be had nothing been read but what was published by then."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from banggiao import pipeline
from banggiao.records import PageHints, Record
from banggiao.store import connect, exports, listings
from banggiao.store.agenda import agenda
from banggiao.store.filters import Filter
from banggiao.store.ledger import measures, mechanisms
from banggiao.store.relations import Period, ranking, relation
from banggiao.store.writer import Writer
from tests.record.expectations import bundles

DAYS = tuple(map(dt.date.fromisoformat, ("2016-09-20", "2018-03-05", "2019-12-31", "2021-05-06")))


def documents() -> Iterator[tuple[dt.date, Record]]:
    """Those of all bundles, and some of them again elsewhere, days later and a paragraph shorter."""
    for bundle in bundles():
        for number, line in enumerate(map(json.loads, (bundle.folder / "manifest.jsonl").read_text().splitlines())):
            if "published" not in line:
                continue
            day = dt.date.fromisoformat(line["published"][:10])
            lines = (bundle.folder / line["path"]).read_text("utf-8").splitlines()
            yield day, page("\n".join(lines), line["url"], day, line.get("outlet"))
            if number % 2 and len(lines) > 6:
                later = day + dt.timedelta(days=number)
                copied = [text for at, text in enumerate(lines) if at != 3 + number % 4]
                yield later, page("\n".join(copied), f"{line['url']}?{number}", later, "Báo khác")


def page(text: str, url: str, day: dt.date, outlet: str | None) -> Record:
    hints = PageHints(url=url, published=day.isoformat(), language="vi", outlet=outlet)
    return pipeline.read(text.encode(), source=url, hints=hints)


@pytest.fixture(scope="module")
def told() -> list[tuple[dt.date, Record]]:
    return list(documents())


def said(store: Path, day: dt.date) -> dict[str, list[bytes]]:
    """Every answer of the store as of ``day``, as text."""
    connection = connect(store)
    query = "SELECT min(actor, recipient), max(actor, recipient), count(*) FROM dyad d JOIN event e ON e.n = d.event"
    pairs = connection.execute(f"{query} WHERE e.known <= ? AND actor <> recipient GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
                               (day.isoformat(),)).fetchall()[:12]  # fmt: skip
    wanted = Filter(as_of=day)
    found = {
        "events": listings.event_records(connection, wanted),
        "stories": listings.stories(connection, as_of=day),
        "mechanisms": mechanisms(connection, as_of=day),
        "measures": measures(connection, as_of=day),
        "agenda": agenda(connection, as_of=day),
        "ranking": ranking(connection, Period(as_of=day), limit=10_000),
        "relations": [relation(connection, (one, other), Period(as_of=day)) for one, other, _ in pairs],
        "exports": sorted(exports.kept(connection, wanted), key=lambda row: row.id),
    }
    return {name: [msgspec.json.encode(one) for one in answers] for name, answers in found.items()}


def kept(store: Path, records: list[Record]) -> Path:
    connection = connect(store, create=True)
    Writer(connection).add(records)
    connection.close()
    return store


def test_as_of_a_day_nothing_leaks_that_was_told_later(told: list[tuple[dt.date, Record]], tmp_path: Path) -> None:
    whole = kept(tmp_path / "whole.db", [record for _, record in told])
    for day in DAYS:
        part = kept(tmp_path / f"{day}.db", [record for at, record in told if at <= day])
        then, alone = said(whole, day), said(part, day)
        assert len(alone["events"]) > 20
        connection = connect(part)
        assert len(alone["exports"]) == len(list(exports.kept(connection))), "the day itself counts"
        connection.close()
        for name, answers in alone.items():
            assert then[name] == answers, f"{name} as of {day}"


def test_in_whatever_order_they_came_the_answers_are_the_same(
    told: list[tuple[dt.date, Record]], tmp_path: Path
) -> None:
    # Of two versions of one day that came in last counts: without them.
    records = [record for _, record in {(record.document.url, day): (day, record) for day, record in told}.values()]
    day = dt.date(2030, 1, 1)
    wanted = said(kept(tmp_path / "whole.db", records), day)
    random.Random(5).shuffle(records)
    connection = connect(tmp_path / "pieces.db", create=True)
    for at in range(0, len(records), 9):
        Writer(connection).add(records[at : at + 9])
    connection.close()
    found = said(tmp_path / "pieces.db", day)
    for name, answers in wanted.items():
        assert found[name] == answers, name
