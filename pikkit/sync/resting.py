"""Which files of a folder have come to rest: nobody is writing them any more."""

from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.file_state import FileState
from pikkit.bets.export import find_exports


class RestingFiles:
    """The exports of a folder that are at rest and not done with in their present state.

    Args:
        folder: The folder.
        settle_seconds: How long a file must look the same. Its modification must be as long ago: a file that is there
            already when the watch begins may be half written too.
    """

    def __init__(self, folder: Path, settle_seconds: float) -> None:
        self._folder = folder
        self._settle = settle_seconds
        self._since: dict[Path, tuple[FileState, float]] = {}
        self._done: dict[Path, FileState] = {}

    def look(self, now: float) -> list[Path]:
        """The files that are at rest at this moment (seconds since 1970), by name."""
        first = not self._since and not self._done
        states = self._states()
        self._since = {file: self._known_since(file, state, now, first) for file, state in states.items()}
        return [
            file
            for file, (state, since) in self._since.items()
            if self._done.get(file) != state and now - since >= self._settle
        ]

    def done(self, files: list[Path]) -> None:
        """Say that files were dealt with as they were at the last look."""
        self._done.update({file: self._since[file][0] for file in files})

    def _known_since(self, file: Path, state: FileState, now: float, first: bool) -> tuple[FileState, float]:
        if file in self._since and self._since[file][0] == state:
            return self._since[file]
        return state, min(state.modified_ns / 1e9, now) if first else now

    def _states(self) -> dict[Path, FileState]:
        try:
            files = find_exports(self._folder)
        except InputError:  # no export there yet
            return {}
        states = {}
        for file in files:
            try:
                states[file] = FileState.of(file)
            except OSError:  # it went between the two looks
                continue
        return states
