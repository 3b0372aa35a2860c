"""``banggiao read`` on good input and on bad: what is read is right, what is not costs one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from banggiao.cli.main import run

Shown = tuple[int, str, list[str]]
Read = Callable[..., Shown]

ARTICLE = """Lào và Mông Cổ ký thỏa thuận mở lại đường bay thẳng

Ngoại trưởng Lào hôm 12/5/2014 hội đàm với người đồng cấp Mông Cổ tại thủ đô Ulan Bator.

Hai bên đã ký một thỏa thuận mở lại đường bay thẳng vốn bị đình chỉ từ năm 2009, theo thông cáo của Bộ Ngoại giao Lào.

Phía Mông Cổ cho biết chuyến bay đầu tiên sẽ cất cánh trong tháng 9, khi mùa du lịch ở thảo nguyên vẫn chưa kết thúc.

Trước đó, tổng thống Mông Cổ đã lên tiếng ca ngợi quan hệ hữu nghị giữa hai nước và mời chủ tịch Lào sang thăm.
"""
FRENCH = """La Mongolie et le Laos rouvrent leur liaison aérienne

Le ministre laotien des affaires étrangères a rencontré lundi son homologue mongol dans la capitale, Oulan-Bator.

Les deux parties ont signé un accord qui rouvre la liaison suspendue depuis cinq ans, selon un communiqué du ministère.

