"""A standalone cluster of Spark as processes of this machine: a master and workers of one core each."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyspark

from pikkit.settings.batch_engine import SparkPlace

CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
STARTED = 120.0
"""Seconds that a process may take to start."""


@dataclass
class StandaloneCluster:
    """A running one.

    Attributes:
        url: The master's.
        workers: Their processes.
    """

    url: str
    workers: list[subprocess.Popen[bytes]]

    @property
    def place(self) -> SparkPlace:
        """Where a driver on this machine finds it."""
        options = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "512m",
            "spark.executor.cores": "1",
            "spark.network.timeout": "60s",
        }
        return SparkPlace(self.url, "512m", 1, options)

    def kill_one(self) -> None:
        """Kill a worker, which takes its executor along."""
        worker = self.workers.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@contextmanager
def standalone_cluster(workers: int, folder: Path) -> Iterator[StandaloneCluster]:
    """Start one, and stop it at the end of the block."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str, says: str) -> re.Match[str]:
        log = folder / f"{name}.log"
        command = [str(CLASS), f"org.apache.spark.deploy.{arguments[0]}", *arguments[1:]]
        environment = os.environ | {"SPARK_DAEMON_MEMORY": "192m", "SPARK_LOCAL_IP": "127.0.0.1"}
        with log.open("wb") as output:
            processes.append(
                subprocess.Popen(command, stdout=output, stderr=output, env=environment, start_new_session=True)
            )
        return _found(log, says)

    try:
        ports = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        url = start("master", "master.Master", *ports, says=r"Starting Spark master at (spark://\S+)")[1]
        for number in range(workers):
            room = ["--cores", "1", "--memory", "700m", "--work-dir", str(folder / f"work-{number}")]
            start(f"worker-{number}", "worker.Worker", *ports, *room, url, says="Successfully registered with master")
        cluster = StandaloneCluster(url, processes[1:])
        yield cluster
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _found(log: Path, says: str) -> re.Match[str]:
    ends = time.monotonic() + STARTED
    while time.monotonic() < ends:
        if found := re.search(says, log.read_text(errors="replace")):
            return found
        time.sleep(0.2)
    raise TimeoutError(f"{log} does not say {says!r}: {log.read_text(errors='replace')[-2000:]}")


def once(happened: Callable[[], bool], then: Callable[[], None], stop: Callable[[], bool]) -> None:
    """Do something as soon as something else happened, unless it is to stop."""
    while not happened():
        if stop():
            return
        time.sleep(0.02)
    then()
