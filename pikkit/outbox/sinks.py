"""Where entries go: the configured store, and webhooks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Table

from pikkit.base.database_faults import UnreachableError
from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.entry import PERSON, RECORDS, Entry, Operation
from pikkit.outbox.sink_contract import Sink, SinkOf
from pikkit.settings import Settings
from pikkit.store.opening import open_store_records
from pikkit.store.records import Records, moment_columns
from pikkit.store.serving_tables import opportunities, predictions

_TABLES = {table.name: table for table in (opportunities, predictions)}


def sinks_of(settings: Settings) -> SinkOf:
    """The sinks of the configured store and of any webhook."""
    return lambda target: _sink(settings, target)


class RecordsSink:
    """The configured store; it is opened when first needed, and again after it was away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._records: _Closable | None = None

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Insert or replace rows."""
        first = entries[0].item
        table = _TABLES[first.topic]
        rows = [_row(table, entry.item.payload) for entry in entries]
        records = self._opened()
        try:
            if first.operation is Operation.APPEND:
                records.append(table, rows)
            else:
                records.put(table, rows)
        except UnreachableError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of connections."""
        if self._records is not None:
            self._records.close()
            self._records = None

    def _opened(self) -> Records:
        if self._records is None:
            try:
                self._records = open_store_records(self._settings, patience=0.0)
            except InputError as error:  # a password that changed is no fault of the entries
                raise NotReadyError(str(error)) from error
        return self._records


class _Closable(Records, Protocol):
    def close(self) -> None: ...


def _sink(settings: Settings, target: str) -> Sink:
    if target == RECORDS:
        return RecordsSink(settings)
    if target.startswith(PERSON):
        from pikkit.outbox.person_sink import person_sink  # noqa: PLC0415 (a pod without people needs none)

        channel, _, address = target.removeprefix(PERSON).partition(":")
        return person_sink(settings, channel, address)
    return _webhook(target)


def _webhook(url: str) -> Sink:
    from pikkit.outbox.webhook import WebhookSink  # noqa: PLC0415 (loads httpcore)

    return WebhookSink(url)


def _row(table: Table, payload: dict[str, object]) -> dict[str, object]:
    times = set(moment_columns(table))
    return {
        name: datetime.fromisoformat(value) if name in times and isinstance(value, str) else value
        for name, value in payload.items()
    }
