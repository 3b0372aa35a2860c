"""Find the article in the lines of a page: the run of paragraphs that is its body, and its title.

A body is where long closed lines stand next to one another. Lists of other stories alternate headlines and summaries,
so a closed line between headlines counts little; menus and widgets count against. The best run is the one with the
greatest sum (Kadane 1984); it is cut where a header says that the article is over.
"""

from __future__ import annotations

import re

from msgspec import Struct

from banggiao.pages import plain_people
from banggiao.pages.markers import Markers
from banggiao.pages.plain_lines import Line, names, slug_of

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_REACH = 25
_ENDED = re.compile(r"\./\.$|^\((?:[^()]{2,40})\)$")


class Run(Struct):
    """Where the paragraphs of an article stand, as places in the list of lines; both ends belong to it."""

    first: int
    last: int
    mass: float
    pairs: int
    summaries: int = 0


def find_run(lines: list[Line], markers: Markers) -> Run | None:
    """The best run of paragraphs, or None when the page has no paragraph."""
    weights = _weights(lines, markers)
    best, best_first, best_last = 0.0, -1, -1
    total, first = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, first = 0.0, index
        total += weight
        if total > best:
            best, best_first, best_last = total, first, index
    if best_first < 0:
        return None
    paragraphs = (index for index in range(best_first, best_last + 1) if lines[index].prose)
    best_first = next(paragraphs, -1)
    if best_first < 0:
        return None
    last = _cut(lines, best_first, best_last, markers, weights)
    last = _short_ends(lines, _extend(lines, last, markers), markers)
    last = _without_entries(lines, best_first, last)
    mass = sum(w for w in weights[best_first : last + 1] if w > 0)
    summaries = sum(line.prose and weight <= 0.2 for line, weight in zip(lines, weights, strict=True))
    return Run(best_first, last, mass, pairs(lines, best_first, last, weights), summaries)


def _weights(lines: list[Line], markers: Markers) -> list[float]:
    weights: list[float] = []
    barrier, paragraphs = 0.0, 0
    for index, line in enumerate(lines):
        weight = _weight(lines, index, markers)
        weights.append(weight + barrier)
        paragraphs += line.prose
        if paragraphs >= 3 and line.plain and not line.prose and plain_people.signs(line.text, markers):
            barrier = -1.5
            continue
        barrier = -2.5 if weight >= 0 and _ENDED.search(line.text) and _is_end(line, markers) else 0.0
    return weights


def _is_end(line: Line, markers: Markers) -> bool:
    return line.text.endswith("./.") or line.text.strip("() ").lower() in markers.agencies


def _weight(lines: list[Line], index: int, markers: Markers) -> float:
    line = lines[index]
    if line.role in markers.zone_ends:
        return -2.0 if line.role == "readmore_header" else -4.0
    if line.role is not None:
        return -0.5 if line.role == "related_box_header" else -0.15
    if line.caption or line.slug or line.residue is not None:
        return 0.0
    if line.prose:
        return _paragraph_weight(lines, index, markers)
    if line.twin or (index and lines[index - 1].twin):
        return -0.5
    if line.headline:
        return -0.5 if line.words >= 10 else -0.4
    return -0.3 if not line.closed else 0.1


def _paragraph_weight(lines: list[Line], index: int, markers: Markers) -> float:
    line = lines[index]
    before, after = _beside(lines, index, -1), _beside(lines, index, 1)
    doubled = index >= 2 and lines[index - 2].twin
    if doubled and len(line.text) <= 300:
        return -0.2
    if line.twin or (before is not None and before.twin):
        return 0.1
    titled = before is not None and before.headline and before.words >= 6
    if titled and line.cut:
        return -0.2
    alone = after is None or not (after.prose or after.caption or _closes_article(after, markers))
    if titled and len(line.text) <= 400 and alone:
        return 0.15
    return min(len(line.text), 300) / 100


def _beside(lines: list[Line], index: int, step: int) -> Line | None:
    """The next line in the direction of ``step``, over dates, ages and section names between them."""
    for place in range(index + step, index + 4 * step, step):
        if not 0 <= place < len(lines):
            return None
        line = lines[place]
        small = line.residue is not None or line.role == "site_chrome" or (line.words <= 2 and not line.closed)
        if not small or line.role in {"tags", "comment_widget"}:
            return line
    return None


