"""The bundles are of their form: they load, name what exists, and use known codes, types and kinds."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from banggiao import knowledge, ontology
from tests.record.expectations import BUNDLES, Bundle, ExpectationError, Window, bundles, load

ALL = bundles()
each = pytest.mark.parametrize("bundle", ALL, ids=lambda bundle: bundle.name)


def codes(bundle: Bundle) -> Iterator[str]:
    expected = bundle.expected
    for part in (*expected.mechanism, *expected.agenda):
        yield from part.parties
    for act in (*expected.measure, *expected.event):
        yield from (*act.actors, *act.recipients)
    yield from itertools.chain.from_iterable(event.denied_by or () for event in expected.event)
    yield from itertools.chain.from_iterable(relation.pair for relation in expected.relation)


def kinds_of(section: str) -> set[str]:
    pack = resources.files("banggiao").joinpath("languages", "vi", "relations.toml").read_text("utf-8")
    table = tomllib.loads(pack)
    return set(table["measures"]["kinds"] if section == "measures" else table["mechanisms"])


def test_there_are_bundles_of_both_splits():
    splits = [bundle.expected.split for bundle in ALL]
    assert splits.count("tune") >= 7
    assert splits.count("held") >= 7


@each
def test_a_bundle_has_three_to_six_articles_all_in_the_manifest(bundle):
    articles = {file.name for file in bundle.folder.iterdir() if file.suffix in {".txt", ".html"}}
    assert {line.path for line in bundle.manifest} == articles
    assert len(bundle.manifest) == len(articles)
    assert 3 <= len(articles) <= 6


@each
def test_codes_are_known(bundle):
    known = {*knowledge.states(), *knowledge.organisations()}
    assert set(codes(bundle)) <= known


@each
def test_types_and_kinds_are_known(bundle):
    expected = bundle.expected
    assert {event.type for event in expected.event} <= set(ontology.load().types)
    mechanisms = {m.kind for m in expected.mechanism} | {m.kind for r in expected.relation for m in r.mechanisms}
    assert mechanisms <= kinds_of("mechanisms")
    listed = {kind for r in expected.relation for kind in (*(r.measures_in_force or ()), *r.measures_possible)}
    assert {m.kind for m in expected.measure} | listed <= kinds_of("measures")


@each
def test_versions_share_the_url_of_the_manifest(bundle):
    url = {line.path: line.url for line in bundle.manifest}
    for versions in bundle.expected.version:
        assert {url[name] for name in versions.documents} == {versions.url}
        assert len(versions.documents) > 1


@each
def test_every_check_asks_something(bundle):
    """A check without a count, a state, a date or the like could not fail."""
    for mechanism in bundle.expected.mechanism:
        assert mechanism.state or mechanism.history or mechanism.count is not None
    for measure in bundle.expected.measure:
        assert measure.in_force is not None or measure.history or measure.count is not None
    for entry in bundle.expected.agenda:
        assert (entry.date and entry.outcome) or entry.count is not None
    for relation in bundle.expected.relation:
        asked = (relation.last_contact, relation.measures_in_force, relation.scheduled, relation.mechanisms or None)
        assert any(part is not None for part in asked)


def written(folder: Path, expected: str, manifest: str = '{"path": "01-a.txt"}\n') -> Path:
    (folder / "expected.toml").write_text(expected, "utf-8")
    (folder / "manifest.jsonl").write_text(manifest, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        ('split = "tune"\nmechanisms = []\n', "mechanisms"),
        ('split = "train"\n', "train"),
        ('split = "tune"\n[[agenda]]\nparties = ["FRA"]\ndate = "2019-13"\n', "month must be in 1..12"),
        ('split = "tune"\n[[agenda]]\nparties = ["FRA"]\ndate = ["2020", "2019"]\n', "is no window"),
        ('split = "tune"\n[[story]]\ndocuments = ["01-a.txt", "02-b.txt"]\n', "02-b.txt"),
        ('split = "tune"\n[[mechanism]]\nparties = ["FRA"]\nkind = "commission"\nstate = "asleep"\n', "asleep"),
    ],
)
def test_what_is_not_of_the_form_is_named_with_its_file(tmp_path, expected, says):
    with pytest.raises(ExpectationError) as error:
        load(written(tmp_path, expected))
    assert str(tmp_path / "expected.toml") in str(error.value)
    assert says in str(error.value)


def test_a_broken_line_of_the_manifest_is_named(tmp_path):
    with pytest.raises(ExpectationError, match=r"manifest\.jsonl, line 2"):
        load(written(tmp_path, 'split = "tune"\n', '{"path": "01-a.txt"}\n{"file": "x"}\n'))


def test_an_iso_prefix_is_a_window(tmp_path):
    text = 'split = "tune"\n[[agenda]]\nparties = ["FRA"]\ndate = "2020-02"\noutcome = "held"\n'
    window = load(written(tmp_path, text)).expected.agenda[0].date
    assert window is not None
    assert (window.start.isoformat(), window.end.isoformat()) == ("2020-02-01", "2020-02-29")
    assert window.holds(window.start, window.end)
    assert not window.holds(window.start, None)
    assert Window(window.start, window.start).holds(window.start, window.start)


def test_the_folder_of_bundles_is_where_the_loader_looks():
    assert BUNDLES.is_dir()
