"""Every case of the tables beside this file: who must be found in a text, and what must not."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from banggiao.actors import ActorFinder
from banggiao.languages.pack import load
from banggiao.records import Interval, Mention, Sentence

HERE = Path(__file__).parent
FINDER = ActorFinder(load("vi"))


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            marks = [pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else []
            found.append(pytest.param(case, id=f"{path.stem}-{number}", marks=marks))
    return found


def find(lines: list[str], published: str | None = None) -> tuple[str, tuple[Mention, ...]]:
    text = "\n".join(lines)
    sentences, start = [], 0
    for index, line in enumerate(lines):
        sentences.append(Sentence(index, start, start + len(line), index + 1, "body"))
        start += len(line) + 1
    day = dt.date.fromisoformat(published) if published else None
    return text, FINDER.find(text, sentences, Interval(day, day, "day") if day else None)


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    lines = case["text"] if isinstance(case["text"], list) else [case["text"]]
    text, mentions = find(lines, case.get("published"))
    shown = [(m.text, m.kind, m.codes, [e.person for e in m.entities], m.place, m.via and m.via.text) for m in mentions]
    taken = set()
    for wanted in case.get("find", []):
        match = next((i for i, m in enumerate(mentions) if i not in taken and m.text == wanted["text"]), None)
        assert match is not None, (wanted["text"], shown)
        taken.add(match)
        mention = mentions[match]
        assert list(mention.codes) == wanted["codes"], shown
        for key in ("kind", "place"):
            assert key not in wanted or getattr(mention, key) == wanted[key], (key, shown)
        if "person" in wanted:
            assert (mention.entities[0].person or "") == wanted["person"], shown
        if "office" in wanted:
            assert (mention.entities[0].office or "") == wanted["office"], shown
        if "via" in wanted:
            assert mention.via is not None and mention.via.text == wanted["via"], shown
    for words in case.get("absent", []):
        start = text.index(words)
        assert not any(m.start < start + len(words) and start < m.end for m in mentions), (words, shown)
    if case.get("only"):
        assert len(mentions) == len(case.get("find", [])), shown
