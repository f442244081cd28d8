"""The web pages of MLflow and Optuna over what a home holds."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from pikkit.base.errors import NotReadyError
from pikkit.embedded.ports import free_port
from pikkit.settings import Settings

_HOST = "127.0.0.1"
_NEEDS = {"mlflow": "mlflow", "optuna": "optuna_dashboard"}


@contextmanager
def web_ui(
    name: str, settings: Settings, port: int, *, live: bool = False
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Run MLflow's UI ("mlflow") or Optuna's dashboard ("optuna") until the block ends.

    Neither can be told to change nothing. So an SQLite file is shown as a copy, made now: what is done on the pages
    stays on the pages. A database elsewhere is shown itself, and so is the file if ``live``.

    Args:
        name: Which.
        settings: The home's.
        port: Where it listens, on this machine alone; a free one if that is taken.
        live: Whether to show the file itself.

    Yields:
        Its address, and its process.

    Raises:
        NotReadyError: It is not installed, there is nothing to show yet, or it is a server already.
    """
    if find_spec(_NEEDS[name]) is None:
        raise NotReadyError(f"{name}'s pages are not installed; pip install 'pikkit[ui]' brings them.")
    address = settings.resolved_tracking_uri if name == "mlflow" else settings.resolved_tuning_storage
    if address.startswith(("http:", "https:")):
        raise NotReadyError(f"MLflow is a server with pages of its own: {address}")
    with TemporaryDirectory(prefix="pikkit-ui-") as folder:
        shown = address if live else _copied(address, Path(folder))
        chosen = free_port(_HOST, port)
        process = subprocess.Popen(_command(name, shown, chosen), cwd=folder, env=_environment())  # noqa: S603
        try:
            yield f"http://{_HOST}:{chosen}", process
        finally:
            process.terminate()
            process.wait()


def _command(name: str, address: str, port: int) -> list[str]:
    where = ["--host", _HOST, "--port", str(port)]
    if name == "mlflow":
        hosts = f"{_HOST}:{port},localhost:{port}"  # its own choice would take 10.evil.example for a private address
        more = ["--allowed-hosts", hosts, "--workers", "1", "--backend-store-uri", address]
        return [sys.executable, "-m", "mlflow", "server", *where, *more]
    return [sys.executable, "-m", "pikkit.embedded.optuna_pages", address, str(port)]


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "1",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",  # else it starts a dozen processes
    }


def _copied(address: str, folder: Path) -> str:
    """A copy of an SQLite file, whole even while it is written to; another database as it is."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return address
    source = Path(url.database or "")
    if not source.is_file():
        raise NotReadyError("There is nothing to show yet: `pikkit train` fills it.")
    target = folder / source.name
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as known,
        closing(sqlite3.connect(target)) as copy,
    ):
        known.backup(copy)
    return f"sqlite:///{target}"
