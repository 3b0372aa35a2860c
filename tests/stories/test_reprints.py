"""Whether two articles are the same report: the sample that finds them, the decision, the groups."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banggiao.stories import Body, bands, origins, reprint, signature
from banggiao.stories.origins import Pair

REPORT = """Bộ trưởng Ngoại giao hai nước hôm thứ ba gặp nhau bên lề hội nghị về nguồn nước và bàn nối lại đường bay.
Theo thông cáo của nước chủ nhà, cuộc gặp kéo dài một giờ và diễn ra trong không khí thẳng thắn, cởi mở.
Hai vị bộ trưởng giao cho các chuyên viên lập danh mục những vướng mắc còn lại trước cuối năm.
Quan hệ giữa hai nước lạnh đi từ khi cửa khẩu phía nam đóng cửa, khiến hàng nghìn tiểu thương mất kế sinh nhai.
Giới doanh nghiệp hoan nghênh bước đi này và mong cửa khẩu sớm mở lại để nông sản mùa tới kịp sang bên kia biên giới."""
ALONE = """Sau nhiều tháng im lặng, ngoại trưởng hai bên đã ngồi lại với nhau tại một hội nghị về tài nguyên nước.
Vấn đề đường bay thẳng chiếm phần lớn buổi trao đổi, một quan chức tháp tùng cho hay.
Người này nói rằng nhóm công tác chung sẽ phải trình bày các trở ngại trong vài tháng tới.
Việc đóng cửa khẩu phía nam đã làm đời sống buôn bán vùng biên đình trệ."""


def test_a_signature_is_the_same_everywhere() -> None:
    assert signature("một hai ba bốn năm sáu bảy tám").hex() == "9adec2085e1038b5"
    assert signature("một hai ba") == b""
    assert signature(REPORT) == signature(REPORT.upper().replace(",", " –").replace("\n", " "))
    assert len(bands(signature(REPORT))) == 32


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="signature"):
        bands(b"123")


def test_a_text_cut_short_shares_bands_with_the_whole() -> None:
    cut = "\n".join(REPORT.split("\n")[:2])
    assert len(set(bands(signature(cut))) & set(bands(signature(REPORT)))) >= 2
    assert not set(bands(signature(ALONE))) & set(bands(signature(REPORT)))


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        "\n".join(REPORT.split("\n")[:2]),
        REPORT.replace("hôm thứ ba gặp nhau", "đã có cuộc gặp") + "\nĐây là tin đang được cập nhật thêm.",
        "Tin mới nhận. " + REPORT.replace("thẳng thắn, cởi mở", "cởi mở").replace("tiểu thương", "người buôn bán"),
    ],
    ids=["the same", "cut", "edited", "retouched"],
)
def test_a_copy_is_a_reprint_either_way_round(copy: str) -> None:
    one, other = Body.of(REPORT, dt.date(2021, 2, 5)), Body.of(copy, dt.date(2021, 2, 6))
    found = reprint(one, other)
    assert found is not None and found == reprint(other, one)
    assert 0 < found.similarity <= 1 and found.because


def test_two_accounts_of_one_meeting_are_two() -> None:
    day = dt.date(2021, 2, 5)
    assert reprint(Body.of(REPORT, day, "AFP"), Body.of(ALONE, day, "AFP")) is None


def test_the_next_report_of_a_running_story_is_another() -> None:
    news = """Các chuyên viên của hai nước đã nộp bản danh mục dài bốn mươi trang, một tuần sớm hơn thời hạn được giao.
Trong đó, phía đối tác lần đầu nhận rằng hệ thống kiểm soát không lưu của mình cần sửa đổi.
"""
    later = news + "\n".join(REPORT.split("\n")[3:])
    assert reprint(Body.of(REPORT, dt.date(2021, 2, 5)), Body.of(later, dt.date(2021, 2, 9))) is None


def test_the_same_words_around_other_figures_are_the_next_of_a_series() -> None:
    words = (
        "Lực lượng phòng vệ cho biết {} máy bay và {} tàu đã áp sát vùng nhận dạng trong ngày {} tháng {}, "
        "trong đó {} chiếc vượt đường trung tuyến trước khi quay về căn cứ theo thông lệ của những tuần gần đây."
    )
    one, other = Body.of(words.format(12, 5, 3, 4, 8)), Body.of(words.format(21, 7, 9, 4, 11))
    assert reprint(one, other) is None
    assert reprint(one, one) is not None


def test_too_few_words_must_be_the_same() -> None:
    assert reprint(Body.of("Hai bên đã gặp nhau hôm qua ở đây"), Body.of("hai bên đã gặp nhau, hôm qua ở đây"))
    assert not reprint(Body.of("Hai bên đã gặp nhau hôm qua ở đây"), Body.of("Hai bên đã gặp nhau hôm qua ở đó"))
    assert not reprint(Body.of(""), Body.of(""))


PAIRS = st.lists(
    st.builds(Pair, st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from([0.5, 0.7, 0.9])), max_size=10
)


@given(PAIRS, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(pairs: list[Pair], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = origins("abcdef", pairs, [("a", "b")])
    assert origins("fedcba", shuffled, [("a", "b")]) == found
    assert found["a"] != found["b"] and all(found[origin] == origin for origin in found.values())


def test_a_pair_held_apart_parts_its_group_where_it_is_least_alike() -> None:
    pairs = [Pair("a", "b", 0.9), Pair("b", "c", 0.5)]
    assert origins("abc", pairs) == {"a": "a", "b": "a", "c": "a"}
    assert origins("abc", pairs, [("a", "c")]) == {"a": "a", "b": "a", "c": "c"}


def test_the_origin_is_the_earliest_that_has_a_date() -> None:
    first, last = "20210205-d1", "00000000-d0"
    assert set(origins([last, first], [Pair(first, last, 1.0)]).values()) == {first}
