"""The steps before learning, called as functions on files, from an export to online features."""

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from kfp.dsl import HTML, Artifact, Dataset, Metrics

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.progress import read_progress
from pikkit.bets.schema import BETS
from pikkit.components.build_features.component import build_features
from pikkit.components.ingest.component import ingest
from pikkit.components.materialize.component import materialize
from pikkit.components.quality_gate.component import quality_gate
from pikkit.components.validate.component import validate
from pikkit.features.views.view import VIEWS
from pikkit.sample import SampleConfig, generate_sample, write_exports


@dataclass(frozen=True)
class Files:
    """Artifacts in a folder."""

    folder: Path

    def dataset(self, name: str) -> Dataset:
        return Dataset(name=name, uri=str(self.folder / name), metadata={})


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write_exports(generate_sample(SampleConfig(bets=300, bettors=2, bad_share=0.02)), folder)
    return folder


def test_ingest_makes_a_snapshot_and_says_what_is_in_it(files: Files, exports: Path) -> None:
    bets, metrics = files.dataset("bets"), Metrics()
    ingest.python_func(bets, metrics, bets_path=str(exports))
    said = metrics.metadata
    assert pq.read_schema(bets.path).equals(BETS)
    assert pq.read_metadata(bets.path).num_rows == said["bets"] == said["imported_inserted"]
    assert said["imported_rows"] == 300
    assert said["bets"] + said["quarantined"] == 300
    assert said["quarantined"] > 0


def test_ingest_without_exports_reads_the_store_as_of_a_moment(files: Files, exports: Path) -> None:
    everything, early, metrics = files.dataset("all"), files.dataset("early"), Metrics()
    ingest.python_func(everything, Metrics(), bets_path=str(exports))
    ingest.python_func(early, metrics, as_of="2025-06-01T00:00:00Z")
    assert 0 < pq.read_metadata(early.path).num_rows < pq.read_metadata(everything.path).num_rows
    assert early.metadata["fingerprint"] == everything.metadata["fingerprint"]
    assert "imported_rows" not in metrics.metadata


def test_ingest_uses_the_store_it_is_told(files: Files, exports: Path, home: Path) -> None:
    url = f"sqlite:///{files.folder / 'mine.db'}"
    ingest.python_func(
        files.dataset("bets"), Metrics(), bets_path=str(exports), settings=json.dumps({"store_url": url})
    )
    assert (files.folder / "mine.db").exists()
    assert not (home / "pikkit.db").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"bets_path": "/no/such/export.csv"}, "/no/such/export.csv"),
        ({"as_of": "yesterday"}, "'yesterday' cannot be read"),
        ({"as_of": "2025-06-01T00:00:00"}, "time zone"),
        ({"settings": '{"store_url": "mongodb://host/bets"}'}, "mongodb"),
    ],
)
def test_ingest_refuses_what_it_cannot_read(files: Files, arguments: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        ingest.python_func(files.dataset("bets"), Metrics(), **arguments)
    assert not (files.folder / "bets").exists()


def test_too_few_bets_stop_at_the_gate_with_the_report_written(files: Files, exports: Path) -> None:
    bets, metrics = files.dataset("bets"), Metrics()
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    report = Artifact(name="report", uri=str(files.folder / "report"), metadata={})
    page = HTML(name="page", uri=str(files.folder / "page.html"), metadata={})
    validate.python_func(bets, report, page, metrics)
    assert metrics.metadata["blocking"] == 1
    assert json.loads((files.folder / "report" / "report.json").read_text())["passed"] is False
    assert "500 straight bets" in Path(page.path).read_text()
    with pytest.raises(InputError, match=r"do not pass the quality gate.*500 straight bets"):
        quality_gate.python_func(report)


def test_enough_bets_pass_the_gate(files: Files, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_MIN_BETS", "100")
    bets = files.dataset("bets")
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    report = Artifact(name="report", uri=str(files.folder / "report"), metadata={})
    validate.python_func(bets, report, HTML(name="page", uri=str(files.folder / "page.html"), metadata={}), Metrics())
    quality_gate.python_func(report)


def test_a_folder_without_a_report_does_not_pass(files: Files) -> None:
    with pytest.raises(InputError, match=r"report\.json is no quality report"):
        quality_gate.python_func(Artifact(name="report", uri=str(files.folder), metadata={}))


def test_features_are_built_and_served(
    files: Files, exports: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bets, features = files.dataset("bets"), files.dataset("features")
    built, served = Metrics(), Metrics()
    ingest.python_func(bets, Metrics(), bets_path=str(exports))
    build_features.python_func(bets, features, built)
    assert built.metadata["rows"] == pq.read_metadata(bets.path).num_rows
    materialize.python_func(features, served)
    assert served.metadata["rows"] > 0
    heard = [figures for line in capsys.readouterr().out.splitlines() if (figures := read_progress(line))]
    parts = {step: [part["done"] for part in heard if part["step"] == step] for step in ("ingest", "build_features")}
    assert parts == {"ingest": [0, 1, 2, 3], "build_features": [0, 1, 2]}
    assert [part["done"] for part in heard if part["step"] == "materialize"] == list(range(3 + len(VIEWS)))
    assert {"feature_store.yaml", "online.db", "registry.db", "views"} <= {
        p.name for p in (home / "features").iterdir()
    }


def test_a_folder_without_features_is_not_served(files: Files, home: Path) -> None:
    with pytest.raises(NotReadyError, match="holds no built features"):
        materialize.python_func(files.dataset("features"), Metrics())
    assert not (home / "features").exists()
