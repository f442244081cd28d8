"""A score says how far the history behind it is from the bet, and when that is too far."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score
from pikkit.scoring.scorer import Scorer
from tests.scoring.conftest import UNTIL

pytestmark = pytest.mark.xdist_group("scoring_feast")

ACCEPTED = timedelta(days=2)


def scored(scorer: Scorer, behind: timedelta, **words: str | int) -> Score:
    """A bet placed so long after the features were brought up to date."""
    asked = {"sportsbook": "Bet365", "odds": 2.1, "bettor": "bettor_1", "placed_at": UNTIL + behind} | words
    return replace(scorer, stale_after=ACCEPTED).score([ScoreRequest.model_validate(asked)], UNTIL + behind)[0]


@pytest.mark.parametrize(("behind", "stale"), [(ACCEPTED, False), (ACCEPTED + timedelta(microseconds=1), True)])
def test_features_are_stale_once_they_are_further_behind_than_is_accepted(
    scorer: Scorer, behind: timedelta, stale: bool
) -> None:
    score = scored(scorer, behind)
    assert score.features_materialized_at == UNTIL
    assert score.features_stale == stale
    assert any("brought up to date" in warning for warning in score.warnings) == stale


def test_the_warning_says_by_how_much(scorer: Scorer) -> None:
    said = "The features were brought up to date 5 days before this bet; results since then are missing."
    assert said in scored(scorer, timedelta(days=5)).warnings


def test_features_are_not_stale_for_a_bet_placed_before_they_were_made(scorer: Scorer) -> None:
    assert not scored(scorer, -timedelta(days=30)).features_stale


def test_a_bet_scored_by_its_price_alone_is_not_warned_of_features_it_does_not_use(scorer: Scorer) -> None:
    score = scored(scorer, timedelta(days=5), bet_type="parlay", n_legs=3)
    assert score.features_stale
    assert score.warnings == ["A bet of several legs is scored by its price alone."]
