"""Where a model comes from: the data, and the code that made it."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pikkit.base.version import __version__

COMMIT = "PIKKIT_COMMIT"
"""Environment variable with the code's git commit, where there is no checkout to ask: an image sets it."""


@dataclass(frozen=True)
class ModelOrigin:
    """Where a model comes from.

    Attributes:
        data_fingerprint: Of the snapshot of bets.
        version: Pikkit's.
        commit: The code's git commit, with "+" where files differ from it; empty if not known.
    """

    data_fingerprint: str = ""
    version: str = ""
    commit: str = ""


def origin(data_fingerprint: str) -> ModelOrigin:
    """The origin of what this code makes from that data."""
    return ModelOrigin(data_fingerprint, __version__, os.environ.get(COMMIT) or _commit_of_checkout())


def _commit_of_checkout() -> str:
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return ""
    commit, changed = _git(root, "rev-parse", "--short=12", "HEAD"), _git(root, "status", "--porcelain", "-uno")
    return f"{commit}+" if commit and changed else commit


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            ["git", *arguments],  # noqa: S607 - wherever the user has it
            cwd=root,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):  # no git here
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
