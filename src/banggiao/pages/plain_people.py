"""Tell the lines that name an author or an agency."""

from __future__ import annotations

import re

from banggiao.pages.markers import Markers

_SIGLUM = re.compile(r"[A-Z]\.[A-Z]\.?|[A-Z]{2,4}")
_NAME_PARTS = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_JOINS = re.compile(r"\s*[-–—|/,&+;]\s*")


def byline(text: str, markers: Markers) -> tuple[str, str | None] | None:
    """(the author as printed, the agency beside it or None) when ``text`` is a line that names an author."""
    line = text.strip(" |•·")
    low = line.lower()
    label = next((x for x in markers.byline_labels if low.startswith(x) and len(line) > len(x)), None)
    if label and len(line) <= 90:
        line = line[len(label) :].strip(" :|-")
    agency = None
    tail = markers.credit_tail.fullmatch(line) if len(line) <= 100 else None
    if tail and tail[1]:
        line, agency = tail[1].strip(" |-–"), (tail[2] or "").strip() or None
    name = markers.more_authors.sub("", line)
    if not _is_name(name, markers):
        return None
    return line, agency


def _is_name(text: str, markers: Markers) -> bool:
    low = text.lower().strip(" .")
    if low in markers.groups:
        return True
    if not 3 <= len(text) <= 70 or any(c in text for c in ':;?!"“”()[]') or any(c.isdigit() for c in text):
        return False
    people = [part for part in _JOINS.split(text) if part]
    if len(people) >= 2 and "/" in text and people[1].lower() in markers.agencies and len(people[0].split()) >= 2:
        # A correspondent, the agency and perhaps the post, as broadcasters sign.
        people = people[:1]
    return bool(people) and all(_is_person(part, markers) for part in people[:4])


def _is_person(text: str, markers: Markers) -> bool:
    low = text.lower().strip(" .")
    if low in markers.groups or low in markers.agencies:
        return True
    if low in markers.sections:
        return False
    words = text.split()
    if not 1 <= len(words) <= 6 or not all(_NAME_PARTS.fullmatch(w.strip(".")) and w[0].isupper() for w in words):
        return False
    return len(words) >= 2 or bool(_SIGLUM.fullmatch(text))


def surname_first(text: str, markers: Markers) -> bool:
    """Whether the line begins with a Vietnamese family name."""
    return text.split(maxsplit=1)[0].lower() in markers.surnames if text.split() else False


def signs(text: str, markers: Markers) -> bool:
    """Whether the line is surely an author's: a full name with a family name first, or a name with its agency."""
    found = byline(text, markers)
    return found is not None and (found[1] is not None or surname_first(text, markers))


def credit(text: str, markers: Markers) -> str | None:
    """The agency when ``text`` as a whole credits one: "(theo Sputnik)", "Theo AFP", "(TTXVN/Vietnam+)"."""
    line = text.strip().rstrip(".")
    if len(line) > 80 or len(line.split()) > 9:
        return None
    inner = line[1:-1].strip() if line.startswith("(") and line.endswith(")") else ""
    if inner and "(" not in inner and (inner.lower() in markers.agencies or _listed(inner, markers)):
        return inner
    if not inner and line.lower() in markers.agencies:
        return line
    match = markers.credit.fullmatch(line)
    if not match:
        return None
    name = (match[1] or match[2] or "").strip(" -–,")
    first = name.lstrip("\"'“‘")[:1]
    return name if first.isupper() or name.lower() in markers.agencies else None


def _listed(text: str, markers: Markers) -> bool:
    parts = [p.strip().lower() for p in re.split(r"[,/&]", text)]
    return len(parts) > 1 and all(p in markers.agencies for p in parts)


def ending_credit(text: str, markers: Markers) -> str | None:
    """The agency in brackets at the end of a paragraph: "… hai nước. (Theo AFP)"."""
    match = re.search(r"\(([^()]{2,60})\)\s*(?:\./\.|\.)?$", text[-70:])
    return credit(f"({match[1]})", markers) if match else None
