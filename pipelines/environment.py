"""What the steps of a local run find in their environment."""

import json
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_core import to_jsonable_python

from pikkit.lineage.parents import PARENT, RunId
from pikkit.settings import Settings

ROOT = Path(__file__).parents[1]
NO_TELEMETRY = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "1",
    "FEAST_USAGE": "False",
    "GX_ANALYTICS_ENABLED": "false",
}


@contextmanager
def step_environment(settings: Settings, scratch: Path, run: RunId) -> Iterator[None]:
    """Processes started within it get these settings, this interpreter, this project, and no telemetry.

    Args:
        settings: What every step must read, whatever files and variables say.
        scratch: A folder for temporary files.
        run: The run that the steps are part of.
    """
    (scratch / "bin").mkdir(parents=True)
    _python(scratch / "bin" / "python3")
    wanted = {
        **NO_TELEMETRY,
        **variables_of(settings),
        PARENT: str(run),
        "TMPDIR": str(scratch),
        "PATH": f"{scratch / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    before = {name: os.environ.get(name) for name in wanted}
    executable = sys.executable
    os.environ.update(wanted)
    sys.executable = "python3"
    try:
        yield
    finally:
        sys.executable = executable
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _python(path: Path) -> None:
    """A python3 that is this interpreter.

    kfp writes ``sys.executable`` over every "python3" in a step's command and arguments, unquoted: a path with a space
    breaks the command, and a path with "python3" in it breaks the arguments. The name alone does neither.
    """
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    path.chmod(0o755)


def variables_of(settings: Settings) -> dict[str, str]:
    """The settings as the variables they are read from, secrets in the clear: for an environment, never for a log."""
    values = _revealed(settings.model_dump()) | {"home": str(settings.resolved_home)}
    plain = to_jsonable_python(values)
    return {f"PIKKIT_{k.upper()}": v if isinstance(v, str) else json.dumps(v) for k, v in plain.items()}


def _revealed(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dict):
        return {name: _revealed(part) for name, part in value.items()}
    return [_revealed(part) for part in value] if isinstance(value, list | tuple) else value
