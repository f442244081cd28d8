"""What a child process knows: our settings as they are resolved here, and that nobody wants telemetry."""

import os

from pikkit.base.process_variables import NO_TELEMETRY, SHARED_CORES
from pikkit.settings import Settings
from pikkit.settings.variables import environment_without_settings, variables_of

_SAFE_PATH = {"PYTHONSAFEPATH": "1"}
"""Python's own (3.11): what is called ``python -m`` looks for no module in the folder it happens to run in."""
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
"""Where Prometheus's client keeps figures that processes share. Feast's import sets it, for itself alone."""


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that works in the home of these settings, from whatever folder it runs."""
    inherited = {name: value for name, value in environment_without_settings().items() if name != _FIGURES}
    ours = {**NO_TELEMETRY, **_SAFE_PATH, **variables_of(settings), "PYTHONUNBUFFERED": "1"}
    return {**SHARED_CORES, **inherited, **ours}


def keep_to_installed_modules() -> None:
    """Have no process that this one starts run code of the current folder: one of exports, say, that somebody sent."""
    os.environ.update(_SAFE_PATH)
