"""The wheel, installed in an empty environment outside the repository: one import name, and everything works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that has the wheel, its pinned dependencies and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    kept = {**os.environ, "VIRTUAL_ENV": str(folder / "venv")}
    build: list[str | Path] = ["build", "--wheel", "-q", "-o", folder / "built", ROOT]
    make: list[str | Path] = ["venv", "-q", "-p", sys.executable, folder / "venv"]
    for command in (build, make):
        subprocess.run([UV, *command], check=True, cwd=folder, capture_output=True)
    (wheel,) = (folder / "built").glob("*.whl")
    install: list[str | Path] = [UV, "pip", "install", "-q", "-c", ROOT / "constraints.txt", f"{wheel}[embedded]"]
    subprocess.run(install, check=True, cwd=folder, env=kept, capture_output=True)
    return folder / "venv"


def test_one_name_lies_at_the_top_of_site_packages(environment: Path) -> None:
    (record,) = environment.glob("lib/python*/site-packages/pikkit-*.dist-info/RECORD")
    tops = {line.split("/")[0].split(",")[0] for line in record.read_text().splitlines()}
    assert {top for top in tops if not top.startswith("..") and not top.endswith(".dist-info")} == {"pikkit"}


def test_it_trains_serves_and_scores_outside_the_repository(environment: Path, tmp_path: Path) -> None:
    pikkit(environment, tmp_path, "sample", "exports", "--bets", "1200", "--bettors", "2")
    asked = ("--bets", "exports", "--once", "--trials", "1", "--json")  # the default sample's 20,000 bets prove no more
    outcome = json.loads(pikkit(environment, tmp_path, "run", *asked))
    assert 0 < outcome["score"]["p_win"] < 1
    assert outcome["score"]["model_version"] == "pikkit/1"
    assert (tmp_path / ".pikkit" / "pikkit.db").is_file()


def pikkit(environment: Path, folder: Path, *arguments: str) -> str:
    """What a command of the wheel prints, called in a folder with nothing of ours in its environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIKKIT_", "PYTHON", "VIRTUAL"))}
    command = [str(environment / "bin" / "pikkit"), *arguments]
    done = subprocess.run(command, check=False, cwd=folder, env=kept, capture_output=True, text=True, timeout=1400)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
