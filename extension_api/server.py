"""The production server: gunicorn, one process with threads, as scores wait on the predictor more than on this one."""

from flask import Flask
from gunicorn.app.base import BaseApplication

from extension_api.app import create_app
from pikkit.settings import Settings

THREADS = 8
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
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "accesslog": "-",
            "access_log_format": '"%(r)s" %(s)s %(M)sms',
            "proc_name": "pikkit-api",
            "control_socket_disable": True,  # it would live outside the project folder
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app, in the worker."""
        return create_app(self._config)
