"""A small part of CSS for finding elements in a :class:`~banggiao.pages.html_dom.Dom`, in time linear in the page.

Understood: ``tag``, ``.class``, ``#id``, ``[attribute]``, ``[attribute=value]``, ``[attribute*=part]``,
``[attribute^=start]``, ``[attribute$=end]``, any of them joined, and a space for "somewhere inside". Anything else is a
ValueError that names the selector. Lexbor's own engine is not used: it walks the tree again for every selector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from banggiao.pages.html_dom import Dom

_SIMPLE = re.compile(
    r"(?P<kind>[.#]?)(?P<name>[\w-]+)|\[(?P<attribute>[\w:-]+)(?:(?P<op>[*^$]?=)[\"']?(?P<value>[^\"'\]]*)[\"']?)?\]"
)


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: everything that one element must show."""

    tag: str | None
    names: tuple[str, ...]  # classes, and ids with a leading '#'
    attributes: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=2048)
def _compile(selector: str) -> tuple[_Compound, ...]:
    steps = []
    for word in re.findall(r"(?:[^\s\[]|\[[^\]]*\])+", selector):
        tag: str | None = None
        names: list[str] = []
        attributes: list[tuple[str, str, str]] = []
        position = 0
        while position < len(word):
            match = _SIMPLE.match(word, position)
            if match is None:
                raise ValueError(
                    f"selector {selector!r}: cannot read {word[position:]!r}; allowed: tag, .class, #id, [attribute]"
                )
            if match["attribute"]:
                attributes.append((match["attribute"].lower(), match["op"] or "", match["value"] or ""))
            elif match["kind"]:
                names.append(("#" if match["kind"] == "#" else "") + match["name"].lower())
            else:
                tag = match["name"].lower()
            position = match.end()
        steps.append(_Compound(tag, tuple(names), tuple(attributes)))
    if not steps:
        raise ValueError("an empty selector matches nothing")
    return tuple(steps)


def _shows(value: str | None, op: str, wanted: str) -> bool:
    if op == "":
        return True
    value = value or ""
    if op == "=":
        return value == wanted
    if op == "*=":
        return wanted in value
    return value.startswith(wanted) if op == "^=" else value.endswith(wanted)


def _fits(dom: Dom, element: int, step: _Compound) -> bool:
    if step.tag is not None and dom.tags[element] != step.tag:
        return False
    if step.names:
        attributes = dom.attributes[element]
        have = (attributes.get("class") or "").lower().split()
        identity = "#" + (attributes.get("id") or "").lower().strip()
        if not all(name in have or name == identity for name in step.names):
            return False
    own = dom.attributes[element]
    return all(name in own and _shows(own[name], op, value) for name, op, value in step.attributes)


def _candidates(dom: Dom, step: _Compound) -> Iterable[int]:
    if step.names:
        return dom.by_class.get(step.names[0], ())
    if step.tag is not None:
        return dom.by_tag.get(step.tag, ())
    return range(len(dom.tags))


def select(dom: Dom, selectors: Iterable[str]) -> list[int]:
    """The elements that fit any of ``selectors``: those of the first selector first, each in document order."""
    found: dict[int, None] = {}
    for selector in selectors:
        *outer, last = _compile(selector)
        for element in _candidates(dom, last):
            if element not in found and _fits(dom, element, last) and _inside(dom, element, outer):
                found[element] = None
    return list(found)


def _inside(dom: Dom, element: int, outer: list[_Compound]) -> bool:
    wanted = list(outer)
    while wanted:
        element = dom.parents[element]
        if element < 0:
            return False
        if _fits(dom, element, wanted[-1]):
            wanted.pop()
    return True
