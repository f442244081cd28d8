"""An export to write and read."""

from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the export of a bettor called alice goes."""
    return tmp_path / "alice.csv"
