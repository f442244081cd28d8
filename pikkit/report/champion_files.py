"""The champion's files, for a report to compare with."""

import logging
from dataclasses import replace

from pikkit.base.errors import PikkitError
from pikkit.registry import champion, recorded_gap
from pikkit.report.gathered_report import RunFiles
from pikkit.report.model_facts import read_model_facts
from pikkit.settings import Settings

_log = logging.getLogger("pikkit.report")


def champion_files(files: RunFiles, settings: Settings) -> RunFiles:
    """The same files with the champion's; without them where there is none, or, which the log tells, none to be had.

    Args:
        files: The run's.
        settings: Where the registry is, and what the model is called there.
    """
    try:
        resolved = champion(settings.model_name, settings.resolved_tracking_uri, settings.model_cache)
        if resolved is None:
            return files
        read_model_facts(resolved.folder)
        gap = recorded_gap(resolved, settings.resolved_tracking_uri)
    except PikkitError as error:
        _log.warning("The report says nothing of the champion: %s", error)
        return files
    version = f"{resolved.name}/{resolved.version}"
    return replace(files, champion=resolved.folder, champion_version=version, champion_gap=gap)
