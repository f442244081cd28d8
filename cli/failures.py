"""What a failure looks like to a person: one sentence, and where to read more."""

import os
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.cli.output import say

DEBUG = "PIKKIT_DEBUG"
UNEXPECTED = 1
REFUSED = 2


def report_failure(error: Exception) -> int:
    """Tell a failure on stderr; returns the exit code it deserves."""
    if os.environ.get(DEBUG, "0") not in {"", "0"}:
        traceback.print_exception(error)
    if not _has_folder():
        say("The folder that pikkit was started in is gone; change to one that there is.", err=True)
        return REFUSED
    if isinstance(error, PikkitError):
        say(str(error), err=True)
        return REFUSED if isinstance(error, InputError | NotReadyError) else UNEXPECTED
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    say(f"Pikkit failed in a way nobody foresaw ({what}). {_where(error)}", err=True)
    return UNEXPECTED


def _where(error: Exception) -> str:
    log = _log_file()
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{datetime.now(UTC).isoformat()}\n{''.join(traceback.format_exception(error))}\n")
        return f"The details are in {log}."
    return f"Run it again with {DEBUG}=1 for the details."


def _has_folder() -> bool:
    """Whether the folder that the process works in still is there."""
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def _log_file() -> Path:
    """Found without the settings, which may be what failed."""
    return Path(os.environ.get("PIKKIT_HOME", ".pikkit")).expanduser().resolve() / "logs" / "pikkit.log"
