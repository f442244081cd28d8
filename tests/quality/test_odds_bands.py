"""Win rates by odds band, with an interval that agrees with SciPy's."""

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from pikkit.quality.price_bands import odds_bands, wilson


@pytest.mark.parametrize(("won", "bets"), [(0, 1), (1, 1), (3, 10), (50, 100), (999, 1000), (0, 40), (120, 400)])
def test_the_interval_is_scipys_wilson_interval(won: int, bets: int) -> None:
    expected = stats.binomtest(won, bets).proportion_ci(confidence_level=0.999, method="wilson")
    assert wilson(won, bets) == pytest.approx((expected.low, expected.high), abs=2e-5)


def table(odds: list[float], outcome: list[str]) -> pa.Table:
    return pa.table({"odds": odds, "outcome": outcome, "bet_type": ["straight"] * len(odds)})


def test_a_band_holds_its_upper_edge_and_counts_only_decided_bets() -> None:
    odds = [1.3, 1.31, 1.6, 10.0, 10.01, 500.0, 2.0, 2.0]
    outcome = ["win", "win", "loss", "loss", "loss", "win", "push", "open"]
    bands = odds_bands(table(odds, outcome))
    assert [(band.name, band.bets, band.won) for band in bands] == [
        ("1.00–1.30", 1, 1),
        ("1.30–1.60", 2, 1),
        ("5.00–10.00", 1, 0),
        ("over 10.00", 2, 1),
    ]
    assert bands[1].implied == pytest.approx((1 / 1.31 + 1 / 1.6) / 2)


def test_fair_prices_lie_within_every_interval() -> None:
    random = np.random.default_rng(1)
    odds = 1.05 + random.gamma(1.5, 1.2, 50_000)
    won = random.uniform(size=len(odds)) < 1 / odds
    bands = odds_bands(table(odds.tolist(), np.where(won, "win", "loss").tolist()))
    assert len(bands) == 8
    assert all(band.rate_low < band.implied < band.rate_high for band in bands)


@pytest.mark.parametrize("odds", [float("nan"), float("inf"), 1.0, 0.5, -110.0])
def test_a_price_that_is_none_is_in_no_band(odds: float) -> None:
    assert odds_bands(table([odds], ["win"])) == ()
