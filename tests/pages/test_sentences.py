"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import pytest

from banggiao import languages
from banggiao.pages import STORY_ROLES, read_page, split_sentences
from banggiao.pages.sentences import cut

ABBREVIATIONS = frozenset(languages.load("vi").toml("pages")["abbreviations"])


@pytest.mark.parametrize(
    "line",
    [
        "Ông tới TP. Hồ Chí Minh|. Sau đó ông ra Hà Nội.",
        "TS. Trần Văn Mẫu nhận định giá tăng 1.000 đồng|. Ông Donald J. Trump không trả lời.",
        "Chính phủ U.S. A. không nói gì.",
        "Hội nghị khai mạc ngày 15.7|. Hai bên dự kiến ký kết ngày 20.7.2018.",
        "“Chúng tôi đã sẵn sàng.”| Ông nói như vậy với báo giới.",
        "“Vì sao lại thế?” ông hỏi các phóng viên.",
        "Ông ngập ngừng… rồi nói tiếp|. Không ai đáp lời.",
        "Cuộc họp kéo dài...| Các bên ra về tay trắng.",
        "TGVN. Ngày 6/2, hai nước họp lại.",
        "1. Mỹ và Cuba nối lại đàm phán.",
        "Đây là lập trường của EU|. NATO cũng vậy.",
        "Trang web Baoquocte.vn đưa tin|. “Tất cả đã xong”, ông nói.",
        "Quan hệ đã xấu đi|.Trước đó, Nga rút đại sứ.",
        "Họ ký thỏa thuận (bản đầy đủ.)| Lễ ký diễn ra ở Oslo!",
    ],
)
def test_cut(line: str) -> None:
    # The bar stands before or after the stop; the text itself has none.
    text = line.replace("|", "")
    found = [text[start:end] for start, end in cut(text, ABBREVIATIONS)]
    pieces = line.replace("|.", ".|").split("|")
    assert found == [piece.strip() for piece in pieces]


def test_sentences_count_through_the_document_and_stay_in_their_lines() -> None:
    page = (
        "Iceland và Greenland mở đường bay mới\n\n"
        "  Hai bên ký thỏa thuận hôm 3/5. Chuyến đầu tiên cất cánh tuần sau.  \n"
        "Bộ trưởng Giao thông hai bên có mặt tại lễ ký và cùng cắt băng khánh thành.\n"
    )
    document = read_page(page.encode(), source="a.txt")
    sentences = split_sentences(document, languages.load("vi"))
    assert [s.index for s in sentences] == [0, 1, 2, 3]
    assert [document.text[s.start : s.end] for s in sentences][1] == "Hai bên ký thỏa thuận hôm 3/5."
    assert [s.part for s in sentences] == ["title", "lead", "lead", "body"]
    assert [s.line for s in sentences] == [1, 3, 3, 4]


def test_other_roles_on_demand() -> None:
    page = "\n".join(
        ["Ba nước Baltic tách khỏi lưới điện Nga", "Việc ngắt kết nối hoàn tất hôm 8/2 mà không có sự cố nào xảy ra."]
        + ["Estonia, Latvia và Litva sẽ đồng bộ với lưới điện lục địa châu Âu từ hôm sau.", "Đọc thêm"]
        + ["Hải cẩu con lạc vào bến du thuyền ở Na Uy"] * 2
        + ["Con vật được đưa trở lại biển sau vài giờ chăm sóc."]
    )
    document = read_page(page.encode(), source="a.txt")
    few = split_sentences(document, languages.load("vi"))
    more = split_sentences(document, languages.load("vi"), STORY_ROLES)
    assert len(few) == 3
    assert [s.part for s in more[3:]] == ["readmore_title", "readmore_summary"]
