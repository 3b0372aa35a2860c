import gzip
import json

import pytest

from banggiao.intake import read_sentence_file, sentences

DOCUMENTS = [{"doc": "a", "sentences": ["Một.", "Hai."]}, {"doc": "b", "sentences": [], "published": "2020-01-02"}]


@pytest.mark.parametrize("form", ["list", "lines", "list.gz", "lines.gz", "bom"])
def test_all_forms_read_alike(tmp_path, form):
    body = json.dumps(DOCUMENTS, indent=1) if "list" in form else "\n".join(json.dumps(d) for d in DOCUMENTS)
    data = body.encode()
    if form.endswith("gz"):
        data = gzip.compress(data)
    if form == "bom":
        data = b"\xef\xbb\xbf \n" + data
    path = tmp_path / "sentences"
    path.write_bytes(data)
    errors = []
    read = list(read_sentence_file(str(path), errors.append))
    assert [(d.doc, d.sentences, d.published) for d in read] == [("a", ["Một.", "Hai."], None), ("b", [], "2020-01-02")]
    assert errors == []


def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(
        b'{"doc": "a", "sentences": []}\n{broken\n{"doc": "b", "sentences": ["\xff"]}\n{"doc": "c", "sentences": []}\n'
    )
    errors = []
    assert [d.doc for d in read_sentence_file(str(path), errors.append)] == ["a", "c"]
    assert [str(e).split(":")[0] for e in errors] == [f"{path}, line 2", f"{path}, line 3"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"[{]", "not a JSON list"),
        (gzip.compress(b"[]" * 99, mtime=0)[:-9], "cannot be read"),
        (b"[1]", "not a JSON list"),
    ],
)
def test_a_file_that_is_no_such_thing_is_reported_in_one_sentence(tmp_path, data, words):
    path = tmp_path / "x"
    path.write_bytes(data)
    errors = []
    assert list(read_sentence_file(str(path), errors.append)) == []
    assert len(errors) == 1 and words in str(errors[0])


def test_a_missing_file_is_reported(tmp_path):
    errors = []
    assert list(read_sentence_file(str(tmp_path / "none"), errors.append)) == []
    assert "cannot be read" in str(errors[0])


def test_what_unpacks_without_end_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(sentences, "MAX_LINE_BYTES", 100)
    monkeypatch.setattr(sentences, "MAX_LIST_BYTES", 100)
    path = tmp_path / "lines.gz"
    whole = b'{"doc": "a", "sentences": []}'
    path.write_bytes(gzip.compress(whole + b"\n{" + b" " * 950 + b"}\n" + whole + b"\n{" + b" " * 99))
    errors = []
    assert [d.doc for d in read_sentence_file(str(path), errors.append)] == ["a", "a"]
    assert [str(e).split(":")[0] for e in errors] == [f"{path}, line 2", f"{path}, line 4"]
    assert "longer than" in str(errors[0])
    path.write_bytes(gzip.compress(b"[" + b" " * 200 + b"]"))
    assert list(read_sentence_file(str(path), errors.append)) == []
    assert "more than" in str(errors[2])
