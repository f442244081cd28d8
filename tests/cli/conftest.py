"""The command as a person meets it: arguments in; exit code, stdout and stderr out."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pikkit.cli.main import main
from pikkit.sample import SampleConfig, generate_sample, write_exports


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Its stdout, which must be one JSON document and nothing else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def sentence(self) -> str:
        """The last line of stderr."""
        return self.err.splitlines()[-1]


Pikkit = Callable[..., Answer]


@pytest.fixture
def pikkit(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Pikkit:
    """Run ``pikkit ARGUMENTS`` in this process."""

    def run(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["pikkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capfd.readouterr()
        return Answer(int(stop.value.code or 0), out, err)

    return run


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two small exports."""
    folder = tmp_path_factory.mktemp("exports")
    write_exports(generate_sample(SampleConfig(bets=400, bettors=2)), folder)
    return folder
