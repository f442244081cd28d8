"""Taking an address of our choosing, and no other, before there is anything to answer with."""

import socket

from pikkit.base.errors import InputError

BACKLOG = 2048
"""How many connections may wait to be accepted; uvicorn's own number."""


def bind(host: str, port: int, who: str = "predictor") -> socket.socket:
    """Take an address without listening on it yet: until the model is loaded, connections are refused.

    Args:
        host: the address; nothing else is reachable.
        port: the port, 0 for a free one.
        who: what listens there, for the sentence of a failure.

    Raises:
        InputError: the address cannot be had.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise InputError(f"The {who} cannot listen on {host}:{port}: {error}.") from error
    return listener
