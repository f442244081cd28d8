"""How the command begins and ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.settings import get_settings
from tests.cli.conftest import Pikkit

HEAVY = {"feast", "flask", "great_expectations", "kfp", "kserve", "mlflow", "optuna", "pandas", "sklearn", "xgboost"}
SLOW = {"pyarrow", "numpy", "sqlalchemy", "rich", "ibis", "duckdb"}
EVERY_HELP = """
import contextlib, io, json, sys
from pikkit.cli.app import app
for words in ([], *([name.split() for name in sys.argv[1:]])):
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
        app([*words, "--help"], prog_name="pikkit")
    assert "Usage: pikkit" in said.getvalue(), words
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
COMMANDS = [
    "run",
    "import",
    "train",
    "evaluate",
    "score",
    "serve",
    "status",
    "config",
    "sample",
    "pipelines",
    "pipelines compile",
]


def test_no_help_loads_anything_slow() -> None:
    done = subprocess.run([sys.executable, "-c", EVERY_HELP, *COMMANDS], check=True, capture_output=True, text=True)
    assert set(json.loads(done.stdout)) & (HEAVY | SLOW) == set()


def test_the_help_lists_every_command(pikkit: Pikkit) -> None:
    answer = pikkit("--help")
    assert answer.code == 0
    assert [name for name in COMMANDS if f"  {name} " not in answer.out] == ["pipelines compile"]


def test_an_unknown_command_is_a_usage_error(pikkit: Pikkit) -> None:
    answer = pikkit("guess")
    assert (answer.code, answer.out) == (2, "")
    assert "No such command 'guess'" in answer.err


def fail() -> None:
    raise ZeroDivisionError("the moon is full")


def test_an_unforeseen_failure_is_a_sentence_with_its_traceback_in_the_log(
    pikkit: Pikkit, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pikkit.home.active_home", fail)
    answer = pikkit("status")
    log = home / "logs" / "pikkit.log"
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert "ZeroDivisionError: the moon is full" in answer.err
    assert str(log) in answer.err
    assert "Traceback" in log.read_text()


def test_debugging_shows_the_traceback(pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pikkit.home.active_home", fail)
    monkeypatch.setenv("PIKKIT_DEBUG", "1")
    answer = pikkit("status")
    assert answer.code == 1
    assert "Traceback" in answer.err


def test_the_debug_option_is_the_variable(pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pikkit.home.active_home", fail)
    monkeypatch.setenv("PIKKIT_DEBUG", "")
    assert "Traceback" in pikkit("--debug", "status").err


def test_a_reader_that_has_seen_enough_gets_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pikkit.cli.main", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_folder_that_is_gone_is_told(pikkit: Pikkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (gone := tmp_path / "gone").mkdir()
    monkeypatch.setenv("PIKKIT_HOME", ".pikkit")
    get_settings.cache_clear()
    monkeypatch.chdir(gone)
    gone.rmdir()
    said = pikkit("status")
    monkeypatch.undo()
    assert (said.code, said.sentence) == (
        2,
        "The folder that pikkit was started in is gone; change to one that there is.",
    )
