"""What the tests say to a cluster: kubectl and helm, as whoever KUBECONFIG says."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cluster.machine.places import places

PATIENCE = 600
"""Seconds in which a state comes on the busiest machine. Every test waits this long: none asks how quickly it came."""
SETTLED = ["--wait", f"--timeout={PATIENCE}s"]
"""What helm and kubectl take for: until it is done; the last alone, where they wait anyway."""
_LATER = 60
"""How much longer than its own limit a program may take to say that it is reached."""


@dataclass(frozen=True)
class Cluster:
    """A cluster and the programs to reach it."""

    kubeconfig: Path

    def kubectl(self, *arguments: str, given: str | None = None) -> str:
        """What kubectl prints; what it complains of is the test's failure."""
        return self._run("kubectl", arguments, given)

    def helm(self, *arguments: str) -> str:
        """What helm prints."""
        return self._run("helm", arguments, None)

    def try_helm(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The same, whether it fails or not."""
        return self._start("helm", arguments, None)

    def get(self, *arguments: str) -> Any:
        """An object, or a list of them, as JSON has it."""
        return json.loads(self.kubectl("get", *arguments, "-o", "json"))

    def has_definition(self, name: str) -> bool:
        """Whether a kind is defined, as PLURAL.GROUP: an API server that just began has it before it serves it."""
        return bool(self.kubectl("get", "customresourcedefinition", name, "--ignore-not-found", "-o", "name"))

    def require_answer(self) -> None:
        """Fail in a sentence if the API server is away: what it does not say is not missing from the cluster."""
        done = self._start("kubectl", ("get", "--raw", "/readyz"), None)
        if done.returncode:
            said = (done.stderr or done.stdout).strip()[-500:]
            raise AssertionError(f"The API server that {self.kubeconfig} names is away or not ready: {said}")

    def wait(self, what: str, holds: Callable[[], Any]) -> Any:
        """What holds, once it does."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := holds():
                    return found
            except AssertionError:
                pass
            time.sleep(1)
        raise AssertionError(f"After {PATIENCE} s still not: {what}.")

    def _run(self, program: str, arguments: tuple[str, ...], given: str | None) -> str:
        done = self._start(program, arguments, given)
        assert done.returncode == 0, (
            f"{program} {' '.join(arguments)[:300]}: {done.stderr[-3000:]}{done.stdout[-1000:]}"
        )
        return done.stdout

    def _start(self, program: str, arguments: tuple[str, ...], given: str | None) -> subprocess.CompletedProcess[str]:
        found = places().programs / program
        command = [str(found) if found.is_file() else str(shutil.which(program) or program), *arguments]
        environment = os.environ | {"KUBECONFIG": str(self.kubeconfig)}
        return subprocess.run(
            command, input=given, capture_output=True, text=True, env=environment, check=False,
            timeout=PATIENCE + _LATER,
        )  # fmt: skip
