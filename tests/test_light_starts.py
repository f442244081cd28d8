"""What stays light: rooms that load no framework, help at once, and processes that begin with any of their modules."""

import json
import subprocess
import sys

import pytest

from tests.test_architecture import ROOT, is_in, modules

HEAVY = {"feast", "flask", "great_expectations", "kfp", "kserve", "mlflow", "optuna", "pandas", "sklearn", "xgboost"}
LIGHT = [
    "pikkit.settings",
    "pikkit.bets",
    "pikkit.store",
    "pikkit.review",
    "pikkit.sync",
    "pikkit.scoring",
]


def loaded_by(statements: str) -> set[str]:
    """The top-level modules, and our own settings, that a fresh interpreter has loaded after the statements."""
    program = f"{statements}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    names = set(json.loads(done.stdout.splitlines()[-1]))
    return {name for name in names if "." not in name or name == "pikkit.settings"}


@pytest.mark.slow
@pytest.mark.parametrize("room", LIGHT)
def test_a_light_room_loads_nothing_heavy(room: str) -> None:
    names = [module.removesuffix(".__init__") for module in modules() if is_in(module, {room})]
    assert loaded_by(f"import {', '.join(names)}") & HEAVY == set()


ANSWER = """
import sys
sys.argv = ["pikkit", *{words}]
from pikkit.cli.main import main
try:
    main()
except SystemExit as stop:
    assert stop.code == (0 if "--help" in sys.argv else 2), stop.code
"""


TYPER = {"annotated_doc", "annotated_types", "pydantic", "pydantic_core", "shellingham", "typer", "typing_extensions"}
TYPER |= {"typing_inspection"}  # and what it brings, where it reads the words of a command


@pytest.mark.parametrize(
    "words", [["--help"], ["score", "--help"], ["score", "--nope"], ["train", "--trials", "0"], ["score", "--odds"]]
)
def test_help_and_an_argument_error_load_typer_alone(words: list[str]) -> None:
    """The settings alone cost a second of CPU: three times the rest."""
    others = loaded_by(ANSWER.format(words=words)) - sys.stdlib_module_names - TYPER
    assert {name for name in others if not name.startswith("_")} == {"pikkit"}


@pytest.mark.slow
def test_heavy_modules_are_recognised_once_loaded() -> None:
    assert loaded_by("import pandas") & HEAVY == {"pandas"}


NO_QUOTES = """
from datetime import UTC, datetime
import pyarrow as pa
from pikkit.quotes.store.contract import Span
from pikkit.quotes.store.layout import STORED, joined
assert joined(pa.Table.from_batches([], STORED), Span(datetime.now(UTC), datetime.now(UTC))).num_rows == 0
"""


@pytest.mark.slow
def test_a_store_without_quotes_costs_a_score_no_pandas() -> None:
    assert loaded_by(NO_QUOTES) & HEAVY == set()


PROCESSES = (
    "pikkit.cli.main",
    "pikkit.extension_api.__main__",
    "pikkit.extension_api.app",
    "pikkit.inference.drift_detector.app",
    "pikkit.inference.drift_detector.detector",
    "pikkit.inference.predictor.model",
    "pikkit.inference.predictor.server",
    "pikkit.home_work",
)


@pytest.mark.slow
@pytest.mark.parametrize("module", PROCESSES)
def test_what_a_process_begins_with_can_be_imported_first(module: str) -> None:
    """A circle of imports shows only to whoever begins at the wrong end of it."""
    assert "pikkit" in loaded_by(f"import {module}")
