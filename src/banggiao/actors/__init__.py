"""Who is mentioned in a document: states, organisations, offices, persons, and what refers back to them."""

from banggiao.actors.finder import ActorFinder

__all__ = ["ActorFinder"]
