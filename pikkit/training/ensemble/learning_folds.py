"""What is learned before each fold and judged in it, made once for all recipes that agree on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pikkit.training.dataset import Floats, TrainingSet
from pikkit.training.prior import PriceShape
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import Lessons, MarketTarget, SharedLessons, lessons
from pikkit.training.splits import Split, folds

MIN_FOLD_BETS = 100
"""Decided bets a fold needs before it to be worth learning from."""
KEPT_BYTES = 2**28
"""Features of a window that are kept fold by fold; of more, each recipe's folds are made anew.

All folds and what trees make of them take about seven times the features.
"""


@dataclass(frozen=True)
class LearningFold:
    """One fold, for a recipe.

    Attributes:
        number: Of the fold, from 0.
        taught: The lessons of the past.
        judged: The lessons that the fold's bets would be: what should be said of each.
        future: The fold's bets that have a close or a result.
        close_margin: Calibrated log odds of their closing prices, shape (n,); NaN without one.
    """

    number: int
    taught: Lessons
    judged: Lessons
    future: TrainingSet
    close_margin: Floats


@dataclass(frozen=True)
class _PricedFold:
    """What of a fold depends on nothing but the price's shape."""

    past: TrainingSet
    future: TrainingSet
    market: MarketTarget
    close_margin: Floats


class LearningFolds:
    """The folds of one training window. Recipes that differ only in how to learn share the markets and the lessons.

    Only what the last recipe needed is kept: to be asked for recipes that agree one after the other.
    """

    def __init__(self, data: TrainingSet, *, keeps: bool = True) -> None:
        self._data = data
        self._splits = [(n, split) for n, split in enumerate(folds(data)) if _suffices(data, split)]
        self._keeps = keeps and data.features.nbytes <= KEPT_BYTES
        self._priced: dict[tuple[PriceShape, int], _PricedFold] = {}
        self._made: dict[tuple[PriceShape, float, int], LearningFold] = {}

    def before(self, recipe: Recipe) -> Iterator[LearningFold]:
        """The folds that have enough before them, in time order, each made when it is asked for."""
        self._forget_others(recipe)
        for number, split in self._splits:
            yield self._fold(number, split, recipe)

    def _forget_others(self, recipe: Recipe) -> None:
        self._priced = {key: fold for key, fold in self._priced.items() if key[0] == recipe.price}
        agreed = (recipe.price, recipe.result_weight)
        self._made = {key: fold for key, fold in self._made.items() if key[:2] == agreed}

    def _fold(self, number: int, split: Split, recipe: Recipe) -> LearningFold:
        key = (recipe.price, recipe.result_weight, number)
        if key in self._made:
            return self._made[key]
        priced = self._priced.get((recipe.price, number)) or _priced_fold(self._data, split, recipe.price)
        taught, judged = (lessons(bets, priced.market, recipe.result_weight) for bets in (priced.past, priced.future))
        if not self._keeps:
            return LearningFold(number, taught, judged, priced.future, priced.close_margin)
        self._priced[recipe.price, number] = priced
        kept = LearningFold(number, SharedLessons.of(taught), judged, priced.future, priced.close_margin)
        return self._made.setdefault(key, kept)


def _suffices(data: TrainingSet, split: Split) -> bool:
    return bool((split.train & data.decided).sum() >= MIN_FOLD_BETS)


def _priced_fold(data: TrainingSet, split: Split, shape: PriceShape) -> _PricedFold:
    known = data.closed | data.decided
    past, future = data.take(split.train & known), data.take(split.test & known)
    market = MarketTarget.fit(past, shape)
    return _PricedFold(past, future, market, market.close_margin(future))
