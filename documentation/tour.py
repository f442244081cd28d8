"""The tour's commands: run in a fresh folder, their output written below them or compared with what is there."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

TOUR = Path(__file__).parents[1] / "docs" / "tour.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_PROMPT = "$ "
_NUMBERS = re.compile(r"[-+−]?\d[\d.,:]*")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_IDS = re.compile(rf"\b(?:{_UUID}|(?=[0-9a-f]*\d)[0-9a-f]{{7,}}|[0-9a-f]{{8}}|[0-9a-f]{{32}})\b")


def commands_of(text: str) -> list[str]:
    """The commands of a page, in their order."""
    lines = (line for block in _BLOCK.findall(text) for line in block.splitlines())
    return [line.removeprefix(_PROMPT) for line in lines if line.startswith(_PROMPT)]


def played(text: str, folder: Path) -> str:
    """The page with what its commands print now, run one after another in an empty folder.

    Raises:
        RuntimeError: A command ended with a code other than 0, or 3 for drift.
    """
    return _BLOCK.sub(lambda block: f"```console\n{''.join(_shown(block[1], folder))}```", text)


def shape(text: str) -> list[str]:
    """The lines of a page without what differs from one machine or day to the next: numbers, ids, widths."""
    plain = _NUMBERS.sub("#", _IDS.sub("ID", text))
    return [re.sub(r"[\s─━]+", " ", line).strip() for line in plain.splitlines()]


def _shown(block: str, folder: Path) -> Iterator[str]:
    for command in commands_of(f"```console\n{block}```"):
        output = _run(command, folder)
        yield f"{_PROMPT}{command}\n{output}"


def _run(command: str, folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIKKIT_", "MLFLOW_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    done = subprocess.run(  # noqa: S602 — the page's own commands, as a reader types them
        command,
        shell=True,
        cwd=folder,
        env=kept | {"PATH": path, "COLUMNS": "120", "PIKKIT_HOME": str(folder / ".pikkit")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 3}:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout.replace(f"{folder}/", "")


def main() -> None:
    """Write the tour's outputs anew."""
    with tempfile.TemporaryDirectory() as folder:
        TOUR.write_text(played(TOUR.read_text(encoding="utf-8"), Path(folder).resolve()), encoding="utf-8")


if __name__ == "__main__":
    main()
