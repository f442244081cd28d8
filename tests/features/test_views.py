"""The sums of a view, worked out by hand."""

import math
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pikkit.features.build.build import joined_columns
from pikkit.features.views.column_names import LAST_SETTLED
from tests.features.histories import DAY, MICROSECOND, bet, table

HOUR = timedelta(hours=1)
BETTOR = "historical_performance__"


def sums(asked: dict[str, Any], *history: dict[str, Any]) -> dict[str, float]:
    """The view columns of one bet."""
    columns = joined_columns(table(asked), table(*history))
    return {name: values[0] for name, values in columns.items() if "__" in name and not name.endswith(LAST_SETTLED)}


def test_every_sum_of_a_small_history() -> None:
    history = (
        bet(HOUR, 2 * HOUR, odds=2.0, closing_odds=1.6, stake=10.0, profit=10.0),
        bet(HOUR, 3 * HOUR, odds=4.0, closing_odds=5.0, stake=0.3, profit=-0.3, outcome="loss"),
        bet(HOUR, 4 * HOUR, odds=1.5, stake=20.0, profit=0.0, outcome="push"),
        bet(HOUR, 5 * HOUR, odds=3.0, closing_odds=3.0, stake=5.0, profit=2.5, outcome="cash_out"),
    )
    found = sums(bet(DAY), *history)
    logs = [math.log(stake) for stake in (10.0, 0.3, 20.0, 5.0)]
    assert {name.removeprefix(BETTOR): found[name] for name in found if name.startswith(BETTOR) and "_all" in name} == {
        "bets_all": 4.0,
        "decided_all": 2.0,
        "wins_all": 1.0,
        "closes_all": 3.0,
        "clv_sum_all": 0.05,  # 2/1.6 − 1 = 0.25, 4/5 − 1 = −0.2, 3/3 − 1 = 0
        "clv_square_sum_all": 0.1025,
        "clv_positive_all": 1.0,
        "excess_sum_all": 0.25,  # (1 − 1/2) + (0 − 1/4)
        "stake_sum_all": 35.3,
        "profit_sum_all": 12.2,
        "log_stake_sum_all": pytest.approx(sum(logs), abs=1e-5),
        "log_stake_square_sum_all": pytest.approx(sum(log * log for log in logs), abs=1e-5),
    }


def test_an_absurd_closing_price_counts_as_half() -> None:
    assert sums(bet(DAY), bet(HOUR, 2 * HOUR, odds=9.0, closing_odds=1.01))[f"{BETTOR}clv_sum_all"] == 0.5
    assert sums(bet(DAY), bet(HOUR, 2 * HOUR, odds=1.01, closing_odds=9.0))[f"{BETTOR}clv_sum_all"] == -0.5


@pytest.mark.parametrize(("age", "bets"), [(30 * DAY - MICROSECOND, 2.0), (30 * DAY, 1.0)], ids=["inside", "outside"])
def test_a_window_holds_what_settled_less_than_its_length_before_the_last_settlement(
    age: timedelta, bets: float
) -> None:
    last = 40 * DAY
    found = sums(bet(100 * DAY), bet(HOUR, last - age), bet(HOUR, last))
    assert found[f"{BETTOR}bets_30d"] == bets
    assert found[f"{BETTOR}bets_90d"] == found[f"{BETTOR}bets_all"] == 2.0


def test_bets_settled_together_become_known_together() -> None:
    together = [bet(HOUR, 2 * HOUR, stake=stake) for stake in (1.0, 2.0, 4.0)]
    assert sums(bet(2 * HOUR), *together)[f"{BETTOR}stake_sum_all"] == 0.0
    assert sums(bet(2 * HOUR + MICROSECOND), *together)[f"{BETTOR}stake_sum_all"] == 7.0


def test_a_bet_joins_only_the_history_of_its_own_keys() -> None:
    history = bet(HOUR, 2 * HOUR, bettor="bob", league="ATP", odds=1.95)
    found = sums(bet(DAY), history)
    assert found["institution_features__decided_all"] == 1.0
    assert found["sport_features__decided_all"] == 1.0
    assert found["market_features__decided_all"] == 0.0  # 1.95 and 2.0 are in different bands
    assert found["league_features__decided_all"] == 0.0
    assert found[f"{BETTOR}bets_all"] == 0.0


def test_unknown_keys_share_a_history_of_their_own() -> None:
    unknown = dict.fromkeys(["sport", "league", "subject", "market", "side"])
    found = sums(bet(DAY, **unknown), bet(HOUR, 2 * HOUR, **unknown), bet(HOUR, 3 * HOUR))
    for view in ("sport_features", "league_features", "subject_features", "market_features"):
        assert found[f"{view}__decided_all"] == 1.0


def test_without_history_every_sum_is_zero_and_nothing_is_fresh() -> None:
    columns = joined_columns(table(bet(DAY)), table())
    assert all(columns[name].tolist() == [0.0] for name in columns if "__" in name and not name.endswith(LAST_SETTLED))
    assert all(columns[name].tolist() == [-1] for name in columns if name.endswith((LAST_SETTLED, "features_at")))


def test_features_are_as_fresh_as_the_newest_settlement_they_know_of() -> None:
    asked = table(bet(DAY), bet(DAY, bettor="bob"), bet(2 * HOUR + MICROSECOND))
    columns = joined_columns(asked, table(bet(HOUR, 2 * HOUR), bet(HOUR, 3 * HOUR + MICROSECOND)))
    newest = np.array([3 * HOUR + MICROSECOND, 3 * HOUR + MICROSECOND, 2 * HOUR]) // MICROSECOND
    start = asked["placed_at"].cast(pa.int64())[0].as_py() - DAY // MICROSECOND
    assert (columns["features_at"] - start).tolist() == newest.tolist()
