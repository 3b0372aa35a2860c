"""The other side that a sentence does not name: the author of what it points at ("đề nghị này"), else a guess."""

from __future__ import annotations

import re
from typing import Any

from banggiao.events import counterparts
from banggiao.events.lexicon import flatten
from banggiao.events.matching import Match
from banggiao.events.recall import Memory
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

    def add_other_side(self, view: View, match: Match, memory: Memory) -> None:
        """Fill a recipient that the sentence does not name: whoever accused the actor, who did the act that is pointed
        at, or whom the document names most."""
        rule, trigger = match.rule, view.tokens[match.trigger]
        doers = frozenset(code for actor in match.actors for code in actor.codes)
        if rule.answer and (match.near or not match.recipients):
            match.recipients = memory.accuser(view, trigger, doers) or match.recipients
        types = self._pointed_at(view, match)
        if types is not None:
            match.recipients = memory.author(view, trigger, types, doers) or match.recipients
        alone = match.actors and not match.recipients and not counterparts.paired(rule, match.actors)
        if alone and counterparts.in_document(rule):
            other = memory.most_named(view, trigger, doers | counterparts.vague())
            match.recipients += [other] if other is not None else []

    def _pointed_at(self, view: View, match: Match) -> frozenset[str] | None:
        """The types of the act that the trigger's complement points back to (empty: of any type); None without one."""
        if not match.actors or not (match.near or not match.recipients) or not counterparts.answers(match.rule):
            return None
        end = view.tokens[match.trigger].end
        found = self._pattern.match(view.low, end, min(view.end, end + _LONGEST))
        return self._types[found[1]] if found else None
