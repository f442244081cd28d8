"""The margin of closing prices is told from results, a book at a time, and taken off."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from pikkit.bets.bet import bets_table
from pikkit.bets.outcome import Outcome
from pikkit.performance import BetFilter
from pikkit.performance.close_margins import FEWEST, SPREAD, TYPICAL, CloseMargins, exponent
from tests.performance.histories import bet, reading

ANYBODY = BetFilter()


def results(k: float, bets: int, seed: int = 1) -> list[tuple[float, float, float]]:
    """As many results as there are bets, at prices whose margin k takes off, as (log price, bets, won)."""
    draw = np.random.default_rng(seed)
    prices = draw.uniform(1.2, 6, bets)
    return [(math.log(c), 1.0, float(w)) for c, w in zip(prices, draw.random(bets) < prices**-k, strict=True)]


def test_of_minus_110_on_both_sides_the_typical_margin_leaves_an_even_chance() -> None:
    assert CloseMargins().chance("any", 210 / 110) == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize("k", [1.03, 1.07, 1.11])
def test_many_results_find_a_books_margin(k: float) -> None:
    assert exponent(results(k, 400_000)) == pytest.approx(k, abs=0.006)


@pytest.mark.parametrize("bets", [1, 300, 20_000])
def test_it_is_the_most_likely_one(bets: int) -> None:
    cells = results(1.04, bets)
    price, _, won = np.array(cells).T

    def unlikely(k: float) -> float:
        p = np.exp(-k * price)
        return -float(np.sum(won * np.log(p) + (1 - won) * np.log1p(-p)) + stats.norm.logpdf(k, TYPICAL, SPREAD))

    best = optimize.minimize_scalar(unlikely, bounds=(1.0, 1.3), method="bounded", options={"xatol": 1e-9}).x
    assert exponent(cells) == pytest.approx(best, abs=1e-6)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(1.001, 5000))
def test_no_run_of_luck_takes_it_out_of_reason(won: int, lost: int, price: float) -> None:
    k = exponent([(math.log(price), won + lost, float(won))])
    assert 1 <= k <= 1.5


def test_a_book_of_few_bets_has_the_typical_margin_and_one_of_many_its_own(tmp_path: Path) -> None:
    many = [
        bet(
            n % 80,
            bet_id=str(n),
            sportsbook="Sharp's",
            outcome=Outcome.WIN if n % 2 else Outcome.LOSS,
            closing_odds=2.0,
        )
        for n in range(FEWEST * 20)
    ]
    few = [bet(n, bet_id=f"few {n}", sportsbook="New", closing_odds=2.0) for n in range(FEWEST - 1)]
    with reading(tmp_path, bets_table([*many, *few])) as (opened, _):
        margins = opened.close_margins()
        page = opened.bets(ANYBODY, limit=500).bets
    assert set(margins.by_book) == {"Sharp's"}
    assert 1 < margins.by_book["Sharp's"] < TYPICAL
    for row in page:
        expected = margins.clv(str(row["sportsbook"]), float(str(row["odds"])), float(str(row["closing_odds"])))
        assert row["fair_clv"] == pytest.approx(expected)


def test_a_bet_without_a_close_has_none() -> None:
    assert [CloseMargins().clv("any", 2.0, close) for close in (None, 1.0)] == [None, None]
