"""The rules' examples read with the real finder of actors: the two stages must fit each other."""

from __future__ import annotations

from banggiao.actors import ActorFinder
from banggiao.events import EventCoder
from banggiao.events.examples import PUBLISHED, read_example
from banggiao.languages.pack import load
from banggiao.records import Sentence

FLOOR = 0.85  # share of examples whose parties come out as marked; names that the tables lack are the rest
# Whose identity lies in the name; that of "the government" lies in the text around it.
OWN_NAME = {"state", "capital", "organisation", "group", "person"}


def lines(text: str) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    at = 0
    for i, line in enumerate(text.split("\n")):
        sentences.append(Sentence(i, at, at + len(line), i + 1, "body"))
        at += len(line) + 1
    return tuple(sentences)


def who_whom(coder: EventCoder, finder: ActorFinder, marked: str, rule: str) -> bool:
    example = read_example(marked)
    sentences = list(lines(example.text))
    mentions = finder.find(example.text, tuple(sentences), PUBLISHED)
    events = coder.code(example.text, sentences, mentions, (), PUBLISHED, "example")
    wanted = tuple({code for code, _ in example.expected(slot)} for slot in ("actor", "recipient"))
    return any(({p.code for p in e.actors}, {p.code for p in e.recipients}) == wanted for e in events if e.rule == rule)


def test_examples_come_out_with_real_actors() -> None:
    pack = load("vi")
    coder, finder = EventCoder(pack), ActorFinder(pack)
    results = {(r.id, e["text"]): who_whom(coder, finder, e["text"], r.id) for r in coder.rules for e in r.yes}
    missed = [f"{rule}: {text}" for (rule, text), ok in results.items() if not ok]
    assert sum(results.values()) / len(results) >= FLOOR, "\n".join(missed)


def test_an_act_that_is_pointed_at_has_an_author() -> None:
    pack = load("vi")
    coder, finder = EventCoder(pack), ActorFinder(pack)

    def recipients(*lines: str) -> set[tuple[str, ...]]:
        text, sentences = "\n".join(lines), []
        for i, line in enumerate(lines):
            at = text.index(line)
            sentences.append(Sentence(i, at, at + len(line), i + 1, "body"))
        mentions = finder.find(text, tuple(sentences), PUBLISHED)
        events = coder.code(text, sentences, mentions, (), PUBLISHED, "example")
        return {tuple(p.code for p in e.recipients) for e in events if e.sentence.index == len(lines) - 1}

    asked = "Estonia đề nghị EU họp khẩn."
    assert recipients(asked, "Belarus chỉ trích đề nghị này, nhắc tới Latvia.") == {("EST",)}
    assert recipients(asked, "Belarus chỉ trích đề nghị đó của Latvia.") == {("LVA",)}
    assert recipients("Sudan đe dọa Eritrea.", "Kenya họp.", "Uganda lên án lời đe dọa này.") == {("SDN",)}


def test_no_mark_gives_a_name_to_somebody_else() -> None:
    """The marks hand identities to the rules: what the finder knows by its name alone must be marked as just that."""
    pack = load("vi")
    coder, finder = EventCoder(pack), ActorFinder(pack)
    wrong: list[str] = []
    for text in (example["text"] for rule in coder.rules for example in (*rule.yes, *rule.no)):
        example = read_example(text)
        known = {(m.start, m.end): m for m in finder.find(example.text, lines(example.text), PUBLISHED)}
        for marked in example.mentions:
            found = known.get((marked.start, marked.end))
            if found and found.codes and found.kind in OWN_NAME and set(found.codes) != set(marked.codes):
                wrong.append(f"{marked.text} is {found.codes}, marked {marked.codes}: {example.text}")
    assert wrong == []
