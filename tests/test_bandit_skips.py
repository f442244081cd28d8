"""Each check of bandit's that is skipped has its like among ruff's that are on, or a reason in pyproject.toml."""

import subprocess
import sys
import tomllib
from typing import Any

import pytest

from tests.servers import ROOT

LIKE = {
    "B101": ("S101", "assert input"),
    "B104": ("S104", 'HOST = "0.0.0.0"'),
    "B105": ("S105", 'password = "hunter2"'),
    "B107": ("S107", 'def login(password="hunter2"): ...'),
    "B108": ("S108", 'FOLDER = "/tmp/pikkit"'),
    "B310": ("S310", "from urllib.request import urlopen\nurlopen(input())"),
    "B311": ("S311", "import random\nrandom.random()"),
    "B603": ("S603", "import subprocess\nsubprocess.run([input()])"),
    "B606": ("S606", "import os\nos.execv(input(), [])"),
    "B607": ("S607", 'import subprocess\nsubprocess.run(["ls"])'),
    "B608": ("S608", 'query = f"select * from {input()}"'),
    "B704": ("S704", "from markupsafe import Markup\nMarkup(input())"),
}
REASONED = {"B404"}
"""It says that subprocess is imported; S603 looks at each of its calls."""


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    return found


def test_every_skipped_check_is_accounted_for() -> None:
    assert set(project()["bandit"]["skips"]) == set(LIKE) | REASONED


@pytest.mark.parametrize("check", LIKE)
def test_ruff_makes_the_check_with_the_projects_rules(check: str) -> None:
    rule, code = LIKE[check]
    selected = ",".join(project()["ruff"]["lint"]["select"])
    ignored = ",".join(project()["ruff"]["lint"].get("ignore", [])) or "E501"
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--output-format", "concise", "--no-cache"]
    command += ["--select", selected, "--ignore", ignored, "--stdin-filename", "pikkit/some.py", "-"]
    said = subprocess.run(command, input=code, capture_output=True, text=True, check=False).stdout
    assert f" {rule} " in said
