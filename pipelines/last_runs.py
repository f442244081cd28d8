"""What this machine's schedules came to last: a file a schedule in the home, written when a run ends."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LastRun:
    """A run that ended: when it began and ended (ISO 8601, UTC), and "done" or why not."""

    began: str
    ended: str
    result: str


def write_last_run(home: Path, name: str, run: LastRun) -> None:
    """Keep it in place of the one before."""
    path = _path(home, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_suffix(".part")
    whole.write_text(json.dumps(asdict(run)) + "\n", encoding="utf-8")
    whole.replace(path)


def read_last_run(home: Path, name: str) -> LastRun | None:
    """The last run of a schedule; None if none has ended, or what was kept cannot be read."""
    try:
        return LastRun(**json.loads(_path(home, name).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _path(home: Path, name: str) -> Path:
    return home / "schedule" / f"{name}.json"
