"""Softness, excess and their weights on every level and window, once more the slow way with pandas, bet by bet."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pikkit.features.build.build import features_as_of
from pikkit.features.views.entity_keys import ODDS_BANDS
from tests.features.histories import random_bets, table

BETS = random_bets(160, seed=13, days=150.0)


@dataclass(frozen=True)
class Group:
    """What docs/features.md says of a level, restated: its keys, its parent, its strength and its recent windows."""

    keys: tuple[str, ...]
    parent: str | None
    strength: float
    windows: tuple[int, ...] = ()


GROUPS = {
    "sport": Group(("sport",), None, 100),
    "book": Group(("sportsbook",), None, 50, (90, 30)),
    "league": Group(("league",), "sport", 50, (90, 30)),
    "bettor": Group(("bettor",), None, 30, (90, 30, 7)),
    "subject": Group(("sport", "subject"), "league", 10, (90, 30)),
    "bettor_book": Group(("bettor", "sportsbook"), "bettor", 20, (90, 30, 7)),
    "book_league": Group(("sportsbook", "league"), "book", 30, (90, 30)),
    "book_market": Group(("sportsbook", "market_side"), "book", 30, (90, 30)),
    "book_odds_band": Group(("sportsbook", "sport", "market_side", "band"), "book", 30),
    "league_market": Group(("league", "market_side"), "league", 30, (90, 30)),
    "league_odds_band": Group(("league", "band"), "league", 30),
    "market": Group(("sport", "market_side", "band"), "sport", 50),
    "bettor_sport": Group(("bettor", "sport"), "bettor", 30),
    "bettor_league": Group(("bettor", "league"), "bettor_sport", 30),
    "bettor_market": Group(("bettor", "market_side"), "bettor", 30),
    "bettor_odds_band": Group(("bettor", "band"), "bettor", 30),
}
EXCESS = {"bettor": 200, "subject": 100, "market": 500, "league_odds_band": 300}
RECENT = 20


def past_of(known: pd.DataFrame, asked: Any, keys: tuple[str, ...]) -> pd.DataFrame:
    same = np.ones(len(known), dtype=bool)
    for key in keys:
        same &= (known[key] == getattr(asked, key)).to_numpy()
    return known[same]


def softness(known: pd.DataFrame, asked: Any, name: str) -> float:
    group = GROUPS[name]
    clv = past_of(known, asked, group.keys).clv.dropna()
    parent = softness(known, asked, group.parent) if group.parent else 0.0
    return float((clv.sum() + group.strength * parent) / (len(clv) + group.strength))


def expected(history: pd.DataFrame, asked: Any) -> dict[str, float]:
    known = history[(history.settled_at < asked.placed_at) & (history.outcome != "open")]
    known = known[known.bet_type == "straight"]
    found: dict[str, float] = {}
    for name, group in GROUPS.items():
        past = past_of(known, asked, group.keys)
        mean, n = softness(known, asked, name), past.clv.count()
        found |= {f"softness_{name}": mean, f"softness_{name}_weight": n / (n + group.strength)}
        for days in group.windows:
            clv = past[past.settled_at > past.settled_at.max() - timedelta(days=days)].clv.dropna()
            found[f"softness_{name}_{days}d"] = (clv.sum() + RECENT * mean) / (len(clv) + RECENT)
            found[f"softness_{name}_{days}d_weight"] = len(clv) / (len(clv) + RECENT)
    for name, strength in EXCESS.items():
        past = past_of(known, asked, GROUPS[name].keys)
        decided = past[past.outcome.isin(["win", "loss"])]
        found[f"excess_{name}"] = ((decided.outcome == "win") - 1 / decided.odds).sum() / (len(decided) + strength)
        found[f"excess_{name}_weight"] = len(decided) / (len(decided) + strength)
    return found


@pytest.fixture(scope="module")
def recomputed() -> pd.DataFrame:
    history = pd.DataFrame(BETS)
    for key in ("sport", "league", "subject", "market", "side"):
        history[key] = history[key].fillna("unknown")
    history["market_side"] = history.market + ":" + history.side
    history["band"] = np.digitize(history.odds, ODDS_BANDS)
    history["settled_at"] = pd.to_datetime(history.settled_at, utc=True)
    history["clv"] = (history.odds / history.closing_odds.astype(float) - 1).clip(-0.5, 0.5)
    return pd.DataFrame([expected(history, row) for row in history.itertuples()])


def test_every_shrunk_mean_and_its_weight_are_those_of_the_obvious_computation(recomputed: pd.DataFrame) -> None:
    computed = features_as_of(table(*BETS), table(*BETS)).to_pandas()
    assert {name for name in computed if str(name).startswith(("softness", "excess"))} == set(recomputed)
    for name in recomputed:
        np.testing.assert_allclose(computed[name], recomputed[name], rtol=0, atol=1e-9, err_msg=str(name))


def test_the_made_up_history_says_something(recomputed: pd.DataFrame) -> None:
    assert recomputed.std().min() > 1e-5
