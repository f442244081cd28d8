"""Waiting for a child process to answer."""

import time

from pikkit.base.errors import NotReadyError
from pikkit.embedded.child import Child
from pikkit.embedded.http import get

START_SECONDS = 300.0  # on a machine that does much else; what cannot start ends sooner
POLL_SECONDS = 0.1


def wait_ready(child: Child, url: str, seconds: float = START_SECONDS) -> None:
    """Wait until a URL of a child answers 200.

    Raises:
        PikkitError: It ended first.
        NotReadyError: It took too long.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.ended:
            raise child.failure()
        answer = get(url)
        if answer is not None and answer.status == 200:
            return
        time.sleep(POLL_SECONDS)
    raise NotReadyError(f"The {child.name} was not ready after {seconds:g} s; its log is {child.log}.")
