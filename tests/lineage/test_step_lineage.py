"""The real steps, called on files one after another, and the tree that their events add up to."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kfp.dsl import HTML, Artifact, Dataset, Markdown, Metrics, Model

from pikkit.base.errors import InputError
from pikkit.components.build_features.component import build_features
from pikkit.components.fetch_quotes.component import fetch_quotes
from pikkit.components.ingest.component import ingest
from pikkit.components.materialize.component import materialize
from pikkit.components.quality_gate.component import quality_gate
from pikkit.components.register.component import register
from pikkit.components.validate.component import validate
from pikkit.lineage.finding import trace
from pikkit.lineage.home_lineage import load_graph
from pikkit.lineage.tree import DatasetOrigin
from pikkit.report import write_report
from pikkit.settings import get_settings
from tests.quotes.odds_api_server import KEY, odds_api
from tests.sync.generated import write_rows
from tests.training.registries import price_bundle
from tests.training.reports import plain_report

ROWS = 120


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    write_rows(folder / "ann.csv", ROWS)
    write_rows(folder / "bob.csv", ROWS)
    return folder


@pytest.fixture
def artifact(tmp_path: Path) -> Callable[..., Any]:
    """Makes an artifact of a type, in a folder of the test's own."""

    def make(type_: type[Artifact], name: str) -> Artifact:
        return type_(name=name, uri=str(tmp_path / "made" / name), metadata={})

    (tmp_path / "made").mkdir()
    return make


def traced(asked: str) -> DatasetOrigin:
    found = trace(load_graph(get_settings()), asked)
    assert isinstance(found, DatasetOrigin)
    return found


def sources(origin: DatasetOrigin) -> dict[str, str]:
    """The version of every dataset below that no run wrote, by name."""
    if origin.run is None:
        return {origin.dataset.id.name: origin.dataset.version}
    return {name: version for source in origin.sources for name, version in sources(source).items()}


def hashes(exports: Path) -> dict[str, str]:
    return {str(file): f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in exports.iterdir()}


def events(home: Path, step: str) -> list[dict[str, Any]]:
    lines = (home / "lineage" / "events.jsonl").read_text().splitlines()
    return [event for event in map(json.loads, lines) if event["job"]["name"] == step]


def test_features_go_back_to_the_hashes_of_the_exports(exports: Path, artifact: Callable[..., Any], home: Path) -> None:
    bets, features = artifact(Dataset, "bets"), artifact(Dataset, "features")
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    build_features.python_func(bets, features, Metrics())
    materialize.python_func(features, Metrics())
    found = sources(traced(str(home / "features")))
    store = str(home / "pikkit.db" / "bets")
    assert found == {**hashes(exports), store: bets.metadata["fingerprint"]}


def test_features_go_back_to_the_quotes_they_were_made_with_and_these_to_their_fetch(
    exports: Path, artifact: Callable[..., Any], home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIKKIT_QUOTES_KEY", KEY)
    bets, asked = artifact(Dataset, "bets"), {"home": str(home), "quotes_sports": "soccer_epl"}
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    versions = []
    for number in range(3):
        if number:
            time.sleep(1.0)  # the feed's moments are whole seconds, and the same quote again is none
            with odds_api() as api:
                settings = json.dumps(asked | {"quotes_url": api.url})
                fetch_quotes.python_func(Metrics(), Markdown(uri=str(tmp_path / f"{number}.md")), settings)
        features = artifact(Dataset, f"features-{number}")
        build_features.python_func(bets, features, Metrics())
        read_by_label = {one.dataset.label: one for one in traced(features.path).sources}
        versions.append(read_by_label["quotes"].dataset.version if "quotes" in read_by_label else "")
    assert versions[0] == ""
    assert len(set(versions)) == 3
    assert read_by_label["quotes"].run is not None
    assert read_by_label["quotes"].run.job.endswith("fetch_quotes")
    assert KEY not in (home / "lineage" / "events.jsonl").read_text()


def test_exports_that_were_imported_before_are_sources_too(
    exports: Path, artifact: Callable[..., Any], home: Path
) -> None:
    ingest.python_func(artifact(Dataset, "first"), Metrics(), bets_path=str(exports))
    known = hashes(exports)
    (exports / "ann.csv").unlink()
    ingest.python_func(artifact(Dataset, "second"), Metrics())
    assert known.items() <= sources(traced("second")).items()


def test_validation_tells_what_was_checked_and_a_blocked_gate_why_it_failed(
    exports: Path, artifact: Callable[..., Any], home: Path
) -> None:
    bets, report = artifact(Dataset, "bets"), artifact(Artifact, "report")
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    validate.python_func(bets, report, artifact(HTML, "page.html"), Metrics())
    with pytest.raises(InputError):
        quality_gate.python_func(report)
    (checked,) = events(home, "validate")[-1]["inputs"]
    assertions = {a["assertion"]: a for a in checked["inputFacets"]["dataQualityAssertions"]["assertions"]}
    assert (assertions["enough_decided"]["success"], assertions["enough_decided"]["severity"]) == (False, "error")
    assert assertions["enough_decided"]["description"].startswith("Training needs 500 straight bets")
    metrics = checked["inputFacets"]["dataQualityMetrics"]
    assert metrics["rowCount"] == checked["inputFacets"]["inputStatistics"]["rowCount"] > ROWS
    assert metrics["columnMetrics"]["odds"]["nullCount"] == 0
    failed = events(home, "quality_gate")[-1]
    assert failed["eventType"] == "FAIL"
    assert failed["run"]["facets"]["errorMessage"]["message"].startswith("The bets do not pass the quality gate")


def test_a_registered_model_goes_back_to_the_exports(exports: Path, artifact: Callable[..., Any]) -> None:
    bets, bundle = artifact(Dataset, "bets"), artifact(Model, "bundle")
    evaluation, report = artifact(Artifact, "evaluation.json"), artifact(Artifact, "report")
    told = artifact(Artifact, "told")
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    price_bundle(Path(bundle.path))
    Path(evaluation.path).write_text(json.dumps({"decision": "PROMOTE", "reasons": ["Better."]}))
    Path(report.path).mkdir()
    write_report(plain_report(), Path(told.path))
    register.python_func(bundle, evaluation, report, bets, told, artifact(Artifact, "registered.json"))
    assert hashes(exports).items() <= sources(traced("models:/pikkit/1")).items()
