"""Runs from a journal."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from pikkit.lineage.datasets import DatasetKind
from pikkit.lineage.journal_reader import runs_of
from tests.lineage.told import dataset, event, parent


def test_a_run_is_what_all_its_events_say() -> None:
    bets = dataset("/bets", label="bets", version="12-ab", rows=12)
    lines = [
        event("r", "START", 1, parent=parent("whole")),
        event("r", "COMPLETE", 61, inputs=[dataset("/ann.csv", "EXPORT", version="sha256:aa")], outputs=[bets]),
    ]
    run = runs_of(lines)["r"]
    assert (run.state, run.parent, run.job) == ("COMPLETE", "whole", "pikkit-training.r")
    assert (run.ended_at or run.started_at) - run.started_at == run.started_at.resolution * 60_000_000
    assert [(d.kind, d.id.name, d.version) for d in run.inputs] == [(DatasetKind.EXPORT, "/ann.csv", "sha256:aa")]
    assert [(d.label, d.rows, d.version) for d in run.outputs] == [("bets", 12, "12-ab")]
    assert runs_of(reversed(lines)) == runs_of(lines)


def test_a_run_that_was_killed_has_begun_and_not_ended() -> None:
    run = runs_of([event("r", "START")])["r"]
    assert (run.state, run.ended_at) == ("START", None)


def test_a_failed_run_says_why() -> None:
    facet = {"message": "There is no file.", "programmingLanguage": "PYTHON"}
    assert runs_of([event("r", "START"), event("r", "FAIL", 1, errorMessage=facet)])["r"].error == "There is no file."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=80) | JSON.map(lambda value: json.dumps(value).encode()))
@example(b"")
@example(event("x")[:-40])
def test_a_line_that_is_no_event_is_passed_over(line: bytes) -> None:
    assert set(runs_of([event("r"), line, event("s")])) == {"r", "s"}


@given(JSON)
@example([{"key": "name"}])
@example({"tags": [{}]})
def test_odd_facets_of_others_break_nothing(odd: object) -> None:
    others = [event("odd", tags=odd), event("odd", parent=odd), event("odd", errorMessage={"message": odd})]
    strange = {"namespace": "n", "name": "d", "facets": {"schema": odd, "datasetType": {"datasetType": odd}}}
    assert "r" in runs_of([*others, event("odd", inputs=[strange]), event("r")])
