"""What a step tells, to the journal and to a collector, and what happens when nobody listens."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from kfp.dsl import Artifact, Dataset

from pikkit.lineage import emitting
from pikkit.lineage.parents import PARENT, parent_of
from pikkit.lineage.recording import recorded
from pikkit.settings import get_settings
from tests.lineage.collector import closed_port, collecting

RUN = "0190f1a0-0000-7000-8000-000000000000"


@pytest.fixture
def told(home: Path) -> Callable[[], list[dict[str, Any]]]:
    """The events in the home's journal."""
    journal = home / "lineage" / "events.jsonl"
    return lambda: [json.loads(line) for line in journal.read_text().splitlines()]


@pytest.fixture
def table(tmp_path: Path) -> Dataset:
    """A table of three rows, two of them with a name."""
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"name": ["a", None, "b"], "odds": [1.5, 2.0, 2.5]}), path)
    return Dataset(name="table", uri=str(path), metadata={"fingerprint": "3-ab"})


def step(source: Artifact, folder: Path) -> None:
    """A step that reads an artifact and writes one."""
    made = Artifact(name="made", uri=str(folder / "made"), metadata={})
    with recorded("polish", get_settings(), {"rough": source}, {"smooth": made}):
        Path(made.path).write_text("done")


def collect(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PIKKIT_LINEAGE_URL", url)
    get_settings.cache_clear()


def test_a_step_begins_and_completes_with_what_it_read_and_wrote(
    table: Dataset, tmp_path: Path, told: Callable[[], list[dict[str, Any]]]
) -> None:
    step(table, tmp_path)
    start, complete = told()
    assert (start["eventType"], complete["eventType"]) == ("START", "COMPLETE")
    assert start["run"]["runId"] == complete["run"]["runId"]
    assert complete["job"]["name"] == "polish"
    assert start["outputs"] == []
    (read,), (wrote,) = complete["inputs"], complete["outputs"]
    assert (read["namespace"], read["name"]) == ("file", str(tmp_path / "table.parquet"))
    assert [(f["name"], f["type"]) for f in read["facets"]["schema"]["fields"]] == [
        ("name", "string"),
        ("odds", "double"),
    ]
    assert read["facets"]["version"]["datasetVersion"] == "3-ab"
    assert read["inputFacets"]["inputStatistics"]["rowCount"] == 3
    assert wrote["outputFacets"]["outputStatistics"]["size"] == len("done")


def tags_by_us(event: dict[str, Any]) -> dict[str, float]:
    tags = event["run"]["facets"].get("tags", {}).get("tags", [])
    return {tag["key"]: float(tag["value"]) for tag in tags if tag["source"] == "PIKKIT"}


def test_a_step_that_is_done_tells_what_its_process_used(
    table: Dataset, tmp_path: Path, told: Callable[[], list[dict[str, Any]]]
) -> None:
    step(table, tmp_path)
    start, complete = told()
    before, used = (tags_by_us(event) for event in (start, complete))
    assert before == {}
    assert used.keys() == {"cpu_seconds", "peak_memory_mib"}
    assert used["peak_memory_mib"] > psutil.Process().memory_info().rss / 2**21  # within a factor of two
    assert used["cpu_seconds"] > 0


def test_a_failing_step_says_why_and_still_fails(told: Callable[[], list[dict[str, Any]]]) -> None:
    with pytest.raises(ValueError, match="too rough"), recorded("polish", get_settings()):
        raise ValueError("too rough")
    failed = told()[-1]
    assert failed["eventType"] == "FAIL"
    assert failed["run"]["facets"]["errorMessage"]["message"] == "too rough"


def test_an_interrupted_step_is_aborted(told: Callable[[], list[dict[str, Any]]]) -> None:
    with pytest.raises(KeyboardInterrupt), recorded("polish", get_settings()):
        raise KeyboardInterrupt
    assert [event["eventType"] for event in told()] == ["START", "ABORT"]


def test_a_step_names_the_run_it_is_part_of(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[], list[dict[str, Any]]]
) -> None:
    monkeypatch.setenv(PARENT, f"pikkit/pikkit-training/{RUN}")
    with recorded("polish", get_settings()):
        pass
    for event in told():
        assert event["job"]["name"] == "pikkit-training.polish"
        assert event["run"]["facets"]["parent"]["run"]["runId"] == RUN
        assert event["run"]["facets"]["parent"]["job"] == {
            "namespace": "pikkit",
            "name": "pikkit-training",
            "facets": {},
        }


