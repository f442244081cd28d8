"""gunicorn for the service: it keeps processes alive, in each of which :class:`ApiWorker` serves."""

import atexit

from flask import Flask
from gunicorn.app.base import BaseApplication

from pikkit.extension_api.app import create_app
from pikkit.extension_api.background import Background
from pikkit.extension_api.server.worker import ApiWorker
from pikkit.settings import Settings

GRACE_SECONDS = 20


class ApiServer(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn for the service, configured from our settings alone."""

    def __init__(self, config: Settings, host: str, port: int) -> None:
        self._config = config
        ApiWorker.upload_bytes = config.upload_max_mb * 1024 * 1024
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up."""
        options = {
            "bind": self._bind,
            "workers": self._config.api_workers,
            "worker_class": ApiWorker,
            "threads": self._config.api_threads,
            "timeout": self._config.api_timeout_seconds,
            "graceful_timeout": GRACE_SECONDS,
            "accesslog": "-",
            "proc_name": "pikkit-api",
            "control_socket_disable": True,  # it would live outside the project folder
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app, in the worker, and begin what it does besides answering."""
        app = create_app(self._config)
        background = Background(app).start()
        atexit.register(background.stop)
        return app
