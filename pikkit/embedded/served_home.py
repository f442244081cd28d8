"""One server a home: a lock that ends with its process, whatever ends it, and who holds it."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import NotReadyError
from pikkit.base.private import private_folder
from pikkit.settings import Settings


@dataclass(frozen=True)
class Holder:
    """Who serves a home: its process, and the API's address once it is known."""

    pid: int
    address: str = ""


@contextmanager
def served_home(settings: Settings) -> Iterator[Callable[[str], None]]:
    """Serve a home alone until the block ends. A killed process leaves no lock: the kernel takes it back.

    Yields:
        Told where the API will answer, once that is known.

    Raises:
        NotReadyError: Another process serves it; the sentence says which, and where.
    """
    home = private_folder(settings.resolved_home)
    lock = FileLock(home / "serve.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise NotReadyError(_refusal(home, _read(home))) from error
    try:
        _write(home, Holder(os.getpid()))
        yield lambda address: _write(home, Holder(os.getpid(), address))
    finally:
        _file(home).unlink(missing_ok=True)
        lock.release()


def _refusal(home: Path, holder: Holder | None) -> str:
    where = f" at {holder.address}" if holder and holder.address else ""
    who = f"process {holder.pid}{where}" if holder else "another process"
    return f"{home} is served already, by {who}; there can be one server a home. Stop it, or give another PIKKIT_HOME."


def _read(home: Path) -> Holder | None:
    try:
        return TypeAdapter(Holder).validate_json(_file(home).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _write(home: Path, holder: Holder) -> None:
    new = _file(home).with_suffix(".new")
    new.write_text(json.dumps(asdict(holder)))
    new.replace(_file(home))


def _file(home: Path) -> Path:
    return home / "serving.json"
