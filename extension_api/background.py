"""What the service does besides answering: delivering the outbox, importing uploads, preparing its pages."""

import threading
from collections.abc import Callable

from flask import Flask

from pikkit.extension_api.extensions import held_by
from pikkit.extension_api.warming import keep_warm

_STOP_SECONDS = 10.0


class Background:
    """Four threads; only one process of a home delivers and imports at a time, the others wait for their turn."""

    def __init__(self, app: Flask) -> None:
        held = held_by(app)
        self._stop, self._changed = threading.Event(), held.imports.imported
        self._deliverer, self._imports = held.deliverer, held.imports
        lock = held.settings.resolved_home / "outbox.lock"
        work: dict[str, tuple[Callable[..., None], tuple[object, ...]]] = {
            "outbox": (self._deliverer.run, (lock, self._stop)),
            "imports": (self._imports.run, (self._stop,)),
            "alerts": (held.alerts_told.run, (self._stop,)),
            "warming": (keep_warm, (app, self._changed, self._stop)),
        }
        self._threads = [
            threading.Thread(target=target, args=arguments, name=name, daemon=True)
            for name, (target, arguments) in work.items()
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
        self._changed.set()
        for thread in self._threads:
            thread.join(_STOP_SECONDS)
