"""What the service does besides answering: delivering the outbox, and importing uploads."""

import threading

from flask import Flask

from extension_api.extensions import held_by

_STOP_SECONDS = 10.0


class Background:
    """Two threads; only one process of a home has them at work at a time, the others wait for their turn."""

    def __init__(self, app: Flask) -> None:
        held = held_by(app)
        self._stop = threading.Event()
        self._deliverer, self._imports = held.deliverer, held.imports
        lock = held.settings.resolved_home / "outbox.lock"
        self._threads = [
            threading.Thread(target=self._deliverer.run, args=(lock, self._stop), name="outbox", daemon=True),
            threading.Thread(target=self._imports.run, args=(self._stop,), name="imports", daemon=True),
        ]

    def start(self) -> "Background":
        """Begin."""
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        """End; what is under way is finished if it takes no longer than some seconds."""
        self._stop.set()
        self._deliverer.wake()
        self._imports.wake()
        for thread in self._threads:
            thread.join(_STOP_SECONDS)
