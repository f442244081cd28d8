"""A part of a file of bets: what is asked about them, and the rows that are none."""

from dataclasses import dataclass, field
from typing import Any

CHUNK_ROWS = 10_000
"""Bets scored at once: enough for arrays to pay, and a few MB."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not scored.

    Attributes:
        source: The file's name.
        row: Its line in a CSV file (the header is line 1), else its number, from 1.
        reason: A sentence.
        raw: As it stood there, as JSON.
    """

    source: str
    row: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """n bets of a file.

    Attributes:
        source: The file's name.
        rows: Where they stand, as in ``Rejected``.
        ids: Their ids, None where the file has none.
        columns: Columns of length n by the names of ``ScoreRequest``'s fields.
        rejected: Rows in between that could not even be read.
    """

    source: str
    rows: list[int]
    ids: list[str | None]
    columns: dict[str, list[Any]]
    rejected: list[Rejected] = field(default_factory=list)

    def row(self, at: int) -> dict[str, Any]:
        """A bet as the fields of a request; those it leaves out are left out."""
        return {name: column[at] for name, column in self.columns.items() if column[at] is not None}
