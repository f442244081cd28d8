"""The uploaded files themselves, which nobody but their owner can read."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from pikkit.base.errors import NotReadyError
from pikkit.base.private import private_file, private_folder
from pikkit.extension_api.imports.quota import KEPT_FREE_BYTES

_ORPHAN_SECONDS = 3600.0
"""A file without a note is an upload that was cut off; younger ones may be coming in."""


class UploadFolder:
    """A folder of uploads, mode 0700, files 0600."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self) -> None:
        """Make it, or close it to others if an earlier version left it open."""
        private_folder(self.path)

    def file(self, identity: str) -> Path:
        """Where an upload is."""
        return self.path / f"{identity}.csv"

    def write(self, identity: str, chunks: Iterable[bytes]) -> int:
        """Write an upload; it is on the disk when this returns. Returns its bytes.

        Raises:
            NotReadyError: The disk is full or cannot be written; nothing is left of it.
        """
        path = self.file(identity)
        try:
            self.make()
            self._check_room()
            with private_file(path).open("wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            self._sync()
            return path.stat().st_size
        except OSError as error:
            self.drop(identity)
            raise NotReadyError(f"The upload could not be kept: {error.strerror}.") from error
        except BaseException:
            self.drop(identity)
            raise

    def drop(self, identity: str) -> None:
        """Delete an upload."""
        self.file(identity).unlink(missing_ok=True)

    def older_than(self, seconds: float) -> Iterator[str]:
        """The uploads that were written longer ago than that, orphans or not."""
        before = time.time() - max(seconds, _ORPHAN_SECONDS)
        for path in self.path.glob("*.csv"):
            if path.stat().st_mtime < before:
                yield path.stem

    def _check_room(self) -> None:
        free = shutil.disk_usage(self.path).free
        if free < KEPT_FREE_BYTES:
            raise NotReadyError(
                f"The disk is almost full ({free / 2**20:.0f} MB are free), and what is left is kept for captures; "
                "nothing was uploaded."
            )

    def _sync(self) -> None:
        """A file's name is on the disk only when its folder is."""
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
