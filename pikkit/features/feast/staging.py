"""Replace served files all at once: they are made beside the old ones, which serve until the new ones are whole."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

LOCK_FILE = ".lock"
STAGING_PREFIX = ".staging-"


@contextmanager
def staged(home: Path, names: tuple[str, ...], keep: tuple[str, ...] = ()) -> Iterator[Path]:
    """A folder to write files called ``names`` in; when the block ends well, each replaces its namesake in home.

    A block that fails, or is killed, changes nothing: what it left is removed, at the latest by the next one. Blocks
    of several processes run one after another.

    Args:
        home: Where the served files are; on one file system, as a rename is what makes the change atomic.
        names: The files, in the order to replace them.
        keep: Those to start from a copy of, instead of from nothing.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK_FILE).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove_leftovers(home)
        staging = Path(mkdtemp(prefix=STAGING_PREFIX, dir=home))
        for name in set(names) & set(keep):
            if (home / name).exists():
                shutil.copy2(home / name, staging / name)
        try:
            yield staging
            for name in names:
                (staging / name).replace(home / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _remove_leftovers(home: Path) -> None:
    """Under the lock nobody else is staging, so any staging folder is a killed process's."""
    for leftover in home.glob(f"{STAGING_PREFIX}*"):
        shutil.rmtree(leftover, ignore_errors=True)
