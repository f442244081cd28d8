"""The pipelines as YAML: what each asks for, checked against a golden file and by Kubeflow Pipelines' protobufs."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pikkit.base.errors import InputError
from pikkit.components.catalogue import entry, names
from pikkit.components.image import IMAGE
from pikkit.pipelines.catalogue import NAMES, pipeline_here
from pikkit.pipelines.checking import check_file
from pikkit.pipelines.compile import compile_all, compile_pipeline
from pikkit.pipelines.local import steps_of
from pikkit.pipelines.step_variables import SECRET, SHOWN
from pikkit.pipelines.steps import ONCE
from pikkit.settings import Settings
from pikkit.settings.pipelines import PipelineRules, Toleration
from pikkit.settings.step_resources import StepResources
from tests.pipelines.compiled import documents, summary
from tests.servers import ROOT

IMAGE_LINE = re.compile(r"^ +image: (\S+)$", re.MULTILINE)
GOLDEN = yaml.safe_load((Path(__file__).parent / "golden.yaml").read_text())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.stem: path for path in compile_all(tmp_path_factory.mktemp("compiled"))}


@pytest.fixture(scope="module")
def tasks(files: dict[str, Path]) -> dict[str, Any]:
    """The training pipeline's, inside its exit handler."""
    spec, _ = documents(files["training"])
    inside: dict[str, Any] = spec["components"]["comp-exit-handler-1"]["dag"]["tasks"]
    return inside


def upstream(tasks: dict[str, Any], task: str) -> set[str]:
    """Every task that must be done before a task."""
    before = set(tasks[task].get("dependentTasks", []))
    return before | {earlier for one in before for earlier in upstream(tasks, one)}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_pipeline_asks_for_is_as_the_golden_file_says(name: str, files: dict[str, Path]) -> None:
    assert summary(files[name]) == GOLDEN[name], "python -m tests.pipelines.compiled writes the file anew"


def test_every_pipeline_is_compiled_to_a_file_of_its_name_that_kubeflow_reads(files: dict[str, Path]) -> None:
    assert list(files) == list(NAMES)
    for path in files.values():
        check_file(path)


def test_compiling_in_another_process_gives_the_same_bytes_but_for_the_image_that_is_chosen(
    files: dict[str, Path], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "pikkit.pipelines.compile", "--check", "--out", str(tmp_path / "new" / "there")]
    other = {**os.environ, "PIKKIT_PIPELINE_IMAGE": "registry.example/pikkit-python:9"}
    done = subprocess.run(command, cwd=ROOT, env=other, capture_output=True, text=True, check=True)
    there = [Path(line) for line in done.stdout.splitlines()]
    assert there == [tmp_path / "new" / "there" / f"{name}.yaml" for name in NAMES]
    for path in there:
        same, images = files[path.stem].read_text(), IMAGE_LINE.findall(path.read_text())
        assert set(images) == {"registry.example/pikkit-python:9"}
        assert path.read_text() == same.replace(f"image: {IMAGE}", f"image: {images[0]}")
        assert len(images) == same.count(f"image: {IMAGE}")


def test_every_component_is_a_step_of_a_pipeline() -> None:
    steps = {step for name in NAMES for step in steps_of(pipeline_here(name, 2))}
    assert set(names()) <= steps


@pytest.mark.parametrize("name", NAMES)
def test_only_what_depends_on_its_arguments_alone_is_cached(name: str) -> None:
    """A step with a port for settings reads its pod's variables too, which are no part of the cache's key."""
    for task, asked in GOLDEN[name]["steps"].items():
        step = next(one for one in names() if task.replace("-", "_") == one)
        assert asked["cached"] == ("settings" not in (entry(step).component.component_spec.inputs or {})), task


@pytest.mark.parametrize("name", NAMES)
def test_a_retry_may_come_as_late_as_the_last_try_may_begin(name: str) -> None:
    """Argo tries nothing again later than backoffMaxDuration after the first start (an hour if nobody says)."""
    rules = PipelineRules()
    for task, asked in GOLDEN[name]["steps"].items():
        if task.replace("-", "_") in ONCE:
            assert asked["retries"] == 0, task
            continue
        assert asked["retries"] == rules.retries, task
        assert int(asked["retry_for"].rstrip("s")) > rules.retries * int(asked["timeout"]), task


def test_nothing_learns_from_bets_that_did_not_pass_the_gate(tasks: dict[str, Any]) -> None:
    unguarded = {task for task in tasks if "quality-gate" not in upstream(tasks, task)}
    assert unguarded == {"ingest", "validate", "quality-gate", "plan-tuning"}


def test_features_are_served_before_a_model_can_become_champion(tasks: dict[str, Any]) -> None:
    assert {"materialize", "evaluate", "refit"} <= upstream(tasks, "register")


@pytest.mark.parametrize("name", NAMES)
def test_no_address_and_no_secret_is_compiled_in(name: str, files: dict[str, Path]) -> None:
    spec, _ = documents(files[name])
    defaults = {
        one: facts.get("defaultValue", "") for one, facts in spec["root"]["inputDefinitions"]["parameters"].items()
    }
    for argument in ("bets", "settings", "as_of", "since"):
        assert defaults.get(argument, "") == ""


