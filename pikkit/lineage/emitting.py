"""Where events go: the home's journal, and a collector if there is one. Neither can fail the run."""

import logging
import os
from typing import Any

from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import RunEvent
from openlineage.client.serde import Serde
from openlineage.client.transport import Transport
from openlineage.client.transport.http import HttpConfig, HttpTransport

from pikkit.lineage.naming import without_secrets
from pikkit.lineage.run_journal import append_line, journal_of
from pikkit.settings import Settings

TIMEOUT_SECONDS = 3.0
"""How long a collector may take to accept a connection, and to answer."""
_RETRY = {"total": 2, "connect": 2, "read": 0, "status": 2, "backoff_factor": 0.2}
# The client looks into the repository of the working folder, which is not where our code is.
_CONFIG = {"facets": {"source_code_location": {"disabled": True}}}

log = logging.getLogger("pikkit.lineage")


class JournalTransport(Transport):
    """The official client's way into the journal; its own file transport tears long lines between processes."""

    kind = "pikkit_journal"

    def __init__(self, settings: Settings) -> None:
        self._journal = journal_of(settings)

    def emit(self, event: Any) -> None:
        """Append the event."""
        append_line(self._journal, Serde.to_json(event))


class Emitter:
    """Sends events to every place the settings name; a place that failed once is left alone.

    ``OPENLINEAGE_DISABLED=true`` switches it off, ``OPENLINEAGE_API_KEY`` is shown to the collector.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients: dict[str, OpenLineageClient] = {}
        self._add(str(journal_of(settings)), lambda: JournalTransport(settings))
        if settings.lineage_url:
            self._add(without_secrets(settings.lineage_url), lambda: _http(settings.lineage_url))

    def emit(self, event: RunEvent) -> None:
        """Send it; what goes wrong is a warning in the log."""
        for place, client in list(self._clients.items()):
            try:
                client.emit(event)
            except Exception as error:  # a run is worth more than the record of it, whatever a collector does
                self._give_up(place, error)

    def close(self) -> None:
        """Let go of connections."""
        for client in self._clients.values():
            client.close(0)

    def _add(self, place: str, transport: Any) -> None:
        try:
            self._clients[place] = OpenLineageClient(transport=transport(), config=_CONFIG)
        except Exception as error:  # the same
            self._give_up(place, error)

    def _give_up(self, place: str, error: Exception) -> None:
        client = self._clients.pop(place, None)
        if client:
            client.close(0)
        why = str(error).replace(self._settings.lineage_url or "\0", place)
        log.warning("Lineage cannot be told to %s (%s: %s); the run goes on.", place, type(error).__name__, why)


def _http(url: str) -> HttpTransport:
    given: dict[str, Any] = {"url": url.rstrip("/") + "/", "timeout": TIMEOUT_SECONDS, "retry": _RETRY}
    if key := os.environ.get("OPENLINEAGE_API_KEY"):
        given["auth"] = {"type": "api_key", "apiKey": key}
    return HttpTransport(HttpConfig.from_dict(given))