Le premier vol doit partir en septembre, avant la fin de la saison touristique, a précisé le gouvernement mongol.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def read(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Read:
    """Run ``banggiao read``; the exit status, standard output, and the lines on standard error."""
    monkeypatch.setenv("BANGGIAO_LANG", "en")

    def call(*arguments: str | Path) -> Shown:
        status = run(["read", *map(str, arguments)])
        shown = capfd.readouterr()
        return status, shown.out, [line for line in shown.err.splitlines() if not line.endswith("pages a second.")]

    return call


def one_sentence(lines: list[str], name: str) -> bool:
    return len(lines) == 1 and lines[0].startswith("banggiao: ") and name in lines[0]


class TestForms:
    def test_text(self, read: Read, page: Path) -> None:
        status, shown, complaints = read(page)
        assert (status, complaints) == (0, [])
        assert "Lào và Mông Cổ ký thỏa thuận" in shown
        assert "Published" in shown
        assert "Events (" in shown
        assert "\x1b" not in shown

    def test_in_vietnamese(self, read: Read, page: Path) -> None:
        assert "Sự kiện (" in read(page, "--lang", "vi")[1]

    def test_json(self, read: Read, page: Path) -> None:
        status, shown, _ = read(page, "--format", "json", "--with-text")
        record = json.loads(shown)
        assert status == 0
        text = record["document"]["text"]
        for event in record["events"]:
            for span in (event["trigger"], *event["actors"], *event["recipients"]):
                assert text[span["start"] : span["end"]] == span["text"]

    def test_reading_twice_gives_the_same(self, read: Read, page: Path) -> None:
        assert read(page, "--format", "json") == read(page, "--format", "json")

    @pytest.mark.parametrize(
        ("form", "start"), [("csv", "document,source,"), ("html", "<!doctype html>"), ("gold", "{")]
    )
    def test_the_others(self, read: Read, page: Path, form: str, start: str) -> None:
        status, shown, _ = read(page, "--format", form)
        assert status == 0
        assert shown.startswith(start)

    def test_what_the_caller_knows_comes_first(self, read: Read, page: Path) -> None:
        known = ("--published", "2014-05-14", "--outlet", "example.vn", "--url", "https://example.vn/a.html")
        document = json.loads(read(page, "--format", "json", *known)[1])["document"]
        assert document["published"]["start"] == "2014-05-14"
        assert document["outlet"] == "example.vn"
        assert document["url"] == "https://example.vn/a.html"

    def test_output_goes_to_a_file(self, read: Read, page: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.json"
        assert read(page, "--format", "json", "--output", target) == (0, "", [])
        assert json.loads(target.read_bytes())["document"]["title"]

    def test_processes_keep_the_order(self, read: Read, tmp_path: Path) -> None:
        pages = [tmp_path / f"{n:02}.txt" for n in range(40)]
        for n, one in enumerate(pages):
            one.write_text(ARTICLE.replace("đường bay", f"đường bay số {n}"), "utf-8")
        alone = read(tmp_path, "--format", "json")
        assert read(tmp_path, "--format", "json", "--jobs", "2") == alone
        assert [json.loads(line)["document"]["source"] for line in alone[1].splitlines()] == list(map(str, pages))


def test_several_pages_end_with_a_line_that_counts_them(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BANGGIAO_LANG", "en")
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.txt").write_text("", "utf-8")
    assert run(["read", str(tmp_path), "--format", "json"]) == 1
    shown = capfd.readouterr()
    events = len(json.loads(shown.out)["events"])
    assert f"banggiao: 1 read, 1 not; {events} events; " in shown.err.splitlines()[-1]


def test_other_stories_are_coded_only_when_asked(read: Read, tmp_path: Path) -> None:
    import banggiao

    samples = Path(banggiao.__file__).parent / "samples"
    for line in read(samples, "--format", "json")[1].splitlines():
        assert {event["part"] for event in json.loads(line)["events"]} <= {"title", "lead", "body", "photo_caption"}
    apart = 0
    for line in read(samples, "--format", "json", "--parts", "all")[1].splitlines():
        record = json.loads(line)
        latest = (record["document"]["captured"] or record["document"]["published"])["end"]
        for event in record["events"]:
            if event["part"] not in {"title", "lead", "body", "photo_caption"}:
                apart += 1
                happened = event["date"] and event["status"] == "actual" and event["date"]["start"]
                assert not happened or happened <= latest
    assert apart


def test_what_could_steer_a_terminal_stays_out_of_csv_and_complaints(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = tmp_path / "rows.jsonl"
    row = {"doc": "a\x1b[31m", "sentences": ["＝1+1 \x07Nga trừng phạt \u202ePháp\u202c và lên án Pháp"]}
    rows.write_text(json.dumps(row), "utf-8")
    assert run(["read", str(rows), "--input", "sentences", "--format", "csv"]) == 0
    shown = capfd.readouterr().out
    assert "SANCTION" in shown and "'＝1" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)
    assert run(["read", "no\x1b[31m.txt"]) == 1
    assert "\x1b" not in capfd.readouterr().err


class TestSentences:
    ROWS = (
        {"doc": "a", "sentences": ["Nga trừng phạt Pháp", "Pháp lên án Nga hôm 3/5."], "published": "2019-05-04"},
        {"doc": "b", "sentences": ["Đức ca ngợi Nhật Bản"]},
    )

    def test_a_line_for_each_sentence(self, read: Read, tmp_path: Path) -> None:
        rows = tmp_path / "rows.json"
        rows.write_text(json.dumps(self.ROWS), "utf-8")
        status, shown, _ = read(rows, "--input", "sentences", "--format", "gold")
        assert status == 0
        assert [(r["doc"], r["s"]) for r in map(json.loads, shown.splitlines())] == [("a", 0), ("a", 1), ("b", 0)]

    def test_a_bad_line_is_reported_and_the_rest_read(self, read: Read, tmp_path: Path) -> None:
        rows = tmp_path / "rows.jsonl"
        rows.write_text(json.dumps(self.ROWS[0]) + "\n{\n" + json.dumps(self.ROWS[1]) + "\n", "utf-8")
        status, shown, complaints = read(rows, "--input", "sentences", "--format", "gold")
        assert status == 1
        assert len(shown.splitlines()) == 3
        assert one_sentence(complaints, "line 2")


class TestBadInput:
    """Each kind of bad input: one sentence, status 1, or read as well as it goes; never a traceback."""

    def bad(self, read: Read, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        status, shown, complaints = read(path, "--format", "json")
        assert (status, shown) == (1, "")
        assert one_sentence(complaints, path.name)

    def test_missing(self, read: Read, tmp_path: Path) -> None:
        status, shown, complaints = read(tmp_path / "none.txt")
        assert (status, shown) == (1, "")
        assert one_sentence(complaints, "none.txt")

    def test_empty(self, read: Read, tmp_path: Path) -> None:
        self.bad(read, tmp_path / "empty.txt", b"")

    def test_blank(self, read: Read, tmp_path: Path) -> None:
        self.bad(read, tmp_path / "blank.txt", b" \n\n\t\n")

    def test_binary(self, read: Read, tmp_path: Path) -> None:
        self.bad(read, tmp_path / "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40)

    def test_a_line_of_100_megabytes(self, read: Read, tmp_path: Path) -> None:
        self.bad(read, tmp_path / "long.txt", b"a " * 50_000_000)

    def test_truncated_in_a_letter(self, read: Read, tmp_path: Path) -> None:
        path = tmp_path / "cut.txt"
        path.write_bytes(ARTICLE.encode() + "Hai bên hẹn gặp lạ".encode() + "ị".encode()[:2])
        status, shown, complaints = read(path, "--format", "json")
        assert (status, complaints) == (0, [])
        assert json.loads(shown)["document"]["title"] == ARTICLE.splitlines()[0]

    def test_ten_thousand_nested_tags(self, read: Read, tmp_path: Path) -> None:
        path = tmp_path / "deep.html"
        paragraphs = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines() if line)
        path.write_text("<html><body>" + "<div>" * 10_000 + paragraphs + "</div>" * 10_000, "utf-8")
        status, _, complaints = read(path)
        assert status == 0 or one_sentence(complaints, path.name)

    def test_an_unknown_encoding(self, read: Read, tmp_path: Path) -> None:
        path = tmp_path / "strange.html"
        path.write_bytes(b'<meta charset="x-klingon">' + bytes((n * 89 + 128) % 128 + 128 for n in range(4000)))
        status, _, complaints = read(path)
        assert status == 0 or one_sentence(complaints, path.name)

    def test_another_language(self, read: Read, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        path.write_text(FRENCH, "utf-8")
        status, shown, complaints = read(path, "--format", "json")
        if status:
            assert one_sentence(complaints, path.name)
        else:
            assert json.loads(shown)["events"] == []

    def test_a_language_that_there_is_no_pack_for(self, read: Read, page: Path) -> None:
        status, shown, complaints = read(page, "--language", "tlh")
        assert (status, shown) == (1, "")
        assert one_sentence(complaints, "tlh")

    def test_one_bad_file_among_good_ones(self, read: Read, tmp_path: Path) -> None:
        for name in ("a.txt", "c.txt"):
            (tmp_path / name).write_text(ARTICLE, "utf-8")
        (tmp_path / "b.txt").write_bytes(b"")
        for jobs in ("1", "2"):
            status, shown, complaints = read(tmp_path, "--format", "json", "--jobs", jobs)
            assert status == 1
            assert len(shown.splitlines()) == 2
            assert one_sentence(complaints, "b.txt")

    def test_an_empty_folder(self, read: Read, tmp_path: Path) -> None:
        status, shown, complaints = read(tmp_path)
        assert (status, shown) == (1, "")
        assert len(complaints) == 1

    def test_a_list_page_says_so(self, read: Read, tmp_path: Path) -> None:
        path = tmp_path / "list.html"
        items = "".join(
            f'<article class="item"><h3><a href="/tin-{n}.html">Tin thế giới số {n} trong ngày hôm nay</a></h3>'
            f"<p>Tóm tắt ngắn của tin số {n}, đọc tiếp ở trang trong.</p></article>"
            for n in range(30)
        )
        path.write_text(
            f"<html><head><title>Thế giới</title></head><body><h1>Thế giới</h1>{items}</body></html>", "utf-8"
        )
        status, shown, _ = read(path)
        assert status == 0
        assert shown.count("\n") == 1
        assert "list page" in shown
        status, shown, notices = read(path, "--format", "json")
        assert status == 0
        assert json.loads(shown)["events"] == []
        assert one_sentence(notices, "list.html")

    def test_a_list_page_with_all_its_parts_shows_what_they_tell(self, read: Read, tmp_path: Path) -> None:
        path = tmp_path / "list.html"
        items = "".join(
            f'<article class="item"><h3><a href="/tin-{n}.html">Ngoại trưởng Séc thăm {place}</a></h3>'
            f"<p>Tóm tắt ngắn của tin số {n}, đọc tiếp ở trang trong.</p></article>"
            for n, place in enumerate(("Ba Lan", "Hungary", "Slovenia", "Croatia", "Serbia", "Albania") * 4)
        )
        path.write_text(
            f"<html><head><title>Thế giới</title></head><body><h1>Thế giới</h1>{items}</body></html>", "utf-8"
        )
        status, shown, _ = read(path, "--parts", "all")
        assert status == 0
        assert "is coded below" in shown and "Croatia (HRV)" in shown
        status, shown, _ = read(path)
        assert "nothing is coded" in shown and "HRV" not in shown


class TestTimes:
    def rows(self, capfd: pytest.CaptureFixture[str], path: Path) -> Shown:
        status = run(["times", str(path)])
        shown = capfd.readouterr()
        return status, shown.out, shown.err.splitlines()

    def test_a_row_in_and_a_row_out(self, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "rows.jsonl"
        row = {"doc": "a", "s": 3, "text": "Hai bên gặp nhau hôm 12/5.", "reference": "2014-05-13"}
        path.write_text(json.dumps(row) + "\n", "utf-8")
        status, shown, complaints = self.rows(capfd, path)
        assert (status, complaints) == (0, [])
        found = json.loads(shown)
        assert {key: found[key] for key in row} == row
        (time,) = found["times"]
        assert row["text"][time["start"] : time["end"]] == time["text"]
        assert time["value"] == {"start": "2014-05-12", "end": "2014-05-12", "precision": "day"}

    @pytest.mark.parametrize("line", ["{", "[]", '{"text": 1}', '{"text": "a", "reference": 5}', "\\xff"])
    def test_a_bad_line_is_reported_with_its_number(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path, line: str
    ) -> None:
        path = tmp_path / "rows.jsonl"
        good = json.dumps({"doc": "a", "s": 0, "text": "Năm 2018.", "reference": None})
        path.write_text(f"{good}\n{line}\n{good}\n", "utf-8")
        status, shown, complaints = self.rows(capfd, path)
        assert status == 1
        assert len(shown.splitlines()) == 2
        assert one_sentence(complaints, "line 2")

    def test_a_missing_file(self, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        status, shown, complaints = self.rows(capfd, tmp_path / "none.jsonl")
        assert (status, shown) == (1, "")
        assert len(complaints) == 1


class TestExplain:
    def test_it_shows_the_derivation(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", "Nga bị Mỹ trừng phạt hôm 3/5.", "--published", "2024-05-04", "--lang", "en"]) == 0
        shown = capfd.readouterr().out
        for words in ("SANCTION", "Rule", "Voice", "RUS", "USA", "2024-05-03", "Near misses"):
            assert words in shown

    def test_a_sentence_without_events(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", "Trời hôm nay đẹp.", "--lang", "vi"]) == 0
        assert "Không thấy sự kiện" in capfd.readouterr().out

    def test_a_language_that_there_is_no_pack_for(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", "a", "--language", "tlh"]) == 1
        assert "tlh" in capfd.readouterr().err
