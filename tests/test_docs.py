"""The documentation says what the program does: every option, every field, every link, every command."""

from __future__ import annotations

import importlib.util
import io
import re
import shlex
from pathlib import Path

import click
import msgspec
import pytest

import banggiao
from banggiao import entries, records
from banggiao.cli.main import COMMANDS, group, run
from banggiao.cli.render_csv import COLUMNS
from banggiao.evaluation.reviews import ReviewScore
from banggiao.store.decisions import Joining
from banggiao.store.listings import Likeness, Story
from banggiao.store.maintenance import Stats
from banggiao.store.relations import Standing
from banggiao.store.reviews import Review

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
SAMPLES = Path(banggiao.__file__).parent / "samples"
READERS = [page for page in PAGES if page.name != "architecture.md"]

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the documentation is not part of the installed package")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def test_the_reference_of_commands_is_up_to_date() -> None:
    found = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    assert (DOCS / "cli.md").read_text("utf-8") == module.reference(), "run: make reference"


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found = [(name, group.get_command(context, name)) for name in COMMANDS]
    return [(name, command) for name, command in found if command is not None]


@pytest.mark.parametrize(("command", "loaded"), commands())
def test_every_option_says_what_it_does(command: str, loaded: click.Command) -> None:
    assert loaded.help
    for parameter in loaded.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"banggiao {command} {parameter.opts[0]}"


def test_the_summaries_fit_the_commands() -> None:
    assert {command for command, _ in commands()} == set(COMMANDS)


def structs() -> list[type[msgspec.Struct]]:
    found = [getattr(records, name) for name in dir(records)]
    return [x for x in found if isinstance(x, type) and issubclass(x, msgspec.Struct) and x is not msgspec.Struct]


@pytest.mark.parametrize("struct", structs(), ids=lambda s: s.__name__)
def test_every_field_of_a_record_is_documented(struct: type[msgspec.Struct]) -> None:
    page = (DOCS / "records.md").read_text("utf-8")
    if struct is records.PageHints:
        page = (DOCS / "how-to" / "python.md").read_text("utf-8")
    missing = [field for field in struct.__struct_fields__ if f"`{field}`" not in page]
    assert not missing, f"{struct.__name__}: {missing}"


SECTIONS: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "Record": (records.Record,),
    "Document": (records.Document,),
    "Part": (records.Part,),
    "Other story": (records.OtherStory,),
    "Evidence": (records.Evidence,),
    "Interval": (records.Interval, records.Basis),
    "Event": (records.Event,),
    "Party": (records.Party,),
    "Mechanism": (records.Mechanism,),
    "Measure": (records.Measure,),
    "Agenda": (records.AgendaEntry,),
    "Mention": (records.Mention,),
    "Time expression": (records.TimeExpression,),
    "Sentence": (records.Sentence,),
    "Report": (entries.Report,),
    "Telling": (entries.Telling,),
    "Story": (Story,),
    "Likeness": (Likeness,),
    "Decision": (Joining,),
    "Relation": (entries.Relation,),
    "Month": (entries.Month,),
    "Turning point": (entries.ChangePoint,),
    "Act": (entries.Acting,),
    "Contact": (entries.Contact,),
    "Pair": (Standing,),
    "Mechanism across documents": (entries.MechanismEntity,),
    "Step": (entries.HistoryEntry,),
    "Measure across documents": (entries.MeasureEntity,),
    "Appointment": (entries.Appointment,),
    "Review": (Review,),
    "Evaluation": (ReviewScore,),
    "Statistics": (Stats,),
    "Occurrence": (entries.Occurrence,),
    "Mechanism step": (entries.MechanismStep,),
    "Measure notice": (entries.MeasureNotice,),
    "Plan": (entries.Plan,),
}
"""The sections of records.md that name the fields of structs."""


def documented(section: str) -> set[str]:
    """The names in the first columns of the tables of that section, as far as its next heading."""
    page = (DOCS / "records.md").read_text("utf-8")
    body = re.split(rf"^##+ {section}$", page, flags=re.MULTILINE)[1]
    rows = re.findall(r"^\|([^|]*)\|", re.split(r"^##", body, flags=re.MULTILINE)[0], re.MULTILINE)
    return {field for row in rows for field in re.findall(r"`([a-z_]+)`", row)}


