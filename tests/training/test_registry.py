"""The registry, on a real MLflow in SQLite with bundles that know the price and nothing else."""

import json
import multiprocessing
import re
from datetime import UTC, datetime
from pathlib import Path

import mlflow.data
import numpy as np
import pandas as pd
import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.cli.registry.run_text import run_text
from pikkit.registry import champion, register, resolve
from pikkit.registry.client import connect
from pikkit.registry.editing import set_alias
from pikkit.registry.run_links import mlflow_page
from pikkit.registry.run_record import RunContext
from pikkit.registry.runs import RunFacts, list_runs, run_named
from pikkit.training.bundle import Bundle
from pikkit.training.gate import GateDecision
from pikkit.training.recipe import Recipe
from tests.training.registries import NAME, Registry, price_bundle


def test_a_promoted_model_is_the_champion_and_loads_as_a_bundle(registry: Registry) -> None:
    made = registry.register(GateDecision.PROMOTE)
    assert (made.name, made.version, made.alias, made.uri) == (NAME, "1", "champion", f"models:/{NAME}/1")
    found = resolve(f"models:/{NAME}@champion", registry.uri)
    assert (found.version, found.alias) == ("1", "champion")
    assert Bundle.load(found.folder).window.bets == 1000
    assert champion(NAME, registry.uri) == found


def test_registering_tells_of_a_part_only_when_it_has_ended(registry: Registry) -> None:
    heard, kept, client = list[tuple[int, int, str]](), list[tuple[bool, bool, bool]](), connect(registry.uri)

    def hear(done: int, total: int, parts: str) -> None:
        heard.append((done, total, parts))
        experiment = client.get_experiment_by_name(NAME)
        runs = client.search_runs([experiment.experiment_id]) if experiment else []
        files = [file.path for run in runs for file in client.list_artifacts(run.info.run_id)]
        versions = client.search_model_versions(f"name='{NAME}'")
        kept.append((any(run.data.metrics for run in runs), "evaluation.json" in files, bool(versions)))

    registry.register(tell=hear)
    assert heard == [(done, 4, "parts (figures, files, model, version)") for done in range(5)]
    assert kept == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, False),
        (True, True, True),
    ]


def test_the_decision_picks_the_alias(registry: Registry) -> None:
    for decision in (GateDecision.PROMOTE, GateDecision.HOLD, GateDecision.REJECT):
        registry.register(decision)
    assert registry.aliases() == {"champion": "1", "challenger": "2"}


def test_a_new_champion_leaves_its_predecessor_to_roll_back_to_and_no_challenger(registry: Registry) -> None:
    for decision in (GateDecision.PROMOTE, GateDecision.HOLD, GateDecision.PROMOTE):
        registry.register(decision)
    assert registry.aliases() == {"champion": "3", "previous_champion": "1"}


def test_a_version_says_why_it_is_what_it_is(registry: Registry) -> None:
    made = registry.register(GateDecision.HOLD, context=RunContext({"data_fingerprint": "abc"}))
    version = connect(registry.uri).get_model_version(NAME, made.version)
    assert re.fullmatch("[0-9a-f]{64}", version.tags.pop("bundle_sha256"))
    assert version.tags == {
        "decision": "HOLD",
        "reasons": "Better. Surely.",
        "training_window": "2024-01-01T00:00:00+00:00/2024-06-01T00:00:00+00:00",
        "data_fingerprint": "abc",
    }


def test_every_version_of_a_run_is_listed(registry: Registry) -> None:
    registry.register()
    client = connect(registry.uri)
    first = client.get_model_version(NAME, "1")
    made = client.create_model_version(NAME, first.source, run_id=first.run_id, model_id=first.model_id)
    set_alias(NAME, "tried", str(made.version), registry.uri)
    runs = list_runs(NAME, registry.uri)
    assert [(run.version, run.aliases) for run in runs] == [("2", ("tried",)), ("1", ("champion",))]
    assert {run.run_id for run in runs} == {first.run_id}
    assert run_named("tried", NAME, registry.uri).version == "2"
    assert run_named(str(first.run_id)[:8], NAME, registry.uri).run_id == first.run_id


