"""The extension's zip, made as `make extension` makes it."""

import subprocess
import sys
from pathlib import Path

from tests.extension.loading import FOLDER


def pack(folder: Path) -> Path:
    """Pack it into a folder."""
    done = subprocess.run(
        [sys.executable, str(FOLDER / "pack.py"), str(folder)], check=True, capture_output=True, text=True
    )
    return Path(done.stdout.strip())
