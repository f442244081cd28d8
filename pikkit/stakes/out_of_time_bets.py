"""Stored bets with what a model's recipe says of them out of time: what staking is tried on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.bets.names import canonical_sportsbook
from pikkit.features.build.build import features_as_of
from pikkit.stakes.staking_history import Floats, Ints, Mask, StakingHistory
from pikkit.training.bundle import Bundle
from pikkit.training.calibration import fit_calibration
from pikkit.training.dataset import TrainingSet, settled_bets, training_set
from pikkit.training.ensemble import OutOfTime, out_of_time
from pikkit.training.learners import LEARNERS
from pikkit.training.logistic import sigmoid
from pikkit.training.recipe import Recipe
from pikkit.training.splits import FOLD_EDGES

ANY_BOOK = "*"
MIN_BETS = 100
"""Bets that each part needs to say anything."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class StakingParts:
    """Bets worth their price to the model: earlier ones to learn from, later ones to judge on.

    Attributes:
        earlier, later: Every result of ``earlier`` was known before the first bet of ``later`` was placed.
        said: How many bets of ``later`` there were in all, worth their price or not.
        judged_from, judged_until: When the first and the last of these were placed (UTC).
    """

    earlier: StakingHistory
    later: StakingHistory
    said: int
    judged_from: datetime
    judged_until: datetime


@dataclass(frozen=True)
class BookLimits:
    """The largest stakes that books take.

    Attributes:
        bankroll: The first bankroll, in the bettor's currency.
        largest: By book, in any spelling, in that currency; "*" for any other book.
    """

    bankroll: float = 1000.0
    largest: Mapping[str, float] | None = None

    def of(self, books: "list[str]") -> Floats:
        """Each bet's limit in first bankrolls, shape (n,); infinite without one."""
        limits = dict(self.largest or {})
        other = limits.pop(ANY_BOOK, np.inf)
        known = {canonical_sportsbook(name)[0]: value for name, value in limits.items()}
        return np.array([known.get(book, other) / self.bankroll for book in books], dtype=np.float64)


def staking_parts(
    bets: pa.Table, bundle: Bundle, test_share: float, limits: BookLimits, seed: int = 0, tell: Tell | None = None
) -> StakingParts:
    """Fit a bundle's recipe on the past of each fold, say what it says of the fold, and divide that by time.

    A bundle that serves has learned from all bets, so its own scores of them would flatter any staking. Blend, tuned
    values, calibrator and interval are of the earlier part; with bundles that were judged on as large a share as
    ``test_share`` none of them has seen a result of the later one. Bets of more than one leg, and those neither won
    nor lost, are left out, and so are those with p · odds ≤ 1: no policy stakes on them.

    Raises:
        InputError: The bets are too few.
    """
    table = settled_bets(features_as_of(bets, bets))
    whole = training_set(table)
    singles = replace(whole, stake=np.arange(len(whole), dtype=np.float64)).singles()  # the row, through all folds
    seen = _seen(singles, bundle.recipe, tell)
    decided = seen.take(seen.data.decided)
    later = decided.data.placed_at >= np.quantile(singles.placed_at, 1 - test_share)
    earlier = ~later & (_known_at(decided.data) < _start(decided.data, later))
    if min(earlier.sum(), later.sum()) < MIN_BETS:
        raise InputError(
            f"There are too few bets to try stakes on: {int(earlier.sum()):,} earlier and {int(later.sum()):,} later "
            f"ones have a score made without them; at least {MIN_BETS} of each are needed."
        )
    history = _history(decided, earlier, bundle.recipe, seed, limits.of(_books(table, decided.data)))
    good = history.p * history.odds > 1
    span = decided.data.placed_at[later]
    first, last = (datetime.fromtimestamp(int(moment) / 1e6, UTC) for moment in (span.min(), span.max()))
    return StakingParts(history.take(earlier & good), history.take(later & good), int(later.sum()), first, last)


def _seen(singles: TrainingSet, recipe: Recipe, tell: Tell | None) -> OutOfTime:

    learners = [learner for learner in LEARNERS if recipe.weights.get(learner.name)]
    progress = tell or (lambda _done, _total: None)
    return out_of_time(singles, recipe, learners, lambda fold, _: progress(fold + 1, len(FOLD_EDGES) - 1))


def _history(seen: OutOfTime, earlier: Mask, recipe: Recipe, seed: int, limit: Floats) -> StakingHistory:
    data, shift = seen.data, seen.blend(recipe.weights)
    fitted = fit_calibration(seen.take(earlier), shift[earlier], seed)
    margin = fitted.calibrator.margin(seen.price_margin + shift)
    low, high = fitted.widths.bounds(data.odds, margin)
    _, event = np.unique(data.event, return_inverse=True)
    return StakingHistory(
        p=sigmoid(margin),
        low=low,
        high=high,
        odds=data.odds,
        returned=data.won * data.odds,
        placed_at=data.placed_at,
        settled_at=data.settled_at,
        event=event.astype(np.int64),
        limit=limit,
    )


def _known_at(data: TrainingSet) -> Ints:
    return np.maximum(data.settled_at, data.placed_at + 1)


def _start(data: TrainingSet, later: Mask) -> int:
    return int(data.placed_at[later].min()) if later.any() else 0


def _books(table: pa.Table, data: TrainingSet) -> list[str]:
    rows = pa.array(data.stake.astype(np.int64))
    return [str(book) for book in table["sportsbook"].take(rows).to_pylist()]
