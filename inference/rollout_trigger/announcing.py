"""Telling MLflow, once it is there, where its notices go."""

import logging
import threading

from pikkit.base.errors import NotReadyError
from pikkit.registry.notices_wanted import want_notices
from pikkit.settings import Settings

PAUSE_SECONDS = 10.0

log = logging.getLogger("pikkit.rollout_trigger")


def announce(settings: Settings, stop: threading.Event) -> None:
    """Try until it is told, or stopped; nothing is told where no address is set."""
    rules, last_error = settings.rollout_trigger, ""
    while rules.announced_at and not stop.is_set():
        try:
            want_notices(settings.resolved_tracking_uri, rules.announced_at, rules.resolved_secret)
        except NotReadyError as error:
            if str(error) != last_error:
                last_error = str(error)
                log.warning(last_error)
            stop.wait(PAUSE_SECONDS)
        else:
            log.info("MLflow sends word of aliases to %s.", rules.announced_at)
            return
