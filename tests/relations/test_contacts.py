"""The level of a contact whose report names nobody's office."""

from __future__ import annotations

import pytest

from banggiao.relations.contacts import told_level


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Thượng đỉnh Peru - Bỉ khai mạc hôm 3/4.", "leader"),
        ("Phái đoàn Peru đã tới Brussels hôm qua.", "official"),
        ("Ngoại trưởng hai nước điện đàm.", "minister"),
        ("Hai bên đã hội đàm.", None),
        ("Đại sứ dự thượng đỉnh.", "leader"),
    ],
)
def test_words_tell_the_level(sentence: str, level: str | None) -> None:
    assert told_level([sentence]) == level
