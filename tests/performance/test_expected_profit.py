"""What closing prices promise: held to the same sums by NumPy, and its band to many made histories."""

import math
from pathlib import Path

import numpy as np
import pytest

from pikkit.bets.bet import bets_table
from pikkit.bets.outcome import Outcome
from pikkit.performance import BetFilter
from pikkit.performance.close_margins import TYPICAL
from pikkit.performance.expected_profit import ExpectedProfit
from pikkit.performance.measures import FEWEST_CLUSTERS, Z
from tests.performance.histories import START, bet, reading

ANN = BetFilter(bettor="ann")
CHANCE = 1.9**-TYPICAL
"""What the usual close of these histories gives a bet."""


def told(folder: Path, *bets: object) -> ExpectedProfit:
    with reading(folder, bets_table(list(bets))) as (opened, _):  # type: ignore[arg-type]
        return opened.expected(ANN)


def game(number: int, **given: object) -> object:
    """A bet on a game of its own day."""
    return bet(number, **given)


def test_sums_are_of_decided_bets_with_a_close_alone(tmp_path: Path) -> None:
    won = {"outcome": Outcome.WIN, "profit": 10.0}
    found = told(
        tmp_path,
        *(game(number, **(won if number % 2 else {})) for number in range(12)),
        game(20, closing_odds=None),
        game(21, outcome=Outcome.PUSH, profit=0.0),
        game(22, outcome=Outcome.OPEN, profit=None, settled_at=None),
    )
    last = found.days[-1]
    assert (found.bets, found.without_close, found.not_decided) == (12, 1, 1)
    assert last.profit == pytest.approx(0.0)
    assert last.expected == pytest.approx(12 * 10 * (2 * CHANCE - 1))
    half = Z * math.sqrt(12) * 10 * 2 * math.sqrt(CHANCE * (1 - CHANCE))
    assert (last.low, last.high) == pytest.approx((last.expected - half, last.expected + half))


def test_the_same_bet_twice_is_one_of_twice_the_stake(tmp_path: Path) -> None:
    twice = [game(number, bet_id=f"{number}{copy}") for number in range(12) for copy in "ab"]
    double = [game(number, stake=20.0, profit=-20.0) for number in range(12)]
    assert told(tmp_path / "twice", *twice).days[-1] == told(tmp_path / "double", *double).days[-1]


def test_few_events_have_no_band_and_the_sentence_says_so(tmp_path: Path) -> None:
    found = told(tmp_path, *(game(number) for number in range(FEWEST_CLUSTERS - 1)))
    assert found.days[-1].low is None
    assert "too few" in found.sentence


@pytest.mark.parametrize(
    ("wins", "says"), [(40, "more than closing"), (21, "Luck alone"), (0, "less than closing prices and bad luck")]
)
def test_the_sentence_follows_the_band(tmp_path: Path, wins: int, says: str) -> None:
    won = {"outcome": Outcome.WIN, "profit": 10.0}
    found = told(tmp_path, *(game(number, **(won if number < wins else {})) for number in range(40)))
    assert says in found.sentence


def test_where_closing_prices_are_right_profits_leave_the_band_in_five_of_a_hundred_histories(tmp_path: Path) -> None:
    draw = np.random.default_rng(7)
    closes = draw.uniform(1.3, 6, 60)
    made = [game(number, closing_odds=float(close)) for number, close in enumerate(closes)]
    last = told(tmp_path, *made).days[-1]
    won = draw.random((20_000, 60)) < closes**-TYPICAL
    profits = np.where(won, 10.0, -10.0).sum(axis=1)
    assert last.low is not None
    assert last.high is not None
    assert np.mean((profits < last.low) | (profits > last.high)) == pytest.approx(0.05, abs=0.02)
    assert profits.mean() == pytest.approx(last.expected, abs=2)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_bets_on_no_one_event_stand_alone_in_every_time_zone(tmp_path: Path, zone: str) -> None:
    late = {"bet_type": "parlay", "bet_info": "two legs", "placed_at": START.replace(hour=23)}
    bets = bets_table([bet(number, **late) for number in range(12)])
    with reading(tmp_path, bets) as (opened, _):
        last = opened.in_zone(zone).expected(ANN).days[-1]
    half = Z * math.sqrt(12) * 10 * 2 * math.sqrt(CHANCE * (1 - CHANCE))
    assert (last.low, last.high) == pytest.approx((last.expected - half, last.expected + half))
