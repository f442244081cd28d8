"""A new model beside the one that serves, swapped in once it has shown that it can score."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pikkit.base.errors import PikkitError
from pikkit.inference.predictor import metrics
from pikkit.inference.predictor.model import PikkitModel
from pikkit.registry.alias_watch import alias_watch
from pikkit.settings import Settings

log = logging.getLogger("pikkit.predictor")


@dataclass(frozen=True, slots=True)
class Newest:
    """How to learn which version should serve.

    Attributes:
        version: Says it, as scores do (NAME/VERSION); None if nothing should.
        seconds: How often to ask; 0: never.
    """

    version: Callable[[], str | None]
    seconds: float


class Reloader:
    """Watches for a new version in a thread of its own.

    What cannot be loaded is refused with a line in the log, and not tried again until there is another version or
    somebody asks (``now``); the old model keeps serving.
    """

    def __init__(self, model: PikkitModel, newest: Newest | None) -> None:
        self._model = model
        self._newest = newest
        self._wake = threading.Event()
        self._asked = self._stopped = False
        self._refused: str | None = None
        self._thread = threading.Thread(target=self._watch, name="reloader", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def now(self) -> None:
        """Load the model again, at once, whatever its version."""
        self._asked = True
        self._wake.set()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped = True
        self._wake.set()

    def _watch(self) -> None:
        pause = self._newest.seconds if self._newest and self._newest.seconds else None
        while not self._stopped:
            self._wake.wait(pause)
            self._wake.clear()
            if not self._stopped:
                asked, self._asked = self._asked, False
                self._look(asked=asked)

    def _look(self, *, asked: bool) -> None:
        wanted: str | None = None
        try:
            wanted = self._newest.version() if self._newest else None
            if wanted == self._model.version:
                self._refused, self._model.refused = None, ""  # whoever asked for another has thought better of it
            if asked or wanted not in (None, self._model.version, self._refused):
                self._load()
        except PikkitError as error:
            self._refuse(wanted, str(error))
        except Exception as error:
            self._refuse(wanted, f"{type(error).__name__}: {error}")

    def _load(self) -> None:
        self._model.load()
        self._refused, self._model.refused = None, ""
        metrics.RELOADS.labels("swapped").inc()

    def _refuse(self, version: str | None, why: str) -> None:
        self._refused = version or self._refused
        metrics.RELOADS.labels("refused").inc()
        self._model.refused = f"{self._model.version} keeps serving; {version or 'what was asked for'} cannot: {why}"
        log.error(self._model.refused)


def newest(settings: Settings, model_uri: str) -> Newest | None:
    """Watch a model's alias; anything but an alias stays what it is, so there is nothing to watch."""
    version = alias_watch(model_uri, settings.resolved_tracking_uri)
    return Newest(version, settings.reload_seconds) if version else None
