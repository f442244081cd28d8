"""What a person reads about a score: each figure with its unit."""

from pikkit.bets.verdict import Verdict
from pikkit.cli.score_text import score_text
from pikkit.scoring.score import Score

SCORE = Score(
    p_win=0.431,
    p_market=0.453,
    interval=(0.379, 0.484),
    odds=2.2,
    fair_odds=2.32,
    edge=-0.022,
    ev=-0.052,
    kelly=0.0,
    verdict=Verdict.PASS,
    reasons=[],
    model_version="pikkit/1",
    features_at=None,
    feature_age_seconds=None,
)


def test_a_difference_of_chances_is_in_points_and_no_share() -> None:
    assert "the price alone says 45.3 % (edge -2.2 points)" in score_text(SCORE)


def test_what_is_gained_is_a_share_of_the_stake() -> None:
    assert "expected value  -5.2 % of the stake" in score_text(SCORE)
