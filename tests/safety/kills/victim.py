"""A process to be killed without warning, with all that it started."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

import psutil  # type: ignore[import-untyped]

from tests.servers import ROOT

END_SECONDS = 60.0
"""How long what a killed process had started may take to end by itself."""


@dataclass(frozen=True)
class Victim:
    """A command of Python.

    Attributes:
        arguments: Its arguments.
        environment: Its environment; what finds our code is added.
        says_ready: Whether it prints a line when its work begins; what comes before is not worth a kill.
    """

    arguments: list[str]
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    says_ready: bool = False

    def duration(self) -> float:
        """Let it run; seconds from when its work begins to its end."""
        with self._started() as process:
            began = time.monotonic()
            said = process.communicate()[0]
        assert process.returncode == 0, said
        return time.monotonic() - began

    def killed_after(self, seconds: float) -> tuple[bool, list[str]]:
        """Kill it so long after its work began.

        Returns:
            Whether it was still at work, and the lines it had said by then.
        """
        with self._started() as process:
            time.sleep(seconds)
            family = [] if process.poll() is not None else psutil.Process(process.pid).children(recursive=True)
            process.send_signal(signal.SIGKILL)
            said = process.communicate()[0]
        _, alive = psutil.wait_procs(family, END_SECONDS)
        assert not alive, f"Processes outlive what started them: {alive}"
        return process.returncode == -signal.SIGKILL, said.splitlines()

    def _started(self) -> "subprocess.Popen[str]":
        environment = {**self.environment, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        process = subprocess.Popen(
            [sys.executable, *self.arguments],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        if self.says_ready:
            process.stdout.readline()
        return process
