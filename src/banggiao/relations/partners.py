"""Who else is a party to a mechanism: who acts in its sentence, with whom, or through whom."""

from __future__ import annotations

from banggiao.records import Mention
from banggiao.relations.context import Scene
from banggiao.relations.naming import Grammar, Name

_AGENT = 45
"""How far behind a name a passive marker with its agent may stand."""

_PARTNER = 40
"""How far behind a name "with …" may bring in its partner."""

_APART = 60
"""How far apart a subject and its partner before a name may stand."""


def subject_codes(scene: Scene, at: int, rules: Grammar) -> tuple[str, ...]:
    """The codes of the actors before ``at`` nearest to it, with those that they are joined to."""
    before = [m for m in scene.mentions if m.end <= at and not m.place and not _inside_word(scene, m)]
    before = [m for m in before if not rules.located(scene.text, m.start)]
    if not before:
        return ()
    if len(before[-1].codes) > 1:
        return before[-1].codes
    group: list[Mention] = [before[-1]]
    for mention in reversed(before[:-1]):
        gap = scene.text[mention.end : group[0].start].strip()
        if gap not in rules.joining:
            break
        group.insert(0, mention)
    codes = tuple(dict.fromkeys(c for m in group for c in m.codes))
    if len(codes) == 1 and len(before) > 1:
        other = before[0].codes
        gap = scene.text[before[0].end : group[0].start]
        if (
            len(other) == 1
            and other != codes
            and len(before) == 2
            and len(gap) < _APART
            and gap.rstrip().endswith(rules.partners)
        ):
            return (*other, *codes)
    return codes


def partner(scene: Scene, at: int, rules: Grammar) -> tuple[str, ...]:
    """The codes of the actor that "with …" right behind the name, or behind the verb after it, brings in."""
    for mention in scene.mentions:
        if mention.start >= at and mention.start - at <= _PARTNER and not mention.place:
            gap = scene.text[at : mention.start]
            return mention.codes if not any(c in ",;:." for c in gap) and gap.rstrip().endswith(rules.partners) else ()
    return ()


def agent(scene: Scene, at: int) -> tuple[str, ...]:
    """The codes of the actors between a passive marker behind the name and its verb."""
    for marker in scene.words:
        if marker.sort == "guard" and marker.value == "passive" and 0 <= marker.start - at <= _AGENT:
            return tuple(c for m in scene.mentions if 0 <= m.start - marker.end <= 3 for c in m.codes)
    return ()


def names_partner(scene: Scene, name: Name, rules: Grammar) -> bool:
    """Whether the name says with whom: then it is a meeting with an organisation, not one of it."""
    return any(f" {word} " in scene.text[name.start : name.end] for word in rules.partners)


def _inside_word(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is part of something else, as "VN" in a host name."""
    return mention.start > 0 and scene.text[mention.start - 1] in "./@"
