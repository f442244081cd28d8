"""What a child process knows: our settings as they are resolved here, and that nobody wants telemetry."""

import os

from pikkit.settings import Settings

NO_TELEMETRY = {
    "DO_NOT_TRACK": "1",
    "FEAST_USAGE": "False",
    "GX_ANALYTICS_ENABLED": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
}
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
"""Where Prometheus's client keeps figures that processes share. Feast's import sets it, for itself alone."""


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that works in the home of these settings, from whatever folder it runs."""
    ours = {
        "PIKKIT_HOME": str(settings.resolved_home),
        "PIKKIT_STORE_URL": settings.resolved_store_url,
        "PIKKIT_MLFLOW_TRACKING_URI": settings.resolved_tracking_uri,
        "PYTHONUNBUFFERED": "1",
    }
    inherited = {name: value for name, value in os.environ.items() if name != _FIGURES}
    return {**inherited, **NO_TELEMETRY, **ours}
