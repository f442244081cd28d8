"""Running commands, and saying how long each part took."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

PATIENCE = 600.0
"""Seconds that a part may take to come up beside much other work: idle, each takes 20 at most."""
WITHIN = f"--timeout={PATIENCE:.0f}s"
"""The same as kubectl and Helm take it."""
BUILDING = 6 * 3600.0
"""The same for what compiles: a quarter of an hour of two idle cores took more than one hour of shared ones."""


class ClusterError(Exception):
    """Something the cluster needs did not work; the sentence says what, with the end of what the command said."""


def say(sentence: str) -> None:
    """Tell how it goes."""
    sys.stderr.write(f"cluster: {sentence}\n")
    sys.stderr.flush()


class UnavailableError(ClusterError):
    """A cluster cannot be had on this machine: it lacks rights, a program or a registry. Nothing of ours failed."""


@contextmanager
def part(name: str) -> Iterator[None]:
    """Say how long a part took."""
    begun = time.monotonic()
    yield
    say(f"{time.monotonic() - begun:6.1f} s  {name}")


def run(
    command: Sequence[str], *, seconds: float = 120, given: str | None = None, extra: Mapping[str, str] | None = None,
    cwd: str | None = None,
) -> str:  # fmt: skip
    """What a command prints.

    Raises:
        ClusterError: It cannot be run, takes longer, or fails.
    """
    environment = {**os.environ, **(extra or {})}
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, timeout=seconds, env=environment, cwd=cwd, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ClusterError(f"{' '.join(command[:4])} … cannot be run: {error}") from error
    if done.returncode:
        raise ClusterError(f"{' '.join(command[:6])} … failed ({done.returncode}): {done.stderr[-1500:].strip()}")
    return done.stdout


def wait_until(what: str, holds: Callable[[], object], seconds: float = PATIENCE, pause: float = 0.25) -> None:
    """Ask again and again.

    Raises:
        ClusterError: It does not hold in time.
    """
    last = ""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return
        except ClusterError as error:
            last = str(error)
        time.sleep(pause)
    raise ClusterError(f"After {seconds:.0f} s still not: {what}. {last}")
