"""The part of a model that reads quotes: it helps where there are some and changes nothing where there are none."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pikkit.features.definitions.bet_features import price_logit
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import TrainingSet
from pikkit.training.logistic import logit
from pikkit.training.losses import log_losses
from pikkit.training.quoted import fit_quoted, quoted
from tests.training.bundles import small_bundle


def made_up(seed: int, n: int = 6000) -> TrainingSet:
    """Bets whose closes move to where the other books are; half of them have quotes."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(0, 0.8, n)
    odds = 1 + np.exp(-(truth + rng.normal(0, 0.4, n)))
    quotes = np.full((n, len(QUOTE_NAMES)), np.nan)
    known = np.arange(n) % 2 == 0
    quotes[known, :2] = (truth - price_logit(odds))[known, None]
    won = (rng.uniform(size=n) < 1 / (1 + np.exp(-truth))).astype(np.float64)
    times = np.arange(n, dtype=np.int64) * 3_600_000_000
    return TrainingSet(
        features=np.zeros((n, len(MODEL_FEATURES))),
        odds=odds,
        closing_odds=1 + np.exp(-truth),
        won=won,
        n_legs=np.ones(n, dtype=np.int64),
        stake=np.ones(n),
        profit=won,
        placed_at=times,
        settled_at=times + 1,
        event=np.arange(n),
        quotes=quotes,
    )


@pytest.fixture(scope="module")
def bundles() -> tuple[Bundle, Bundle]:
    """A model without quotes, and the same with a part that reads them."""
    without, data = small_bundle(), made_up(1)
    return without, replace(without, quoted=fit_quoted(data, without.market, without.recipe, {"Pinnacle": 30.0}))


def test_a_bet_without_quotes_is_scored_bit_for_bit_as_before(bundles: tuple[Bundle, Bundle]) -> None:
    test = made_up(2)
    before, after = (bundle.predict_set(test).p_win for bundle in bundles)
    unknown = ~quoted(test.quotes)
    assert after[unknown].tobytes() == before[unknown].tobytes()
    assert not np.array_equal(after[~unknown], before[~unknown])


def test_quotes_pay_and_quotes_of_other_events_do_not(bundles: tuple[Bundle, Bundle]) -> None:
    without, knowing = bundles
    test = made_up(3)
    known = quoted(test.quotes)

    def loss(bundle: Bundle, data: TrainingSet) -> float:
        return float(log_losses(logit(bundle.predict_set(data).p_win), data.won)[known].mean())

    assert loss(knowing, test) < loss(without, test)
    shuffle = np.random.default_rng(4).permutation(np.flatnonzero(known))
    learned = made_up(1)
    mixed = learned.quotes.copy()
    mixed[quoted(mixed)] = np.random.default_rng(5).permutation(mixed[quoted(mixed)])
    fooled = replace(without, quoted=fit_quoted(replace(learned, quotes=mixed), without.market, without.recipe))
    quotes = test.quotes.copy()
    quotes[known] = quotes[shuffle]
    gain = loss(without, test) - loss(knowing, test)
    assert loss(without, test) - loss(fooled, replace(test, quotes=quotes)) < gain / 2


def test_it_is_saved_and_read_again(bundles: tuple[Bundle, Bundle], tmp_path: Path) -> None:
    test = made_up(2, 200)
    bundles[1].save(tmp_path)
    back = Bundle.load(tmp_path)
    assert back.predict_set(test).p_win.tobytes() == bundles[1].predict_set(test).p_win.tobytes()
    assert back.quoted is not None
    assert back.quoted.weights == {"Pinnacle": 30.0}


def test_too_few_quotes_teach_nothing(bundles: tuple[Bundle, Bundle]) -> None:
    assert fit_quoted(made_up(1, 500), bundles[0].market, bundles[0].recipe) is None
