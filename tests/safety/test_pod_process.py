"""A container's own program ends when its pod is asked to."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from pikkit.base.pod_process import heed_sigterm

AWAITING = [sys.executable, "-m", "pikkit.deploying.awaiting", "model", "--seconds", "600"]


def test_elsewhere_sigterm_is_left_as_it_is() -> None:
    before = signal.getsignal(signal.SIGTERM)
    heed_sigterm(os.getpid() + 1)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs a process-id namespace of its own")
def test_as_the_first_process_it_ends_at_sigterm_while_it_waits(tmp_path: os.PathLike[str]) -> None:
    environment = {**os.environ, "PIKKIT_HOME": str(tmp_path), "PIKKIT_MLFLOW_TRACKING_URI": ""}
    command = ["unshare", "--pid", "--fork", "--kill-child", *AWAITING]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        assert "Waiting: " in process.stderr.readline()
        [first] = _children(process.pid)
        os.kill(first, signal.SIGTERM)
        assert process.wait(60) == 128 + signal.SIGTERM
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def _children(pid: int) -> list[int]:
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=True)
    return [int(line) for line in said.stdout.split()]
