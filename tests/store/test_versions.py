"""Which page a document is, and which of its versions counts."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

import pytest

from banggiao.store import documents
from banggiao.store.checking import check
from banggiao.store.removal import remove
from banggiao.store.writer import Writer
from tests.store.conftest import content, dump, page, told

ADDRESS = "https://example.vn/lao-mong-co-101.html"
FIRST = """Lào chỉ trích Mông Cổ vì chậm mở cửa khẩu

Bộ Ngoại giao Lào hôm 12/5 chỉ trích Mông Cổ vì chưa mở lại cửa khẩu như đã hứa với các doanh nghiệp hai nước.

Hai bên sẽ còn nhiều việc phải bàn trong những tuần tới, các nhà quan sát tại Vientiane nhận định.
"""
CORRECTED = FIRST.replace("hôm 12/5", "hôm 11/5")
OTHER = """Kenya và Somalia nối lại đường bay

Kenya hôm 10/5 thông báo nối lại các chuyến bay tới Somalia sau nhiều tháng gián đoạn vì tranh cãi biên giới trên biển.

Hành khách đầu tiên đã đáp xuống Mogadishu vào buổi sáng, giới chức hàng không nước này cho biết.
"""


def versions(connection: sqlite3.Connection) -> list[tuple[int, int, str]]:
    """Version, whether it is current, and what its first event's day is."""
    return connection.execute(
        """SELECT version, current, coalesce((SELECT min(first) FROM event e WHERE e.document = d.n), '')
        FROM document d ORDER BY page, version"""
    ).fetchall()