@pytest.mark.parametrize(
    ("status", "tags", "verdict"),
    [
        ("FINISHED", {"decision": "HOLD"}, "HOLD"),
        ("FINISHED", {}, "not judged"),
        ("FAILED", {}, "failed"),
        ("RUNNING", {}, "running"),
    ],
)
def test_a_run_that_was_not_judged_has_no_verdict(status: str, tags: dict[str, str], verdict: str) -> None:
    run = RunFacts("1", None, (), status, datetime(2026, 1, 1, tzinfo=UTC), parameters={}, metrics={}, tags=tags)
    assert run.verdict == verdict
    assert f"  gate             {verdict}\n" in run_text(run)


def test_the_run_keeps_the_evidence(registry: Registry) -> None:
    report = registry.folder / "report.html"
    report.write_text("<p>fine</p>")
    made = registry.register(reports=report)
    client = connect(registry.uri)
    run = client.get_run(made.run_id)
    assert run.info.status == "FINISHED"
    metrics = {"gap_closed.value": 0.2, "gap_closed.low": 0.1, "gap_closed.high": 0.3, "brier": 0.21}
    assert run.data.metrics == metrics
    assert run.data.params["trees.max_depth"] == str(Recipe().trees.max_depth)
    assert {file.path for file in client.list_artifacts(made.run_id)} == {"evaluation.json", "report.html"}


def test_the_run_has_its_bets_as_datasets_what_its_steps_used_and_the_way_to_the_dashboard(registry: Registry) -> None:
    used = {"system/tune/cpu_seconds": 12.5}
    tags = {"data_fingerprint": "f00d" * 16}
    made = registry.register(context=RunContext(tags, used, "https://pikkit.example.com/"))
    client = connect(registry.uri)
    run = client.get_run(made.run_id)
    assert run.data.metrics["system/tune/cpu_seconds"] == 12.5
    trained, judged = sorted(run.inputs.dataset_inputs, key=lambda one: one.dataset.name)
    assert [one.tags[0].value for one in (trained, judged)] == ["training", "evaluation"]
    assert json.loads(trained.dataset.profile)["num_rows"] == 1000
    assert "odds" in trained.dataset.schema
    assert mlflow.data.get_source(trained).to_dict() == {"tags": {"pikkit.data_fingerprint": "f00d" * 16}}
    page = f"https://pikkit.example.com/runs/{made.run_id}"
    assert f"]({page})" in run.data.tags["mlflow.note.content"]
    report = client.get_model_version(NAME, made.version).tags["pikkit.report_page"]
    assert report == f"https://pikkit.example.com/models/{made.version}/report"


def test_the_way_to_mlflow_tells_no_password_and_leads_to_no_file() -> None:
    page = mlflow_page("https://me:secret@mlflow.example.com/base/", "3", "abc")
    assert page == "https://mlflow.example.com/base/#/experiments/3/runs/abc"
    assert mlflow_page("sqlite:///mlflow.db", "3", "abc") == ""


