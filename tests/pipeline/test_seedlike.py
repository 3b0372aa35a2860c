"""Whole pages of plain text, read without any metadata: what a reader takes from them must come out.

The facts beside each page were written down from its text alone. What is known not to hold yet is named in ``KNOWN``
and must be struck off there as soon as it does.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest

from banggiao import api

PAGES = Path(__file__).parents[1] / "pages" / "fixtures" / "text"
NAMES = ("seedlike-2009-honduras", "seedlike-2014-crimea", "seedlike-2023-seoul")
KNOWN: dict[str, frozenset[str]] = {}
"""Page → cases that fail."""


def facts(name: str) -> dict:
    return json.loads((PAGES / f"{name}.facts.json").read_text(encoding="utf-8"))


@functools.cache
def record(name: str) -> dict:
    return json.loads(api.to_json(api.read(PAGES / f"{name}.txt")))


def codes(parties: list[dict]) -> list[str]:
    return sorted({p["code"] for p in parties})


def holds(event: dict, want: dict) -> bool:
    date = event["date"] or {}
    parties = sorted({*codes(event["actors"]), *codes(event["recipients"])})
    people = {p["person"] for p in (*event["actors"], *event["recipients"])}
    return all(
        (
            event["line"] == want["line"],
            event["type"] == want["type"],
            event["mode"] == want.get("mode", event["mode"]),
            event["status"] == want.get("status", event["status"]),
            codes(event["actors"]) == want.get("actors", codes(event["actors"])),
            codes(event["recipients"]) == want.get("recipients", codes(event["recipients"])),
            parties == want.get("parties", parties),
            [date.get("start"), date.get("end")] == want.get("date", [date.get("start"), date.get("end")]),
            str(date.get("start")).startswith(str(want.get("year", ""))),
            people.issuperset(want.get("people", ())),
        )
    )


def cases():
    for name in NAMES:
        seen: dict[str, int] = {}
        for want in facts(name)["events"]:
            case = f"line-{want['line']}-{want['type']}"
            seen[case] = seen.get(case, 0) + 1
            case += f"-{seen[case]}"
            yield pytest.param(name, want, id=f"{name}-{case}", marks=gap(name, case))


def gap(name: str, case: str) -> list[pytest.MarkDecorator]:
    known = case in KNOWN.get(name, ())
    return [pytest.mark.xfail(strict=True, reason="known gap")] if known else []


def pages(case: str) -> list:
    return [pytest.param(name, id=name, marks=gap(name, case)) for name in NAMES]


@pytest.mark.parametrize(("name", "want"), cases())
def test_an_event_is_read(name, want):
    events = record(name)["events"]
    here = [
        (e["type"], e["mode"], codes(e["actors"]), codes(e["recipients"]), e["status"], e["date"])
        for e in events
        if e["line"] == want["line"]
    ]
    assert any(holds(e, want) for e in events), f"wanted {want}, found on its line: {here}"


@pytest.mark.parametrize("name", pages("test_nothing_is_taken_from_other_parts"))
def test_nothing_is_taken_from_other_parts(name):
    assert [e["line"] for e in record(name)["events"] if e["line"] >= facts(name)["no_event_from_line"]] == []


@pytest.mark.parametrize("name", pages("test_mechanisms"))
def test_mechanisms(name):
    found = record(name)["mechanisms"]
    for want in facts(name)["mechanisms"]:
        steps = {
            (step["change"], str((step["date"] or {}).get("start") or "")[:4] or None)
            for m in found
            if sorted(m["parties"]) == want["parties"]
            for step in m["history"]
        }
        assert steps >= {tuple(step) for step in want["steps"]}


@pytest.mark.parametrize("name", pages("test_the_agenda"))
def test_the_agenda(name):
    dates = [[e["date"]["start"], e["date"]["end"]] for e in record(name)["agenda"] if e["date"]]
    for wanted in facts(name)["agenda"]:
        assert wanted in dates
