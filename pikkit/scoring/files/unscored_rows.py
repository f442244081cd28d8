"""Rows that were not scored, in a CSV file beside the scores."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pikkit.base.spreadsheet_cells import cell_text
from pikkit.scoring.files.chunks import Rejected


def rejects_path(out: Path) -> Path:
    """Where the rejected rows of an output file go."""
    return out.with_name(f"{out.name}.rejected.csv")


class RejectsFile:
    """Made when the first row is rejected."""

    def __init__(self, path: Path) -> None:
        self._unfinished = path.with_name(f".{path.name}.unfinished")
        self._path = path
        self.count = 0

    def add(self, rejected: Sequence[Rejected]) -> None:
        """Write rows."""
        if not rejected:
            return
        with self._unfinished.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if not self.count:
                writer.writerow(("source", "row", "reason", "raw"))
            writer.writerows((cell_text(each.source), each.row, each.reason, cell_text(each.raw)) for each in rejected)
        self.count += len(rejected)

    def finish(self) -> None:
        """Put it in its place; without a row, none is there, not even an older one."""
        if self.count:
            self._unfinished.replace(self._path)
        else:
            self._path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget what is not in its place."""
        self._unfinished.unlink(missing_ok=True)


@contextmanager
def writing_rejects(path: Path) -> Iterator[RejectsFile]:
    """A file of rejected rows, in its place once the block ends well."""
    file = RejectsFile(path)
    file.discard()
    try:
        yield file
        file.finish()
    finally:
        file.discard()
