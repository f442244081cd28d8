"""A process of the API: gunicorn starts, watches and replaces it; waitress reads and writes in it."""

import os
from typing import Any

from gunicorn.workers.base import Worker

from pikkit.extension_api.server.access_log import with_access_log
from pikkit.extension_api.server.listener import Listener


class ApiWorker(Worker):  # type: ignore[misc]  # gunicorn is untyped
    """Serves the first of gunicorn's sockets until told to stop."""

    listener: Listener | None = None
    upload_bytes = 0
    """The largest export that may be uploaded; :class:`ApiServer` sets it before any worker is forked."""

    def run(self) -> None:
        """Serve; that this loop turns is what gunicorn watches."""
        self.listener = Listener(
            with_access_log(self.wsgi, self.log.access_log),
            self.sockets[0].sock,
            self.cfg.threads,
            self.upload_bytes,
        )
        while self.alive and os.getppid() == self.ppid:
            self.notify()
            self.listener.step()
        self.listener.finish(self.cfg.graceful_timeout)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Stop soon, and do not wait for the next request to see it."""
        super().handle_exit(sig, frame)
        if self.listener is not None:
            self.listener.pull_trigger()
