"""Where entries go: the configured store, and webhooks."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Table

from pikkit.base.database_faults import UnreachableError
from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.entry import RECORDS, Entry, Operation
from pikkit.settings import Settings
from pikkit.store.records import Records, moments
from pikkit.store.serving_tables import opportunities, predictions

_TABLES = {table.name: table for table in (opportunities, predictions)}
_WEBHOOK_SECONDS = 10.0
_LATER = {408, 425, 429}


class Sink(Protocol):
    """One target."""

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Deliver entries of one operation and topic, all or none of them; delivering them again changes nothing.

        Raises:
            NotReadyError: The target is away or busy: try all of its entries later.
            InputError: It refuses one of these.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


SinkOf = Callable[[str], Sink]
"""The sink of a target."""


def sinks_of(settings: Settings) -> SinkOf:
    """The sinks of the configured store and of any webhook."""
    return lambda target: RecordsSink(settings) if target == RECORDS else WebhookSink(target)


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
            from pikkit.store.opening import open_store_records

            try:
                self._records = open_store_records(self._settings, patience=0.0)
            except InputError as error:  # a password that changed is no fault of the entries
                raise NotReadyError(str(error)) from error
        return self._records


class _Closable(Records, Protocol):
    def close(self) -> None: ...


class WebhookSink:
    """A webhook: one POST an entry, with a key by which the receiver can tell that it has seen it."""

    def __init__(self, url: str) -> None:
        import httpx

        self._url = url
        self._http = httpx.Client(timeout=_WEBHOOK_SECONDS)

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Post entries, one after another."""
        import httpx

        for entry in entries:
            body = json.dumps({"event": entry.item.topic, "bettor": entry.item.bettor, "data": entry.item.payload})
            headers = {"Content-Type": "application/json", "Idempotency-Key": f"{entry.item.topic}-{entry.item.key}"}
            try:
                status = self._http.post(self._url, content=body, headers=headers).status_code
            except httpx.TransportError as error:
                raise NotReadyError(f"The webhook cannot be reached: {type(error).__name__}.") from error
            except httpx.InvalidURL as error:
                raise InputError("The webhook's address is no URL.") from error
            _check(status)

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()


def _check(status: int) -> None:
    if status >= 500 or status in _LATER:
        raise NotReadyError(f"The webhook answered {status}.")
    if status >= 300:
        raise InputError(f"The webhook refused it with status {status}.")


def _row(table: Table, payload: dict[str, object]) -> dict[str, object]:
    times = set(moments(table))
    return {
        name: datetime.fromisoformat(value) if name in times and isinstance(value, str) else value
        for name, value in payload.items()
    }
