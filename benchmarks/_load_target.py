"""A server that load is put on, and what answering costs it."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]

from benchmarks._wrk import Load, put_load, write_script

WARM_SECONDS = 1.0
WARM_TIMEOUT = 60.0


@dataclass(frozen=True)
class LoadTarget:
    """A server.

    Attributes:
        url: Where it answers.
        bodies: Requests of so many bets each, by that number.
        process: Its process, if it was started here.
    """

    url: str
    bodies: Callable[[int], list[bytes]]
    process: subprocess.Popen[str] | subprocess.Popen[bytes] | None = None

    def script(self, folder: Path, n: int) -> Path:
        """What wrk sends, n bets in a request; all of it has been asked once, so nothing is new to the server."""
        folder.mkdir(parents=True)
        bodies = self.bodies(n)
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=WARM_TIMEOUT)
        for body in bodies:
            connection.request("POST", urlsplit(self.url).path, body, {"Content-Type": "application/json"})
            connection.getresponse().read()
        connection.close()
        return write_script(folder, bodies)

    def measure(self, connections: int, seconds: float, script: Path) -> tuple[Load, float | None]:
        """Put load on it.

        Returns:
            The load, and the milliseconds of CPU that an answer cost the process and its children, refusals included;
            None where the process is not known.
        """
        put_load(self.url, connections, WARM_SECONDS, script)
        before = self._cpu()
        load = put_load(self.url, connections, seconds, script)
        after = self._cpu()
        return load, None if before is None or after is None else 1000 * (after - before) / max(load.answered, 1)

    def _cpu(self) -> float | None:
        if self.process is None:
            return None
        first = psutil.Process(self.process.pid)
        return float(sum(sum(process.cpu_times()[:2]) for process in (first, *first.children(recursive=True))))