def test_no_secret_setting_comes_from_the_config_map_and_no_setting_from_both() -> None:
    assert not set(SECRET) & set(SHOWN)
    assert {"PIKKIT_STORE_URL", "PIKKIT_TUNING_STORAGE", "PIKKIT_NOTIFY_URLS"} <= set(SECRET)
    assert {"PIKKIT_MLFLOW_TRACKING_URI", "PIKKIT_QUALITY__MAX_ODDS", "PIKKIT_MIN_BETS"} <= set(SHOWN)
    assert not [
        name for name in (*SECRET, *SHOWN) if "JWT" in name or "PREDICTOR_TOKEN" in name or "PIKKIT_API" in name
    ]
    for name, facts in Settings.model_fields.items():
        if facts.repr is False or "SecretStr" in str(facts.annotation):
            assert f"PIKKIT_{name.upper()}" not in SHOWN, name


def test_everything_the_settings_ask_for_reaches_every_step(tmp_path: Path) -> None:
    rules = PipelineRules(
        config_map="bets-pikkit",
        secret="",
        secret_keys={"pikkit-postgres": {"password": "PGPASSWORD"}},
        variables={"PIKKIT_STORE_URL": "postgresql://pikkit@pikkit-postgres:5432/pikkit"},
        home_claim="work",
        node_selector={"pool": "training"},
        tolerations=(Toleration(key="spot", operator="Exists", effect="NoSchedule"),),
        pull_secrets=("registry",),
        resources={"default": StepResources(memory="5Gi", memory_limit="7Gi"), "tune": StepResources(cpu="4")},
        user=1234,
    )
    compiled = compile_pipeline("training", rules, tmp_path)
    check_file(compiled)
    spec, executors = documents(compiled)
    assert set(executors) == set(spec["deploymentSpec"]["executors"])
    for name, asked in executors.items():
        (config_map,), (secret,) = asked["configMapAsEnv"], asked["secretAsEnv"]
        assert config_map["configMapName"] == "bets-pikkit"
        assert (secret["secretName"], secret["keyToEnv"]) == (
            "pikkit-postgres",
            [{"secretKey": "password", "envVar": "PGPASSWORD"}],
        )
        assert [one["constant"] for one in asked["pvcMount"]] == ["work"]
        assert asked["nodeSelector"]["labels"] == {"pool": "training"}
        assert asked["tolerations"] == [{"key": "spot", "operator": "Exists", "effect": "NoSchedule"}]
        assert [one["secretName"] for one in asked["imagePullSecret"]] == ["registry"]
        assert int(asked["securityContext"]["runAsUser"]) == 1234
        container = spec["deploymentSpec"]["executors"][name]["container"]
        assert {one["name"] for one in container["env"]} >= {"PIKKIT_STORE_URL", "PIKKIT_HOME", "HOME"}
        expected = "4" if name == "exec-tune" else "200m"
        assert container["resources"]["resourceCpuRequest"] == expected


def test_the_chart_makes_what_the_defaults_name() -> None:
    """A release called pikkit: its ConfigMap has the release's name; the Secret is the value existingSecret."""
    helpers = (ROOT / "helm/pikkit/templates/_helpers.tpl").read_text()
    config = (ROOT / "helm/pikkit/templates/config.yaml").read_text()
    assert '{{- if contains "pikkit" .Release.Name }}{{ .Release.Name | trunc 40' in helpers
    assert 'kind: ConfigMap\nmetadata:\n  name: {{ include "pikkit.name" . }}\n' in config
    assert PipelineRules().config_map == PipelineRules().secret == "pikkit"
    assert f"PIKKIT_HOME={PipelineRules().home} " in (ROOT / "images/Dockerfile").read_text()
    assert f'"pikkit:x:{PipelineRules().user}:' in (ROOT / "images/Dockerfile").read_text()


def break_file(path: Path, to: Path, name: str) -> Path:
    spec, platform = yaml.load_all(path.read_text(), yaml.CSafeLoader)
    tasks = spec["components"]["comp-exit-handler-1"]["dag"]["tasks"]
    if name == "an unknown field":
        spec["lunch"] = "now"
    elif name == "a task of nothing":
        tasks["refresh-baseline"]["componentRef"]["name"] = "comp-lunch"
    elif name == "a task that waits for nothing":
        tasks["refresh-baseline"]["dependentTasks"] = ["lunch"]
    elif name == "a platform's unknown field":
        executors = platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"]
        executors["exec-refresh-baseline"]["lunch"] = 1
    elif name == "a platform's unknown step":
        platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"]["exec-lunch"] = {}
    to.write_text(yaml.safe_dump_all([spec, platform]))
    return to


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("an unknown field", "is no PipelineSpec"),
        ("a task of nothing", "of comp-lunch, which there is not"),
        ("a task that waits for nothing", "waits for lunch, which there is not"),
        ("a platform's unknown field", "is no KubernetesExecutorConfig"),
        ("a platform's unknown step", "asked for exec-lunch, which there is not"),
    ],
)
def test_a_file_that_kubeflow_could_not_run_does_not_pass_the_check(
    files: dict[str, Path], tmp_path: Path, fault: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        check_file(break_file(files["baseline"], tmp_path / "broken.yaml", fault))
