"""Rules of events: read from ``events/*.toml`` of a language pack, checked, and put into records.

A rule names its words and the voices in which they are used; the voices say where the actor and the recipient stand.
Whatever is wrong in a rule file is reported with the file, the rule, what was found and what is allowed; nothing is
silently ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from banggiao import ontology
from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack

Form = Literal["verb", "noun", "modal"]
FORMS: tuple[Form, ...] = ("verb", "noun", "modal")
Presence = Literal["required", "optional", "none"]

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = ("actual", "future", "hypothetical", "negated", "historical")
_LISTS = (
    "verb",
    "noun",
    "modal",
    "light",
    "voices",
    "prepositions",
    "needs",
    "unless",
    "count-unit",
    "contexts",
    "except",
)
_STRINGS = ("type", "mode", "gloss", "recipient", "default-recipient", "status")
_FLAGS = (
    "joint",
    "place-recipient",
    "scope",
    "past",
    "recall",
    "hosting",
    "spoken",
    "close",
    "travel",
    "answer",
    "settled",
    "touching",
    "mutual",
)
KEYS = (*_STRINGS, *_LISTS, *_FLAGS, "modes", "priority", "yes", "no")


class RuleError(ValueError):
    """A rule file that cannot be used: the message names file, rule, what was found and what is allowed."""


class Rule(Struct, frozen=True, eq=False):
    """One rule. Words are folded and in lower case; ``file`` is the table that it was read from.

    ``recipient``: None leaves it to the voice. ``scope``: what stands in the complement of the trigger is not an event
    of its own. ``modes`` maps a mode to the words that call for it. ``past`` rules out that the act lies ahead.
    ``exceptions`` are longer words that hold a trigger and are none.
    ``recall``: a party that the sentence does not name is taken from the last event of this type in the document.
    ``hosting``: held in the country of one of two parties it is a visit of the other. ``close``: the recipient stands
    right behind the verb, for what stands further off belongs to what is asked for. ``travel``: the verbs are
    prepositions, and verbs only right after the person who goes. ``answer``: without a recipient
    it is towards whoever last accused the actor. ``settled``: what a noun alone tells of has been done, whatever the
    verb of its clause. ``touching``: nothing stands between verb and recipient. ``mutual``: two do it to each
    other, which makes two events.
    """

    id: str
    file: str
    type: str
    gloss: str
    voices: tuple[str, ...]
    mode: str | None = None
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    modal: tuple[str, ...] = ()
    light: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    modes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    recipient: Presence | None = None
    default_recipient: str | None = None
    place_recipient: bool = False
    joint: bool = False
    scope: bool = False
    past: bool = False
    status: str | None = None
    recall: bool = False
    hosting: bool = False
    spoken: bool = False
    close: bool = False
    travel: bool = False
    answer: bool = False
    settled: bool = False
    touching: bool = False
    mutual: bool = False
    exceptions: tuple[str, ...] = ()
    count_unit: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    priority: int = 0
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[dict[str, Any], ...] = ()


def load_rules(pack: Pack, voices: frozenset[str], names: Sequence[str] | None = None) -> tuple[Rule, ...]:
    """Every rule of the pack, in the order of files and of rules in them; RuleError for the first that is wrong.

    ``names`` restricts it to some of the tables (``events/consult``).
    """
    rules: dict[str, Rule] = {}
    for name in pack.names("events") if names is None else names:
        for rule_id, table in pack.toml(name).items():
            rule = make_rule(rule_id, table, f"{pack.code}/{name}.toml", voices)
            if rule_id in rules:
                raise RuleError(f"{rule.file}: rule {rule_id!r} is not unique: it also stands in {rules[rule_id].file}")
            rules[rule_id] = rule
    return tuple(rules.values())


def make_rule(rule_id: str, table: Any, file: str, voices: frozenset[str]) -> Rule:
    """The rule that ``table`` describes; RuleError names what is wrong in it."""
    where = f"{file}: rule {rule_id!r}"
    if not isinstance(table, dict):
        raise RuleError(f"{where} is not a table; write [{rule_id}] and its keys below")
    _check_keys(table, where)
    _check_values(table, where, voices)
    modes = {mode: tuple(lowered(w) for w in words) for mode, words in table.get("modes", {}).items()}
    return Rule(
        id=rule_id,
        file=file,
        type=table["type"],
        gloss=table["gloss"],
        voices=tuple(table["voices"]),
        mode=table.get("mode"),
        verb=_words(table, "verb"),
        noun=_words(table, "noun"),
        modal=_words(table, "modal"),
        light=frozenset(_words(table, "light")),
        prepositions=frozenset(_words(table, "prepositions")),
        needs=_words(table, "needs"),
        unless=_words(table, "unless"),
        modes=tuple(modes.items()),
        recipient=table.get("recipient"),
        default_recipient=table.get("default-recipient"),
        place_recipient=table.get("place-recipient", False),
        joint=table.get("joint", False),
        scope=table.get("scope", False),
        past=table.get("past", False),
        recall=table.get("recall", False),
        hosting=table.get("hosting", False),
        spoken=table.get("spoken", False),
        close=table.get("close", False),
        travel=table.get("travel", False),
        answer=table.get("answer", False),
        settled=table.get("settled", False),
        touching=table.get("touching", False),
        mutual=table.get("mutual", False),
        exceptions=_words(table, "except"),
        status=table.get("status"),
        count_unit=_words(table, "count-unit"),
        contexts=tuple(table.get("contexts", ())),
        priority=table.get("priority", 0),
        yes=tuple(e if isinstance(e, dict) else {"text": e} for e in table.get("yes", ())),
        no=tuple(table.get("no", ())),
    )


def _words(table: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lowered(w) for w in table.get(name, ())))


def _check_keys(table: dict[str, Any], where: str) -> None:
    for name in table:
        if name not in KEYS:
            raise RuleError(f"{where}: unknown key {name!r}; valid options: {', '.join(KEYS)}")
    for name in ("type", "gloss", "voices"):
        if name not in table:
            raise RuleError(f"{where}: the key {name!r} is missing")
    if not any(table.get(form) for form in ("verb", "noun", "modal")):
        raise RuleError(f"{where} has neither 'verb' nor 'noun' nor 'modal'; give it at least one word")


def _check_values(table: dict[str, Any], where: str, voices: frozenset[str]) -> None:
    for name in _STRINGS:
        if name in table and not isinstance(table[name], str):
            raise RuleError(f"{where}: {name!r} must be a string, found {table[name]!r}")
    for name in _LISTS:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(w, str) and w.strip() for w in value):
            raise RuleError(f"{where}: {name!r} must be a list of non-empty strings, found {value!r}")
    for name in _FLAGS:
        if not isinstance(table.get(name, False), bool):
            raise RuleError(f"{where}: {name!r} must be true or false, found {table[name]!r}")
    _one_of(table["type"], TYPES, "type", where)
    _one_of(table.get("status", "actual"), STATUSES, "status", where)
    _one_of(table.get("recipient", "required"), ("required", "optional", "none"), "recipient", where)
    modes = ontology.load().modes(table["type"])
    for mode in (*([table["mode"]] if "mode" in table else ()), *table.get("modes", ())):
        _one_of(mode, modes, f"mode of {table['type']}", where)
    for voice in table["voices"]:
        _one_of(voice, sorted(voices), "voice", where)
    for name in ("yes", "no"):
        for example in table.get(name, ()):
            _check_example(example, name, where)


def _check_example(example: Any, name: str, where: str) -> None:
    allowed = ("text", "status", "voice", "type", "mode", "count") if name == "yes" else ("text", "guard")
    if isinstance(example, str) and name == "yes":
        return
    if not isinstance(example, dict) or "text" not in example:
        raise RuleError(f"{where}: an example under {name!r} must be a table with 'text', found {example!r}")
    for part in example:
        _one_of(part, allowed, f"key of an example under {name!r}", where)
    if name == "no" and "guard" not in example:
        raise RuleError(f"{where}: the example {example['text']!r} under 'no' does not name its 'guard'")


def _one_of(value: str, allowed: Sequence[str], what: str, where: str) -> None:
    if value not in allowed:
        raise RuleError(f"{where}: unknown {what} {value!r}; valid options: {', '.join(allowed) or 'none'}")
