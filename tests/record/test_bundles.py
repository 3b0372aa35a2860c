"""What the record says of a few articles, at which date: the bundles beside this file, asked by the command line.

Checks that the program does not meet yet stand in ``known_gaps.txt``, one id a line; one that is met leaves the list.
"""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest

from tests.record.checks import Asked, Check, checks
from tests.record.expectations import Bundle, bundles

BUNDLES = {bundle.name: bundle for bundle in bundles()}
_LINES = Path(__file__).with_name("known_gaps.txt").read_text("utf-8").splitlines()
GAPS = {line for line in _LINES if line and not line.startswith("#")}


@functools.cache
def asked(name: str) -> Asked:
    return Asked(BUNDLES[name], Path(tempfile.mkdtemp(prefix="banggiao-bundle-")) / "relations.db")


def parameters(bundle: Bundle) -> list[object]:
    gap = pytest.mark.xfail(strict=True, reason="a known gap")
    return [pytest.param(c, id=c.id, marks=[gap] if c.id in GAPS else []) for c in checks(bundle)]


@pytest.mark.parametrize("check", [p for bundle in BUNDLES.values() for p in parameters(bundle)])
def test_the_record_says_what_it_must(check: Check) -> None:
    failure = asked(check.bundle).failure(check)
    assert failure is None, f"{check.asks}\n{failure}"


def test_gaps_are_of_checks_that_exist() -> None:
    assert {check.id for bundle in BUNDLES.values() for check in checks(bundle)} >= GAPS
