"""Every component: thin, documented, and what it says it is."""

import ast
import sys
from pathlib import Path

import pytest
import yaml

from pikkit.components.catalogue import FOLDER, entry, names
from pikkit.components.image import IMAGE
from pikkit.components.readme import pages

STEPS = {
    *("ingest", "validate", "quality_gate", "build_features", "tune", "ensemble", "calibrate", "evaluate", "refit"),
    *("plan_tuning", "best_recipe"),
    *("report", "register", "materialize", "notify", "notify_failure"),
    *("check_drift", "decide_retraining", "notify_drift", "notify_retrained", "refresh_baseline"),
    *("deploy", "fetch_quotes"),
}
BODY_LINES = 35


def source(name: str) -> ast.Module:
    return ast.parse((FOLDER / name / "component.py").read_text(encoding="utf-8"))


def top(name: str) -> str:
    """The package a module belongs to: of Pikkit the room, of anything else the distribution."""
    return ".".join(name.split(".")[: 2 if name.startswith("pikkit.") else 1])


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {top(alias.name) for alias in node.names}
    return {top(node.module or "")} if isinstance(node, ast.ImportFrom) else set()


def test_every_step_has_a_component() -> None:
    assert set(names()) == STEPS


@pytest.mark.parametrize("name", names())
def test_a_component_imports_only_stdlib_kfp_and_its_image_at_the_top(name: str) -> None:
    allowed = {*sys.stdlib_module_names, "kfp", "pikkit.components"}
    assert {module for node in source(name).body for module in imported(node)} <= allowed


@pytest.mark.parametrize("name", names())
def test_a_component_is_thin(name: str) -> None:
    function = next(node for node in source(name).body if isinstance(node, ast.FunctionDef))
    assert function.end_lineno is not None
    assert function.end_lineno - function.body[1].lineno < BODY_LINES
    kept = (ast.FunctionDef, ast.Try, ast.While)
    assert not [node for node in ast.walk(function) if isinstance(node, kept) and node is not function]


@pytest.mark.parametrize("name", names())
def test_a_whole_number_is_made_one_since_the_backend_hands_over_floats(name: str) -> None:
    function = next(node for node in source(name).body if isinstance(node, ast.FunctionDef))
    whole = {
        one.arg for one in function.args.args if isinstance(one.annotation, ast.Name) and one.annotation.id == "int"
    }
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    made = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "int"]
    used = [
        node for body in function.body for node in ast.walk(body) if isinstance(node, ast.Name) and node.id in whole
    ]
    assert [node.id for node in used if node not in made] == []


@pytest.mark.parametrize("name", names())
def test_every_port_says_what_it_is(name: str) -> None:
    described = entry(name)
    assert described.summary
    assert [port.name for port in described.ports if not port.meaning] == []


@pytest.mark.parametrize("name", names())
def test_a_component_runs_in_the_image_and_installs_nothing(name: str) -> None:
    container = entry(name).component.component_spec.implementation.container
    assert container.image == IMAGE
    assert not [part for part in container.command if "pip" in part]


@pytest.mark.parametrize("name", names())
def test_the_metadata_follow_the_catalogue(name: str) -> None:
    metadata = yaml.safe_load((FOLDER / name / "metadata.yaml").read_text(encoding="utf-8"))
    assert metadata["name"] == name
    assert metadata["stability"] in {"experimental", "alpha", "beta", "stable"}
    assert metadata["dependencies"]["kubeflow"] == [{"name": "Pipelines", "version": ">=2.17"}]
    assert metadata["tags"]


@pytest.mark.parametrize(("path", "text"), pages().items(), ids=lambda value: getattr(value, "parent", Path()).name)
def test_the_readmes_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run python -m components.readme"
