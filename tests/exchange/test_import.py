from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.exchange import columns
from banggiao.exchange.importing import Request, import_file
from banggiao.exchange.sources import SourceError
from banggiao.store import StoreError, connect, events, imports, rollups
from banggiao.store.checking import check
from tests.exchange import samples


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / "relations.db", create=True)
    yield connection
    connection.close()


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything but the time of the import."""
    tables = ("event", "passage", "party", "dyad", "dyad_month")
    found = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall() for table in tables}
    found["dataset"] = connection.execute("SELECT name, format, events FROM dataset ORDER BY name").fetchall()
    return found


def column(connection: sqlite3.Connection, name: str) -> list[object]:
    return [value for (value,) in connection.execute(f"SELECT {name} FROM event ORDER BY n")]


@pytest.mark.parametrize("form", ["icews", "gdelt", "plover", "keds"])
def test_every_format_is_told_from_its_content_and_imported_once(
    form: str, store: sqlite3.Connection, tmp_path: Path
) -> None:
    path = getattr(samples, form)(tmp_path / "events.csv")
    first = import_file(store, path)
    assert (first.form, first.broken, first.added) == (form, 0, first.rows)
    assert column(store, "dataset") == [form] * first.rows
    before = dump(store)
    assert import_file(store, path).whole_before
    path.write_bytes(path.read_bytes() + b"\n")  # another file of the same rows
    again = import_file(store, path)
    assert (again.added, again.known) == (0, first.rows)
    assert dump(store) == before


def test_codes_are_text_and_mean_what_they_mean_in_plover(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab"))
    assert column(store, "cameo") == ["042", "010", "190", "042", "1823", "1823"]
    assert column(store, "type") == ["CONSULT", "STATEMENT", "ASSAULT", "CONSULT", "ASSAULT", "ASSAULT"]
    assert column(store, "score")[:3] == [4.0, 0.0, -9.0]
    assert json.loads(str(column(store, "record")[1]))["CAMEO Code"] == "010"


def test_parties_of_icews_are_states_and_organisations(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab"))
    dyads = store.execute("SELECT actor, recipient FROM dyad ORDER BY event").fetchall()
    assert dyads[:3] == [("NOR", "CHL"), ("NOR", "CHL"), ("BOKOHARAM", "CHL")]
    assert len(dyads) == 5  # one row has no target


def test_keds_codes_follow_their_scheme(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.keds(tmp_path / "k.csv"))
    dyads = store.execute("SELECT actor, recipient FROM dyad ORDER BY event").fetchall()
    assert dyads == [("FRA", "ETHALB"), ("FRA", "ETHALB"), ("AUT", "AUS"), ("USA", "IRQKUR")]
    assert column(store, "type") == ["SUPPORT", "SUPPORT", "ASSAULT", "STATEMENT"]
    assert column(store, "cameo") == [None, None, None, "010"]


def test_gdelt_places_and_groups(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.gdelt(tmp_path / "20150302.export.CSV"))
    assert store.execute("SELECT actor, recipient FROM dyad ORDER BY event").fetchone() == ("FRA", "UN")
    assert column(store, "country") == ["CHE"] * 3
    assert column(store, "known") == ["2015-03-02"] * 3
    assert column(store, "cameo") == ["057", "010", "0231"]


def test_plover_old_and_new_names(store: sqlite3.Connection, tmp_path: Path) -> None:
    result = import_file(store, samples.plover(tmp_path / "p.jsonl", samples.PLOVER_ROWS))
    assert [row.line for row in result.first_broken] == [4]
    assert column(store, "type") == ["SANCTION", "CONCEDE", "X-NEW"]
    assert column(store, "quad")[2] == "material cooperation"
    parties = store.execute("SELECT code, role FROM party ORDER BY event, role").fetchall()
    assert parties == [("KEN", "actor"), ("SOM", "recipient"), ("FRA", "actor"), ("DEU", "recipient"), ("USA", "actor")]


def test_months_add_up_what_the_events_say(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab"))
    long = {"date": "2014-01-05", "actor": ["NOR"], "recipient": ["CHL"], "event": ["AID"], "id": "y"}
    rows: list[dict[str, object]] = [long, long | {"enddate": "2014-06-01"}, long | {"status": "negated"}]
    import_file(store, samples.plover(tmp_path / "p.jsonl", rows), Request("icews2"))
    months = store.execute("SELECT * FROM dyad_month ORDER BY 1, 2, 3, 4, 5").fetchall()
    assert months == sorted(store.execute(rollups.expected()).fetchall()) != []
    assert store.execute(rollups.mistaken()).fetchall() == []
    assert ("NOR", "CHL", "2014", "material cooperation", "icews2", 1, 10.0, 100.0) in months
    imports.remove(store, "icews2")
    assert (
        sorted(store.execute(rollups.expected()).fetchall())
        == store.execute("SELECT * FROM dyad_month ORDER BY 1, 2, 3, 4, 5").fetchall()
    )


def test_words_of_imported_rows_are_searched(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.plover(tmp_path / "p.jsonl"))
    hits = store.execute("SELECT rowid FROM passage_text WHERE passage_text MATCH '\"goi dai su\"'").fetchall()
    found = store.execute("SELECT e.dataset FROM event e WHERE e.passage = ?", hits[0]).fetchone()
    assert len(hits) == 1 and found == ("plover",)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["FRA", "2014-01-05"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "name", "lat"]), inner),
    max_leaves=4,
)
NAMES = [
    "recipient",
    "mode",
    "event_loc",
    "text",
    "quad_code",
    "event_scale",
    "status",
    "enddate",
    "precision",
    "cameo",
]


@settings(deadline=None, max_examples=30)
@given(rows=st.lists(st.dictionaries(st.sampled_from([*NAMES, "known", "said_by", "confidence"]), JUNK), max_size=12))
def test_whatever_stands_in_a_line_the_store_stays_sound(
    rows: list[dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    path = folder / "p.jsonl"
    must = {"id": "x", "date": "2014-01-05", "actor": ["FRA"], "event": ["AID"]}
    path.write_text("".join(json.dumps({**must, **row}) + "\n" for row in [{}, *rows]), "utf-8")
    connection = connect(folder / "relations.db", create=True)
    result = import_file(connection, path)
    assert result.added + result.broken == result.rows == len(rows) + 1
    assert list(check(connection)) == []
    assert len(list(events.select(connection))) == result.added
    imports.remove(connection, "plover")
    assert list(check(connection)) == []
    connection.close()


def test_broken_rows_are_named_and_the_others_kept(store: sqlite3.Connection, tmp_path: Path) -> None:
    good = samples.icews_row()
    rows = [good, good[:7], samples.icews_row(event_date="2014-13-02"), samples.icews_row(latitude="north")]
    rows += [samples.icews_row(event_date="x")] * 30
    path = samples.icews(tmp_path / "a.tab", rows)
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n" + samples.tab([samples.icews_row(story_id="1")]))
    result = import_file(store, path)
    assert (result.rows, result.added, result.broken) == (36, 2, 34)
    assert len(result.first_broken) == 20
    assert [(row.line, row.why) for row in result.first_broken[:4]] == [
        (3, "7 columns, not 20"),
        (4, "'2014-13-02' is no date"),
        (5, "latitude 'north' is no number"),
        (6, "'x' is no date"),
    ]
    assert not import_file(store, path).whole_before  # it is read again, so that it is reported again


def test_a_line_of_many_brackets_is_a_broken_row(store: sqlite3.Connection, tmp_path: Path) -> None:
    good = '{"id": "x", "date": "2014-01-05", "actor": ["FRA"], "event": ["AID"]}'
    (tmp_path / "p.jsonl").write_text(f'{good}\n{good[:-1]}, "more": {"[" * 20_000}\n', "utf-8")
    result = import_file(store, tmp_path / "p.jsonl")
    assert (result.added, [row.line for row in result.first_broken]) == (1, [2])


def test_an_interrupted_import_goes_on_without_doubles(
    store: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH", 2)
    path = samples.icews(tmp_path / "a.tab")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(store, path, step=interrupt)
    assert column(store, "n") == [1, 2]
    result = import_file(store, path)
    assert (result.added, result.known) == (4, 2)
    resumed = dump(store)
    other = connect(tmp_path / "other.db", create=True)
    import_file(other, path)
    assert dump(other) == resumed
    other.close()


def test_a_longer_edition_adds_what_is_new(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab"))
    longer = [samples.icews_row(story_id="1"), *samples.ICEWS_ROWS, samples.ICEWS_ROWS[-1]]
    result = import_file(store, samples.icews(tmp_path / "b.tab", longer))
    assert (result.added, result.known) == (2, 6)


def test_a_data_set_is_removed_with_all_that_rests_on_it(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.keds(tmp_path / "k.csv"))
    before = dump(store)
    files = [samples.icews(tmp_path / "a.tab"), samples.plover(tmp_path / "p.jsonl")]
    for path in files:
        import_file(store, path, Request("guests"), None) if path.suffix == ".tab" else import_file(store, path)
    assert imports.remove(store, "guests") == 6
    assert imports.remove(store, "plover") == 3
    assert dump(store) == before
    assert store.execute("SELECT count(*) FROM passage_text WHERE passage_text MATCH 'chile'").fetchone() == (0,)
    with pytest.raises(StoreError, match="keds"):
        imports.remove(store, "guests")


def test_names_of_data_sets_that_cannot_be(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = samples.icews(tmp_path / "a.tab")
    with pytest.raises(StoreError, match="'read'"):
        import_file(store, path, Request("read"))
    import_file(store, samples.keds(tmp_path / "k.csv"), Request("mine"))
    with pytest.raises(StoreError, match="keds"):
        import_file(store, path, Request("mine"))


def test_packed_files(store: sqlite3.Connection, tmp_path: Path) -> None:
    plain = samples.gdelt(tmp_path / "g.csv").read_bytes()
    (tmp_path / "g.gz").write_bytes(gzip.compress(plain))
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as archive:
        archive.writestr("20150302.export.CSV", plain)
    assert import_file(store, tmp_path / "g.zip").added == 3
    assert import_file(store, tmp_path / "g.gz").known == 3
    (tmp_path / "cut.gz").write_bytes(gzip.compress(plain)[:40])
    with pytest.raises(SourceError, match=r"cut\.gz: cannot be read"):
        import_file(store, tmp_path / "cut.gz")


def test_parquet_of_pairs(store: sqlite3.Connection, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = {
        "date": ["2006-01-01", "2006-01-01", "2006-01-02"],
        "actor": ["Citizen (Thailand)", "Christine Lagarde", "Angela Merkel"],
        "recipient": ["Japan", "Christine Lagarde", "Nobody We Know"],
        "event": ["Consult", "Threaten non force", "Consult"],
        "set": ["A"] * 3,
        "cameo": ["040", "", "040"],
    }
    parquet.write_table(pyarrow.table(rows), tmp_path / "i.parquet")
    assert import_file(store, tmp_path / "i.parquet").added == 3
    assert column(store, "cameo") == ["040", "131", "040"]
    parties = store.execute("SELECT code, role FROM party ORDER BY event, role").fetchall()
    assert parties[:2] == [("THA", "actor"), ("JPN", "recipient")]
    assert parties[-2:] == [("DEU", "actor"), ("Nobody We Know", "recipient")]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is empty"), (b"name\tage\n", "no format|in no format"), (b"\x00\x01\x02", "in no format")],
)
def test_files_of_something_else(content: bytes, says: str, store: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "x.tab"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says):
        import_file(store, path)


def test_a_format_that_is_not_the_files_is_refused(store: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="looks like icews, not gdelt"):
        import_file(store, samples.icews(tmp_path / "a.tab"), Request(form="gdelt"))


FIELD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r"), max_size=12)


@settings(deadline=None, max_examples=30)
@given(code=st.from_regex(r"\A0[0-9]{0,3}\Z"), name=FIELD, publisher=FIELD)
def test_any_row_is_kept_as_it_was(
    code: str, name: str, publisher: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    row = samples.icews_row(cameo_code=code, source_name=name, publisher=publisher)
    connection = connect(folder / "relations.db", create=True)
    assert import_file(connection, samples.icews(folder / "a.tab", [row])).broken == 0
    kept = json.loads(str(column(connection, "record")[0]))
    connection.close()
    assert [kept[name] for name in columns.ICEWS] == row
