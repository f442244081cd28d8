"""A parlay is known by its legs, offline as online."""

import math

import numpy as np
import pytest

from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.definitions.feature_matrix import feature_matrix
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.selection import BetBatch, batch_columns
from tests.features.histories import DAY, START, bet, table

NAMES = ("legs", "is_parlay", "log_price_per_leg")


@pytest.mark.parametrize(
    ("bet_type", "n_legs", "odds", "expected"),
    [
        ("straight", 1, 2.0, (1, 0, math.log(2.0))),
        ("parlay", 2, 4.0, (2, 1, math.log(2.0))),
        ("parlay", 3, 27.0, (3, 1, math.log(3.0))),
        ("parlay", 1, 4.0, (2, 1, math.log(2.0))),  # one leg in the text: an export that lost the others
        ("round_robin", 3, 8.0, (3, 1, math.log(2.0))),
    ],
)
def test_a_stored_bets_legs(bet_type: str, n_legs: int, odds: float, expected: tuple[float, ...]) -> None:
    stored = table(bet(DAY, bet_type=bet_type, n_legs=n_legs, odds=odds))
    assert feature_matrix(asked_columns(stored), NAMES)[0] == pytest.approx(expected)


@pytest.mark.parametrize("n_legs", [None, 2, 3])
def test_an_asked_parlay_has_the_legs_of_a_stored_one(n_legs: int | None) -> None:
    request = ScoreRequest(sportsbook="Caesars", odds=6.0, bet_type="parlay", n_legs=n_legs, stake=10)
    batch = BetBatch.of([request])
    asked = batch_columns(batch, batch.placed_by(START + DAY)).request
    stored = asked_columns(table(bet(DAY, bet_type="parlay", n_legs=n_legs or 2, odds=6.0, stake=10.0)))
    assert feature_matrix(asked, NAMES).shape == (1, len(NAMES))
    assert np.array_equal(feature_matrix(asked, NAMES), feature_matrix(stored, NAMES))
    assert asked["stake"].tolist() == stored["stake"].tolist() == [10.0]