def test_mlflow_can_serve_it_without_unpickling(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    import mlflow.pyfunc

    registry.register()
    folder = resolve(f"models:/{NAME}@champion", registry.uri).folder
    files = {file.suffix for file in folder.parents[1].rglob("*") if file.is_file()}
    assert not files & {".pkl", ".pickle", ".joblib"}
    model = mlflow.pyfunc.load_model(str(folder.parents[1]))
    scores = model.predict(model.input_example)
    assert scores.columns.tolist() == ["p_win", "p_market", "low", "high"]
    assert scores["p_win"].item() == pytest.approx(1 / (1 + np.exp(0.05)))


def test_the_model_refuses_a_table_without_the_price(registry: Registry) -> None:
    import mlflow.pyfunc

    registry.register()
    folder = resolve(f"models:/{NAME}/1", registry.uri).folder
    model = mlflow.pyfunc.load_model(str(folder.parents[1]))
    with pytest.raises(Exception, match=r"missing inputs \['odds'\]"):
        model.predict(pd.DataFrame(model.input_example).drop(columns="odds"))


def test_an_orchestrators_run_is_used_and_left_open(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    first = registry.register()
    client = connect(registry.uri)
    opened = client.create_run(client.get_run(first.run_id).info.experiment_id).info.run_id
    monkeypatch.setenv("MLFLOW_RUN_ID", opened)
    assert registry.register().run_id == opened
    assert client.get_run(opened).info.status == "RUNNING"


def test_an_orchestrators_run_that_mlflow_does_not_have_is_a_sentence(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_RUN_ID", "0123456789abcdef")
    with pytest.raises(NotReadyError, match="MLFLOW_RUN_ID is 0123456789abcdef"):
        registry.register()


def test_models_are_found_by_version_by_run_and_by_folder(registry: Registry) -> None:
    first, second = registry.register(), registry.register(GateDecision.REJECT)
    assert resolve(first.uri, registry.uri).version == "1"
    assert resolve(f"runs:/{second.run_id}", registry.uri).version == "2"
    assert resolve(f"runs:/{second.run_id}/model", registry.uri).version == "2"
    in_folder = resolve(str(price_bundle(registry.folder / "mine")), registry.uri)
    assert (in_folder.name, in_folder.version, in_folder.alias) == ("mine", "unregistered", None)


def test_nothing_is_written_to_the_working_folder(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    registry.register()
    resolve(f"models:/{NAME}@champion", registry.uri)
    assert list((tmp_path / "cwd").iterdir()) == []
    assert {path.name for path in registry.folder.iterdir()} == {"made", "mlflow.db", "mlartifacts"}


@pytest.mark.parametrize("uri", [f"models:/{NAME}@champion", f"models:/{NAME}/1", "runs:/abc"])
def test_before_the_first_training_there_is_no_model_and_none_is_made(uri: str, tmp_path: Path) -> None:
    tracking_uri = f"sqlite:///{tmp_path / 'mlflow.db'}"
    with pytest.raises(NotReadyError, match="nothing has been trained here yet"):
        resolve(uri, tracking_uri)
    assert champion(NAME, tracking_uri) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("uri", [f"models:/{NAME}@nobody", f"models:/{NAME}/9", "models:/other@champion", "runs:/abc"])
def test_a_model_that_is_not_there_is_a_sentence(uri: str, registry: Registry) -> None:
    registry.register(GateDecision.HOLD)
    with pytest.raises(NotReadyError, match="There is no model"):
        resolve(uri, registry.uri)
    assert champion(NAME, registry.uri) is None


@pytest.mark.parametrize(
    "uri", ["models:/pikkit", "models:pikkit@champion", "models:/a@b/c", "models:/a/latest", "runs:"]
)
def test_a_uri_of_another_form_is_refused(uri: str, registry: Registry) -> None:
    with pytest.raises(InputError, match="accepted: models:/NAME@ALIAS"):
        resolve(uri, registry.uri)


def test_a_folder_without_a_bundle_is_a_sentence(registry: Registry) -> None:
    with pytest.raises(NotReadyError, match="has no bundle"):
        resolve(str(registry.folder), registry.uri)


def test_a_model_whose_files_are_gone_is_a_sentence(registry: Registry) -> None:
    registry.register()
    (registry.folder / "mlartifacts").rename(registry.folder / "moved")
    with pytest.raises(NotReadyError, match=r"is registered, but its files are not at .*mlartifacts"):
        resolve(f"models:/{NAME}@champion", registry.uri)


def test_an_evaluation_without_a_decision_is_refused_before_anything_is_registered(registry: Registry) -> None:
    bundle = price_bundle(registry.folder / "model")
    evaluation = registry.folder / "evaluation.json"
    evaluation.write_text("{}")
    with pytest.raises(InputError, match="decision"):
        register(bundle, evaluation, tracking_uri=registry.uri, name=NAME)
    with pytest.raises(InputError, match="cannot be read"):
        register(bundle, registry.folder / "none.json", tracking_uri=registry.uri, name=NAME)
    assert connect(registry.uri).search_registered_models() == []


def test_a_database_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "mlflow.db").write_text("these are not the bytes of a database" * 100)
    with pytest.raises(NotReadyError, match="cannot be used"):
        resolve(f"models:/{NAME}@champion", f"sqlite:///{tmp_path / 'mlflow.db'}")


def register_apart(folder: Path, number: int) -> str:
    """In a process of its own: files of its own, the same MLflow."""
    own = Registry(folder / str(number))
    bundle = price_bundle(own.folder / "model")
    evaluation = own.folder / "evaluation.json"
    evaluation.write_text(json.dumps({"decision": "PROMOTE", "reasons": []}))
    shared = Registry(folder)
    root = folder / "mlartifacts"
    return register(bundle, evaluation, tracking_uri=shared.uri, name=NAME, artifact_root=root).version


def test_processes_that_register_at_once_get_a_version_each(registry: Registry) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        versions = pool.starmap(register_apart, [(registry.folder, number) for number in range(2)], chunksize=1)
    assert sorted(versions) == ["1", "2"]
    assert registry.aliases()["champion"] in versions
