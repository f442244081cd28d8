"""Calibration: what the price, the close and the model said of decided straight bets, against what happened."""

import itertools
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from sklearn.metrics import log_loss

from pikkit.bets.outcome import BetType, Outcome
from pikkit.performance import BetFilter
from pikkit.performance.reliability import SCORES
from tests.performance.histories import bet, random_bets, reading

BETS = random_bets()
FRAME = BETS.to_pandas()
ANN = BetFilter(bettor="ann")


def test_the_price_is_judged_on_decided_bets_alone(tmp_path: Path) -> None:
    with reading(tmp_path, BETS) as (opened, _):
        price, close = opened.reliability(ANN)
    decided = FRAME[(FRAME.bettor == "ann") & FRAME.outcome.isin(["win", "loss"])]
    won, said = decided.outcome == "win", 1 / decided.odds
    assert (price.of, price.bets) == ("price", len(decided))
    assert price.log_loss == pytest.approx(log_loss(won, said))
    assert price.gap == pytest.approx(said.mean() - won.mean())
    assert sum(bin_.bets for bin_ in price.bins) == len(decided)
    assert sum(bin_.bets * (bin_.observed.value or 0) for bin_ in price.bins) == pytest.approx(won.sum())
    assert (close.of, close.bets) == ("close", int(decided.closing_odds.notna().sum()))


def test_bins_are_of_about_equal_size_in_order_and_share_no_price(tmp_path: Path) -> None:
    with reading(tmp_path, BETS) as (opened, _):
        bins = opened.reliability(ANN)[0].bins
    assert len(bins) == 10
    mean = sum(one.bets for one in bins) / 10
    assert all(abs(one.bets - mean) < 0.1 * mean + 1 for one in bins)
    assert all(one.low <= one.expected <= one.high for one in bins)
    assert all(first.high < second.low for first, second in itertools.pairwise(bins))


def test_the_model_is_judged_on_the_bets_it_scored(tmp_path: Path) -> None:
    scores = pa.Table.from_pylist(
        [
            {"bettor": "ann", "bet_id": "b1", "p_win": 0.7},
            {"bettor": "ann", "bet_id": "b2", "p_win": 0.4},
            {"bettor": "bob", "bet_id": "b3", "p_win": 0.1},
            {"bettor": "ann", "bet_id": "gone", "p_win": 0.9},
        ],
        SCORES,
    )
    made = [bet(1, outcome=Outcome.WIN, profit=10.0), bet(2), bet(3)]
    made.append(bet(4, bettor="bob", bet_id="b3"))
    from pikkit.bets.bet import bets_table

    with reading(tmp_path, bets_table(made)) as (opened, _):
        model = opened.reliability(ANN, scores)[-1]
    assert (model.of, model.bets) == ("model", 2)
    assert model.log_loss == pytest.approx(-np.mean([np.log(0.7), np.log(0.6)]))


def test_parlays_say_nothing_of_a_price(tmp_path: Path) -> None:
    from pikkit.bets.bet import bets_table

    with reading(tmp_path, bets_table([bet(1, bet_type=BetType.PARLAY)])) as (opened, _):
        assert opened.reliability(ANN) == ()