@pytest.mark.parametrize(("section", "described"), SECTIONS.items(), ids=SECTIONS)
def test_a_section_names_the_fields_of_its_records_and_no_others(
    section: str, described: tuple[type[msgspec.Struct], ...]
) -> None:
    assert documented(section) == {field for struct in described for field in struct.__struct_fields__}


def test_every_record_of_many_documents_has_its_section() -> None:
    found = [getattr(entries, name) for name in dir(entries)]
    ours = {x for x in found if isinstance(x, type) and x.__module__ == entries.__name__}
    assert ours <= {struct for structs in SECTIONS.values() for struct in structs}


def test_the_fields_of_listed_events_are_those_that_are_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store = ["--db", str(tmp_path / "relations.db")]
    printed: set[str] = set()
    assert run(["ingest", str(SAMPLES / "ecuador-peru"), *store]) == 0
    for asked in (["events"], ["search", "vien tro"]):
        assert run([*asked, "--format", "json", *store]) == 0
        lines = capfd.readouterr().out.splitlines()
        assert lines
        printed |= {field for line in lines for field in msgspec.json.decode(line)}
    assert printed - set(records.Event.__struct_fields__) == documented("Listed event") - {"source"}
    assert run(["search", "--in", "articles", "vien tro", "--format", "json", *store]) == 0
    assert set(msgspec.json.decode(capfd.readouterr().out.splitlines()[0])) == documented("Line")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_met_in_a_tutorial_or_how_to(command: str) -> None:
    pages = [DOCS / "tutorial.md", *(DOCS / "how-to").glob("*.md")]
    assert any(re.search(rf"banggiao {command}\b", page.read_text("utf-8")) for page in pages)


def test_the_tables_of_the_store_are_documented_and_no_others() -> None:
    scripts = (SAMPLES.parent / "store" / "schema").glob("*.sql")
    tables = {
        name
        for script in scripts
        for name in re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", script.read_text("utf-8"), re.MULTILINE)
    }
    page = (DOCS / "store.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == tables


def test_every_column_of_the_csv_view_is_documented() -> None:
    section = (DOCS / "records.md").read_text("utf-8").partition("## CSV")[2]
    assert [column for column in COLUMNS if f"`{column}`" not in section] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{name(page)} points at {target}"
        if anchor:
            assert anchor in anchors(file), f"{name(page)} points at {target}"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def calls() -> list[tuple[str, str]]:
    """Every ``$ banggiao …`` and ``$ make …`` in the pages, with the page it stands in."""
    found = []
    for page in READERS:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            found += [(name(page), line[2:]) for line in block.splitlines() if line.startswith("$ ")]
    return found


@pytest.mark.parametrize(("page", "call"), calls())
def test_the_commands_in_the_pages_exist(page: str, call: str) -> None:
    words = shlex.split(call.rpartition(" | ")[2])
    if words[0] == "make":
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert words[1] in targets, f"{page}: {call}"
        return
    if words[0].endswith("pytest"):
        assert all((ROOT / path).exists() for path in words[1:]), f"{page}: {call}"
        return
    if words[0] == "pip":  # what `pip install .` needs is proved by the test of the wheel
        assert words[1:] in (["install", "."], ["install", "banggiao"]), f"{page}: {call}"
        return
    assert words[0].endswith("banggiao"), f"{page}: {call}"
    command = group.get_command(click.Context(group), words[1])
    assert command is not None, f"{page}: {call}"
    command.make_context(words[1], list(words[2:]), resilient_parsing=False)


def test_every_kind_of_evidence_is_documented() -> None:
    from banggiao.cli.interface import interface

    page = (DOCS / "records.md").read_text("utf-8")
    assert [kind for kind in interface("en")._tables["basis_kinds"] if f"`{kind}`" not in page] == []


@pytest.mark.parametrize(("page", "call"), [(p, c) for p, c in calls() if "banggiao explain" in c or "| banggiao" in c])
def test_what_needs_no_page_runs(page: str, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, _, command = call.rpartition(" | ")
    words = shlex.split(given)[1:]
    typed = io.TextIOWrapper(io.BytesIO("".join(words).encode() + b"\n"), "utf-8")
    monkeypatch.setattr("sys.stdin", typed)
    assert run(shlex.split(command)[1:]) == 0, f"{page}: {call}"


def test_the_changelog_has_this_version() -> None:
    from banggiao import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("page", READERS, ids=name)
def test_the_pages_name_nothing_that_readers_do_not_have(page: Path) -> None:
    assert "shared/" not in page.read_text("utf-8")
