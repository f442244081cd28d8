"""The estimator keeps scikit-learn's contract, and does with prices what the platform does."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import estimator_checks_generator

from pikkit import PriceOffsetClassifier
from pikkit.training.dataset import Floats

SAMPLED = (
    "The trees draw rows and columns, so a row given twice is drawn otherwise than one that weighs two; weights count "
    "relative to the largest, whereas the calibration's prior counts rows."
)
EXPECTED_TO_FAIL = {"check_sample_weight_equivalence_on_dense_data": SAMPLED}


def name_of(check: Any) -> str:
    return str(getattr(check, "func", check).__name__)


CHECKS = list(estimator_checks_generator(PriceOffsetClassifier(rounds=60), legacy=True))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("number", range(len(CHECKS)), ids=lambda n: f"{n}-{name_of(CHECKS[n][1])}")
def test_scikit_learn_s_checks_pass_but_for_those_that_cannot(number: int) -> None:
    from unittest import SkipTest

    estimator, check = CHECKS[number]
    try:
        if name_of(check) in EXPECTED_TO_FAIL:
            with pytest.raises(AssertionError):
                check(estimator)
        else:
            check(estimator)
    except SkipTest as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def bets() -> tuple[pd.DataFrame, Floats]:
    """Prices with a margin, a column that says where they are wrong, and a close that knows, for two in three."""
    draw = np.random.default_rng(5)
    n = 4000
    signal, price = draw.normal(size=n), draw.normal(0, 0.7, n)
    truth = 1 / (1 + np.exp(-(price + 0.4 * signal)))
    close = np.where(draw.random(n) < 2 / 3, 1 / np.clip(truth * 1.04, 0.02, 0.99), np.nan)
    odds = 1 / np.clip(1.04 / (1 + np.exp(-price)), 0.02, 0.99)
    frame = pd.DataFrame({"signal": signal, "noise": draw.normal(size=n), "odds": odds, "close": close})
    return frame, (draw.random(n) < truth).astype(np.float64)


def log_loss(p: Floats, won: Floats) -> float:
    return float(-np.mean(np.where(won == 1, np.log(p), np.log1p(-p))))


def test_with_prices_and_closes_it_is_better_than_the_price_and_the_close_is_not_needed_to_predict(
    bets: tuple[pd.DataFrame, Floats],
) -> None:
    frame, won = bets
    model = PriceOffsetClassifier(odds="odds", closing_odds="close", random_state=1).fit(frame[:3000], won[:3000])
    later = frame[3000:]
    p, price = model.predict_proba(later)[:, 1], model.price_proba(later)
    assert log_loss(p, won[3000:]) < log_loss(price, won[3000:])
    np.testing.assert_array_equal(p, model.predict_proba(later.assign(close=np.nan))[:, 1])
    assert p.mean() == pytest.approx(won[3000:].mean(), abs=0.03)


def test_without_anything_to_learn_it_says_what_the_price_says(bets: tuple[pd.DataFrame, Floats]) -> None:
    frame, won = bets
    model = PriceOffsetClassifier(odds="odds", learners=("movement_trees",)).fit(frame[["odds", "noise"]], won)
    assert not model.members_  # a learner of movements needs closes
    asked = frame[["odds", "noise"]]
    np.testing.assert_allclose(model.predict_proba(asked)[:, 1], model.price_proba(asked))


def test_it_is_cloned_and_cross_validated_in_a_pipeline(bets: tuple[pd.DataFrame, Floats]) -> None:
    frame, won = bets
    model = make_pipeline(FunctionTransformer(), PriceOffsetClassifier(odds=2, closing_odds=3, rounds=20))
    scores = cross_val_score(clone(model), frame.to_numpy(), won, cv=3, scoring="neg_log_loss")
    assert (scores > -np.log(2)).all()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"odds": "price", "closing_odds": "close"}, "X has no column of this name"),
        ({"odds": 9, "closing_odds": 3}, "X has columns 0 to 3"),
        ({"odds": "close"}, "rows without a price|contains NaN"),
        ({"odds": "signal", "closing_odds": "close"}, "decimal odds above 1"),
        ({"closing_odds": "close", "learners": ("oracle",)}, "There is no learner oracle"),
    ],
    ids=["no such name", "no such position", "gaps in prices", "no prices", "no such learner"],
)
def test_what_cannot_be_used_is_refused(
    bets: tuple[pd.DataFrame, Floats], given: dict[str, Any], sentence: str
) -> None:
    frame, won = bets
    with pytest.raises(ValueError, match=sentence):
        PriceOffsetClassifier(**given).fit(frame[:300], won[:300])
