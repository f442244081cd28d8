"""The model's core as a scikit-learn estimator: a classifier that starts from a price, without the platform."""

from dataclasses import replace
from numbers import Integral, Real
from typing import Any, ClassVar, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from pikkit.training.bundle_fit import fit_recipe
from pikkit.training.dataset import Floats, TrainingSet
from pikkit.training.learners import LEARNERS
from pikkit.training.logistic import sigmoid
from pikkit.training.recipe import DEFAULT_LEARNERS, Recipe, TreeParameters

EVEN = 2.0
"""The price of every row where no column holds one."""


class PriceOffsetClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """Two classes, of which the second of the sorted labels is a win.

    The price's log odds are calibrated on the results; learners find, from the other columns, how far the truth lies
    from them. Where closing prices are known at the time of fitting they teach instead of the results: they are far
    less noisy. Learners that found enough to learn from count alike.

    Args:
        odds: Column of X with the decimal odds (above 1), by position, or by name if X has names; None: no price,
            every row begins at the rate of wins.
        closing_odds: Column with the closing price, NaN where there is none; read when fitting, never when predicting.
        learners: Names of learners (``pikkit.training.learners.LEARNERS``).
        max_depth: Depth of a tree.
        rounds: Number of trees.
        learning_rate: Shrinkage of each tree.
        min_rows: Closing prices, or where there are none results, that a leaf must rest on, times four for the latter.
        l2: Ridge penalty of a leaf, in the same unit.
        subsample: Share of rows a tree sees.
        colsample: Share of columns a tree sees.
        ridge_penalty: L2 penalty of the linear learner.
        result_weight: How much a bare result counts against a closing price; without any of these all count alike.
        random_state: Of the sampling of rows and columns.

    Attributes:
        classes_: Both labels, sorted; the second is a win.
        n_features_in_: Columns of X, prices included.
        market_: Calibrations of price and close.
        members_: The fitted learners by name.
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "odds": [None, Integral, str],
        "closing_odds": [None, Integral, str],
        "learners": ["array-like"],
        "max_depth": [Interval(Integral, 1, None, closed="left")],
        "rounds": [Interval(Integral, 1, None, closed="left")],
        "learning_rate": [Interval(Real, 0, None, closed="neither")],
        "min_rows": [Interval(Real, 0, None, closed="left")],
        "l2": [Interval(Real, 0, None, closed="left")],
        "subsample": [Interval(Real, 0, 1, closed="right")],
        "colsample": [Interval(Real, 0, 1, closed="right")],
        "ridge_penalty": [Interval(Real, 0, None, closed="left")],
        "result_weight": [Interval(Real, 0, 1, closed="right")],
        "random_state": ["random_state"],
    }

    def __init__(  # noqa: PLR0913 - scikit-learn's parameters are arguments
        self,
        *,
        odds: int | str | None = None,
        closing_odds: int | str | None = None,
        learners: tuple[str, ...] = DEFAULT_LEARNERS,
        max_depth: int = 3,
        rounds: int = 200,
        learning_rate: float = 0.05,
        min_rows: float = 100.0,
        l2: float = 10.0,
        subsample: float = 0.7,
        colsample: float = 0.5,
        ridge_penalty: float = 1000.0,
        result_weight: float = 0.2,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.odds = odds
        self.closing_odds = closing_odds
        self.learners = learners
        self.max_depth = max_depth
        self.rounds = rounds
        self.learning_rate = learning_rate
        self.min_rows = min_rows
        self.l2 = l2
        self.subsample = subsample
        self.colsample = colsample
        self.ridge_penalty = ridge_penalty
        self.result_weight = result_weight
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:  # noqa: N803 - scikit-learn's names
        """Fit on rows of X and their labels; rows without weight are left out.

        Raises:
            ValueError: X or y is nothing to learn from; the message says why.
        """
        self._validate_params()
        X, y = validate_data(self, X, y, dtype=np.float64, ensure_all_finite=self._finite())  # noqa: N806
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) > 2:
            raise ValueError(
                f"Only binary classification is supported. The type of the target is multiclass: {len(self.classes_)} "
                "classes."
            )
        if len(self.classes_) < 2:
            raise ValueError(f"Classifier can't train when only one class is present: {self.classes_[0]!r}.")
        weight = _check_sample_weight(sample_weight, X, dtype=np.float64, ensure_non_negative=True)
        if not weight.any():
            raise ValueError("All sample weights are zero.")
        rows, won = weight > 0, (y == self.classes_[1]).astype(np.float64)
        data = replace(self._bets(X[rows], won[rows], fitting=True), trust=weight[rows] / weight.max())
        self.market_, members = fit_recipe(data, self._recipe(data))
        self.members_ = members
        return self

    def predict_proba(self, X: Any) -> Floats:  # noqa: N803
        """Chances of a loss and of a win, shape (n, 2).

        Raises:
            ValueError: X has other columns than in ``fit``, or no prices where there should be some.
        """
        p = sigmoid(self.decision_function(X))
        return np.column_stack([1 - p, p])

    def decision_function(self, X: Any) -> Floats:  # noqa: N803
        """Log odds of a win, shape (n,)."""
        bets = self._asked(X)
        shifts = [member.shift(bets.features) for member in self.members_.values()]
        shift = np.mean(shifts, axis=0) if shifts else np.zeros(len(bets))
        return np.asarray(self.market_.price_margin(bets) + shift, dtype=np.float64)

    def price_proba(self, X: Any) -> Floats:  # noqa: N803
        """What the calibrated price alone says: chances of a win, shape (n,)."""
        return sigmoid(self.market_.price_margin(self._asked(X)))

    def predict(self, X: Any) -> np.ndarray:  # noqa: N803
        """The likelier label of each row, shape (n,)."""
        margin = self.decision_function(X)
        return np.asarray(self.classes_[(margin > 0).astype(int)])

    def __sklearn_tags__(self) -> Any:
        """Binary only; NaN only where a closing price may be missing."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def _asked(self, X: Any) -> TrainingSet:  # noqa: N803
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False, ensure_all_finite=self._finite())  # noqa: N806
        return self._bets(X, np.full(len(X), np.nan), fitting=False)

    def _finite(self) -> bool | str:
        return True if self.closing_odds is None else "allow-nan"

    def _bets(self, X: Floats, won: Floats, *, fitting: bool) -> TrainingSet:  # noqa: N803
        odds, closing = (self._column(name) for name in ("odds", "closing_odds"))
        kept = [k for k in range(X.shape[1]) if k not in {odds, closing}]
        if not np.isfinite(X[:, kept]).all():
            raise ValueError("Input X contains NaN outside the column of closing prices.")
        n = len(X)
        return TrainingSet(
            features=X[:, kept],
            odds=np.full(n, EVEN) if odds is None else _prices(X[:, odds], "odds"),
            closing_odds=_prices(X[:, closing], "closing_odds", gaps=True)
            if closing is not None and fitting
            else np.full(n, np.nan),
            won=won,
            n_legs=np.ones(n, dtype=np.int64),
            stake=np.ones(n),
            profit=np.full(n, np.nan),
            placed_at=np.zeros(n, dtype=np.int64),
            settled_at=np.ones(n, dtype=np.int64),
            event=np.arange(n, dtype=np.int64),
        )

    def _column(self, parameter: str) -> int | None:
        """The position of a column that a parameter names."""
        column = getattr(self, parameter)
        if column is None:
            return None
        names = [str(name) for name in getattr(self, "feature_names_in_", ())]
        if isinstance(column, str) and column not in names:
            raise ValueError(f"{parameter} is {column!r}, but X has no column of this name.")
        place = names.index(column) if isinstance(column, str) else int(column)
        if not 0 <= place < self.n_features_in_:
            raise ValueError(f"{parameter} is column {place}, but X has columns 0 to {self.n_features_in_ - 1}.")
        return place

    def _recipe(self, data: TrainingSet) -> Recipe:
        known = [learner.name for learner in LEARNERS]
        unknown = sorted(set(self.learners) - set(known))
        if unknown:
            raise ValueError(f"There is no learner {', '.join(unknown)}; there are {', '.join(known)}.")
        trees = TreeParameters(
            self.max_depth, self.rounds, self.learning_rate, self.min_rows, self.l2, self.subsample, self.colsample
        )
        return Recipe(
            trees=trees,
            ridge_penalty=self.ridge_penalty,
            result_weight=self.result_weight if data.closed.any() else 1.0,
            weights=dict.fromkeys(self.learners, 1.0),
            seed=int(check_random_state(self.random_state).randint(2**31 - 1)),
            learners=tuple(self.learners),
        )


def _prices(column: Floats, name: str, *, gaps: bool = False) -> Floats:
    known = column[~np.isnan(column)]
    if len(known) < len(column) and not gaps:
        raise ValueError(f"{name} has rows without a price.")
    if (known <= 1).any():
        raise ValueError(f"{name} must be decimal odds above 1, not {known[known <= 1][0]:g}.")
    return column
