"""Envoy's admin interface, which ends Envoy for whoever reaches it: on a Unix socket, in a folder of our own."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.plain_http import no_tls

LONGEST_PATH = 100
"""Bytes; a Unix socket's path may have 107 (unix(7))."""
_OWN = stat.S_IRWXU


def ask_admin(path: str, target: str, seconds: float = 2.0) -> str | None:
    """The answer to a GET; None if nobody answers, or not with 200.

    Args:
        path: The socket's.
        target: The path and query that are asked for.
        seconds: How long it may take.
    """
    import httpx

    try:
        with httpx.Client(transport=httpx.HTTPTransport(uds=path, verify=no_tls()), timeout=seconds) as client:
            answer = client.get(f"http://localhost{target}")
    except httpx.TransportError:
        return None
    return answer.text if answer.status_code == 200 else None


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
    status = own.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise InputError(f"{own} must be a folder of your own: Envoy is administered from there. Remove it.")
    own.chmod(_OWN)
    path.unlink(missing_ok=True)
    return path
