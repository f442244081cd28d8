"""What went wrong in a database, as a sentence and as what a caller can do about it; never with a secret in it."""

from sqlalchemy import URL

from pikkit.base.errors import InputError, NotReadyError, PikkitError


class UnreachableError(NotReadyError):
    """The connection to the store was lost or refused: what was not committed is not stored; trying again may work."""


_REFUSALS = {
    "password authentication failed": "refuses the user's name or password",
    "no password supplied": "asks for a password; give it in the URL: postgresql://user:password@host/database",
    "permission denied": "does not let this user do that",
    "violates row-level security": "does not let this user write for that bettor, or not what the rules of an import "
    "keep out",
}
_FULL = ("database or disk is full", "No space left on device")
_DISK_FULL = "53100"
_BUSY = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
_LOST = ("08", "57P")  # connection exceptions, operator intervention
_UNCONNECTED = ("connection failed", "failed to resolve host", "connection timeout", "server closed the connection")


def store_name(url: URL) -> str:
    """Where a store is, without the user, the password and the options, any of which may be secret."""
    if url.host is None:
        return f"{url.get_backend_name()}:///{url.database or ''}"
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{url.host}{port}/{url.database or ''}"


def explain_fault(cause: BaseException, name: str, *, disconnected: bool = False) -> PikkitError:
    """The error to raise for a driver's error.

    Args:
        cause: What the driver raised.
        name: Of the store, without secrets.
        disconnected: SQLAlchemy saw that the connection is gone.
    """
    return explain_text(_said(cause), getattr(cause, "sqlstate", None) or "", name, disconnected=disconnected)


def explain_text(sentence: str, state: str, name: str, *, disconnected: bool = False) -> PikkitError:
    """The error to raise for what a database said, with its SQLSTATE, empty if there is none."""
    if state == _DISK_FULL or any(words in sentence for words in _FULL):
        return NotReadyError(
            f"The disk of the bet store {name} is full, so nothing of this was stored; free some space and try again."
        )
    if "database is locked" in sentence:
        return NotReadyError(f"The bet store {name} is busy with another writer; try again.")
    if state in _BUSY:
        return UnreachableError(f"The bet store {name} is busy with another writer; try again.")
    return _refusal(sentence, state, name) or _unusable(sentence, name, disconnected or state.startswith(_LOST))


def _refusal(said: str, state: str, name: str) -> InputError | None:
    for words, sentence in _REFUSALS.items():
        if words in said:
            return InputError(f"The bet store {name} {sentence}.")
    if "check constraint" in said.lower():
        return InputError(f"The bet store {name} holds no such value: {said}.")
    if "does not exist" in said and not state:
        return InputError(f"The bet store {name} is not there: {said}.")
    return None


def _unusable(sentence: str, name: str, lost: bool) -> PikkitError:
    if lost or any(words in sentence for words in _UNCONNECTED):
        return UnreachableError(f"The bet store {name} cannot be reached: {sentence}.")
    return InputError(f"The bet store {name} cannot be used: {sentence}.")


def _said(cause: BaseException) -> str:
    """The first line that says something, which is where a driver puts the reason."""
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    return (lines[0] if lines else type(cause).__name__).rstrip(".")
