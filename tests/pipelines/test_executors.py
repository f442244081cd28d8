"""Compiled steps run as a pod runs them: the compiled command, another user, a folder nobody may write to.

Their inputs have the backend's shapes: integers are floats (structpb), lists of metadata are {"list": […]}, the error
of a status is {}.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pikkit.base.process_variables import NO_TELEMETRY
from pikkit.pipelines.compile import compile_pipeline
from pikkit.pipelines.environment import ROOT
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.settings.pipelines import PipelineRules
from tests.pipelines.compiled import documents

USER = 10001


@dataclass
class Pod:
    """A folder that any user may write to, in place of a pod's volumes."""

    root: Path
    executors: dict[str, Any]

    def run(self, step: str, inputs: dict[str, Any], **outputs: str) -> dict[str, Any]:
        """Run a step to its end; returns what it says it wrote."""
        container = self.executors[f"exec-{step.replace('_', '-')}"]["container"]
        output_file = self.root / step / "executor_output.json"
        artifacts = {name: {"artifacts": [self.artifact(step, name, kind)]} for name, kind in outputs.items()}
        given = {
            "inputs": inputs,
            "outputs": {"outputFile": str(output_file), "artifacts": artifacts, "parameters": {}},
        }
        if step == "plan_tuning":
            given["outputs"]["parameters"] = {"Output": {"outputFile": str(self.root / step / "Output")}}
        command = [
            *_other_user(),
            *(part.replace("{{$}}", json.dumps(given)) for part in [*container["command"], *container["args"]]),
        ]
        done = subprocess.run(
            command,
            cwd="/",
            env=self._environment(container),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        written: dict[str, Any] = json.loads(output_file.read_text(), parse_constant=_refuse)
        return written

    def artifact(self, step: str, name: str, kind: str, **metadata: Any) -> dict[str, Any]:
        """As the driver describes one."""
        return {
            "name": f"projects/x/{step}/{name}",
            "type": {"schemaTitle": f"system.{kind}", "schemaVersion": "0.0.1"},
            "uri": str(self.root / step / name),
            "metadata": metadata,
        }

    def _environment(self, container: dict[str, Any]) -> dict[str, str]:
        """The compiled variables, with the volumes' places here."""
        compiled = {one["name"]: one["value"] for one in container["env"]}
        home = str(self.root / "home")
        here = {"PIKKIT_HOME": home, "HOME": home, "TMPDIR": str(self.root / "tmp")}
        path = f"{self.root / 'bin'}{os.pathsep}{os.defpath}"
        return {
            **compiled,
            **here,
            **NO_TELEMETRY,
            "PATH": path,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON: the launcher could not read it")


def _other_user() -> list[str]:
    """As root: somebody else, who may read everything (the interpreter may be in root's home) and write nothing."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0 or not setpriv:
        return []
    caps = ["--inh-caps", "-all,+dac_read_search", "--ambient-caps", "-all,+dac_read_search"]
    return [setpriv, "--reuid", f"{USER}", "--regid", f"{USER}", "--clear-groups", *caps]


@pytest.fixture(scope="module")
def pod() -> Iterator[Pod]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "bin").mkdir()
        python = root / "bin" / "python3"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        spec, _ = documents(compile_pipeline("training", PipelineRules(), root))
        more, _ = documents(compile_pipeline("ingestion", PipelineRules(), root))
        executors = {**more["deploymentSpec"]["executors"], **spec["deploymentSpec"]["executors"]}
        write_exports(generate_sample(SampleConfig(bets=300, bettors=1, bad_share=0)), root / "exports")
        for path in (root, root / "exports", *(root / "exports").iterdir(), root / "bin", python):
            path.chmod(0o777)
        (root / "tmp").mkdir(mode=0o777)
        (root / "tmp").chmod(0o777)
        yield Pod(root, executors)


def test_a_whole_number_that_comes_as_a_float_is_one(pod: Pod) -> None:
    said = pod.run("plan_tuning", {"parameterValues": {"workers": 2.0}})
    assert said["parameterValues"] == {"Output": [0, 1]}


def ingested(pod: Pod) -> dict[str, Any]:
    exports = {"parameterValues": {"bets_path": str(pod.root / "exports"), "as_of": "", "settings": ""}}
    return pod.run("ingest", exports, bets="Dataset", metrics="Metrics")


def test_lists_and_numbers_of_metadata_are_read_as_the_backend_gives_them_back(pod: Pod) -> None:
    read = ingested(pod)
    metadata = read["artifacts"]["bets"]["artifacts"][0]["metadata"]
    assert metadata["fingerprint"]
    assert read["artifacts"]["metrics"]["artifacts"][0]["metadata"]["bets"] == 300
    back = {**metadata, "skipped": {"list": metadata.get("skipped", [])}, "rows": 300.0}
    bets = {"artifacts": [pod.artifact("ingest", "bets", "Dataset", **back)]}
    inputs = {"parameterValues": {"settings": ""}, "artifacts": {"bets": bets}}
    checked = pod.run("validate", inputs, report="Artifact", page="HTML", metrics="Metrics")
    assert checked["artifacts"]["metrics"]["artifacts"][0]["metadata"]["bets"] == 300
    assert (pod.root / "validate" / "page").stat().st_size > 1000
    assert (pod.root / "home" / "pikkit.db").is_file()


@pytest.mark.parametrize("error", [{}, {"code": 9.0, "message": ""}])
def test_a_status_without_a_reason_is_read(pod: Pod, error: dict[str, Any]) -> None:
    status = {
        "state": "RUNNING",
        "error": error,
        "pipelineJobResourceName": "pikkit-training-xyz",
        "pipelineTaskName": "exit-handler-1",
    }
    values = {"status": status, "job": "pikkit-training-xyz", "run_id": "", "settings": ""}
    pod.run("notify_failure", {"parameterValues": values})


def test_the_home_is_absolute_and_any_user_may_keep_its_lineage_there(pod: Pod) -> None:
    ingested(pod)
    home = pod.root / "home"
    assert (home / "lineage" / "events.jsonl").stat().st_size > 0
    if _other_user():
        assert home.stat().st_uid == USER
