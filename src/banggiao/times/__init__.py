"""Expressions of time: found in a text, read, and dated. When a document was written: ``DocumentDater``."""

from banggiao.times.candidate import Candidate
from banggiao.times.dating import DocumentDater
from banggiao.times.finder import TimeFinder
from banggiao.times.sentence import annotate, times_of_sentence

__all__ = ["Candidate", "DocumentDater", "TimeFinder", "annotate", "times_of_sentence"]
