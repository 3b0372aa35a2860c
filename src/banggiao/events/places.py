"""Where an event took place: the name after a word of place in its clause, looked up in the tables of places."""

from __future__ import annotations

from banggiao import knowledge
from banggiao.events.tokens import MENTION, TRIGGER, View
from banggiao.languages.orthography import fold
from banggiao.languages.pack import Pack
from banggiao.records import Place

HEAD = 3  # words that may stand between the preposition and the name ("tại thủ đô Ottawa")
LONGEST = 5  # words of a name
REACH = 80  # characters looked at after the preposition


class Places:
    """The places of one language: names as the press writes them. Read on first use."""

    def __init__(self, pack: Pack, locatives: frozenset[str]) -> None:
        self._pack = pack
        self._locatives = locatives
        self._names: dict[str, Place] | None = None

    def _read(self) -> dict[str, Place]:
        known = knowledge.places()
        names: dict[str, Place] = {}
        for row in self._pack.rows("places"):
            place = known.get((row["place"], row["country"]))
            if place is not None:
                names[fold(row["name"])] = Place(place.name, place.country, place.latitude, place.longitude)
        return names

    def of(self, view: View, trigger: int) -> Place | None:
        """The place named in the trigger's clause, or right after it; a country alone has no coordinates."""
        clause = view.tokens[trigger].clause
        positions = [*view.clause_tokens(clause)]
        if clause + 1 < len(view.first):
            positions.append(view.first[clause + 1])
        country: Place | None = None
        for j in positions:
            token = view.tokens[j]
            if j > trigger and ("topical" in token.senses or (token.kind == TRIGGER and token.verbal)):
                break  # "…, do khủng hoảng tại X": that is where something else is
            if token.word in self._locatives:
                found = self._after(view.text[token.end : min(view.end, token.end + REACH)])
                if found is not None:
                    return found
            elif token.kind == MENTION and token.place and country is None:
                country = Place(token.mentions[0].text, token.codes[0] if token.codes else None)
        return country

    def _after(self, text: str) -> Place | None:
        if self._names is None:
            self._names = self._read()
        words = fold(text).split()
        for start in range(min(HEAD, len(words))):
            for count in range(min(LONGEST, len(words) - start), 0, -1):
                found = self._names.get(" ".join(words[start : start + count]).rstrip(".,;:)”\"'"))
                if found is not None:
                    return found
            if words[start][-1] in ".,;:":
                return None
        return None
