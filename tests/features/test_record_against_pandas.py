"""The bettor's record, form and parlays and the book's hold, once more the slow way with pandas, bet by bet."""

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pikkit.features.build.build import features_as_of
from tests.features.histories import random_bets, table

BETS = random_bets(250, seed=12, days=120.0)
WINDOWS = {"": None, "_90d": 90, "_30d": 30, "_7d": 7}


def last_days(rows: pd.DataFrame, days: int | None) -> pd.DataFrame:
    """What settled within some days of the last settlement."""
    window: pd.DataFrame = (
        rows if days is None else rows[rows.settled_at > rows.settled_at.max() - timedelta(days=days)]
    )
    return window


def pulled(mean: float, n: int, parent: float, strength: float) -> float:
    return (n * mean + strength * parent) / (n + strength) if n else parent


def win_rate(rows: pd.DataFrame, parent: float) -> float:
    decided = rows[rows.outcome.isin(["win", "loss"])]
    return pulled((decided.outcome == "win").mean(), len(decided), parent, 20)


def money(rows: pd.DataFrame) -> float:
    return float(rows.profit.sum() / rows.stake.sum()) if len(rows) else 0.0


def roi(rows: pd.DataFrame, parent: float) -> float:
    return pulled(money(rows), len(rows), parent, 100)


def streak(rows: pd.DataFrame) -> int:
    """Count back, from the newest settlement, the wins or the losses until the other comes."""
    run = 0
    decided = rows[rows.outcome.isin(["win", "loss"])].sort_values("settled_at", ascending=False)
    for outcome in decided.outcome:
        step = 1 if outcome == "win" else -1
        if run * step < 0:
            break
        run += step
    return run


def stake_score(rows: pd.DataFrame, stake: float) -> float:
    logs = np.log(rows.stake)
    return float(np.clip((np.log(stake) - logs.mean()) / max(logs.std(ddof=0), 0.05), -5, 5)) if len(rows) >= 5 else 0.0


def record(rows: pd.DataFrame, name: str, window: str, parents: tuple[float, float]) -> dict[str, float]:
    clv = (rows.odds / rows.closing_odds - 1).dropna().clip(-0.5, 0.5)
    decided = rows.outcome.isin(["win", "loss"]).sum()
    return {
        f"{name}_log_bets{window}": np.log1p(len(rows)),
        f"{name}_win_rate{window}": win_rate(rows, parents[0]),
        f"{name}_win_rate{window}_weight": decided / (decided + 20),
        f"{name}_roi{window}": roi(rows, parents[1]),
        f"{name}_roi{window}_weight": len(rows) / (len(rows) + 100),
        f"{name}_clv_spread{window}": clv.std(ddof=0) if len(clv) else 0.0,
        f"{name}_clv_positive{window}": (clv > 0).mean() if len(clv) else 0.0,
    }


def expected(history: pd.DataFrame, asked: Any) -> dict[str, float]:
    known = history[(history.settled_at < asked.placed_at) & (history.outcome != "open")]
    singles, parlays = (known[known.bet_type == kind] for kind in ("straight", "parlay"))
    bettor, book = singles[singles.bettor == asked.bettor], singles[singles.sportsbook == asked.sportsbook]
    here, parlays = book[book.bettor == asked.bettor], parlays[parlays.bettor == asked.bettor]
    everywhere = win_rate(bettor, 0.5), roi(bettor, 0.0)
    at_book = win_rate(here, everywhere[0]), roi(here, everywhere[1])
    hold = pulled(-money(book), len(book), 1 / 22, 500)
    month = last_days(book, 30)
    found = {
        "bettor_streak": streak(bettor),
        "bettor_days_since": (asked.placed_at - bettor.settled_at.max()) / timedelta(days=1) if len(bettor) else 365.0,
        "bettor_stake_score": stake_score(bettor, asked.stake),
        "book_hold": hold,
        "book_hold_30d": pulled(-money(month), len(month), hold, 500),
        "book_hold_30d_weight": len(month) / (len(month) + 500),
        "book_log_bets_30d": np.log1p(len(month)),
        "parlay_log_bets": np.log1p(len(parlays)),
        "parlay_roi": pulled(money(parlays), len(parlays), 0.0, 300),
        "parlay_mean_legs": parlays.n_legs.mean() if len(parlays) else 0.0,
    }
    for window, days in WINDOWS.items():
        recent = last_days(here, days)
        found |= record(recent, "bettor_book", window, at_book if window else everywhere)
        if window:
            found |= record(last_days(bettor, days), "bettor", window, everywhere)
    return found


@pytest.fixture(scope="module")
def computed() -> pd.DataFrame:
    features: pd.DataFrame = features_as_of(table(*BETS), table(*BETS)).to_pandas()
    return features


@pytest.fixture(scope="module")
def recomputed() -> pd.DataFrame:
    history = pd.DataFrame(BETS)
    history["settled_at"] = pd.to_datetime(history.settled_at, utc=True)
    return pd.DataFrame([expected(history, row) for row in history.itertuples()])


def test_features_are_those_of_the_obvious_computation(computed: pd.DataFrame, recomputed: pd.DataFrame) -> None:
    for name in recomputed:
        tolerance = 1e-4 if "spread" in str(name) or "stake" in str(name) else 1e-9  # roots of small differences
        np.testing.assert_allclose(computed[name], recomputed[name], rtol=0, atol=tolerance, err_msg=str(name))


def test_the_made_up_history_says_something(recomputed: pd.DataFrame) -> None:
    assert recomputed.std().min() > 1e-4
