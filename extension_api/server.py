"""The production server: gunicorn, threads, as scores wait on the predictor more than on this process."""

import atexit

from flask import Flask
from gunicorn.app.base import BaseApplication

from pikkit.extension_api.app import create_app
from pikkit.extension_api.background import Background
from pikkit.settings import Settings

GRACE_SECONDS = 20


class ApiServer(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn for the service, configured from our settings alone."""

    def __init__(self, config: Settings, host: str, port: int) -> None:
        self._config = config
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up."""
        options = {
            "bind": self._bind,
            "workers": self._config.api_workers,
            "worker_class": "gthread",
            "threads": self._config.api_threads,
            "timeout": self._config.api_timeout_seconds,
            "graceful_timeout": GRACE_SECONDS,
            "accesslog": "-",
            "access_log_format": '"%(r)s" %(s)s %(M)sms',
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
