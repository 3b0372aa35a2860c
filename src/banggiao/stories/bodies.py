"""The body of an article as a set of phrases, a small sample of which finds the articles that share some.

The sample is a bottom-k sketch (A. Broder, "On the resemblance and containment of documents", 1997): of the hashes of
all phrases the smallest ones. Whatever two bodies share stands in both samples alike, so that a text cut to a third is
found as well as a copy; bands of MinHash (rensa, datasketch) find what resembles as a whole, and miss the cut one. The
hashes are those of the standard library, the same on every machine and in every version.
"""

from __future__ import annotations

import itertools
import re
import struct
import unicodedata
from hashlib import blake2b
from zlib import crc32

from banggiao.languages import orthography

PHRASE = 5
"""Words of a phrase by which bodies are compared: in Vietnamese, where a space parts syllables, about three words."""

_SAMPLED = 8
"""Words of a phrase of the sample: longer, for what many articles say ("the spokesman of the foreign ministry of …")
must not make candidates of all of them."""

SAMPLE = 32
"""Phrases of a sample. A text cut to a fifth shares some six of them with the whole."""

_WORD = re.compile(r"\w+")
_MIX = 0x9E3779B1  # 2**32 / golden ratio: CRCs of like strings lie far apart then


def words(text: str) -> tuple[str, ...]:
    """The words of a body as they are compared: without case, punctuation, habits of tone placement."""
    return tuple(_WORD.findall(orthography.lowered(unicodedata.normalize("NFC", text))))


def phrases(of: tuple[str, ...]) -> frozenset[str]:
    """All runs of :data:`PHRASE` words."""
    return frozenset(" ".join(of[n : n + PHRASE]) for n in range(len(of) - PHRASE + 1))


def signature(text: str) -> bytes:
    """The sample of an article's body (``text``: lead and body, nothing else of the page), 8 bytes a phrase.

    The same for the same words on every machine. Empty when the text has less than eight words.
    """
    said = [word.encode() + b" " for word in words(text)]
    ends = [*itertools.accumulate(map(len, said), initial=0)]
    whole = b"".join(said)
    runs = {
        crc32(whole[start:end]) * _MIX & 0xFFFFFFFF: (start, end)
        for start, end in zip(ends, ends[_SAMPLED:], strict=False)
    }
    smallest = [whole[start:end] for start, end in (runs[rank] for rank in sorted(runs)[:SAMPLE])]
    # The checksum orders the phrases and costs little; it does not tell millions of them apart, so the few chosen get
    # a hash that does.
    hashes = [int.from_bytes(blake2b(run, digest_size=8).digest(), "little", signed=True) for run in smallest]
    return struct.pack(f"<{len(hashes)}q", *hashes)


def bands(of: bytes) -> tuple[int, ...]:
    """What a signature is found by: signed 64-bit integers; bodies that share two of them may be the same report.

    ValueError when ``of`` is no signature.
    """
    if len(of) % 8:
        raise ValueError(f"a signature of {len(of)} bytes is none: it has eight for each phrase")
    return struct.unpack(f"<{len(of) // 8}q", of)
