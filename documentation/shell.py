"""A shell in which a page's commands are typed, one after another."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Shell:
    """One shell in a folder with a home of its own: what a command leaves running or sets is there for the next."""

    def __init__(self, process: "subprocess.Popen[str]", errors: IO[str]) -> None:
        """Type into a running shell that writes its errors there."""
        self._process, self._errors = process, errors

    def run(self, command: str) -> str:
        """What a command prints to its standard output.

        Raises:
            RuntimeError: It ended with a code other than 0, or 3 for drift.
        """
        mark = f"the end of {id(command)}:"
        typed, printed = self._process.stdin, self._process.stdout
        assert typed is not None and printed is not None  # noqa: PT018, S101 (both are pipes)
        typed.write(f"{command}\nprintf '\\n{mark} %s\\n' $?\n")
        typed.flush()
        lines: list[str] = []
        for line in printed:
            if line.startswith(mark):
                break
            lines.append(line)
        else:
            raise RuntimeError(f"{command} ended the shell: {''.join(lines)}{self._told()}")
        output = "".join(lines).removesuffix("\n")
        if int(line.removeprefix(mark)) not in {0, 3}:
            raise RuntimeError(f"{command} ended with {line.removeprefix(mark).strip()}: {output}{self._told()}")
        return output

    def _told(self) -> str:
        self._errors.seek(0)
        return self._errors.read()


@contextmanager
def shell_in(folder: Path, env: Mapping[str, str] | None = None) -> Iterator[Shell]:
    """A shell in a folder, its home below it; what it left running is told to stop at the end."""
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            ["/bin/bash"],
            cwd=folder,
            env=_environment(folder) | dict(env or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            yield Shell(process, errors)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=60)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIKKIT_", "MLFLOW_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return kept | {"LOGNAME": "you", "PATH": path, "COLUMNS": "120", "PIKKIT_HOME": str(folder / ".pikkit")}
