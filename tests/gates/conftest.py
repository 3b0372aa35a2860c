from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("BANGGIAO_SHARED", Path(__file__).resolve().parents[3] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold that the gates measure against; without it they are skipped."""
    if not (SHARED / "gold" / "dev.jsonl").is_file():
        pytest.skip(f"no gold at {SHARED}: set BANGGIAO_SHARED to measure the floors")
    return SHARED
