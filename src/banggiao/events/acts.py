"""Acts that are pointed at: in "Nga chỉ trích đề nghị này" the other side is whoever made the demand."""

from __future__ import annotations

import re
from typing import Any

from banggiao.events.counterparts import answers
from banggiao.events.lexicon import flatten
from banggiao.events.matching import Match
from banggiao.events.tokens import View

_LONGEST = 60  # characters behind the trigger in which the noun and the word that points must stand


class Acts:
    """The nouns for acts, and which types of events each may mean. Table: ``voices.toml``, section ``acts``."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._types = {flatten(noun): frozenset(types) for noun, types in table["nouns"].items()}
        nouns = "|".join(sorted(self._types, key=len, reverse=True))
        pointers, plural, owner = ("|".join(map(flatten, table[key])) for key in ("pointers", "plural", "owner"))
        self._pattern = re.compile(
            rf" (?:(?:{plural}) )?({nouns})(?: (?!{nouns})\w+){{0,3}}? (?:{pointers})(?!\w| (?:{owner})(?!\w))"
        )

    def pointed_at(self, view: View, match: Match) -> frozenset[str] | None:
        """The types of the act that the trigger's complement points back to (empty: of any type); None without one."""
        if not match.actors or not (match.near or not match.recipients) or not answers(match.rule):
            return None
        end = view.tokens[match.trigger].end
        found = self._pattern.match(view.low, end, min(view.end, end + _LONGEST))
        return self._types[found[1]] if found else None
