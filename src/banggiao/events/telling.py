"""What rests on somebody's words: who tells of an event, and what is an act only because somebody says so."""

from __future__ import annotations

from banggiao.events.attribution import Speech
from banggiao.events.guards import Guard
from banggiao.events.matching import Match
from banggiao.events.rules import Form
from banggiao.events.tokens import Token, View
from banggiao.records import Status


def spoken(match: Match, speech: Speech | None) -> bool:
    """Make the speaker the actor of what his words alone do; False when nobody speaks, or of nobody but himself."""
    spoken_of = {code for token in match.recipients for code in token.codes}
    if speech is None or spoken_of & set(speech.speaker.codes):
        return False
    if not spoken_of and match.rule.recipient not in ("none", "optional"):
        return False
    match.actors = [speech.speaker]
    return True


def unsays(guard: Guard, form: Form) -> bool:
    """Whether a guard takes back what a speaker's words would do ("A không vi phạm", "nếu A vi phạm")."""
    return guard.status == "negated" or (guard.status == "hypothetical" and form == "verb")


def teller(view: View, match: Match, speech: Speech | None, status: Status) -> Token | None:
    """Who tells of the event; nobody when it is the speaker's own act ("A nói …, cáo buộc B")."""
    if speech is None:
        return None
    own = not match.rule.spoken and any(token.start == speech.speaker.start for token in match.actors)
    if own and speech.clause >= 0 and (status == "actual" or view.tokens[match.trigger].clause != speech.clause):
        return None
    return speech.speaker
