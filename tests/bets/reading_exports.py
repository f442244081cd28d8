"""Reading an export of a row or two, and what came of it."""

from datetime import UTC, datetime
from pathlib import Path

from pikkit.bets.export import ExportRead, read_export
from tests.bets.export_files import row, write_export

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(path: Path) -> ExportRead:
    return read_export(path, now=NOW)


def read_row(path: Path, **changes: str) -> dict[str, object]:
    """The only bet of an export of one row with these changes."""
    result = read(write_export(path, [row(1, **changes)]))
    assert result.rejects.to_pylist() == []
    return dict(result.bets.to_pylist()[0])


def reject_row(path: Path, **changes: str) -> tuple[str, str]:
    """Rule and reason of the only rejection of an export of a good row and one with these changes."""
    result = read(write_export(path, [row(1), row(2, **changes)]))
    assert result.bets["source_line"].to_pylist() == [2]
    (reject,) = result.rejects.to_pylist()
    assert (reject["source"], reject["line"]) == ("alice.csv", 3)
    return reject["rule"], reject["reason"]
