"""Replays: every settled bet of an export scored as of its placement, on the store and its own earlier bets."""

from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.bets.schema import BETS
from pikkit.features.build.build import features_as_of
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import settled_bets, training_set
from pikkit.training.evaluation import measure_bundle
from pikkit.training.evaluation.segment_keys import segment_keys
from pikkit.training.replay import Replay, replay
from tests.training.runs import Run
from tests.training.worlds import START, bets_table

pytestmark = pytest.mark.xdist_group("training_steps")

STORE = bets_table(1200, seed=1)
EXPORT = STORE.slice(900)


@pytest.fixture(scope="module")
def bundle(soft_run: Run) -> Bundle:
    return Bundle.load(soft_run.bundle)


@pytest.fixture(scope="module")
def found(bundle: Bundle) -> Replay:
    """The replay of the export on the whole store."""
    return replay(bundle, EXPORT, STORE)


def set_column(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    return table.set_column(
        table.schema.get_field_index(name), BETS.field(name), pa.array(values, BETS.field(name).type)
    )


def same(one: Replay, other: Replay) -> bool:
    return repr(one) == repr(other)  # NaN equals NaN


def test_bets_of_the_store_that_are_in_the_export_too_are_not_counted_twice(bundle: Bundle, found: Replay) -> None:
    assert same(found, replay(bundle, EXPORT, STORE.slice(0, 900)))


def test_it_is_the_evaluation_of_the_features_as_of_each_bet(bundle: Bundle, found: Replay) -> None:
    table = settled_bets(features_as_of(EXPORT, STORE))
    assert repr(found.evaluation) == repr(measure_bundle(bundle, training_set(table), keys=segment_keys(table)))
    assert found.evaluation.bets == 300


def test_bets_of_the_store_later_than_the_export_change_nothing(bundle: Bundle) -> None:
    asked = STORE.slice(600, 300)
    assert same(replay(bundle, asked, STORE), replay(bundle, asked, STORE.slice(0, 900)))


def test_earlier_bets_of_the_store_count(bundle: Bundle, found: Replay) -> None:
    assert not same(found, replay(bundle, EXPORT, BETS.empty_table()))


def test_how_the_exports_last_bets_end_does_not_touch_the_scores_of_its_first(bundle: Bundle) -> None:
    results = EXPORT["outcome"].to_pylist()
    other = set_column(EXPORT, "outcome", results[:150] + ["push"] * 150)
    first = features_as_of(EXPORT, pa.concat_tables([STORE.slice(0, 900), EXPORT])).slice(0, 150)
    alone = features_as_of(other, pa.concat_tables([STORE.slice(0, 900), other])).slice(0, 150)
    scores = [bundle.predict_set(training_set(table)).p_win.tobytes() for table in (first, alone)]
    assert scores[0] == scores[1]


def test_bets_the_model_may_have_learned_from_are_counted(bundle: Bundle) -> None:
    placed = pc.less_equal(STORE["placed_at"], pa.scalar(bundle.window.end, STORE["placed_at"].type))
    assert replay(bundle, STORE, STORE).learned_from == pc.sum(placed).as_py() == 1200
    late = set_column(EXPORT, "placed_at", [START + timedelta(days=900, hours=i) for i in range(300)])
    late = set_column(late, "settled_at", [START + timedelta(days=900, hours=i + 1) for i in range(300)])
    assert replay(bundle, late, STORE).learned_from == 0


def test_the_window_ends_at_the_microsecond(bundle: Bundle) -> None:
    end = bundle.window.end
    at = set_column(EXPORT.slice(0, 2), "placed_at", [end, end + timedelta(microseconds=1)])
    at = set_column(at, "settled_at", [end + timedelta(hours=1)] * 2)
    assert replay(bundle, at, STORE).learned_from == 1


def test_settled_bets_without_a_settlement_time_are_left_out_and_counted(bundle: Bundle) -> None:
    settled = EXPORT["settled_at"].to_pylist()
    undated = set_column(EXPORT, "settled_at", [None] * 40 + settled[40:])
    found = replay(bundle, undated, STORE)
    assert (found.evaluation.bets, found.undated) == (260, 40)


def test_open_bets_are_left_out_and_none_at_all_is_no_error(bundle: Bundle) -> None:
    opened = set_column(set_column(EXPORT, "outcome", ["open"] * 300), "settled_at", [None] * 300)
    found = replay(bundle, opened, STORE)
    assert found.evaluation.bets == 0
    assert found.learned_from == found.undated == 0
    assert np.isnan(found.evaluation.log_loss_model)
