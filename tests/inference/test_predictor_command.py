"""``python -m inference.predictor`` when there is nothing to serve."""

import subprocess
import sys
from pathlib import Path

from tests.servers import ROOT


def test_without_a_champion_it_says_so_and_exits_with_code_2(home: Path) -> None:
    command = [sys.executable, "-m", "pikkit.inference.predictor", "--port", "0"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    nothing = "There is no model models:/pikkit@champion: nothing has been trained here yet"
    assert ended.stderr == f"{nothing}; `pikkit train` makes one.\n"
    assert not home.exists()