def test_on_a_cluster_the_run_is_in_the_artifacts_place() -> None:
    found = parent_of(["/tmp/x", f"minio://mlpipeline/v2/artifacts/pikkit-training/{RUN}/ingest/1f/bets"])  # noqa: S108
    assert found is not None
    assert (found.job, found.run) == ("pikkit-training", RUN)


@pytest.mark.parametrize("said", ["", "x", "a/b/c", "a/b/not-a-uuid", f"a/{RUN}", f"//{RUN}"])
def test_a_parent_that_cannot_be_read_is_none(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PARENT, said)
    assert parent_of(["/tmp/x"]) is None  # noqa: S108


def test_a_collector_gets_the_same_events_as_the_journal(
    table: Dataset, tmp_path: Path, told: Callable[[], list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENLINEAGE_API_KEY", "the-key")
    with collecting() as collector:
        collect(monkeypatch, collector.url)
        step(table, tmp_path)
    assert collector.bodies == told()
    assert collector.paths == ["/api/v1/lineage"] * 2
    assert collector.keys == ["Bearer the-key"] * 2


@pytest.mark.parametrize("status", [400, 503])
def test_a_collector_that_fails_is_a_warning_and_the_journal_has_all(
    status: int,
    table: Dataset,
    tmp_path: Path,
    told: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with collecting(status) as collector:
        collect(monkeypatch, collector.url.replace("//", "//ann:s3cret@"))
        step(table, tmp_path)
    assert len(told()) == 2
    assert [r.levelno for r in caplog.records if r.name == "pikkit.lineage"] == [logging.WARNING]
    assert "the run goes on" in caplog.text
    assert "s3cret" not in caplog.text


def test_a_collector_that_never_answers_is_left_alone_after_a_while(
    table: Dataset,
    tmp_path: Path,
    told: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(emitting, "TIMEOUT_SECONDS", 0.2)
    with collecting(slow=True) as collector:
        collect(monkeypatch, collector.url)
        step(table, tmp_path)
        assert [body["eventType"] for body in collector.bodies] == ["START"]
    assert len(told()) == 2
    assert "the run goes on" in caplog.text


@pytest.mark.parametrize("url", ["a closed port", "no address", "ftp://127.0.0.1/x"])
def test_a_collector_that_is_not_there_is_a_warning(
    url: str,
    table: Dataset,
    tmp_path: Path,
    told: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    collect(monkeypatch, closed_port() if url == "a closed port" else url)
    step(table, tmp_path)
    assert len(told()) == 2
    assert "the run goes on" in caplog.text


def test_a_home_that_cannot_be_written_is_a_warning(
    home: Path, table: Dataset, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home.write_text("a file where the home should be")
    step(table, tmp_path)
    assert (tmp_path / "made").read_text() == "done"
    assert "the run goes on" in caplog.text


def test_openlineage_can_be_switched_off(
    home: Path, table: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENLINEAGE_DISABLED", "true")
    step(table, tmp_path)
    assert not home.exists()


def test_a_table_that_is_none_is_described_by_its_size(
    tmp_path: Path, told: Callable[[], list[dict[str, Any]]]
) -> None:
    (tmp_path / "table.parquet").write_text("not Parquet")
    step(Dataset(name="table", uri=str(tmp_path / "table.parquet"), metadata={}), tmp_path)
    (read,) = told()[-1]["inputs"]
    assert read["inputFacets"]["inputStatistics"]["size"] == len("not Parquet")
    assert "schema" not in read["facets"]
