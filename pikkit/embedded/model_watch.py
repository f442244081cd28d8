"""Whether a home has a model to serve, asked often and looked up seldom."""

import time
from contextlib import suppress

from pikkit.registry import champion
from pikkit.registry.client import embedded_database
from pikkit.settings import Settings

_SECONDS = 30.0
"""A registry elsewhere is asked at most so often; an embedded one whenever its file has changed."""


class ModelWatch:
    """Looks for a champion.

    Args:
        settings: Where the registry is, and what the model is called.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen: object = None

    def has_model(self, quiet_seconds: float = 0.0) -> bool:
        """Whether there is news of a champion; a registry that nobody has used yet is not opened.

        Args:
            quiet_seconds: An embedded registry is looked into when nothing was written for so long: while a training
                makes its tables, opening it would make them too.

        Raises:
            NotReadyError: The registry cannot be asked, or the champion's files are gone.
        """
        state = self._state(quiet_seconds)
        if state is None or state == self._seen:
            return False
        self._seen = state

        kept = self._settings
        return champion(kept.model_name, kept.resolved_tracking_uri, kept.model_cache) is not None

    def _state(self, quiet_seconds: float) -> object:
        """What differs when there may be news; None while there can be no model."""
        database = embedded_database(self._settings.resolved_tracking_uri)
        if database is None:
            return int(time.monotonic() / _SECONDS)
        with suppress(FileNotFoundError):
            status = database.stat()
            if time.time() - status.st_mtime >= quiet_seconds:
                return status.st_mtime_ns, status.st_size
        return None
