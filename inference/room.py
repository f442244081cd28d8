"""Memory that requests share: so many bytes of bodies are held at a time, whoever sends them."""

from threading import Lock

from pikkit.base.errors import NotReadyError


class NoRoomError(NotReadyError):
    """There are too many bodies at once (HTTP 503)."""


class BusyError(NotReadyError):
    """Others were before this request for too long (HTTP 503).

    Attributes:
        waited: Seconds that it has waited already.
    """

    def __init__(self, message: str, waited: float = 0.0) -> None:
        super().__init__(message)
        self.waited = waited


class Room:
    """Bytes that may be held at a time; threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held = 0
        self._lock = Lock()

    @property
    def held(self) -> int:
        """Bytes that are held now."""
        return self._held

    def take(self, size: int) -> bool:
        """Hold so many more bytes; False, and nothing is held, if there is no room for them."""
        with self._lock:
            if self._held + size > self.most:
                return False
            self._held += size
            return True

    def give_back(self, size: int) -> None:
        """Hold so many bytes less."""
        with self._lock:
            self._held -= size
