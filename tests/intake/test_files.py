import os

import pytest

from banggiao.intake import Input, expand
from banggiao.records import ReadingError


def test_folders_are_walked_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt", ".git/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [os.path.relpath(i.name, tmp_path) for i in expand([str(tmp_path)])] == ["a.txt", "b.txt", "sub/c.txt"]


def test_a_missing_file_is_reported_when_it_is_its_turn(tmp_path):
    (page,) = expand([str(tmp_path / "none.txt")])
    with pytest.raises(ReadingError, match=r"none\.txt: cannot be read"):
        page.read()


def test_a_page_above_the_limit_is_refused(tmp_path):
    (tmp_path / "long.txt").write_bytes(b"x" * 11)
    with pytest.raises(ReadingError, match="longer than"):
        Input("long.txt", tmp_path / "long.txt").read(limit=10)
    assert Input("long.txt", tmp_path / "long.txt").read(limit=11) == b"x" * 11


def test_a_loop_of_linked_folders_ends(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.txt").write_text("x")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    assert len(list(expand([str(tmp_path)]))) == 1


def test_a_device_is_refused():
    with pytest.raises(ReadingError, match="not a file"):
        Input("/dev/zero", __import__("pathlib").Path("/dev/zero")).read()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (page,) = expand([str(tmp_path)])
    with pytest.raises(ReadingError, match="not a file"):
        page.read()


def test_a_manifest_in_a_folder_goes_with_its_pages_and_reads_nothing_elsewhere(tmp_path):
    pages = tmp_path / "pages"
    (pages / "sub").mkdir(parents=True)
    for name in ("pages/a.txt", "pages/sub/b.txt", "outside.txt"):
        (tmp_path / name).write_text("x")
    listed = ("a.txt", "sub/b.txt", "gone.txt", "../outside.txt")
    lines = [f'{{"path": "{name}", "outlet": "of {name}"}}' for name in listed]
    (pages / "list.jsonl").write_text("\n".join([*lines, "{"]))
    broken = []
    found = {os.path.relpath(i.name, pages): i.hints.outlet for i in expand([str(pages)], broken.append)}
    assert found == {name: f"of {name}" for name in listed[:3]}
    assert [str(error).split(":")[0] for error in broken] == [f"{pages / 'list.jsonl'}, line 5"]
