"""A run's report in the registry: what MLflow shows of it, and what it gives back."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.registry import RUN_REPORT, champion, fetch_evidence, recorded_gap, resolve
from pikkit.registry.client import connect
from pikkit.registry.pyfunc import input_example
from pikkit.registry.run_record import RunContext
from pikkit.report import CARD, RECORD, RunFiles, RunReport, run_headline, write_report
from pikkit.report.champion_files import champion_files
from pikkit.report.origin import ModelOrigin
from pikkit.report.report_record import FeatureFacts, FoldFacts
from pikkit.report.tuning_history import StageFacts, TrialFacts, TuningHistory
from pikkit.settings import Settings
from pikkit.training.bundle import REFERENCE, Bundle
from pikkit.training.evaluation import Measured
from tests.training.registries import NAME, Registry, price_bundle
from tests.training.reports import plain_report


def told(folder: Path) -> RunReport:
    """A report with everything that has steps, written into a folder."""
    trials = tuple(TrialFacts(False, gain, (), {"l2": 1.0}) for gain in (0.001, 0.003))
    report = replace(
        plain_report(),
        folds=(FoldFacts(0, 10, 0.5), FoldFacts(100, 20, 0.25)),
        tuning=TuningHistory((StageFacts("trees", trials, {}),)),
        features=(FeatureFacts("hour", "request", "the hour", "hours", 0.1, 1.0),),
        origin=ModelOrigin("f00d", "0.1.0", "abc123"),
    )
    write_report(report, folder)
    return report


def test_the_run_has_its_steps_its_files_and_its_origin(registry: Registry, tmp_path: Path) -> None:
    told(tmp_path / "told")
    made = registry.register(run_report=tmp_path / "told", context=RunContext({"data_fingerprint": "f00d"}))
    client = connect(registry.uri)
    steps = {
        name: [(metric.step, metric.value) for metric in client.get_metric_history(made.run_id, name)]
        for name in ("fold.gain", "fold.bets", "tuning.trees.gain")
    }
    assert steps["fold.gain"] == [(0, 0.5), (1, 0.25)]
    assert steps["fold.bets"] == [(0, 10.0), (1, 20.0)]
    assert steps["tuning.trees.gain"] == [(0, 0.001), (1, 0.003)]
    run = client.get_run(made.run_id)
    assert run.data.metrics["importance.hour"] == 1.0
    assert (run.data.tags["git_commit"], run.data.tags["mlflow.source.git.commit"]) == ("abc123", "abc123")
    found = sorted((part.dataset.name, part.dataset.digest) for part in run.inputs.dataset_inputs)
    assert found == [("bets", "f00d"), ("bets held out", "f00d")]
    files = {file.path for file in client.list_artifacts(made.run_id, RUN_REPORT)}
    assert {f"{RUN_REPORT}/{name}" for name in ("report.html", RECORD, CARD)} <= files


def test_the_version_is_described_by_the_verdict(registry: Registry, tmp_path: Path) -> None:
    report = told(tmp_path / "told")
    made = registry.register(run_report=tmp_path / "told")
    client = connect(registry.uri)
    assert client.get_model_version(NAME, made.version).description == run_headline(report)
    assert client.get_run(made.run_id).data.tags["mlflow.note.content"] == run_headline(report)


def test_the_model_carries_its_card_and_loads_as_before(registry: Registry, tmp_path: Path) -> None:
    told(tmp_path / "told")
    registry.register(run_report=tmp_path / "told")
    folder = resolve(f"models:/{NAME}@champion", registry.uri).folder
    assert (folder / CARD).read_text().startswith("# Model card: pikkit\n")
    assert Bundle.load(folder).window.bets == 1000


def test_the_record_comes_back_from_the_run(registry: Registry, tmp_path: Path) -> None:
    report = told(tmp_path / "told")
    registry.register(run_report=tmp_path / "told")
    found = resolve(f"models:/{NAME}@champion", registry.uri)
    record = fetch_evidence(found, f"{RUN_REPORT}/{RECORD}", registry.uri, tmp_path)
    assert record is not None
    read = RunReport.read(record)
    assert (read.folds, read.tuning, read.origin) == (report.folds, report.tuning, report.origin)


def test_a_run_without_a_report_has_none_to_give(registry: Registry, tmp_path: Path) -> None:
    registry.register()
    found = resolve(f"models:/{NAME}@champion", registry.uri)
    assert fetch_evidence(found, f"{RUN_REPORT}/{RECORD}", registry.uri, tmp_path) is None
    assert connect(registry.uri).get_model_version(NAME, "1").description in {None, ""}


def test_a_bundle_that_is_not_registered_has_no_run(registry: Registry, tmp_path: Path) -> None:
    found = resolve(str(price_bundle(tmp_path / "mine")), registry.uri)
    with pytest.raises(NotReadyError, match="no registered version"):
        fetch_evidence(found, RECORD, registry.uri, tmp_path)


def test_the_champion_comes_with_the_gap_it_closed(registry: Registry, tmp_path: Path) -> None:
    files = RunFiles(tmp_path, tmp_path)
    assert champion_files(files, Settings(mlflow_tracking_uri=registry.uri, model_name=NAME)) == files
    registry.register()
    found = champion(NAME, registry.uri)
    assert found is not None
    assert recorded_gap(found, registry.uri) == Measured(0.2, 0.1, 0.3)
    beside = champion_files(files, Settings(mlflow_tracking_uri=registry.uri, model_name=NAME))
    assert (beside.champion, beside.champion_version) == (found.folder, f"{NAME}/1")
    assert beside.champion_gap == Measured(0.2, 0.1, 0.3)


def test_the_input_example_is_of_the_bundles_sample(tmp_path: Path) -> None:
    bundle = Bundle.load(price_bundle(tmp_path / "made"))
    columns = {name: [1.0, 2.0, 3.0, 4.0] for name in (*bundle.feature_names, "odds")}
    pq.write_table(pa.table(columns), tmp_path / "made" / REFERENCE)
    example = input_example(bundle, tmp_path / "made")
    assert isinstance(example, pd.DataFrame)
    assert example["odds"].tolist() == [1.0, 2.0, 3.0]
    assert set(example["n_legs"]) == {1}
