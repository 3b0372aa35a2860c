from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao import api
from banggiao.cli import export as command
from banggiao.cli.main import run
from banggiao.exchange import columns, exporting
from banggiao.exchange.datapackage import Release
from banggiao.exchange.exporting import Exported, Options, export
from banggiao.exchange.fields import FIELDS, flat
from banggiao.exchange.importing import Request, import_file
from banggiao.store import connect
from banggiao.store.filters import EVERYTHING, Filter
from banggiao.store.writer import Writer
from tests.exchange import samples

# Written for these tests: what happened, what is planned, what is denied, in one day of invented news.
NEWS = (
    "Ngày 3/5, Mỹ áp đặt trừng phạt lên Nga.",
    "Tổng thống Pháp sẽ thăm Đức vào ngày 20/5.",
    "Iran không tấn công Israel.",
    "Trung Quốc và Việt Nam ký hiệp định thương mại hôm 2/5.",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(tmp_path / "relations.db", create=True)
    yield connection
    connection.close()


@pytest.fixture
def news(store: sqlite3.Connection, tmp_path: Path) -> sqlite3.Connection:
    """A store with one document read."""
    path = tmp_path / "news.json"
    row = {"doc": "news-1", "sentences": ["Tin trong ngày", *NEWS], "published": "2024-05-04"}
    path.write_text(json.dumps([row], ensure_ascii=False), "utf-8")
    Writer(store).add(list(api.read_sentences(str(path))))
    assert store.execute("SELECT count(*) FROM event").fetchone()[0] >= 4
    return store


def written(
    connection: sqlite3.Connection, form: str, wanted: Filter = EVERYTHING, options: Options | None = None
) -> tuple[bytes, Exported]:
    pieces: list[bytes] = []
    done = export(connection, form, wanted, pieces.append, options)
    return b"".join(pieces), done


def test_the_command_names_every_format() -> None:
    assert set(exporting.FORMS) <= set(command.FORMS)


def test_icews_comes_out_as_it_came(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = samples.icews(tmp_path / "a.tab")
    import_file(store, path)
    assert written(store, "icews")[0] == path.read_bytes()


def test_gdelt_comes_out_as_it_came(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = samples.gdelt(tmp_path / "a.csv")
    import_file(store, path)
    assert written(store, "gdelt")[0] == path.read_bytes()


def test_plover_comes_out_as_it_came(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = samples.plover(tmp_path / "p.jsonl")
    import_file(store, path)
    assert written(store, "plover")[0] == path.read_bytes()


CODE = st.from_regex(r"\A[A-Z]{3}\Z")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=20)


@settings(deadline=None, max_examples=30)
@given(actor=CODE, cameo=st.from_regex(r"\A0[0-9]{1,3}\Z"), text=TEXT, day=st.dates(dt.date(1900, 1, 1)))
def test_any_plover_line_comes_out_equal(
    actor: str, cameo: str, text: str, day: dt.date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    row: dict[str, Any] = {"id": "é\t", "date": day.isoformat(), "actor": [actor], "event": ["AID"], "cameo": cameo}
    path = samples.plover(folder / "p.jsonl", [row | {"text": text}])
    connection = connect(folder / "relations.db", create=True)
    assert import_file(connection, path).broken == 0
    assert json.loads(written(connection, "plover")[0]) == row | {"text": text}
    connection.close()


def test_events_that_were_read_survive_plover(news: sqlite3.Connection, tmp_path: Path) -> None:
    lines, done = written(news, "plover")
    assert done.left_out == 0
    path = tmp_path / "p.jsonl"
    path.write_bytes(lines)
    other = connect(tmp_path / "other.db", create=True)
    assert import_file(other, path).broken == 0
    told = "SELECT type, mode, status, quad, score, first, last, precision, cameo, said_by FROM event ORDER BY n"
    assert other.execute(told).fetchall() == news.execute(told).fetchall()
    parties = "SELECT code, role, event FROM party ORDER BY event, code, role"
    assert other.execute(parties).fetchall() == news.execute(parties).fetchall()
    assert {status for (status,) in news.execute("SELECT DISTINCT status FROM event")} >= {
        "actual",
        "future",
        "negated",
    }
    other.close()


@pytest.mark.parametrize("form", ["icews", "gdelt"])
def test_what_a_format_cannot_say_is_left_out(form: str, news: sqlite3.Connection) -> None:
    data, done = written(news, form)
    happened = news.execute("SELECT count(*) FROM event WHERE status = 'actual'").fetchone()[0]
    assert done.events == happened > 0 and done.left_out > 0
    rows = [line.split("\t") for line in data.decode().splitlines()][form == "icews" :]
    names = columns.ICEWS if form == "icews" else columns.GDELT
    assert all(len(row) == len(names) for row in rows)
    dates = {row[names.index("Event Date" if form == "icews" else "Day")].replace("-", "") for row in rows}
    assert dates == {"20240503", "20240502"}
    codes = {row[names.index("CAMEO Code" if form == "icews" else "EventCode")] for row in rows}
    assert all(code[0] in "01" for code in codes)


def test_what_was_read_comes_back_from_the_formats_of_pairs(news: sqlite3.Connection, tmp_path: Path) -> None:
    for form in ("icews", "gdelt"):
        path = tmp_path / form
        path.write_bytes(written(news, form, Filter(datasets=("read",)))[0])
        assert import_file(news, path, Request(form)).broken == 0
        dyads = "SELECT actor, recipient, d.first FROM dyad d JOIN event e ON e.n = d.event WHERE dataset = ? AND {}"
        read = news.execute(dyads.format("status = 'actual'"), ("read",)).fetchall()
        assert sorted(news.execute(dyads.format("1"), (form,)).fetchall()) == sorted(read) != []


def test_one_format_in_another_out(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.keds(tmp_path / "k.csv"))
    data, done = written(store, "icews")
    rows = list(csv.DictReader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert done == Exported(4)
    assert [row["CAMEO Code"][:2] for row in rows] == ["05", "05", "19", "01"]
    assert rows[0]["Source Country"] == "France" and rows[0]["Target Name"] == "ETHALB"


def test_what_happens_within_a_state_stays_within_it(store: sqlite3.Connection, tmp_path: Path) -> None:
    row = {"id": "x", "date": "2014-01-05", "actor": ["THA"], "recipient": ["THA"], "event": ["PROTEST"]}
    import_file(store, samples.plover(tmp_path / "p.jsonl", [row]))
    (line,) = written(store, "gdelt")[0].decode().splitlines()
    found = dict(zip(columns.GDELT, line.split("\t"), strict=True))
    assert (found["Actor1CountryCode"], found["Actor2CountryCode"]) == ("THA", "THA")
    assert written(store, "gexf")[1] == Exported(0, 1)


def test_types_that_plover_lacks_can_be_asked_for(
    store: sqlite3.Connection, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab"))
    assert run(["export", "--format", "plover", "--type", "statement", "--db", str(tmp_path / "relations.db")]) == 0
    assert [json.loads(line)["cameo"] for line in capfdbinary.readouterr().out.splitlines()] == ["010"]


def test_filters_narrow_exports(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab"))
    import_file(store, samples.keds(tmp_path / "k.csv"))
    assert written(store, "plover", Filter(actors=("CHL",)))[1].events == 5
    assert written(store, "plover", Filter(datasets=("keds",), since=dt.date(2000, 1, 1)))[1].events == 1
    assert written(store, "plover", Filter(phrase="boko haram"))[1].events == 1
    assert written(store, "plover", Filter(reviewed=True))[1].events == 0


def test_csv_is_guarded_against_formulas(store: sqlite3.Connection, tmp_path: Path) -> None:
    row = samples.icews_row(source_name="=HYPERLINK(1)\x1b[31m", city="+33", publisher='a,"b"')
    import_file(store, samples.icews(tmp_path / "a.tab", [row]))
    (found,) = csv.DictReader(io.StringIO(written(store, "csv")[0].decode()))
    assert found["quote"].startswith("'=HYPERLINK(1) [31m") and found["place"] == "'+33"
    assert found["latitude"] == "-33.4569" and found["cameo"] == "042"
    assert list(found) == [field.name for field in FIELDS]


@pytest.mark.parametrize(("value", "text"), [(121.23334, "121.23334"), (-0.5, "-0.5"), (4.0, "4"), (True, "true")])
def test_numbers_keep_their_digits(value: float, text: str) -> None:
    assert flat(value, guarded=True) == text


def test_parquet_has_types_and_meanings(store: sqlite3.Connection, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import_file(store, samples.icews(tmp_path / "a.tab"))
    table = parquet.read_table(io.BytesIO(written(store, "parquet")[0]))
    assert table.num_rows == 6
    first = table.slice(0, 1).to_pylist()[0]
    assert first["actors"] == ["NOR"] and first["date_start"] == dt.date(2014, 3, 2) and first["cameo"] == "042"
    assert all(table.schema.field(f.name).metadata[b"description"] for f in FIELDS)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_the_network_has_weights_and_means(form: str, store: sqlite3.Connection, tmp_path: Path) -> None:
    rows = [*samples.ICEWS_ROWS, samples.icews_row(target_name='<A> & "B"\x07', target_country="NA")]
    import_file(store, samples.icews(tmp_path / "a.tab", rows))
    data, done = written(store, form)
    tree = ElementTree.fromstring(data)
    edges = {(e.get("source"), e.get("target")): e for e in tree.iter() if e.tag.endswith("}edge")}
    assert set(edges) == {("NOR", "CHL"), ("BOKOHARAM", "CHL"), ("NOR", '<A> & "B"\x07'.replace("\x07", " "))}
    values = {v.get("for") or v.get("key"): v.get("value") or v.text for v in edges["NOR", "CHL"].iter()}
    assert values.get("events", values.get("edge_events")) == "4"
    assert values.get("mean_score", values.get("edge_mean_score")) == "-3.5000"
    assert done == Exported(6, 1)
    assert written(store, form)[0] == data


def feed_options() -> Options:
    return Options(limit=3, title="A & B", address="https://example.org/feed", headline=lambda row: f"<{row.type}>")


def test_atom_is_well_formed_and_stable(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, samples.icews(tmp_path / "a.tab", [samples.icews_row(source_name="<b>\x00&")] * 4))
    data, _ = written(store, "atom", options=feed_options())
    space = "{http://www.w3.org/2005/Atom}"
    tree = ElementTree.fromstring(data)
    entries = tree.findall(f"{space}entry")
    ids = [tree.findtext(f"{space}id"), *(e.findtext(f"{space}id") for e in entries)]
    assert len(entries) == 3 and len(set(ids)) == 4 and all(str(i).startswith("urn:uuid:") for i in ids)
    assert tree.findtext(f"{space}updated") == "2014-03-02T00:00:00Z"
    assert entries[0].findtext(f"{space}title") == "<CONSULT>"
    import_file(store, samples.icews(tmp_path / "b.tab", [samples.icews_row(event_date="2015-01-01")]))
    later = ElementTree.fromstring(written(store, "atom", options=feed_options())[0])
    assert later.findtext(f"{space}id") == ids[0]
    assert later.findall(f"{space}entry")[1].findtext(f"{space}id") == ids[1]
    other, _ = written(store, "atom", Filter(actors=("NOR",)), feed_options())
    assert ElementTree.fromstring(other).findtext(f"{space}id") != ids[0]


def test_json_feed(news: sqlite3.Connection) -> None:
    feed = json.loads(written(news, "jsonfeed", options=feed_options())[0])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len(feed["items"]) == 3
    assert all(item["id"].startswith("urn:uuid:") and item["content_text"] for item in feed["items"])
    assert all(item["date_published"] == "2024-05-04T00:00:00Z" for item in feed["items"])


def test_links_of_feeds_lead_to_the_web_only(store: sqlite3.Connection) -> None:
    from banggiao.exchange.feeds import _link
    from banggiao.store.sources import Source

    class Row:
        def __init__(self, url: str) -> None:
            self.document = Source("d", None, None, url, None, None)

    for url in ("javascript:alert(1)", "http://[bao.example/1"):
        assert _link(Row(url)) is None  # type: ignore[arg-type]
    named = "https://reader:secret@bao.example:8080/1?a=b"
    assert _link(Row(named)) == "https://bao.example:8080/1?a=b"  # type: ignore[arg-type]


def test_the_data_package_says_what_it_holds(news: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(news, samples.icews(tmp_path / "a.tab"), Request("guests"))
    options = Options(release=Release(licence="CC-BY-4.0"))
    data, done = written(news, "datapackage", options=options)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = json.loads(archive.read("datapackage.json"))
        tables = {}
        for resource in package["resources"]:
            content = archive.read(resource["path"])
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            tables[resource["name"]] = list(csv.DictReader(io.StringIO(content.decode())))
            fields = resource["schema"]["fields"]
            assert all(field["description"] and field["type"] for field in fields)
            if tables[resource["name"]]:
                assert list(tables[resource["name"]][0]) == [field["name"] for field in fields]
    assert package["version"] == "2024.05.04" and package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert {"title": "guests (icews)"} in package["sources"]
    assert len(tables["events"]) == done.events
    ids, codes = {row["id"] for row in tables["events"]}, {row["code"] for row in tables["actors"]}
    assert all(row["event"] in ids and row["code"] in codes for row in tables["parties"])
    assert {row["document"] for row in tables["events"]} - {""} == {row["id"] for row in tables["documents"]}
    assert written(news, "datapackage", options=options)[0] == data


def test_every_column_is_documented() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "exchange.md"
    if not page.is_file():
        pytest.skip("the documentation is not part of the installed package")
    text = page.read_text("utf-8")
    assert [field.name for field in FIELDS if f"| `{field.name}` | {field.meaning} |" not in text] == []
