"""The cases of docs/features-time.md that ``test_leakage.py`` does not have, and stores with nothing in them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.features.build.build import TRAINING_FILE, VIEW_FOLDER, build_features, features_as_of, joined_columns
from pikkit.features.views.view import VIEWS
from pikkit.features.views.view_file import view_schema
from tests.features.histories import DAY, MICROSECOND, bet, table

WINS = "historical_performance__wins_all"
BETS = "historical_performance__bets_all"


def seen(column: str, history: dict[str, Any], *placed: timedelta) -> list[float]:
    """A column as of some moments, with one bet in the past."""
    return list(joined_columns(table(*(bet(moment) for moment in placed)), table(history))[column].tolist())


def test_a_late_settlement_counts_from_when_it_settled() -> None:
    late = bet(DAY, 90 * DAY)
    assert seen(BETS, late, 2 * DAY, 90 * DAY, 90 * DAY + MICROSECOND) == [0.0, 0.0, 1.0]


def test_a_correction_counts_as_if_it_had_always_been_so() -> None:
    corrected = bet(DAY, 2 * DAY, outcome="loss")
    assert seen(WINS, bet(DAY, 2 * DAY), 3 * DAY, 300 * DAY) == [1.0, 1.0]
    assert seen(WINS, corrected, 3 * DAY, 300 * DAY) == [0.0, 0.0]


def test_a_bet_settled_before_it_was_placed_counts_from_its_placement() -> None:
    assert seen(BETS, bet(3 * DAY, DAY), 2 * DAY, 3 * DAY, 3 * DAY + MICROSECOND) == [0.0, 0.0, 1.0]


def test_a_settlement_in_the_future_is_known_only_after_it() -> None:
    far = 10_000 * DAY
    assert seen(BETS, bet(DAY, far), 2 * DAY, far, far + MICROSECOND) == [0.0, 0.0, 1.0]


def test_an_amount_that_cannot_be_counted_exactly_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        features_as_of(table(bet(DAY)), table(bet(DAY, 2 * DAY, stake=1e300)))


@pytest.mark.parametrize("bets", [table(), table(bet(DAY), bet(DAY, 2 * DAY, bet_type="round_robin", n_legs=3))])
def test_a_store_without_history_builds_empty_well_formed_files(bets: pa.Table, tmp_path: Path) -> None:
    pq.write_table(bets, tmp_path / "bets.parquet")
    assert build_features(tmp_path / "bets.parquet", tmp_path) == bets.num_rows
    for view in VIEWS:
        built = pq.read_table(tmp_path / VIEW_FOLDER / f"{view.name}.parquet")
        assert built.num_rows == 0
        assert built.schema.equals(view_schema(view))
    assert pq.read_table(tmp_path / TRAINING_FILE).equals(features_as_of(bets, bets))
    assert {path.name for path in tmp_path.iterdir()} == {"bets.parquet", VIEW_FOLDER, TRAINING_FILE}
