"""The pipelines as YAML."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pikkit.components.catalogue import names
from pikkit.pipelines.compile import PIPELINES, compile_all
from pikkit.pipelines.local import steps_of
from tests.servers import ROOT


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    files = {path.stem: path for path in compile_all(tmp_path_factory.mktemp("compiled"))}
    compiled: dict[str, Any] = yaml.safe_load(files["training"].read_text())
    return compiled


def upstream(spec: dict[str, Any], task: str) -> set[str]:
    """Every task that must be done before a task."""
    tasks = spec["root"]["dag"]["tasks"]
    before = set(tasks[task].get("dependentTasks", []))
    return before | {earlier for one in before for earlier in upstream(spec, one)}


def test_every_pipeline_is_compiled_to_a_file_of_its_name(tmp_path: Path) -> None:
    assert [path.name for path in compile_all(tmp_path / "new" / "folder")] == [f"{name}.yaml" for name in PIPELINES]


def test_compiling_again_in_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    here = compile_all(tmp_path / "here")
    command = [sys.executable, "-m", "pikkit.pipelines.compile", "--out", str(tmp_path / "there")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    there = [Path(line) for line in done.stdout.splitlines()]
    assert there == [tmp_path / "there" / path.name for path in here]
    assert [path.read_bytes() for path in there] == [path.read_bytes() for path in here]


def test_every_component_is_a_step_of_a_pipeline() -> None:
    steps = {step for pipeline in PIPELINES.values() for step in steps_of(pipeline)}
    assert set(names()) <= steps


def test_steps_that_read_or_change_the_outside_are_never_cached(spec: dict[str, Any]) -> None:
    loops = [group["dag"]["tasks"] for group in spec["components"].values() if "dag" in group]
    groups = [spec["root"]["dag"]["tasks"], *loops]
    tasks = {name: task for group in groups for name, task in group.items() if "cachingOptions" in task}
    uncached = {name for name, task in tasks.items() if not task["cachingOptions"].get("enableCache")}
    assert uncached == {"ingest", "build-features", "tune", "evaluate", "report", "register", "materialize"}


def test_nothing_learns_from_bets_that_did_not_pass_the_gate(spec: dict[str, Any]) -> None:
    tasks = set(spec["root"]["dag"]["tasks"])
    unguarded = {task for task in tasks if "quality-gate" not in upstream(spec, task)}
    assert unguarded == {"ingest", "validate", "quality-gate", "plan-tuning"}


def test_features_are_served_before_a_model_can_become_champion(spec: dict[str, Any]) -> None:
    assert {"materialize", "evaluate", "refit"} <= upstream(spec, "register")


def test_no_address_and_no_secret_is_compiled_in(spec: dict[str, Any]) -> None:
    parameters = spec["root"]["inputDefinitions"]["parameters"]
    for name in ("bets", "settings", "as_of"):
        assert parameters[name].get("defaultValue", "") == ""


def test_the_image_can_be_chosen_when_compiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_PIPELINE_IMAGE", "registry.example/pikkit-python:9")
    command = [sys.executable, "-m", "pikkit.pipelines.compile", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    compiled = yaml.safe_load((tmp_path / "training.yaml").read_text())
    images = {e["container"]["image"] for e in compiled["deploymentSpec"]["executors"].values()}
    assert images == {"registry.example/pikkit-python:9"}
