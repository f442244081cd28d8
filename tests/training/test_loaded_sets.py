"""A training file read some rows at a time gives the same set as the whole table, to the last bit."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build.build import TRAINING_FILE
from pikkit.training import dataset
from pikkit.training.dataset import TrainingSet, load_training_set, settled_columns, training_set
from tests.training.worlds import bets_table, training_file, training_table


def _bytes(data: TrainingSet) -> dict[str, tuple[object, bytes]]:
    arrays = {field.name: getattr(data, field.name) for field in fields(data)}
    return {name: ((array.dtype, array.shape), array.tobytes()) for name, array in arrays.items()}


@pytest.mark.parametrize("at_once", [1, 7, 1 << 13])
def test_a_file_read_in_pieces_is_the_whole_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    rows = training_table(training_file(bets_table(120, seed=3), tmp_path / "made"))
    shuffled = rows.take(pa.array(np.random.default_rng(1).permutation(rows.num_rows)))
    never_settled = pa.array([row % 5 == 0 for row in range(rows.num_rows)])
    settled_at = pa.array(
        [
            None if gone else moment
            for gone, moment in zip(never_settled.to_pylist(), shuffled["settled_at"].to_pylist(), strict=True)
        ],
        shuffled.schema.field("settled_at").type,
    )
    shuffled = shuffled.set_column(shuffled.schema.get_field_index("settled_at"), "settled_at", settled_at)
    file = tmp_path / TRAINING_FILE
    pq.write_table(shuffled, file, row_group_size=50)
    monkeypatch.setattr(dataset, "_AT_ONCE", at_once)
    loaded = load_training_set(file)
    assert 0 < len(loaded) < rows.num_rows
    assert _bytes(loaded) == _bytes(training_set(shuffled))
    moments = settled_columns(file, ("odds",))["placed_at"].cast(pa.int64()).to_numpy()
    assert np.array_equal(moments, loaded.placed_at)


def test_a_file_without_a_settled_bet_is_an_empty_set(tmp_path: Path) -> None:
    rows = training_table(training_file(bets_table(30, seed=3), tmp_path / "made"))
    file = tmp_path / TRAINING_FILE
    pq.write_table(rows.slice(0, 0), file)
    assert len(load_training_set(file)) == 0
