"""Small real bundles: two learners on bets whose close the first feature tells."""

from datetime import UTC, datetime

import numpy as np

from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.bundle import Bundle, TrainingWindow
from pikkit.training.calibration import IntervalWidths, PlattCalibration
from pikkit.training.learners import LEARNERS
from pikkit.training.recipe import Recipe, TreeParameters
from pikkit.training.soft_target import MarketTarget, lessons
from tests.training.worlds import moving_set

WINDOW = TrainingWindow(datetime(1969, 1, 1, tzinfo=UTC), datetime(1969, 12, 31, tzinfo=UTC), 600, 500)
RECIPE = Recipe(
    trees=TreeParameters(rounds=15, learning_rate=0.2, min_rows=20),
    ridge_penalty=10.0,
    weights={"movement_trees": 0.3, "movement_ridge": 0.7},
)


def small_bundle(columns: tuple[str, ...] = MODEL_FEATURES, signal: float = 0.4, seed: int = 1) -> Bundle:
    """A bundle of both movement learners that reads these columns."""
    data = moving_set(1200, seed, signal=signal, columns=len(columns))
    market = MarketTarget.fit(data)
    taught = lessons(data, market, RECIPE.result_weight)
    members = {learner.name: learner.fit(taught, RECIPE) for learner in LEARNERS if learner.name in RECIPE.weights}
    fitted = {name: member for name, member in members.items() if member}
    widths = IntervalWidths(tuple(np.linspace(0.1, 0.5, 11)))
    return Bundle(RECIPE, market, fitted, PlattCalibration(0.01, 0.98), widths, WINDOW, columns)


def price_bundle() -> Bundle:
    """The price alone."""
    data = moving_set(1200, 1, columns=len(MODEL_FEATURES))
    recipe = Recipe()
    widths = IntervalWidths((0.2,) * 11)
    return Bundle(recipe, MarketTarget.fit(data), {}, PlattCalibration(0.0, 1.0), widths, WINDOW)
