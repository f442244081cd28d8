"""What a child process knows: our settings as they are resolved here, and that nobody wants telemetry."""

from pikkit.base.process_variables import NO_TELEMETRY, SAFE_PATH, SHARED_CORES
from pikkit.settings import Settings
from pikkit.settings.variables import environment_without_settings, variables_of

_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
"""Where Prometheus's client keeps figures that processes share. Feast's import sets it, for itself alone."""


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that works in the home of these settings, from whatever folder it runs."""
    inherited = {name: value for name, value in environment_without_settings().items() if name != _FIGURES}
    ours = {**NO_TELEMETRY, **SAFE_PATH, **variables_of(settings), "PYTHONUNBUFFERED": "1"}
    return {**SHARED_CORES, **inherited, **ours}
