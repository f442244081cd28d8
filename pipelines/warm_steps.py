"""A step server beside a local run, and what several of its steps will want: modules, and tables made from them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pikkit.pipelines import step_server as server
from pikkit.pipelines.environment import STEP_SOCKET
from pikkit.pipelines.step_client import MODULE

_EVERY_STEP = (MODULE, "pikkit.home", "pikkit.lineage.recording", "pandas", "pyarrow.parquet", "sqlalchemy")
_WORDS = ("pikkit.bets.bet_info.vocabulary:known_words", "pikkit.bets.teams.roster:meanings")
_LEARNING = (
    *("duckdb", "ibis.backends.duckdb", "scipy.stats", "scipy.optimize", "pikkit.training.training_steps"),
    *("optuna", "sqlalchemy.orm", "alembic.context", *_WORDS),
)
_REGISTERING = ("mlflow", "feast")


@contextmanager
def step_server(scratch: Path, steps: list[str]) -> Iterator[None]:
    """Have steps forked within it; to be entered within ``step_environment``, whose settings the server reads.

    On other systems than Linux, where to fork what has loaded libraries is not safe, each step starts an interpreter.

    Args:
        scratch: The run's folder for temporary files.
        steps: The steps that will run.
    """
    if sys.platform != "linux":
        yield
        return
    command = ["python3", "-m", server.__name__, str(scratch / STEP_SOCKET), *modules_of(steps)]
    quick = {**os.environ, "_KFP_RUNTIME": "true"}  # as in a step: kfp's compiler is not loaded
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=quick) as process:  # noqa: S603 (ours)
        yield
        process.kill()  # no step runs any more; after an exception its stdin ends, and it ends them first


def modules_of(steps: list[str]) -> tuple[str, ...]:
    """What two or more of these steps import or make (``module:function``) and takes long, as they come to want it."""
    return _EVERY_STEP + _LEARNING * ("tune" in steps) + _REGISTERING * ("register" in steps)
