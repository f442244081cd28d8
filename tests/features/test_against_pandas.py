"""A few features, computed once more the slow and obvious way with pandas, bet by bet."""

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pikkit.features.build.build import features_as_of
from tests.features.histories import random_bets, table

BETS = random_bets(300, seed=11)


def known_before(history: pd.DataFrame, moment: pd.Timestamp, **keys: str) -> pd.DataFrame:
    """The singles of an entity that settled before a moment."""
    rows = history[(history.settled_at < moment) & (history.bet_type == "straight") & (history.outcome != "open")]
    for key, value in keys.items():
        rows = rows[rows[key] == value]
    return rows


def last_days(rows: pd.DataFrame, days: int) -> pd.DataFrame:
    """What settled within some days of the last settlement."""
    window: pd.DataFrame = rows[rows.settled_at > rows.settled_at.max() - timedelta(days=days)]
    return window


def clv(rows: pd.DataFrame) -> pd.Series:
    return (rows.odds / rows.closing_odds - 1).dropna().clip(-0.5, 0.5)


def shrunk_clv(rows: pd.DataFrame, parent: float, strength: float) -> float:
    return float((clv(rows).sum() + strength * parent) / (len(clv(rows)) + strength))


def expected(history: pd.DataFrame, asked: Any) -> dict[str, float]:
    def past(**keys: str) -> pd.DataFrame:
        return known_before(history, asked.placed_at, **keys)

    bettor, book = past(bettor=asked.bettor), past(sportsbook=asked.sportsbook)
    decided = bettor[bettor.outcome.isin(["win", "loss"])]
    excess = (decided.outcome == "win") - 1 / decided.odds
    sport = shrunk_clv(past(sport=asked.sport), 0.0, 100)
    book_softness = shrunk_clv(book, 0.0, 50)
    bettor_softness = shrunk_clv(bettor, 0.0, 30)
    book_league = past(sportsbook=asked.sportsbook, league=asked.league)
    return {
        "softness_sport": sport,
        "softness_book": book_softness,
        "softness_book_30d": shrunk_clv(last_days(book, 30), book_softness, 20),
        "softness_league": shrunk_clv(past(league=asked.league), sport, 50),
        "softness_book_league": shrunk_clv(book_league, book_softness, 30),
        "softness_bettor_90d": shrunk_clv(last_days(bettor, 90), bettor_softness, 20),
        "excess_bettor": float(excess.sum() / (len(decided) + 200)),
        "bettor_log_bets": float(np.log1p(len(bettor))),
        "bettor_win_rate": float((decided.outcome == "win").mean()) if len(decided) else 0.0,
        "bettor_roi": float(bettor.profit.sum() / bettor.stake.sum()) if len(bettor) else 0.0,
        "bettor_clv_positive": float((clv(bettor) > 0).mean()) if len(clv(bettor)) else 0.0,
    }


@pytest.fixture(scope="module")
def computed() -> pd.DataFrame:
    features: pd.DataFrame = features_as_of(table(*BETS), table(*BETS)).to_pandas()
    return features


@pytest.fixture(scope="module")
def recomputed() -> pd.DataFrame:
    history = pd.DataFrame(BETS)
    for key in ("sport", "league"):
        history[key] = history[key].fillna("unknown")
    history["settled_at"] = pd.to_datetime(history.settled_at, utc=True)
    return pd.DataFrame([expected(history, row) for row in history.itertuples()])


def test_features_are_those_of_the_obvious_computation(computed: pd.DataFrame, recomputed: pd.DataFrame) -> None:
    assert len(recomputed) == len(BETS)
    for name in recomputed:
        np.testing.assert_allclose(computed[name], recomputed[name], rtol=0, atol=1e-9, err_msg=str(name))


def test_the_made_up_history_says_something(recomputed: pd.DataFrame) -> None:
    assert (recomputed.std() > 1e-4).all()


def test_the_spread_of_clv_is_its_standard_deviation(computed: pd.DataFrame) -> None:
    history = pd.DataFrame(BETS).assign(settled_at=lambda bets: pd.to_datetime(bets.settled_at, utc=True))
    spreads = [clv(known_before(history, row["placed_at"], bettor=row["bettor"])).std(ddof=0) for row in BETS]
    np.testing.assert_allclose(computed["bettor_clv_spread"] ** 2, np.nan_to_num(spreads) ** 2, rtol=0, atol=1e-8)
