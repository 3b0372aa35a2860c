"""Pairs of articles made of ``reports.toml``: what becomes of an agency's report, and what only looks like one."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from banggiao.stories import Body

DAY = dt.date(2021, 3, 5)
_SERIES = (
    "Bộ Quốc phòng cho biết {0} máy bay và {1} tàu của nước láng giềng đã áp sát đảo trong {2} giờ qua, trong đó "
    "{3} chiếc vượt đường trung tuyến rồi quay về căn cứ. Quân đội theo dõi sát, máy bay tuần tra, tàu hải quân "
    "và hệ thống tên lửa bờ biển sẵn sàng ứng phó. Tính từ đầu tháng đã có {4} lượt máy bay xuất hiện quanh đảo."
)
_CREDITS = (
    "Theo dõi chúng tôi trên các nền tảng mạng xã hội để nhận tin nhanh mỗi ngày. Mời bạn đọc gửi ý kiến về tòa soạn."
)


class Pair(NamedTuple):
    """Two articles, and whether they are the same report."""

    name: str
    one: Body
    other: Body
    same: bool


def pairs() -> Iterator[Pair]:
    """All of them, in order."""
    made = reports()
    for number, report in enumerate(made):
        for name, other in reprints(report):
            yield Pair(f"{report['name']}: {name}", _body(report["agency"]), other, True)
        other_report = made[(number + 1) % len(made)]
        for name, other in strangers(report, other_report):
            yield Pair(f"{report['name']}: {name}", _body(report["agency"]), other, False)
    for n in range(6):
        one, other = _figures(n), _figures(n + 1)
        yield Pair(f"series {n}", _body([_SERIES.format(*one)]), _body([_SERIES.format(*other)], 1), False)


@functools.cache
def reports() -> list[dict[str, Any]]:
    """What ``reports.toml`` holds."""
    return list(tomllib.loads(Path(__file__).with_name("reports.toml").read_text("utf-8"))["report"])


def reprints(report: dict[str, Any]) -> Iterator[tuple[str, Body]]:
    """What outlets make of an agency's report."""
    told = report["agency"]
    yield "copied", _body(told)
    yield "copied two days later", _body(told, 2)
    yield "cut to the half", _body(told[: len(told) // 2], 1)
    yield "cut to two sentences", _body(told[:2], 0, "TTXVN")
    yield "without its middle", _body([told[0], *told[-2:]], 1)
    yield "edited", _body(_edited(report), 1)
    yield "edited and cut", _body(_edited(report)[:-2], 0, "TTXVN")
    yield "with another lead", _body([report["lead"], *told[1:]], 1)
    yield "with a paragraph of its own", _body([*told, "".join(report["alone"][-1:])], 1)
    yield "in other order", _body([told[0], *reversed(told[1:])], 1)


def strangers(report: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, Body]]:
    """What has much in common with an agency's report, and is another."""
    told = report["agency"]
    yield "by somebody else", _body(report["alone"])
    yield "by somebody else on the same agency", _body(report["alone"], 0, "TTXVN")
    yield "by somebody else, with a sentence of it", _body([*report["alone"], told[-1]], 1)
    yield "the next report", _body([*report["next"], *told[-2:]], 6)
    yield "the next report, the day after", _body([*report["next"], *told[-3:]], 1)
    yield "another with the same words around", _body([*other["agency"], _CREDITS, told[-1]])


def _edited(report: dict[str, Any]) -> list[str]:
    edited = []
    for sentence in report["agency"]:
        for old, new in report["edits"].items():
            sentence = sentence.replace(old, new)
        edited.append(sentence)
    return edited


def _figures(n: int) -> tuple[int, ...]:
    return 7 + 5 * n, 3 + n, 20 + n, 2 + 3 * n, 41 + 13 * n


def _body(sentences: list[str], days: int = 0, agency: str | None = "TTXVN") -> Body:
    return Body.of("\n".join(sentences), DAY + dt.timedelta(days=days), agency)
