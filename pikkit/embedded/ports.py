"""Ports that are free to listen on."""

import socket


def free_port(host: str, wanted: int, other_than: int = 0) -> int:
    """The wanted port if nothing listens there and it is not promised to another, else a free one.

    Raises:
        OSError: The host is no address of this machine.
    """
    return wanted if wanted != other_than and _is_free(host, wanted) else _any_port(host)


def _is_free(host: str, port: int) -> bool:
    with _socket(host) as listener:
        try:
            listener.bind((host, port))
            listener.listen()
        except (PermissionError, OSError):
            return False
    return True


def _any_port(host: str) -> int:
    with _socket(host) as listener:
        listener.bind((host, 0))
        return int(listener.getsockname()[1])


def _socket(host: str) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made