def _closes_article(line: Line, markers: Markers) -> bool:
    """Author, agency, tags or comments: the line before them is a last paragraph, not the summary of another story."""
    if line.role in {"tags", "comment_widget", "agency_credit"}:
        return True
    if not line.plain:
        return False
    return plain_people.credit(line.text, markers) is not None or plain_people.byline(line.text, markers) is not None


def pairs(lines: list[Line], first: int, last: int, weights: list[float]) -> int:
    """How many paragraphs follow another one with nothing but pictures between: lists of stories have hardly any."""
    count, previous = 0, False
    for line, weight in zip(lines[first : last + 1], weights[first : last + 1], strict=True):
        if line.prose:
            count += previous and weight > 0.2
            previous = weight > 0.2
        elif line.headline or (line.role and line.role.endswith("header")):
            previous = False
    return count


def _cut(lines: list[Line], first: int, last: int, markers: Markers, weights: list[float]) -> int:
    """Where the run ends when a header within it ends the article; many paragraphs after it say that it does not."""
    for index in range(first, last + 1):
        role = lines[index].role
        if role not in markers.zone_ends:
            continue
        paragraphs = sum(lines[n].prose and weights[n] > 0.2 for n in range(first, index))
        after = pairs(lines, index, last, weights)
        solid = [n for n in range(index, last + 1) if lines[n].prose and weights[n] > 0.2]
        final = role in {"comment_widget", "tags", "footer_imprint"}
        if paragraphs >= 3 and (final or after < (1 if _goes_on(lines, index, solid) else 3)):
            last = index - 1
            break
    while last > first and not lines[last].prose:
        last -= 1
    return last


def _extend(lines: list[Line], last: int, markers: Markers) -> int:
    """Take in paragraphs that other stories part from the body, when a sign that closes articles stands below them."""
    reach = min(last + _REACH, len(lines))
    boxed = last + 1 < reach and lines[last + 1].role == "readmore_header"
    for index in range(last + 1 + boxed, reach):
        line = lines[index]
        signed = line.plain and not line.prose and _closes_article(line, markers)
        if signed or line.role in markers.zone_ends or _ENDED.search(line.text):
            solid = [n for n in range(last + 1, index) if _is_solid(lines, n)]
            named = signed and plain_people.byline(line.text, markers)
            sure = bool(named and named[1] and len(solid) > 1) or (solid and _goes_on(lines, last + 1, solid))
            if boxed and not sure:
                return last
            return solid[-1] if solid else last
    return last


def _without_entries(lines: list[Line], first: int, last: int) -> int:
    """Leave off a list below the article: bullets or cells, each a headline glued to its summary."""
    start = last
    while start >= first and (lines[start].bullet or lines[start].text.startswith("|")):
        start -= 1
    known = {name for line in lines[first : start + 1] if line.prose for name in names(line.text)}
    entries = lines[start + 1 : last + 1]
    strange = sum(not known & names(line.text) for line in entries)
    return start if len(entries) >= 2 and start > first and strange >= 0.6 * len(entries) else last


def _goes_on(lines: list[Line], header: int, after: list[int]) -> bool:
    """Whether most of the paragraphs at ``after`` name what those before the header name."""
    known = {name for line in lines[max(0, header - 40) : header] if line.prose for name in names(line.text)}
    return sum(bool(known & names(lines[n].text)) for n in after) > 0.5 * len(after)


def _short_ends(lines: list[Line], last: int, markers: Markers) -> int:
    """Take in short sentences right below the last paragraph: headlines of other stories have no full stop."""
    while last + 1 < len(lines):
        line = lines[last + 1]
        short = line.plain and line.text.endswith(".") and not line.cut and not line.twin and line.words >= 4
        if not short or line.bullet or plain_people.credit(line.text, markers):
            return last
        last += 1
    return last


def _is_solid(lines: list[Line], index: int) -> bool:
    """A paragraph that is hardly the summary of another story: long, or not below a headline."""
    line = lines[index]
    if not line.prose or line.cut or (lines[index - 2].twin and len(line.text) <= 300):
        return False
    return len(line.text) > 260 or not lines[index - 1].headline


def is_article(lines: list[Line], run: Run | None, title: int | None, markers: Markers) -> bool:
    """Whether the run is an article and not the summaries of a list page."""
    if run is None or _dated_entries(lines, run, markers):
        return False
    headlines = sum(line.headline and line.words >= 6 for line in lines)
    inner = sum(line.headline and line.words >= 6 for line in lines[run.first : run.last + 1])
    if run.pairs >= 3 and run.mass >= 4 and inner <= run.pairs:
        return True
    if title is None:
        return len(lines) <= 12 and headlines <= 2
    if _signed(lines, title, run.first) and run.pairs >= 1:
        return run.mass >= 1.2
    if run.pairs == 0 and run.summaries > 1:
        return False
    return headlines <= 6 or (run.pairs >= 1 and run.mass >= 3 and headlines <= 12)


