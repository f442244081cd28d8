"""An engine by its name."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, NotReadyError
from pikkit.drift.compare import compare
from pikkit.drift.engines.alibi.alibi_engine import compare_by_alibi
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.drift.store_check import Engine

ACCEPTED = "scipy or alibi"


def engine_named(name: str, settings: Settings) -> "Engine":
    """The engine.

    Raises:
        NotReadyError: alibi-detect is asked for and no environment of it is configured.
        InputError: There is no engine of this name.
    """
    if name == "scipy":
        return compare
    if name != "alibi":
        raise InputError(f"There is no drift engine {name!r}; accepted: {ACCEPTED}.")
    if not settings.drift_alibi_python:
        raise NotReadyError(
            "The alibi engine needs an environment of its own; see pikkit/drift/engines/alibi/README.md, and set "
            "PIKKIT_DRIFT_ALIBI_PYTHON to its python."
        )
    return partial(compare_by_alibi, Path(settings.drift_alibi_python))
