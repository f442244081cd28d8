"""A real `pikkit serve` to attack: in a home of its own, its API on another loopback address than all behind it."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from pikkit.embedded.ports import free_port
from pikkit.rollout.embedded.files import read_served
from pikkit.settings import Settings
from tests.rollout.versions import copied
from tests.servers import ROOT
from tests.trained import TrainedHome, process_environment

API_HOST, LOOPBACK = "127.0.0.2", "127.0.0.1"
TOKEN = "a-token-of-the-predictor"  # noqa: S105 (of a test)
SECONDS = 300.0


@dataclass(frozen=True)
class Serving:
    """Where it answers, and what it has said."""

    settings: Settings
    process: subprocess.Popen[str]
    api_url: str
    predictor_url: str
    log: Path

    @property
    def family(self) -> list[psutil.Process]:
        """All its processes but itself."""
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def child(self, word: str) -> psutil.Process:
        """The process that has a word in its command line."""
        return next(one for one in self.family if any(word in part for part in one.cmdline()))


def until(true: Callable[[], Any], seconds: float = SECONDS) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def serve_command(api_port: int, predictor_port: int) -> list[str]:
    """`pikkit serve` on these ports."""
    ports = ["--port", str(api_port), "--predictor-port", str(predictor_port)]
    return [sys.executable, "-m", "pikkit.cli.main", "serve", *ports, "--host", API_HOST]


@contextmanager
def serving(trained: TrainedHome, folder: Path, **environment: str) -> Iterator[Serving]:
    """Serve a copy of a trained home until the block ends."""
    settings = copied(trained.home, folder / "home")
    api_port, predictor_port = free_port(API_HOST, 0), free_port(LOOPBACK, 0)
    env = process_environment(settings.resolved_home) | environment
    log = folder / "serve.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            serve_command(api_port, predictor_port), cwd=ROOT, env=env, stdout=stream, stderr=stream, text=True
        )
    urls = f"http://{API_HOST}:{api_port}", f"http://{LOOPBACK}:{predictor_port}"
    try:
        until(lambda: process.poll() is not None or "answers at" in log.read_text())
        assert process.poll() is None, log.read_text()
        yield Serving(settings, process, *urls, log)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, log.read_text()
        assert read_served(settings) is None
    finally:
        process.kill()
        process.wait()
