"""The app's door to the records of the store: opened at the first question, again after it was away."""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Table

from pikkit.base.database_faults import UnreachableError
from pikkit.settings import Settings
from pikkit.store.opening import open_store_records
from pikkit.store.records import NOTHING

if TYPE_CHECKING:
    from pikkit.store.sql_records import SqlRecords
    from pikkit.store.supabase.rest_records import RestRecords

_PATIENCE_SECONDS = 1.0


class SharedRecords:
    """Reads the configured store; threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._records: SqlRecords | RestRecords | None = None

    def read(
        self,
        table: Table,
        where: Mapping[str, object] = NOTHING,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        at_least: Mapping[str, float] = NOTHING,
    ) -> list[dict[str, object]]:
        """Rows, the newest first; see :class:`pikkit.store.records.Records`.

        Raises:
            NotReadyError: The store cannot be reached.
        """
        try:
            return self._opened().read(table, where, since, until, limit, at_least=at_least)
        except UnreachableError:
            self.close()
            raise

    def put(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows or replace those of the same key.

        Raises:
            NotReadyError: The store cannot be reached.
        """
        try:
            self._opened().put(table, rows)
        except UnreachableError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of connections."""
        with self._lock:
            if self._records is not None:
                self._records.close()
            self._records = None

    def _opened(self) -> "SqlRecords | RestRecords":

        with self._lock:
            if self._records is None:
                self._records = open_store_records(self._settings, _PATIENCE_SECONDS)
            return self._records
