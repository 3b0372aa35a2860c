"""Sentences, mentions and times in; events out: who did what to whom, when, how sure, according to whom."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from banggiao.events import counterparts
from banggiao.events.acts import Acts
from banggiao.events.attribution import Attribution, Speech, denier
from banggiao.events.confidence import features
from banggiao.events.days import Days
from banggiao.events.details import Details
from banggiao.events.explanation import Derivation, Explanation, Filled, Fired, NearMiss
from banggiao.events.guards import Guard, Guards, lies_back, nearest_time, only_told, time_status
from banggiao.events.lexicon import Vocabulary, flatten, padded, word_senses
from banggiao.events.matching import Match, Matcher
from banggiao.events.parties import as_visit, each_way, identity, parties, same, told_better
from banggiao.events.recall import Memory
from banggiao.events.rules import Rule, load_rules
from banggiao.events.scope import complement_end, joined_saying
from banggiao.events.slots import Grammar
from banggiao.events.telling import spoken, teller, unsays
from banggiao.events.tokens import WORD, Token, View
from banggiao.events.transforms import Shape, transform
from banggiao.events.travel import travels
from banggiao.events.views import Views
from banggiao.events.voices import load_voices
from banggiao.languages.pack import Pack
from banggiao.records import Event, Interval, Mention, Sentence, SentenceRef, Span, Status, TimeExpression

_RANK: dict[Status, int] = {"negated": 4, "hypothetical": 3, "future": 2, "historical": 1, "actual": 0}


class _Draft:
    """A match on its way to an event."""

    transform: str | None = None

    def __init__(
        self,
        match: Match,
        shape: Shape,
        speaker: Token | None,
        guards: list[tuple[Guard, Token]],
        time: Token | None,
    ) -> None:
        self.match, self.shape, self.speaker, self.guards, self.time = match, shape, speaker, guards, time


class _Input:
    """What belongs to one document."""

    views: Views
    said: Attribution

    def __init__(self, published: Interval | None, document: str, plural: tuple[str, ...]) -> None:
        self.published, self.document = published, document
        self.memory, self.days = Memory(), Days(plural)


class EventCoder:
    """Codes events with the rules of one language pack; make it once and use it for every document.

    Raises RuleError (a ValueError) when a table of the pack is wrong.
    """

    def __init__(self, pack: Pack, rules: tuple[Rule, ...] | None = None) -> None:
        voices, guards = pack.toml("voices"), pack.toml("guards")
        where = f"{pack.code}/voices.toml"
        senses = word_senses(voices["words"], where)
        passive = frozenset(w for w, s in senses.items() if "passive" in s)
        self.voices = load_voices(voices["voices"], passive, where)
        self.rules = load_rules(pack, frozenset(self.voices)) if rules is None else rules
        self._guards = Guards(guards, f"{pack.code}/guards.toml")
        for word in self._guards.words:
            senses[word] = senses.get(word, frozenset()) | {"guard"}
        for rule in self.rules:
            for word in rule.light:
                senses[word] = senses.get(word, frozenset()) | {"light"}
        self._firsts = tuple(padded(w) for w in voices["firsts"]["words"])
        self._about = tuple(padded(w) for w in voices["about"]["words"])
        self._details = Details(pack)
        self._plural = tuple(f"{flatten(word)} " for word in voices["acts"]["plural"])
        self._acts = Acts(voices["acts"])
        self._vocabulary = Vocabulary(self.rules, senses, self._details.topics)
        classes = (
            "genitive",
            "locative",
            "nominalizer",
            "clausal",
            "case",
            "aimed",
            "media",
            "first-person",
            "apposition",
            "copula",
        )
        self._grammar = Grammar({c: frozenset(w for w, s in senses.items() if c in s) for c in classes})
        self._matcher = Matcher(self.voices, self._grammar)

    @property
    def guard_names(self) -> tuple[str, ...]:
        """The names of the guards, by rank."""
        return tuple(self._guards.by_name)

    def code(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
        published: Interval | None = None,
        document_id: str = "",
    ) -> tuple[Event, ...]:
        """The events of a document, in the order of their triggers.

        ``sentences``, ``mentions`` and ``times`` are sorted by start; ``times`` are resolved. ``published`` is
        needed to
        tell what lies ahead and what is history; without it only words decide.
        """
        return self._run(text, sentences, mentions, times, _Input(published, document_id, self._plural), None)

    def explain(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
        published: Interval | None = None,
        document_id: str = "",
    ) -> Explanation:
        """The same as :meth:`code`, with the derivation of every event and the near misses."""
        notes = Explanation((), (), ())
        lists: tuple[list[Derivation], list[NearMiss]] = ([], [])
        events = self._run(text, sentences, mentions, times, _Input(published, document_id, self._plural), lists)
        return structs.replace(notes, events=events, derivations=tuple(lists[0]), misses=tuple(lists[1]))

    def _run(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
        source: _Input,
        notes: tuple[list[Derivation], list[NearMiss]] | None,
    ) -> tuple[Event, ...]:
        if not mentions:
            return ()
        views = Views(text, sentences, self._vocabulary)
        views.give(mentions, times)
        source.views, source.said = views, Attribution(views, self._grammar)
        source.memory.see(mentions)
        events: list[Event] = []
        for number in range(len(sentences)):
            found, named = views.triggers(number), views.mentions_in(number)
            if not named and not any(rule.recall for token in found for rule, _ in token.entries):
                continue
            if not found and (len(named) < 2 or not any([word.entries for word in views.words(number)])):
                continue  # without a trigger only somebody's travel can be an event
            events += self._sentence(number, source, notes)
        title = [e for e in events if e.sentence.index == sentences[0].index]
        if title and source.memory.headline(title):
            if notes is not None:
                notes[0][:] = [d for d in notes[0] if d.event not in title]
                notes[1][:] = [m for m in notes[1] if m.trigger.start >= sentences[0].end]
            events = self._sentence(0, source, notes) + events[len(title) :]
        return tuple(events)

    def _sentence(
        self, number: int, source: _Input, notes: tuple[list[Derivation], list[NearMiss]] | None
    ) -> list[Event]:
        view, sentence = source.views.view(number), source.views.sentences[number]
        events: list[Event] = []
        closed = -1  # a verb that starts before this is in the complement of an earlier trigger
        told: frozenset[str] = frozenset()  # types of events that this trigger tells of there
        for i, token in enumerate(view.tokens):
            if not token.entries or (token.kind == WORD and not travels(view, i)):
                continue
            inside = token.start < closed and token.verbal and not joined_saying(view, i)
            if inside and not any(rule.type in told for rule, _ in token.entries):
                _note(notes, token, view, "", "scope")
                continue
            draft = self._draft(view, i, source, number, notes)
            if draft is None or (inside and not any(g.telling for g, _ in draft.guards)):
                continue
            if draft.match.rule.scope and not self._grammar.opens_nominal(view, i):
                alleged = draft.match.rule.mode == "allege"
                closed, told = complement_end(view, i, alleged), self._guards.reveals(token)
            one = self._event(view, draft, sentence, source)
            for event in each_way(one, source.document) if draft.match.rule.mutual else (one,):
                if any([same(event, other) for other in events]):
                    _note(notes, token, view, draft.match.rule.id, "duplicate", draft.match.rule.file)
                    continue
                events.append(event)
                if notes is not None:
                    notes[0].append(self._derivation(view, draft, event))
        return [event for event in events if not told_better(event, events)]

    def _draft(
        self,
        view: View,
        i: int,
        source: _Input,
        number: int,
        notes: tuple[list[Derivation], list[NearMiss]] | None,
    ) -> _Draft | None:
        token = view.tokens[i]
        for rule, form in token.entries:
            reason = self._details.excluded(rule, view, i)
            if reason:
                _note(notes, token, view, rule.id, reason, rule.file)
                continue
            match, misses = self._matcher.match(view, i, rule, form, notes is not None)
            if notes is not None:
                for miss in misses:
                    span = Span.of(view.text, token.start, token.end)
                    notes[1].append(NearMiss(rule.id, rule.file, span, miss.voice, miss.failed))
            if match is None:
                continue
            speech = source.said.speech_at(number, token.start)
            if rule.spoken and not spoken(match, speech):
                _note(notes, token, view, rule.id, "speaker", rule.file)
                continue
            if not source.memory.complete(view, match):
                _note(notes, token, view, rule.id, "party", rule.file)
                continue
            if match.actors and not match.recipients and counterparts.recalled(rule):
                near = counterparts.in_sentence(view, i, match.actors)
                match.recipients += [view.tokens[near]] if near is not None else []
            guards = self._guards.find(view, i, range(match.low, match.high + 1), match.inherited)
            guards = [(g, t) for g, t in guards if not g.types or rule.type in g.types]
            if rule.settled and match.voice.told_by_noun:
                guards = [(g, t) for g, t in guards if g.suppress]
            stop = next((g for g, _ in guards if g.suppress or (rule.spoken and unsays(g, form))), None)
            if stop is not None:
                _note(notes, token, view, rule.id, f"guard:{stop.name}", rule.file)
                continue
            source.memory.keep(match, view.index)
            self._acts.add_other_side(view, match, source.memory)
            return self._judge(view, match, source, speech, guards)
        return None

    def _judge(
        self, view: View, match: Match, source: _Input, speech: Speech | None, guards: list[tuple[Guard, Token]]
    ) -> _Draft:
        """Status by guards and date, the speaker, and what the codebook makes of them."""
        rule = match.rule
        time = nearest_time(view, match.trigger, self._firsts)
        if time is not None and any(g.undated and t.start < time.start for g, t in guards):
            time = None  # the new day of what is put off
        if time is not None and only_told(view, match.trigger, match.low, time, self._about):
            time = None  # the day of the verb whose object this is
        statuses: list[Status] = [g.status for g, _ in guards if g.status is not None]
        past = lies_back(time, source.published) and match.voice.form == "noun"
        if past:  # "cuộc gặp hôm 30/6 sẽ tạo ra …": what lies ahead is its outcome
            statuses = [s for s in statuses if s != "future"]
        by_time = time_status(time.time.value, source.published) if time is not None and time.time is not None else None
        if by_time == "future" and rule.past:
            time = None  # the date of what is agreed on, not that of the agreement
        elif by_time is not None:
            statuses.append(by_time)
        if view.text[max(view.start, view.end - 8) : view.end].rstrip().endswith("?"):
            statuses.append("hypothetical")
        if rule.status is not None:
            statuses = [rule.status]  # type: ignore[list-item]
        status: Status = max(statuses, key=_RANK.__getitem__) if statuses else "actual"
        over = any(g.status == "actual" for g, _ in guards)
        status = source.memory.ahead(match, status, time is not None or over)
        time = source.days.of(view, match, time, status == "actual", source.published)
        speaker = denier(view, guards, self._grammar) or teller(view, match, speech, status)
        actors = {code for token in match.actors for code in token.codes}
        author = speaker is None or bool(actors & set(speaker.codes))
        announced = bool(actors) and any("announcing" in t.senses for _, t in guards)
        mode = self._details.mode(rule, view, match.trigger)
        shape, name = transform(Shape(rule.type, mode, status, author, announced))
        draft = _Draft(match, shape, speaker, guards, time)
        draft.transform = name
        return draft

    def _event(self, view: View, draft: _Draft, sentence: Sentence, source: _Input) -> Event:
        match, shape = draft.match, draft.shape
        token = view.tokens[match.trigger]
        actors = parties(match.actors)
        recipients = parties(
            match.recipients, taken=frozenset(p.code for p in actors) if match.rule.joint else frozenset()
        )
        doers = {p.code for p in actors}
        if not doers.issuperset(p.code for p in recipients):
            recipients = tuple(p for p in recipients if p.code not in doers)  # "A hopes that A and B …"
        if not recipients and match.rule.default_recipient == "actor":
            recipients = actors
        if not actors and match.rule.default_recipient == "actor" and match.voice.form == "noun":
            actors = parties([t for t in match.recipients if t.place])  # "protests in X" are of its people
        if match.rule.hosting:
            actors, recipients, shape = self._details.hosted(view, match.trigger, actors, recipients, shape)
            actors, recipients, shape = as_visit(
                source.memory.host(frozenset(p.code for p in actors), view.index), actors, recipients, shape
            )
        if match.rule.place_recipient and len(actors) == 1 and len(recipients) == 1:
            source.memory.visited(actors[0].code, recipients[0].code, view.index)
        said_by = parties([draft.speaker])[:1] if draft.speaker is not None else ()
        quad, score, cameo, contexts = self._details.classify(match.rule, shape, view)
        return Event(
            id=identity(source.document, (token.start, token.end), shape.type, actors, recipients),
            type=shape.type,
            mode=shape.mode,
            contexts=contexts,
            quad=quad,
            score=score,
            cameo=cameo,
            status=shape.status,
            actors=actors,
            recipients=recipients,
            said_by=said_by[0] if said_by else None,
            date=draft.time.time.value if draft.time is not None and draft.time.time is not None else None,
            place=self._details.place(view, match),
            count=self._details.count(match.rule, view, match.trigger),
            trigger=Span.of(view.text, token.start, token.end),
            sentence=SentenceRef(sentence.index, sentence.start, sentence.end),
            line=sentence.line,
            part=sentence.part,
            rule=match.rule.id,
            confidence=self._details.confidence(_features(view, draft)),
        )

    def _derivation(self, view: View, draft: _Draft, event: Event) -> Derivation:
        match = draft.match
        slots: list[Filled] = []
        for name, tokens in (("actor", match.actors), ("recipient", match.recipients)):
            for token in tokens:
                how = f"governed by {token.governor}" if token.governor else "direct"
                how = "inherited" if name == "actor" and match.inherited else how
                slots.append(Filled(name, token.codes, Span.of(view.text, token.start, token.end), how))
        fired = tuple(Fired(g.name, Span.of(view.text, t.start, t.end)) for g, t in draft.guards)
        changes = (draft.transform,) if draft.transform else ()
        return Derivation(
            event,
            match.rule.file,
            match.voice.name,
            match.voice.pattern,
            tuple(slots),
            fired,
            changes,
            tuple(_features(view, draft)),
        )


def _features(view: View, draft: _Draft) -> list[str]:
    return features(view, draft.match, draft.shape, (g.name for g, _ in draft.guards), draft.speaker is not None)


def _note(
    notes: tuple[list[Derivation], list[NearMiss]] | None,
    token: Token,
    view: View,
    rule: str,
    failed: str,
    file: str = "",
) -> None:
    if notes is not None:
        rule = rule or token.entries[0][0].id
        file = file or token.entries[0][0].file
        notes[1].append(NearMiss(rule, file, Span.of(view.text, token.start, token.end), "", failed))
