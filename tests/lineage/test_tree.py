"""What was made from what."""

from typing import Any

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.lineage.finding import trace
from pikkit.lineage.graph import Graph
from pikkit.lineage.journal_reader import runs_of
from pikkit.lineage.tree import DatasetOrigin, RunOrigins
from tests.lineage.told import dataset, event, parent

HASH = "sha256:" + "ab" * 32
EXPORT = dataset("/exports/ann.csv", "EXPORT", "ann", HASH, 12)
BETS = dataset("/run/ingest/bets", label="bets")
FEATURES = dataset("/run/build_features/features", label="features")
BUNDLE = dataset("/run/calibrate/bundle", label="bundle")
MODEL = dataset("models:/pikkit/1", "MODEL", "model", "1")
NAME: dict[str, Any] = {"tags": [{"key": "name", "value": "training-1", "source": "PIKKIT"}]}
STEP: dict[str, Any] = {"parent": parent("whole")}


def graph(*lines: bytes) -> Graph:
    return Graph(runs_of(lines))


def trained() -> Graph:
    """A small training run."""
    return graph(
        event("whole", "START", 0, job="pikkit-training", tags=NAME),
        event("ingest", at=1, inputs=[EXPORT], outputs=[BETS], **STEP),
        event("build", at=2, inputs=[BETS], outputs=[FEATURES], **STEP),
        event("fit", at=3, inputs=[FEATURES], outputs=[BUNDLE], **STEP),
        event("register", at=4, inputs=[BUNDLE, BETS], outputs=[MODEL], **STEP),
        event("whole", "COMPLETE", 5, job="pikkit-training", tags=NAME),
    )


def names(origin: DatasetOrigin) -> object:
    """A tree as nested tuples of labels; what is left out as shown above is a string with a star."""
    if origin.above:
        return f"{origin.dataset.label}*"
    return (origin.dataset.label, *map(names, origin.sources)) if origin.run else origin.dataset.label


def test_a_model_goes_back_to_the_hash_of_the_export() -> None:
    origin = trace(trained(), "models:/pikkit/1")
    assert isinstance(origin, DatasetOrigin)
    assert names(origin) == ("model", ("bundle", ("features", ("bets", "ann"))), "bets*")
    source = origin.sources[0].sources[0].sources[0].sources[0].dataset
    assert (source.id.name, source.version, source.rows) == ("/exports/ann.csv", HASH, 12)


def test_an_alias_is_the_version_it_stands_for() -> None:
    assert trace(trained(), "models:/pikkit@champion", "1") == trace(trained(), "models:/pikkit/1")
    with pytest.raises(InputError, match="only the model registry knows"):
        trace(trained(), "models:/pikkit@champion")


@pytest.mark.parametrize("asked", ["whole", "training-1"])
def test_a_pipeline_run_shows_where_what_it_left_comes_from(asked: str) -> None:
    traced = trace(trained(), asked)
    assert isinstance(traced, RunOrigins)
    assert traced.run.state == "COMPLETE"
    assert [names(source) for source in traced.sources] == [
        ("model", ("bundle", ("features", ("bets", "ann"))), "bets*")
    ]


def test_a_step_run_shows_where_what_it_read_comes_from() -> None:
    traced = trace(trained(), "fit")
    assert [names(source) for source in traced.sources] == [("features", ("bets", "ann"))]


@pytest.mark.parametrize("asked", ["/run/ingest/bets", "ingest/bets", "./ingest/bets/", "bets"])
def test_a_dataset_is_found_by_the_end_of_its_path(asked: str) -> None:
    traced = trace(trained(), asked)
    assert isinstance(traced, DatasetOrigin)
    assert names(traced) == ("bets", "ann")


@pytest.mark.parametrize("asked", ["ababab", HASH, HASH.upper().replace("SHA", "sha"), "ann.csv"])
def test_an_export_is_found_by_its_hash_or_name(asked: str) -> None:
    traced = trace(trained(), asked)
    assert isinstance(traced, DatasetOrigin)
    assert (traced.dataset.id.name, traced.run) == ("/exports/ann.csv", None)


@pytest.mark.parametrize("asked", ["nothing", "models:/pikkit/7", "ababa", "", "/", "models:/"])
def test_what_nobody_recorded_is_a_sentence(asked: str) -> None:
    with pytest.raises(NotReadyError, match=r"Nothing recorded here is called .* Accepted: a model"):
        trace(trained(), asked)


def test_what_fits_several_is_asked_back() -> None:
    two = graph(event("a", outputs=[dataset("/1/bets")]), event("b", outputs=[dataset("/2/bets")]))
    with pytest.raises(InputError, match=r"'bets' fits 2 datasets: /1/bets, /2/bets"):
        trace(two, "bets")


def test_an_empty_journal_says_so() -> None:
    with pytest.raises(NotReadyError, match="No lineage has been recorded here yet"):
        trace(graph(), "bets")


def test_a_reader_sees_what_was_there_when_it_read() -> None:
    place = dataset("/served")
    written = graph(
        event("old", at=1, outputs=[place]),
        event("reader", at=2, inputs=[place], outputs=[dataset("/made")]),
        event("new", at=3, outputs=[place]),
    )
    made, now = trace(written, "/made"), trace(written, "/served")
    assert isinstance(made, DatasetOrigin)
    assert isinstance(now, DatasetOrigin)
    assert made.sources[0].run == written.runs["old"]
    assert now.run == written.runs["new"]


def test_the_run_that_wrote_the_very_version_counts() -> None:
    written = graph(
        event("first", at=1, outputs=[dataset("/store", version="1")]),
        event("second", at=2, outputs=[dataset("/store", version="2")]),
        event("reader", at=3, inputs=[dataset("/store", version="1")], outputs=[dataset("/made")]),
    )
    made = trace(written, "/made")
    assert isinstance(made, DatasetOrigin)
    assert made.sources[0].run == written.runs["first"]


def test_a_run_that_reads_what_it_writes_ends() -> None:
    turning = graph(
        event("a", at=1, inputs=[BETS, FEATURES], outputs=[BETS]), event("b", at=2, inputs=[BETS], outputs=[FEATURES])
    )
    assert isinstance(trace(turning, "features"), DatasetOrigin)
