"""What can be said without a model: what the price itself says, or better the prices of several books."""

from pikkit.bets.odds import american_doubt
from pikkit.bets.value import expected_value, fair_odds, kelly_fraction
from pikkit.bets.verdict import Verdict
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.settings import Settings

PRICE_ONLY = "price-only"
"""The model version of such a score."""


def price_only_score(bet: ScoreRequest, consensus: float | None, why: str, settings: Settings) -> Score:
    """A score from prices: the books' consensus if there is one, else 1/odds, in which the book's margin is left.

    Args:
        bet: What is scored.
        consensus: The chance that the prices of several books say, without their margins; None where there are none.
        why: The sentence that says why there is no better one.
        settings: Of Kelly stakes.
    """
    odds = bet.decimal_odds
    p = 1 / odds if consensus is None else consensus
    source = "its own price, margin included" if consensus is None else "the books' consensus, margins removed"
    ev = expected_value(p, odds) if consensus is not None else 0.0
    return Score(
        p_win=p,
        p_market=p,
        interval=(p, p),
        odds=odds,
        fair_odds=fair_odds(p),
        edge=0.0,
        ev=ev,
        kelly=kelly_fraction(p, odds, settings.kelly_fraction, settings.kelly_cap) if ev > 0 else 0.0,
        verdict=Verdict.LEAN if ev > 0 else Verdict.PASS,
        reasons=[f"The probability is {source}."],
        warnings=[
            f"No model scored this bet: {why}",
            *([american_doubt(odds)] if bet.doubtful_odds else []),
        ],
        model_version=PRICE_ONLY,
        features_at=None,
        feature_age_seconds=None,
    )
