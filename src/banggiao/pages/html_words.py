"""The vocabulary of page markup and page furniture, compiled from a language pack's ``html.toml``.

:class:`Words` answers three questions: what kind of box a class or id names, what role a line of furniture has by its
words alone, and whether a line looks like a credit, a date or a byline. It looks at one line at a time.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from banggiao.languages import orthography
from banggiao.languages.pack import Pack

_TRIM = " \t:|-–—•·.…>»"
_COUNT = re.compile(r"\s*\(\s*\d*\s*\)$|\s*\|.*$")
_DIGIT_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d\d|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)"
)
_CLOCK_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:h]\s?\d{2}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
LINE_ROLES = (
    "follow_widget",
    "font_size_widget",
    "comment_widget",
    "tags",
    "player_widget",
    "ad_marker",
    "footer_imprint",
    "site_chrome",
)
HEADER_ROLES = ("mostread_header", "readmore_header", "related_box_header")


def key(text: str) -> str:
    """The form in which lines are compared: lower case, tones in one habit."""
    return orthography.lower(orthography.fold(text))


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, case, quotation marks and closing stops aside."""
    one, other = (" ".join(key(t).replace('"', "").replace("'", "").split()).strip(" .:") for t in (one, other))
    return one == other


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(key(w)) for w in sorted(words, key=len, reverse=True))


