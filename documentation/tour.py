"""Pages that show commands: run in a fresh folder, their output written below them or compared with what is there."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from documentation.shell import Shell, shell_in
from pikkit.embedded.ports import free_port

_DOCS = Path(__file__).parents[1] / "docs"
TOUR = _DOCS / "tour.md"
ROLLOUTS = _DOCS / "rollouts.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_PROMPT = "$ "
_HOST = "http://127.0.0.1:"
_API = f"{_HOST}8000"
_NUMBERS = re.compile(r"[-+−]?\d[\d.,:]*")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_IDS = re.compile(rf"\b(?:{_UUID}|(?=[0-9a-f]*\d)[0-9a-f]{{7,}}|[0-9a-f]{{8}}|[0-9a-f]{{32}})\b")


def commands_of(text: str) -> list[str]:
    """The commands of a page, in their order."""
    lines = (line for block in _BLOCK.findall(text) for line in block.splitlines())
    return [line.removeprefix(_PROMPT) for line in lines if line.startswith(_PROMPT)]


def played(text: str, folder: Path) -> str:
    """The page with what its commands print now, typed one after another into a shell in an empty folder.

    Servers listen on free ports there; the page goes on naming the usual one.

    Raises:
        RuntimeError: A command ended with a code other than 0, or 3 for drift.
    """
    port = free_port("127.0.0.1", 0)
    predictor_port = free_port("127.0.0.1", 0)
    ports = {"PIKKIT_API_PORT": str(port), "PIKKIT_PREDICTOR_PORT": str(predictor_port)}
    with shell_in(folder, ports) as shell:
        return _BLOCK.sub(lambda block: f"```console\n{''.join(_shown(block[1], _Page(shell, folder, port)))}```", text)


def shape(text: str) -> list[str]:
    """The lines of a page without what differs from one machine or day to the next: numbers, ids, widths."""
    plain = _NUMBERS.sub("#", _IDS.sub("ID", text))
    return [re.sub(r"[\s─━]+", " ", line).strip() for line in plain.splitlines()]


@dataclass(frozen=True)
class _Page:
    shell: Shell
    folder: Path
    port: int

    def printed(self, command: str) -> str:
        output = self.shell.run(command.replace(_API, f"{_HOST}{self.port}"))
        return output.replace(f"{self.folder}/", "").replace(f"{_HOST}{self.port}", _API)


def _shown(block: str, page: _Page) -> Iterator[str]:
    for command in commands_of(f"```console\n{block}```"):
        yield f"{_PROMPT}{command}\n{page.printed(command)}"


def main() -> None:
    """Write the outputs of every such page anew."""
    for page in (TOUR, ROLLOUTS):
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(played(page.read_text(encoding="utf-8"), Path(folder).resolve()), encoding="utf-8")


if __name__ == "__main__":
    main()
