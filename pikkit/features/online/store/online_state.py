"""What an online store says of itself: which materialisation it serves, of which views, and how fresh they are."""

import json
from dataclasses import dataclass
from typing import Any

from pikkit.features.views.view import View

STATE_TABLE = "pikkit_served"

CREATE_STATE = (
    f"CREATE TABLE IF NOT EXISTS {STATE_TABLE} (view_name TEXT PRIMARY KEY, version TEXT NOT NULL, "
    "column_names TEXT NOT NULL, row_count BIGINT NOT NULL, newest_us BIGINT, until_us BIGINT NOT NULL, "
    "materialized_us BIGINT NOT NULL)"
)
_COLUMNS = "view_name, version, column_names, row_count, newest_us, until_us, materialized_us"
SELECT_STATE = f"SELECT {_COLUMNS} FROM {STATE_TABLE} ORDER BY view_name"  # noqa: S608 (names of ours)
SELECT_VERSION = f"SELECT version FROM {STATE_TABLE} LIMIT 1"  # noqa: S608


@dataclass(frozen=True)
class ServedView:
    """One view of a materialisation; times in µs since 1970.

    Attributes:
        name: The view's.
        version: Of the materialisation; the same in all its views, and in no other.
        columns: The packed row's, in order.
        rows: Entities served.
        newest_us: When the newest bet behind any of them settled; None without rows.
        until_us: The moment up to which bets count.
        materialized_us: When it was made.
    """

    name: str
    version: str
    columns: tuple[str, ...]
    rows: int
    newest_us: int | None
    until_us: int
    materialized_us: int

    @classmethod
    def read(cls, row: tuple[Any, ...]) -> "ServedView":
        """From a row of ``SELECT_STATE``."""
        name, version, columns, rows, newest, until, materialized = row
        return cls(name, version, tuple(json.loads(columns)), rows, newest, until, materialized)

    def row(self) -> tuple[Any, ...]:
        """As a row of the table."""
        columns = json.dumps(self.columns)
        return self.name, self.version, columns, self.rows, self.newest_us, self.until_us, self.materialized_us

    def fits(self, view: View) -> bool:
        """Whether its packed rows are of this version's view."""
        return self.columns == view.columns
