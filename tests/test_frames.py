"""Tables have columns that depend on the kind of record alone, and hold what the records hold."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

import banggiao
from banggiao.entries import Appointment, MeasureEntity, MechanismEntity, Occurrence
from banggiao.exchange.fields import FIELDS
from banggiao.frames import FramesMissing, Results, columns
from banggiao.records import Basis, Interval, Place
from banggiao.store.events import EventRow
from banggiao.store.reviews import Review
from banggiao.store.search import Line
from banggiao.store.sources import Source

pytest.importorskip("pyarrow")

SAMPLES = sorted((Path(banggiao.__file__).parent / "samples").glob("*.txt"))
STRINGS = "list<item: string>"
EVENT = {
    "id": "string",
    "dataset": "string",
    "type": "string",
    "mode": "string",
    "quad": "string",
    "score": "double",
    "cameo": "string",
    "status": "string",
    "actors": STRINGS,
    "recipients": STRINGS,
    "said_by": "string",
    "date_start": "date32[day]",
    "date_end": "date32[day]",
    "date_precision": "string",
    "known": "date32[day]",
    "place": "string",
    "country": "string",
    "latitude": "double",
    "longitude": "double",
    "confidence": "double",
    "rule": "string",
    "part": "string",
    "line": "int64",
    "quote": "string",
    "document": "string",
    "outlet": "string",
    "agency": "string",
    "url": "string",
    "title": "string",
    "published_start": "date32[day]",
    "published_end": "date32[day]",
    "published_precision": "string",
    "counts": "bool",
    "occurrence": "string",
    "review": "string",
    "review_reviewer": "string",
    "review_at": "timestamp[us, tz=UTC]",
    "review_reason": "string",
}


def row() -> EventRow:
    day = dt.date(2014, 6, 19)
    date = Interval(day, None, "day", (Basis("words", "hôm 19/6"),))
    return EventRow(
        "20140619-1", "read", "SANCTION", None, "material conflict", -7.0, "0163", "actual", ("NOR",), ("FJI", "LAO"),
        None, date, day, Place("Suva", "FJI"), 0.5, "impose", "body", 2, "Na Uy trừng phạt Fiji.",
        Source("20140620-d1", "bao.example", None, None, None, None), True, "20140619-1", None, "{}",
    )  # fmt: skip


def test_the_columns_of_events_are_these() -> None:
    schema = Results(EventRow).arrow().schema
    found = {field.name: str(field.type) for field in schema}
    assert {name: kind for name, kind in found.items() if name in EVENT} == EVENT
    assert set(found) - set(EVENT) == {
        "record",
        *(f"review_correction_{slot}" for slot in ("type", "mode", "status", "actors", "recipients", "said_by")),
        *(f"review_correction_date_{end}" for end in ("start", "end", "precision")),
    }
    assert schema == Results(EventRow, [row()]).arrow().schema


def test_tables_that_are_exported_have_columns_of_the_same_names() -> None:
    kinds = {"string": "string", "list": STRINGS, "date": "date32[day]", "number": "double", "boolean": "bool"}
    assert {field.name: kinds[field.kind] for field in FIELDS}.items() <= EVENT.items()


def test_what_stands_in_them() -> None:
    (found,) = Results(EventRow, [row()]).arrow().to_pylist()
    day = dt.date(2014, 6, 19)
    assert found["recipients"] == ["FJI", "LAO"] and found["cameo"] == "0163" and found["place"] == "Suva"
    assert (found["date_start"], found["date_end"], found["date_precision"]) == (day, None, "day")
    assert (found["document"], found["outlet"], found["review"]) == ("20140620-d1", "bao.example", None)


def test_polars_and_pandas() -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    results = Results(EventRow, [row()])
    assert results.polars().schema["date_start"] == polars.Date
    assert results.polars()["cameo"].to_list() == ["0163"]
    frame = results.pandas()
    assert pandas.api.types.is_datetime64_any_dtype(frame["date_start"]) and frame["cameo"][0] == "0163"


@pytest.mark.parametrize("kind", [EventRow, Line, Occurrence, MechanismEntity, MeasureEntity, Appointment, Review])
def test_every_answer_has_columns_of_its_own(kind: type) -> None:
    names = [column.name for column in columns(kind)]
    assert len(names) == len(set(names))
    assert Results(kind).arrow().column_names == names


def test_answers_of_a_store_become_tables(tmp_path: Path) -> None:
    with banggiao.open(tmp_path / "store.db", create=True) as store:
        store.ingest(*SAMPLES)
        event = store.events()[0].id
        store.review(event, "correct", "Lan", "x", actors=("LAO",))
        for results in (
            store.events(),
            store.search("ngay"),
            store.articles("ngay"),
            store.occurrences(),
            store.mechanisms(),
            store.measures(),
            store.agenda(),
            store.reviews(),
        ):
            assert results and results.arrow().num_rows == len(results)
        (found,) = store.events(reviewed=True).arrow().to_pylist()
        assert found["actors"] == found["review_correction_actors"] == ["LAO"]


@pytest.mark.parametrize("form", ["arrow", "polars", "pandas"])
def test_without_the_packages_one_sentence(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    name = "pyarrow" if form == "arrow" else form
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(FramesMissing, match=rf"^{name} is not installed; install it with: pip install"):
        getattr(Results(EventRow), form)()
