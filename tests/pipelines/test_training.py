"""The whole pipeline, run once on a small sample in processes of its own."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from kfp.dsl import Artifact, ClassificationMetrics, Dataset, Markdown, Metrics, Model

from pikkit.components.evaluate.component import evaluate
from pikkit.lineage.finding import trace
from pikkit.lineage.home_lineage import load_graph
from pikkit.lineage.tree import DatasetOrigin
from pikkit.registry import champion
from pikkit.training.bundle import Bundle
from tests.servers import ROOT
from tests.trained import SAMPLE, TRIALS, TrainedHome, process_environment

STEPS = sorted(
    {
        *("ingest", "validate", "quality_gate", "build_features", "materialize", "tune", "ensemble", "calibrate"),
        *("evaluate", "refit", "report", "register"),
    }
)

pytestmark = pytest.mark.xdist_group("trained")


def test_every_step_is_told_when_it_begins_and_when_it_ends(trained_home: TrainedHome) -> None:
    told = [(event["step"], event["state"]) for event in trained_home.events if event["state"] != "running"]
    assert told[0] == ("pipeline", "started")
    assert told[-1] == ("pipeline", "done")
    assert sorted(told[1:-1]) == sorted((name, state) for name in STEPS for state in ("started", "done"))
    assert trained_home.events[0]["summary"]["steps"] == STEPS


def test_tuning_tells_how_far_it_is_between_its_begin_and_its_end(trained_home: TrainedHome) -> None:
    states = [event["state"] for event in trained_home.events if event["step"] == "tune"]
    assert (states[0], states[-1], set(states[1:-1])) == ("started", "done", {"running"})
    told = [event["summary"] for event in trained_home.events if (event["step"], event["state"]) == ("tune", "running")]
    trees = [far for far in told if far["stage"] == "trees"]
    assert [far["done"] for far in trees] == list(range(TRIALS + 1))
    assert {far["total"] for far in trees} == {TRIALS}


def test_the_figures_of_a_step_are_told_with_it(trained_home: TrainedHome) -> None:
    told = {
        event["step"]: event["summary"]
        for event in trained_home.events
        if event["state"] == "done" and "summary" in event
    }
    assert told["ingest"]["imported_rows"] == SAMPLE.bets
    assert told["ingest"]["bets"] + told["ingest"]["quarantined"] == SAMPLE.bets
    assert told["build_features"]["rows"] == told["ingest"]["bets"]
    assert told["tune"]["trials"] + told["tune"]["pruned"] == TRIALS
    assert 0.3 < told["evaluate"]["log_loss_model"] < 0.8
    assert told["evaluate"]["decision"] in {"PROMOTE", "HOLD", "REJECT"}


def test_the_model_is_registered_as_the_decision_says(trained_home: TrainedHome) -> None:
    told = {event["step"]: event.get("summary", {}) for event in trained_home.events}
    found = champion("pikkit", trained_home.settings.resolved_tracking_uri)
    assert told["evaluate"]["decision"] == "PROMOTE"
    assert told["register"]["alias"] == "champion"
    assert found is not None
    assert found.version == told["register"]["version"] == "1"
    bundle = Bundle.load(found.folder)
    assert bundle.window.bets > told["evaluate"]["decided"]


def test_a_second_model_is_judged_against_the_champion(trained_home: TrainedHome, tmp_path: Path) -> None:
    wrote = {event["step"]: event["artifacts"] for event in trained_home.events if "artifacts" in event}
    features = Dataset(name="features", uri=wrote["build_features"]["features"], metadata={})
    bundle = Model(name="bundle", uri=wrote["calibrate"]["bundle"], metadata={})
    evaluation = Artifact(name="evaluation", uri=str(tmp_path / "evaluation.json"), metadata={})
    roc, summary = ClassificationMetrics(), Markdown(uri=str(tmp_path / "summary.md"))
    settings = json.dumps({"home": str(trained_home.home)})
    evaluate.python_func(features, bundle, evaluation, Metrics(), roc, summary, settings=settings)
    assert evaluation.metadata["decision"] == "HOLD"
    assert "new to both models" in evaluation.metadata["reasons"]
    assert "new to both models" in Path(summary.path).read_text(encoding="utf-8")


def test_everything_it_makes_is_below_home(trained_home: TrainedHome) -> None:
    made = {path.name for path in trained_home.home.iterdir()}
    embedded = {"pikkit.db", "mlflow.db", "tuning.db"}
    assert made == {*embedded, "mlartifacts", "features", "runs", "logs", "events.jsonl", "lineage"}
    assert not (ROOT / "mlruns").exists()
    assert not (ROOT / "mlflow.db").exists()


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pikkit.pipelines", "training", *arguments]
    return subprocess.run(command, cwd=ROOT, env=process_environment(home), capture_output=True, text=True, check=False)


def test_a_path_without_exports_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = run(tmp_path / "new", "--bets", str(tmp_path / "none.csv"), "--json")
    assert done.returncode == 2
    assert "none.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "new").exists()


def test_the_sentence_of_a_failing_step_reaches_the_user(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    done = run(tmp_path / "new", "--bets", str(tmp_path / "other.csv"), "--json")
    assert done.returncode == 2
    assert "other.csv lacks the columns bet_id" in done.stderr
    assert done.stderr.count("\n") == 1
    assert '"step": "ingest", "state": "failed"' in done.stdout


def test_the_model_goes_back_to_the_hashes_of_its_exports(trained_home: TrainedHome) -> None:
    def hashes(origin: DatasetOrigin) -> set[str]:
        return {origin.dataset.version}.union(*(hashes(source) for source in origin.sources))

    origin = trace(load_graph(trained_home.settings), "models:/pikkit/1")
    assert isinstance(origin, DatasetOrigin)
    exports = {f"sha256:{sha256(file.read_bytes()).hexdigest()}" for file in trained_home.exports.iterdir()}
    assert exports <= hashes(origin)


def test_every_step_is_part_of_the_run_and_complete(trained_home: TrainedHome) -> None:
    runs = load_graph(trained_home.settings).runs.values()
    (whole,) = [run for run in runs if run.job == "pikkit-training"]
    assert (whole.job, whole.state) == ("pikkit-training", "COMPLETE")
    steps = {run.job.removeprefix("pikkit-training."): run.state for run in runs if run.parent == whole.id}
    assert steps == dict.fromkeys(STEPS, "COMPLETE")
