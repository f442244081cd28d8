"""The one place that opens a session of Spark."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pikkit.base.errors import InputError, NotReadyError
from pikkit.settings.batch_engine import SparkPlace

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ATTEMPTS = 4
"""How often a task is tried before its job fails; of a local Spark, too."""

_PYTHON = "PYSPARK_PYTHON"
_SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""Set by spark-submit for the driver that it starts, as Kubeflow's Spark operator has it do; Java runs already."""
_OF_SUBMITTING = frozenset({"spark.master", "spark.driver.memory"})
"""What whoever submits a driver has settled."""


@contextmanager
def spark_session(place: SparkPlace) -> Iterator["SparkSession"]:
    """A session, closed at the end of the block; inside another such block, that block's.

    Raises:
        NotReadyError: PySpark or its Java is not installed.
        InputError: The master cannot be reached, or an option is none.
    """
    lacking = spark_lacks()
    if lacking:
        raise NotReadyError(lacking)
    from pyspark.sql import SparkSession

    open_one = SparkSession.getActiveSession()
    if open_one is not None:
        yield open_one
        return
    session = _opened(place)
    try:
        yield session
    finally:
        session.stop()


def spark_lacks() -> str | None:
    """What Spark lacks to run here, as a sentence; None if nothing."""
    if find_spec("pyspark") is None:
        return "PIKKIT_ENGINE=spark needs PySpark: install pikkit[spark]."
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").is_file()):
        return "PIKKIT_ENGINE=spark needs Java 17 or later: install it, or point JAVA_HOME at one."
    return None


def spark_options(place: SparkPlace) -> dict[str, str]:
    """What a session is opened with: ours, then those of the place; where this driver was submitted, no place."""
    submitted = _SUBMITTED in os.environ
    ours = {
        "spark.master": place.master or f"local[{place.threads},{ATTEMPTS}]",
        "spark.app.name": "pikkit",
        "spark.driver.memory": place.memory,
        "spark.pyspark.python": sys.executable,
        "spark.log.level": "ERROR",
        "spark.task.maxFailures": str(ATTEMPTS),
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # Rows are packed blocks of bets, of up to a few MB: few of them go from Java to Python at once.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "32",
        "spark.sql.execution.arrow.maxBytesPerBatch": str(64 << 20),
        "spark.sql.adaptive.coalescePartitions.enabled": "false",  # a partition is a piece of work as large as meant
    }
    if submitted:
        ours = {name: value for name, value in ours.items() if name not in _OF_SUBMITTING}
    elif place.is_local:
        ours |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        ours["spark.sql.shuffle.partitions"] = str(2 * place.threads)
    elif address := _address_towards(place.master):
        ours["spark.driver.host"] = address  # a pod's own name, Spark's choice, is known to no other pod
    return ours | place.options


def _address_towards(master: str) -> str | None:
    """This machine's address on its way to a standalone master; None if that is not known."""
    address = urlsplit(master.split(",", maxsplit=1)[0])
    if address.scheme != "spark" or not address.hostname:
        return None
    try:
        (family, _, _, _, place), *_ = socket.getaddrinfo(
            address.hostname, address.port or 7077, type=socket.SOCK_DGRAM
        )
        with socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect(place)  # sends nothing
            return str(way.getsockname()[0])
    except OSError:
        return None


def _opened(place: SparkPlace) -> "SparkSession":
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder, options = SparkSession.builder, spark_options(place)
    for key, value in options.items():
        builder = builder.config(key, value)
    try:
        with _workers_python(options["spark.pyspark.python"]):
            return builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        reason = str(error).strip().splitlines()
        raise InputError(
            f"Spark cannot be started at {place.master or 'this process'}: {reason[-1] if reason else error}. "
            "PIKKIT_SPARK_MASTER and PIKKIT_SPARK_OPTIONS say where and how."
        ) from error


@contextmanager
def _workers_python(program: str) -> Iterator[None]:
    """Have a session that is opened start its workers with this Python: it asks the environment, not its options."""
    before = os.environ.get(_PYTHON)
    os.environ[_PYTHON] = program
    try:
        yield
    finally:
        if before is None:
            del os.environ[_PYTHON]
        else:
            os.environ[_PYTHON] = before