def _dated_entries(lines: list[Line], run: Run, markers: Markers) -> bool:
    """Whether ages, or headlines with their dates, stand between the paragraphs: these are summaries in a list."""
    inside = lines[run.first : run.last + 1]
    told = sum(line.prose for line in inside)
    ages = sum(line.role == "site_chrome" and line.words <= 4 for line in inside)
    dated = sum(
        line.headline and bool(markers.date.search(line.text) and markers.clock.search(line.text)) for line in inside
    )
    return ages + dated >= 3 and ages + dated >= 0.5 * told


def _signed(lines: list[Line], title: int, first: int) -> bool:
    """A date line stands beside the title, and the page is not one that dates every entry of a list."""
    near = lines[max(0, title - 2) : min(first + 1, title + 5)]
    return any(line.residue is not None for line in near) and sum(x.residue is not None for x in lines[:first]) <= 4


def find_title(lines: list[Line], run: Run, url: str | None) -> int | None:
    """The place of the title of the article whose body is ``run``."""
    early = [line.text for line in lines[max(0, run.first - 12) : run.first] if line.prose]
    told = (line.text for line in lines[run.first : run.last + 1] if not line.headline)
    body = " ".join((*early, *told))[:6000].lower()
    vocabulary = frozenset(_WORD.findall(body))
    url_slug = slug_of(url.rsplit("/", 1)[-1]) if url else ""
    slugs = [slug_of(x.text) if x.slug else x.text for x in lines if x.text[:24].isascii() and x.words >= 4][:200]
    best, place = 1.2, None
    for index in range(max(0, run.first - 30), min(run.first + 6, run.last + 1)):
        line = lines[index]
        if not _may_be_title(lines, index, run):
            continue
        score = _title_score(lines, index, run, vocabulary)
        slug = slug_of(line.text)
        if len(slug.split()) >= 4 and (slug in url_slug or any(s.startswith(slug) for s in slugs)):
            score += 3
        elif any(x.key.startswith(line.key) and x.key != line.key for x in lines):
            score += 2
        if score > best:
            best, place = score, index
    return place


def _may_be_title(lines: list[Line], index: int, run: Run) -> bool:
    line = lines[index]
    if not line.plain or line.words < 3 or len(line.text) > 260:
        return False
    if line.prose:
        # A title that ends with a full stop is rare and only believed at the very top.
        return index == 0 and index < run.first and len(line.text) <= 160
    # Under a header within the run stands a link.
    boxed = index > run.first and (lines[index - 1].role or "").endswith("_header")
    return index < run.first or (line.headline and not boxed)


def _title_score(lines: list[Line], index: int, run: Run, vocabulary: frozenset[str]) -> float:
    line = lines[index]
    words = _WORD.findall(line.text.lower())
    known = sum(word in vocabulary for word in words) / len(words) if words else 0.0
    score = 3 * known + (1.0 if 6 <= line.words <= 26 else -1.0 if line.words <= 4 or line.words > 32 else 0.0)
    if index and index < run.first and lines[index - 1].role == "related_box_header":
        score -= 2.5
    distance = max(0, run.first - index)
    score += (0.8 if distance <= 3 else 0.0) - 0.06 * distance - (3.5 if index > run.first else 0.0)
    if _dated(lines, index):
        score += 1.2
    # A headline right below a paragraph is a caption or a link, not the title.
    if index and lines[index - 1].prose:
        score -= 1.5
    score += 0.7 if index == 0 else 0.0
    score += 0.4 if line.copies > 1 else 0.0
    score -= 1.5 if line.bullet else 0.0
    rows = sum(
        1 for n in (index - 1, index + 1) if 0 <= n < len(lines) and lines[n].headline and not _same(lines, n, index)
    )
    return score - 0.4 * rows


def _dated(lines: list[Line], index: int) -> bool:
    """A date line stands beside the line, with nothing but short lines between."""
    for step, reach in ((-1, 2), (1, 4)):
        for place in range(index + step, index + step * (reach + 1), step):
            if not 0 <= place < len(lines):
                break
            if lines[place].residue is not None:
                return True
            if lines[place].words > 6:
                break
    return False


def _same(lines: list[Line], one: int, other: int) -> bool:
    return lines[one].key == lines[other].key