def counting(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT first FROM event WHERE counts = 1 AND first IS NOT NULL")}


class TestSameAddress:
    def test_another_text_is_a_new_version(self, store: sqlite3.Connection) -> None:
        writer = Writer(store)
        assert [s.change for s in writer.add([page(FIRST, ADDRESS)])] == ["new"]
        assert [s.change for s in writer.add([page(CORRECTED, ADDRESS)])] == ["changed"]
        assert versions(store) == [(1, 0, "2014-05-12"), (2, 1, "2014-05-11")]
        assert counting(store) == {"2014-05-11"}
        assert documents.text(store, 1) == page(FIRST, ADDRESS).document.text
        assert store.execute("SELECT count(*) FROM event WHERE counted = 1 AND document = 1").fetchone() == (0,)
        assert list(check(store)) == []

    def test_the_older_text_again_changes_nothing(self, store: sqlite3.Connection) -> None:
        Writer(store).add([page(FIRST, ADDRESS), page(CORRECTED, ADDRESS)])
        before = dump(store)
        assert Writer(store).add([page(FIRST, ADDRESS)])[0].change == "unchanged"
        assert dump(store) == before

    def test_the_same_address_is_written_in_several_ways(self, store: sqlite3.Connection) -> None:
        Writer(store).add([page(FIRST, ADDRESS)])
        again = page(CORRECTED, "http://EXAMPLE.vn/lao-mong-co-101.html#binh-luan")
        assert Writer(store).add([again])[0].change == "changed"

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_the_order_in_which_they_come_makes_no_difference(
        self, store: sqlite3.Connection, order: tuple[int, ...]
    ) -> None:
        three = [
            page(FIRST, ADDRESS, "2014-05-13"),
            page(CORRECTED, ADDRESS, "2014-05-14"),
            page(FIRST.replace("hôm 12/5", "hôm 10/5"), ADDRESS, "2014-05-15"),
        ]
        for n in order:
            Writer(store).add([three[n]])
        assert versions(store) == [(1, 0, "2014-05-12"), (2, 0, "2014-05-11"), (3, 1, "2014-05-10")]
        assert counting(store) == {"2014-05-10"}
        assert list(check(store)) == []


class TestSameFile:
    def file(self, folder: Path, text: str) -> str:
        (folder / "page.txt").write_text(text, "utf-8")
        return str(folder / "page.txt")

    def test_a_text_with_the_same_title_is_a_new_version(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        Writer(store).add([page(FIRST, source=self.file(tmp_path, FIRST))])
        assert Writer(store).add([page(CORRECTED, source=self.file(tmp_path, CORRECTED))])[0].change == "changed"

    def test_another_article_is_another_page(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        path = self.file(tmp_path, FIRST)
        stored = Writer(store).add([page(FIRST, source=path), page(OTHER, source=path)])
        assert [s.change for s in stored] == ["new", "new"]
        assert Writer(store).add([page(CORRECTED, source=path)])[0].change == "changed"
        assert [(v, c) for v, c, _ in versions(store)] == [(1, 0), (2, 1), (1, 1)]
        assert list(check(store)) == []
        assert len(documents.find(store, path)) == 3

    def test_a_copy_elsewhere_changes_nothing(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        Writer(store).add([page(FIRST, source=self.file(tmp_path, FIRST))])
        assert Writer(store).add([page(FIRST, source="elsewhere.txt")])[0].change == "unchanged"


class TestRemoval:
    def test_nothing_is_left_of_the_only_document(self, store: sqlite3.Connection) -> None:
        Writer(store).add([page(FIRST, ADDRESS)])
        assert remove(store, [1]) > 0
        assert content(store) == []
        assert [line for line in dump(store) if line.startswith("(")] == []

    def test_the_rest_is_as_if_it_had_never_been(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        from banggiao.store import connect

        both, one = [page(FIRST, ADDRESS), page(OTHER)], [page(OTHER)]
        Writer(store).add(both)
        remove(store, documents.find(store, ADDRESS))
        alone = connect(tmp_path / "alone.db", create=True)
        Writer(alone).add(one)
        assert content(store) == content(alone)
        assert list(check(store)) == []

    def test_the_version_before_counts_again(self, store: sqlite3.Connection) -> None:
        Writer(store).add([page(FIRST, ADDRESS)])
        before = content(store)
        Writer(store).add([page(CORRECTED, ADDRESS)])
        remove(store, [2])
        assert content(store) == before
        assert list(check(store)) == []

    def test_a_report_of_the_same_event_stands_for_it(self, store: sqlite3.Connection, tmp_path: Path) -> None:
        from banggiao.store import connect

        other = page(FIRST, "https://example.com/2.html")
        Writer(store).add([page(FIRST, ADDRESS), other])
        remove(store, [1])
        alone = connect(tmp_path / "alone.db", create=True)
        Writer(alone).add([other])
        assert content(store) == content(alone)
        assert list(check(store)) == []

    def test_its_words_are_no_longer_found(self, store: sqlite3.Connection) -> None:
        def found(word: str) -> int:
            query = "SELECT count(*) FROM passage_text WHERE passage_text MATCH ?"
            return int(store.execute(query, (word,)).fetchone()[0])

        Writer(store).add([told("a", "Lào thăm Kenya", "Cửa khẩu"), told("b", "Đức thăm Kenya")])
        assert (found("kenya"), found("khau"), found("duc")) == (2, 1, 1)
        remove(store, [1])
        assert (found("kenya"), found("khau"), found("duc")) == (1, 0, 1)


def test_an_address_that_is_none_names_the_page_all_the_same(store: sqlite3.Connection) -> None:
    for url in ("http://[bao.example/1", "//\u2100.example/1"):
        read = page("Lào và Mông Cổ\n\nHôm 12/5/2014, Lào trục xuất ba nhà ngoại giao Mông Cổ.\n", url)
        assert [kept.change for kept in Writer(store).add([read])] == ["new"]
        assert [kept.change for kept in Writer(store).add([read])] == ["unchanged"]
    assert store.execute("SELECT page FROM document ORDER BY n").fetchall() == [
        ("http://[bao.example/1",),
        ("//\u2100.example/1",),
    ]
