"""A whole number of 100 or more is one price on every way in, and each says that it could be American."""

import numpy as np
import pytest

from pikkit.bets.odds import american_doubt
from pikkit.scoring.checking import columns_batch, rows_batch
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.selection import BetBatch

SAME = [101.0, "101.0", 101, "101"]


@pytest.mark.parametrize("odds", SAME)
def test_a_request_a_row_and_a_column_read_it_alike(odds: float | str) -> None:
    row = {"sportsbook": "Pinnacle", "odds": odds}
    columns: dict[str, list[object]] = {"sportsbook": ["Pinnacle", "Pinnacle"], "odds": [odds, 1.91]}
    for batch in (BetBatch.of([ScoreRequest.model_validate(row)]), rows_batch([row]), columns_batch(columns, 2)):
        assert batch is not None
        assert batch.doubtful is not None
        assert batch.odds[0] == 101.0
        assert batch.doubtful.tolist() == [True, False][: len(batch)]


@pytest.mark.parametrize(
    ("fields", "decimal"),
    [({"odds": "+101"}, 2.01), ({"odds": 101, "odds_format": "decimal"}, 101.0), ({"odds": 101.5}, 101.5)],
)
def test_a_price_that_says_what_it_is_is_not_doubted(fields: dict[str, object], decimal: float) -> None:
    row = {"sportsbook": "Pinnacle", **fields}
    for batch in (BetBatch.of([ScoreRequest.model_validate(row)]), rows_batch([row])):
        assert batch is not None
        assert batch.odds[0] == pytest.approx(decimal)
        assert not np.any(batch.doubtful)


def test_the_doubt_names_both_readings() -> None:
    assert "decimal price 101" in american_doubt(101.0)
    assert "write +101" in american_doubt(101.0)


@pytest.mark.xdist_group("scoring_feast")
def test_a_score_warns_of_it(scorer: Scorer) -> None:
    asked = [ScoreRequest(sportsbook="Bet365", odds=odds) for odds in (101.0, "101.0", "+101", 1.91)]
    said = [american_doubt(101.0) in score.warnings for score in scorer.score(asked)]
    assert said == [True, True, False, False]
