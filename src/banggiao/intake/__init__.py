"""What comes in: files, folders, standard input, manifests, and documents already cut into sentences."""

from banggiao.intake.files import MAX_PAGE_BYTES, Input
from banggiao.intake.folders import expand
from banggiao.intake.manifest import is_manifest, read_manifest
from banggiao.intake.sentences import SentenceDocument, read_sentence_file

__all__ = [
    "MAX_PAGE_BYTES",
    "Input",
    "SentenceDocument",
    "expand",
    "is_manifest",
    "read_manifest",
    "read_sentence_file",
]
