"""The champion's bundle, for a search to start from."""

import logging
from pathlib import Path

from pikkit.base.errors import PikkitError
from pikkit.registry.resolving import champion
from pikkit.settings import Settings

_log = logging.getLogger("pikkit.registry")


def champion_folder(settings: Settings) -> Path | None:
    """Where the champion's bundle is; None without one, or, which the log tells, where it cannot be had."""
    try:
        resolved = champion(settings.model_name, settings.resolved_tracking_uri, settings.model_cache)
    except PikkitError as error:
        _log.warning("The search starts without the champion's recipe: %s", error)
        return None
    return resolved.folder if resolved else None
