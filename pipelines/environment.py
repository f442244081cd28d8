"""What the steps of a local run find in their environment."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pikkit.base.process_variables import NO_TELEMETRY, SHARED_CORES
from pikkit.lineage.parents import PARENT, RunId
from pikkit.pipelines import step_client
from pikkit.settings import Settings
from pikkit.settings.variables import environment_without_settings, variables_of

STEP_SOCKET = "steps.sock"
"""Where in a run's scratch folder its step server answers."""
ROOT = Path(__file__).parents[1]


@contextmanager
def step_environment(settings: Settings, scratch: Path, run: RunId) -> Iterator[None]:
    """Processes started within it get these settings, this interpreter, this project, and no telemetry.

    Args:
        settings: What every step must read, whatever files and variables say.
        scratch: A folder for temporary files.
        run: The run that the steps are part of.
    """
    (scratch / "bin").mkdir(parents=True)
    _python(scratch / "bin" / "python3", scratch / STEP_SOCKET)
    wanted = {
        **NO_TELEMETRY,
        **variables_of(settings),
        PARENT: str(run),
        "TMPDIR": str(scratch),
        "PYTHONUNBUFFERED": "1",  # a step that is killed has said what it printed
        "PATH": f"{scratch / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    before = dict(os.environ)
    inherited = SHARED_CORES | environment_without_settings(before)
    executable = sys.executable
    _become(inherited | wanted)
    sys.executable = "python3"
    try:
        yield
    finally:
        sys.executable = executable
        _become(before)


def _become(environment: Mapping[str, str]) -> None:
    """Make it this process's environment."""
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)


def _python(path: Path, socket: Path) -> None:
    """A python3 that is this interpreter, and a step forked from the run's step server where there is one.

    kfp writes ``sys.executable`` over every "python3" in a step's command and arguments, unquoted: a path with a space
    breaks the command, and a path with "python3" in it breaks the arguments. The name alone does neither.
    """
    words = [sys.executable, "-I", "-S", step_client.__file__, str(socket), sys.executable]
    path.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    path.chmod(0o755)
