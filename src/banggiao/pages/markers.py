"""The language pack's ``pages.toml``, compiled: what the lines of a page are known by.

:class:`Markers` answers questions about one line at a time; what follows from the answers is the parser's affair.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from banggiao.languages import Pack

_EDGES = " \t:|>»«<-–—•·*+#.…›‹"
_DATE = r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}|\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,15}Z?)?"
_CLOCK = r"\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?(?:\s?[ap]m\b)?"
_ZONE = r"\(?(?:gmt|utc)\s?[+-]?\s?\d{0,2}(?::?\d{2})?\)?"


def plain(line: str) -> str:
    """The line as markers are compared: lower case, without blanks and signs at its edges, blanks single."""
    return " ".join(line.strip(_EDGES).lower().split())


class Markers:
    """All that ``pages.toml`` of ``pack`` says."""

    def __init__(self, pack: Pack) -> None:
        table = pack.toml("pages")
        self.letters = frozenset(table["letters"])
        self.sections = frozenset(table["sections"]["names"])
        self.surnames = frozenset(table["bylines"]["surnames"])
        self.groups = frozenset(table["bylines"]["groups"])
        self.byline_labels: tuple[str, ...] = tuple(sorted(table["bylines"]["labels"], key=len, reverse=True))
        self.more_authors = re.compile(table["bylines"]["more"])
        self.zone_ends = frozenset(table["zones"]["after"])
        self.agencies = frozenset(table["credits"]["agencies"])
        self.outlets: dict[str, dict[str, list[str]]] = table["outlets"]
        self._questions: tuple[str, ...] = tuple(table["interviews"]["questions"])
        self._whole: dict[str, str] = {}
        self._starts: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self._inside: list[tuple[str, tuple[str, ...]]] = []
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        for role, signs in table["roles"].items():
            self._add(role, signs)
        self._compile_captions(table)
        self._compile_credits(table["credits"])
        self._compile_dates(table["dates"])
        openers = {o: name for name, o_ in table["outlets"].items() for o in o_["openers"]}
        self._openers = sorted(openers.items(), key=lambda item: -len(item[0]))

    def _add(self, role: str, signs: dict[str, list[str]]) -> None:
        for line in signs.get("whole", ()):
            self._whole.setdefault(plain(line), role)
        starts = tuple(signs.get("start", ()))
        self._starts.append((role, starts, tuple(s for s in starts if s.endswith((":", "©", "® ")))))
        self._inside.append((role, tuple(signs.get("inside", ()))))
        if signs.get("pattern"):
            self._patterns.append((role, re.compile("|".join(f"(?:{p})" for p in signs["pattern"]))))

    def _compile_captions(self, table: dict[str, Any]) -> None:
        labels = "|".join(sorted(map(re.escape, table["captions"]["labels"]), key=len, reverse=True))
        source = rf"(?:{labels})\s?[:：]\s?[^():]{{1,70}}"
        bare = "|".join(map(re.escape, table["captions"]["bare"]))
        self.caption = re.compile(
            rf"(?:\(\s?(?:{source}|(?:{bare})[^()]{{0,40}})\)|(?:^|[-–—.\s|]){source}|[.\s](?:{bare}))[\s.|]*$",
            re.IGNORECASE,
        )
        # Converters that break lines at every element part the label from the source after it.
        self.caption_open = re.compile(rf"[-–—.|(]\s?(?:{labels})\s?[:：]$", re.IGNORECASE)
        self.caption_cue = re.compile(table["captions"]["cues"], re.IGNORECASE)
        self.source_only = re.compile(rf"[-–—(\s]*{source}[)\s.|]*$", re.IGNORECASE)
        counted = "|".join(sorted(map(re.escape, table["captions"]["numbered"]), key=len, reverse=True))
        self.numbered = re.compile(rf"(?:^|\s|-\s?)(?:{counted})\s\d{{1,3}}\.?(?=\D|$)", re.IGNORECASE)

    def _compile_credits(self, table: dict[str, Any]) -> None:
        words, gathered = "|".join(table["words"]), "|".join(table["gathered"])
        name = r"[^().:;!?]{2,60}"
        self.credit = re.compile(
            rf"\(\s?(?:{words})[:\s]\s?({name}?)\s?\)|(?:{words})[:\s]\s?({name}?)(?:\s?[-–]\s?(?:{gathered}).*)?",
            re.IGNORECASE,
        )
        self.credit_tail = re.compile(
            rf"(.*?)\s*[(|-]\s?(?:(?:{words})[:\s]\s?({name}?)|(?:{gathered})[^()]{{0,40}})\s?\)?$", re.IGNORECASE
        )

    def _compile_dates(self, table: dict[str, Any]) -> None:
        weekdays = "|".join(sorted(map(re.escape, table["weekdays"]), key=len, reverse=True))
        labels = "|".join(sorted(map(re.escape, table["labels"]), key=len, reverse=True))
        long = table["day_month_year"].replace("(", "(?:")
        self.date = re.compile(rf"(?<![\d/.-])(?:{long}|{_DATE})(?![\d/])", re.IGNORECASE)
        self.clock = re.compile(rf"(?<![\d/.])(?:{_CLOCK})(?![\d/])", re.IGNORECASE)
        self.weekday = re.compile(rf"(?<!\w)(?:{weekdays})(?!\w)", re.IGNORECASE)
        self.updated = re.compile("|".join(map(re.escape, table["updated"])), re.IGNORECASE)
        self._date_parts = re.compile(
            rf"{long}|{_DATE}|{_CLOCK}|{_ZONE}|(?<!\w)(?:{weekdays})(?!\w)|(?<!\w)(?:{labels})(?!\w)", re.IGNORECASE
        )

    def role(self, line: str) -> str | None:
        """The role that the words of ``line`` alone give it, or None."""
        low = plain(line)
        if not low:
            return "site_chrome"
        if low in self._whole:
            return self._whole[low]
        raw = " ".join(line[:200].lower().split())
        # A whole sentence that happens to begin like a widget ("Chia sẻ trên mạng xã hội, ông …") is none.
        sentence = len(low) > 70 and line.rstrip().endswith(".")
        for role, starts, labels in self._starts:
            if len(low) <= 400 and raw.startswith(labels):
                return role
            if len(low) <= 160 and not sentence and (raw.startswith(starts) or low.startswith(starts)):
                return role
        if len(low) <= 160:
            for role, pattern in self._patterns:
                if pattern.fullmatch(low):
                    return role
        if len(low) <= 600:
            for role, phrases in self._inside:
                if any(phrase in low for phrase in phrases):
                    return role
        return None

    def date_residue(self, line: str) -> str | None:
        """What is left of a line when the date, time and their labels are taken out; None when it holds no date."""
        if len(line) > 160 or not self.date.search(line):
            return None
        return " ".join(self._date_parts.sub(" ", line).strip(" ,|-–—•()·/:;.\t").split())

    def asks(self, line: str) -> bool:
        """Whether ``line`` puts a question to somebody interviewed."""
        return "?" in line[-4:] and plain(line[:60]).startswith(self._questions)

    def opener(self, line: str) -> tuple[str, str] | None:
        """(the outlet's sign at the opening of the line, the outlet), if there is one."""
        for opener, outlet in self._openers:
            if line.startswith(opener) and len(opener) > 2:
                return opener, outlet
        return None


@functools.cache
def load(pack: Pack) -> Markers:
    """The markers of ``pack``, compiled once."""
    return Markers(pack)
