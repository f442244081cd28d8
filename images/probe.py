"""``probe.py URL``: is a server ready? Says what it answers; for HEALTHCHECK and Kubernetes' exec probes.

Kubernetes keeps what an exec probe printed in the pod's events, where an HTTP probe leaves only a status code. An image
needs no curl and no shell for it. ``tcp://HOST:PORT`` asks only whether somebody listens.
"""

import socket
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

SECONDS = 2.5
MOST = 1500
"""Kubernetes cuts an event's message; the first words matter."""


def main(arguments: list[str]) -> int:
    """0 if it is ready, 1 with its answer on stdout if not."""
    if len(arguments) != 1:
        return _say(2, "Give the address of a server: http://127.0.0.1:8080/ready.")
    address = urlsplit(arguments[0])
    try:
        if address.scheme == "tcp":
            socket.create_connection((address.hostname or "", address.port or 0), SECONDS).close()
            return 0
        with urllib.request.urlopen(arguments[0], timeout=SECONDS):  # noqa: S310 (its address is the operator's own)
            return 0
    except urllib.error.HTTPError as error:
        return _say(1, error.read(MOST).decode("utf-8", "replace") or str(error))
    except OSError as error:
        return _say(1, f"{address.netloc} does not answer: {error}.")


def _say(code: int, sentence: str) -> int:
    sys.stdout.write(sentence[:MOST] + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
