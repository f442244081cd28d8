"""Without a link between features and what became of the bets, the model must be the price."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from tests.training.runs import Run, run_file

pytestmark = pytest.mark.xdist_group("training_steps")


def changed(table: pa.Table, **columns: pa.Array) -> pa.Table:
    for name, column in columns.items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def run_on(table: pa.Table, folder: Path) -> Run:
    pq.write_table(table, folder / "training.parquet")
    return run_file(folder / "training.parquet", folder)


def check_no_edge(run: Run) -> None:
    assert sum(run.ensemble.weights.values()) < 0.25
    assert abs(run.gated.evaluation.gap_closed.value) < 0.15


def test_features_that_belong_to_other_bets_give_no_edge(soft_run: Run, tmp_path: Path) -> None:
    table = pq.read_table(soft_run.training)
    order = pa.array(np.random.default_rng(1).permutation(table.num_rows))
    check_no_edge(run_on(changed(table, **{name: table[name].take(order) for name in MODEL_FEATURES}), tmp_path))
    assert soft_run.gated.evaluation.gap_closed.value > 0.4


def test_movements_and_results_that_belong_to_other_bets_give_no_edge(soft_run: Run, tmp_path: Path) -> None:
    table = pq.read_table(soft_run.training)
    rng = np.random.default_rng(2)
    odds, closing = table["odds"].to_numpy(), table["closing_odds"].to_numpy()
    net = (closing - 1) / (odds - 1)  # the movement, as a ratio of net odds
    moved = 1 + (odds - 1) * net[rng.permutation(len(net))]
    won = rng.random(len(odds)) < np.minimum(0.96 / np.where(np.isnan(moved), odds, moved), 0.99)
    outcome = pa.array(np.where(won, "win", "loss").tolist(), pa.string())
    check_no_edge(run_on(changed(table, closing_odds=pa.array(moved, from_pandas=True), outcome=outcome), tmp_path))


def test_what_becomes_of_the_held_out_bets_changes_nothing_that_was_learned(soft_run: Run, tmp_path: Path) -> None:
    table = pq.read_table(soft_run.training)
    late = np.arange(table.num_rows) >= 1500
    outcome = np.where(late, "loss", table["outcome"].to_numpy()).tolist()
    closing = np.where(late, 9.0, table["closing_odds"].to_numpy())
    run = run_on(
        changed(table, outcome=pa.array(outcome, pa.string()), closing_odds=pa.array(closing, from_pandas=True)),
        tmp_path,
    )
    assert run.ensemble == soft_run.ensemble
    for file in (*(f"{name}.member" for name in run.ensemble.weights), "reference.parquet"):
        assert (run.bundle / file).read_bytes() == (soft_run.bundle / file).read_bytes()
