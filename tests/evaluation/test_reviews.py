"""Shares of what was reviewed: counted by hand on a page of a few events, and the interval against known values."""

from __future__ import annotations

from pathlib import Path

import pytest

from banggiao.evaluation.reviews import score, share, wilson
from banggiao.store import connect, events, judging
from banggiao.store.corrections import Correction
from banggiao.store.reviews import Judgement
from banggiao.store.writer import Writer
from tests.store.conftest import told
from tests.store.events import Told, write

PAGE = (
    "Na Uy trừng phạt Fiji",
    "Na Uy hôm 19/6 áp đặt trừng phạt lên Fiji.",
    "Ngoại trưởng Lào hôm 12/6 hội đàm với người đồng cấp Mông Cổ tại Ulan Bator.",
)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_as_published(hits: int, total: int, low: float, high: float) -> None:
    assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_there_is_no_share() -> None:
    assert share([]).share is None


def test_what_was_said_is_counted(tmp_path: Path) -> None:
    connection = connect(tmp_path / "store.db", create=True)
    Writer(connection).add([told("a", *PAGE, published="2014-06-20")])
    title, sanction, talks = sorted(events.select(connection), key=lambda row: row.line or 0)
    judging.judge(connection, title.id, Judgement("reject", "Lan", "x"))
    judging.judge(connection, sanction.id, Judgement("confirm", "Lan", "x"))
    judging.judge(connection, talks.id, Judgement("correct", "Lan", "x", Correction(status="future", date=talks.date)))
    judging.judge(connection, talks.id, Judgement("confirm", "Minh", "so corrected"))
    found = score(connection)
    assert (found.reviewed, found.confirmed, found.corrected, found.rejected, found.gone) == (3, 1, 1, 1, 0)
    assert (found.right.hits, found.there.hits) == (1, 2)
    assert {one.type: (one.right.hits, one.there.hits, one.right.total) for one in found.types} == {
        "CONSULT": (0, 1, 1),
        "SANCTION": (1, 1, 2),
    }
    assert {one.slot for one in found.slots if one.right.hits < one.right.total} == {"status"}


def test_imported_rows_and_events_that_are_gone_are_left_out(tmp_path: Path) -> None:
    connection = connect(tmp_path / "store.db", create=True)
    write(connection, [Told("20140101-1", "2014-01-01", "2014-01-01")])
    judging.judge(connection, "20140101-1", Judgement("confirm", "Lan", "x"))
    connection.execute("INSERT INTO review VALUES (9, 'gone', 'confirm', 'Lan', '2014-01-01T00:00:00Z', 'x', NULL)")
    found = score(connection)
    assert (found.reviewed, found.gone, found.right.share) == (0, 1, None)
