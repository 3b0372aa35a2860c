"""A page that lost its line ends: what is too long to be a sentence is not compared with itself word by word."""

from __future__ import annotations

from banggiao import api
from banggiao.relations.context import LONGEST

PLAN = "Ngày 20/6, Tổng thống Chile dự kiến thăm Kenya và Kenya nối lại đàm phán với Chile"


def test_a_line_without_an_end_has_no_ledger_and_what_is_beside_it_has() -> None:
    endless = " và ".join([PLAN] * (LONGEST // len(PLAN) + 2))
    alone = api.read_lines("Tin tức\n" + PLAN + ".", published="2019-06-01")
    beside = api.read_lines(f"Tin tức\n{endless}\n{PLAN}.", published="2019-06-01")
    only = api.read_lines(f"Tin tức\n{endless}", published="2019-06-01")
    assert alone.agenda and alone.mechanisms
    assert [(a.parties, a.date) for a in beside.agenda] != []
    assert {a.parties for a in beside.agenda} == {a.parties for a in alone.agenda}
    assert only.agenda == () and only.mechanisms == ()