class Words:
    """The compiled vocabulary of one language pack."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._kinds: list[tuple[str, re.Pattern[str]]] = []
        for kind, names in table["boxes"].items():
            self._kinds.append((kind, _names(names)))
        self._equals: dict[str, dict[str, None]] = {}
        self._starts: dict[str, tuple[str, ...]] = {}
        self._contains: dict[str, tuple[str, ...]] = {}
        self._outside: dict[str, tuple[str, ...]] = {}
        for role, entry in table["lines"].items():
            self._equals[role] = dict.fromkeys(key(w) for w in entry.get("equals", ()))
            self._starts[role] = tuple(key(w) for w in entry.get("starts", ()))
            self._contains[role] = tuple(key(w) for w in entry.get("contains", ()))
            self._outside[role] = tuple(key(w) for w in entry.get("outside", ()))
        self._pointers = tuple(key(w) for w in table["pointers"]["starts"])
        credits, dates, bylines = table["credits"], table["dates"], table["bylines"]
        photo, agency, compiled = (_alternatives(credits[k]) for k in ("photo", "agency", "compiled"))
        self._photo_end = re.compile(rf"(?:^|[\s(\[./–-])(?:{photo})\s*(?::|/)\s*[^:]{{1,60}}$")
        self._photo_only = re.compile(rf"^[\s(\[–-]*(?:{photo})\s*(?::|\d|/)[^:]{{0,60}}$")
        sure = _alternatives(credits["surely_photo"])
        self._photo_sure = re.compile(rf"(?:[.\])”\"'-]\s*|\s[–-]\s*|[(\[]\s*|^)(?:{sure})\s*(?::|/)\s*[^:.]{{1,50}}$")
        self._agency_line = re.compile(
            rf"^[\s(\[]*(?:{agency})\s*:?\s+(?P<name>[^()]{{2,80}}?)(?:\s\([^()]{{2,40}}\))?[\s)\].]*$"
        )
        self._agency_tail = re.compile(
            rf"^(?P<who>[^()]{{2,60}}?)\s*[(\[|/–-]\s*(?:{agency})\s*:?\s+(?P<name>[^()]{{2,80}})[)\]]?\.?$"
        )
        self._compiled_tail = re.compile(
            rf"^(?P<who>[^()]{{2,60}}?)\s*(?:[(\[]\s*(?:{compiled})\s*[)\]]|[–-]\s*(?:{compiled}))$"
        )
        self._alone = frozenset(key(w) for w in credits["alone"])
        self._relative = tuple(key(w) for w in dates["relative"])
        self._updated = tuple(key(w) for w in dates["updated"])
        day_words = dates["weekdays"] + dates["words"]
        self._date_word = re.compile(rf"(?<!\w)(?:{_alternatives(day_words)})(?!\w)")
        month = re.escape(key(dates["month"]))
        self._word_date = re.compile(rf"(?<!\d)\d{{1,2}}\s+{month}\s+\d{{1,2}},?\s+(?:\w+\s+)?(?:19|20)\d\d(?!\d)")
        self._byline_prefix = re.compile(rf"^(?:{_alternatives(bylines['prefixes'])})(?!\w)[\s:.-]*")
        self._byline_rest = re.compile(rf"\s*(?:{_alternatives(bylines['others'])})$")
        self._desk = tuple(key(w) + " " for w in bylines["desks"])
        self._author_paths = tuple(bylines["paths"])
        opener = "|".join(re.escape(p) for p in table["openers"]["patterns"])
        self._opener = re.compile(rf"^(?:{opener})[\s:–—.-]*")
        # A page asks about the same short lines several times, and the pages of one outlet share most of them.
        self._role_by_words = functools.lru_cache(maxsize=4096)(self._furniture)
        self._dates_by_words = functools.lru_cache(maxsize=4096)(self._dated)
        self.box = functools.lru_cache(maxsize=8192)(self._box)
        self.shows = functools.lru_cache(maxsize=16384)(self._shows)

    def _box(self, kin: str) -> frozenset[str]:
        """Every kind of box that the class and id names ``kin`` speak of."""
        return frozenset(kind for kind, pattern in self._kinds if pattern.search(kin)) if kin else frozenset()

    def kind(self, kin: str, among: frozenset[str]) -> str:
        """The first of the kinds ``among``, in the order of the table, that the names speak of; "" for none."""
        boxes = self.box(kin)
        return next((kind for kind, _ in self._kinds if kind in boxes and kind in among), "")

    def _shows(self, kin: str, kind: str) -> bool:
        return kind in self.box(kin)

    def wordless(self, text: str) -> bool:
        """Whether a short line holds no words: digits, times, separators, a bare address."""
        return (len(text) < 24 and not _LETTERS.search(text)) or (
            " " not in text and text.startswith(("http://", "https://", "www."))
        )

    def furniture(self, text: str, *, outside: bool) -> str | None:
        """The role of a line of furniture by its words alone, or None; ``outside`` the article more words count."""
        return self._role_by_words(text, outside) if len(text) <= 200 else None

    def _furniture(self, text: str, outside: bool) -> str | None:
        low = key(text)
        bare = _COUNT.sub("", low).strip(_TRIM)
        for role in LINE_ROLES:
            if bare in self._equals[role] or low.startswith(self._starts[role]):
                return role
            # With a full stop it is a sentence that tells where somebody wrote something.
            if len(low) < 100 and not low.endswith((".", "”", '"')) and any(c in low for c in self._contains[role]):
                return role
            if outside and low.startswith(self._outside[role]):
                return role
        return None

    def header(self, text: str) -> str | None:
        """The role of a line that heads a box of other stories, or None."""
        if len(text) > 60:
            return None
        low = key(text)
        bare = _COUNT.sub("", low).strip(_TRIM)
        for role in HEADER_ROLES:
            if bare in self._equals[role] or (self._starts[role] and low.startswith(self._starts[role])):
                return role
        return None

    def points(self, text: str) -> bool:
        """Whether the line starts with words that point at another story."""
        return key(text[:40]).startswith(self._pointers)

    def photo_credit(self, text: str) -> bool:
        """Whether the line ends with the source of a picture."""
        return bool(self._photo_end.search(key(text[-90:]).rstrip(" .)]|")))

    def surely_caption(self, text: str) -> bool:
        """Whether a short line ends with the source of a picture in words that only captions use."""
        return len(text) < 350 and bool(self._photo_sure.search(key(text[-90:]).rstrip(" .)]|")))

    def only_photo_credit(self, text: str) -> bool:
        """Whether the line is nothing but the source of a picture."""
        return len(text) < 90 and bool(self._photo_only.match(key(text).rstrip(" .)]|")))

    def agency(self, text: str) -> tuple[str | None, str] | None:
        """A credit line → (name of the writer or None, agency), both as written; None when the line is no credit."""
        if len(text) > 140:
            return None
        low = key(text)
        if low.strip("()[] .") in self._alone:
            return None, text.strip("()[] .")
        match = self._agency_line.match(low)
        if match and not text[match.start("name")].islower():
            return None, text[match.start("name") : match.end("name")].strip(" .)]")
        match = self._agency_tail.match(low)
        if match and not text[match.start("name")].islower():
            return text[: match.end("who")].strip(" -–|/"), text[match.start("name") : match.end("name")].strip(" .)]")
        return None

    def compiled_by(self, text: str) -> str | None:
        """The name before a bracketed note that a report was put together by its writer, or None."""
        match = self._compiled_tail.match(key(text)) if len(text) < 100 else None
        return text[: match.end("who")].strip(" -–|") if match else None

    def dated(self, text: str) -> bool:
        """Whether a short line is made of a date: digits with separators, or a relative age, and little else."""
        return len(text) <= 110 and self._dates_by_words(text)

    def _dated(self, text: str) -> bool:
        low = key(text)
        if any(r in low for r in self._relative):
            return len(text) < 40
        found = _DIGIT_DATE.search(low) or self._word_date.search(low)
        if found is None:
            return False
        rest = _LETTERS.findall(self._date_word.sub(" ", _DIGIT_DATE.sub(" ", low)))
        return sum(map(len, rest)) <= 30

    def before_date(self, text: str) -> str | None:
        """The name that stands before the date in a line of publication, or None."""
        found = _DIGIT_DATE.search(text) or self._word_date.search(key(text))
        if found is None:
            return None
        low = key(text[: found.start()])
        first = self._date_word.search(low)
        name = _CLOCK_TIME.split(text[: first.start() if first else found.start()])[0].strip(" |-–•,:")
        return self.byline(name) if len(name.split()) >= 2 else None

    def relative(self, text: str) -> bool:
        """Whether a line gives an age ("two hours ago") rather than a date."""
        return any(r in key(text) for r in self._relative)

    def timed(self, text: str) -> bool:
        """Whether the line holds a time of the clock."""
        return bool(_CLOCK_TIME.search(text))

    def updated(self, text: str) -> bool:
        """Whether a date line speaks of a later change to the page."""
        return key(text).lstrip(" (").startswith(self._updated)

    def byline(self, text: str) -> str | None:
        """The name in a line that looks like a byline, or None."""
        text = text.strip(" |-–•,")
        low = key(text)
        prefix = self._byline_prefix.match(low)
        name = text[prefix.end() :] if prefix else text
        name = self._byline_rest.sub("", name)
        name = re.split(r"\s*[|(\[/]", name)[0].strip(" |-–•,:")
        words = name.split()
        if not 1 <= len(words) <= 9 or len(name) > 70 or name[-1:] in '.!?:;”"' or any(c.isdecimal() for c in name):
            return None
        capital = sum(1 for w in words if w[0].isupper() or w in "-–,&")
        small = len(words) - capital
        desk = (key(name) + " ").startswith(self._desk)
        return name if desk or bool(prefix) or (small <= len(words) // 4 and capital) else None

    def author_page(self, href: str | None) -> bool:
        """Whether an address leads to the page of a writer."""
        return bool(href) and any(p in (href or "").lower() for p in self._author_paths)

    def without_opener(self, text: str) -> str:
        """``text`` without the outlet's mark before its first words."""
        return self._opener.sub("", text)


def _names(entry: dict[str, list[str]]) -> re.Pattern[str]:
    parts = [re.escape(p.lower()) for p in entry.get("parts", ())]
    words = [re.escape(w.lower()) for w in entry.get("words", ())]
    whole = rf"(?:^|[-_\s])(?:{'|'.join(words)})(?:$|[-_\s])" if words else ""
    return re.compile("|".join([*parts, whole] if whole else parts))


@functools.cache
def words(pack: Pack) -> Words:
    """The compiled vocabulary of ``pack`` (kept)."""
    return Words(pack.toml("html"))
