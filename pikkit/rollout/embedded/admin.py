"""Envoy's admin interface, which ends Envoy for whoever reaches it: on a Unix socket, in a folder of our own."""

import hashlib
import os
import stat
import tempfile
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket

from pikkit.base.errors import InputError

LONGEST_PATH = 100
"""Bytes; a Unix socket's path may have 107 (unix(7))."""
_OWN = stat.S_IRWXU


class _UnixConnection(HTTPConnection):
    def __init__(self, path: str, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask_admin(path: str, target: str, seconds: float = 2.0) -> str | None:
    """The answer to a GET; None if nobody answers, or not with 200.

    Args:
        path: The socket's.
        target: The path and query that are asked for.
        seconds: How long it may take.
    """
    connection = _UnixConnection(path, seconds)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return text if answer.status == 200 else None


def admin_socket(folder: Path) -> Path:
    """Where the socket of a home's Envoy is to be: in a folder of mode 0700, with nothing in its place.

    Args:
        folder: Where the home keeps its rollouts; where its path is too long for a socket, a folder of the system's for
            temporary files takes its place, named after it.

    Raises:
        InputError: That folder is another user's.
    """
    own = folder / "admin"
    path = own / "envoy.sock"
    if len(os.fsencode(path)) > LONGEST_PATH:
        own = Path(tempfile.gettempdir()) / f"pikkit-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
        path = own / "envoy.sock"
    own.mkdir(mode=_OWN, parents=True, exist_ok=True)
    found = own.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise InputError(f"{own} must be a folder of your own: Envoy is administered from there. Remove it.")
    own.chmod(_OWN)
    path.unlink(missing_ok=True)
    return path
