"""Python files beside the exports that somebody sent: no process of ours runs them."""

import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.embedded.child import run_to_end
from pikkit.settings import Settings

NAMES = ("timeit", "typer", "decimal", "prometheus_client", "sitecustomize", "pikkit")
MAIN = "import atexit, os, sys; sys.argv = ['pikkit', '--version']; from pikkit.cli.main import main; "


@pytest.fixture
def proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What exists once a file of the current folder has run."""
    folder, proof = tmp_path / "downloads", tmp_path / "it-ran"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.py").write_text(f"open({str(proof)!r}, 'w')\n")
    monkeypatch.chdir(folder)
    return proof


def test_a_process_that_serves_or_trains_runs_none_of_them(proof: Path, home: Path) -> None:
    assert run_to_end("version", "pikkit.cli.main", ["--version"], Settings(home=home)).startswith("pikkit ")
    assert not proof.exists()


def test_nor_does_what_such_a_process_or_the_command_starts(proof: Path) -> None:
    start = "subprocess.run([sys.executable, '-m', 'timeit', '-n1', 'pass'], stdout=subprocess.DEVNULL, check=True)"
    code = f"import subprocess; {MAIN}atexit.register(lambda: {start}); main()"
    done = subprocess.run([sys.executable, "-P", "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout[:7]) == (0, "pikkit "), done.stderr
    assert not proof.exists()
