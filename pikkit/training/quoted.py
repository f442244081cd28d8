"""The part of a model that knows what other books offered; it speaks only where they did.

A bet without quotes is scored by the rest of the model, which never saw a quote: exactly as before there were any.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pikkit.base.errors import InputError
from pikkit.features.definitions.quote_features import QUOTE_NAMES, QUOTES_LEARNED
from pikkit.training.dataset import Floats, Mask, TrainingSet
from pikkit.training.learners.boosted import MovementTrees, TreeMember
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget, lessons

MIN_QUOTED = 1000
"""Closes of bets with quotes without which nothing is learned from quotes."""
FILE = "quoted.member"


@dataclass(frozen=True)
class QuotedModel:
    """Trees on the features and the quotes.

    Attributes:
        member: The trees: columns of the bundle's features, then ``names``.
        names: The quote features it reads.
        weights: How much each book's opinion counts (``quotes.weights``), for scores to come.
    """

    member: TreeMember
    names: tuple[str, ...] = QUOTES_LEARNED
    weights: Mapping[str, float] | None = None

    def shift(self, features: Floats, quotes: Floats) -> Floats:
        """What features and quotes add to the price's log odds, shape (n,)."""
        return self.member.shift(self.columns(features, quotes))

    def save(self, folder: Path) -> dict[str, Any]:
        """Write the trees; returns what the manifest says of them."""
        self.member.save(folder / FILE)
        return {"names": list(self.names), "weights": dict(self.weights or {})}

    @classmethod
    def load(cls, folder: Path, said: Mapping[str, Any]) -> "QuotedModel":
        """Read what ``save`` wrote.

        Raises:
            InputError: It reads quote features that this version does not have.
        """
        unknown = sorted(set(said["names"]) - set(QUOTE_NAMES))
        if unknown:
            raise InputError(f"The bundle in {folder} needs quote features that are not known: {', '.join(unknown)}.")
        return cls(TreeMember.load(folder / FILE), tuple(said["names"]), dict(said["weights"]))

    def columns(self, features: Floats, quotes: Floats) -> Floats:
        """What the trees read, shape (n, F + len(names))."""
        return np.concatenate((features, quotes.take(self._places, axis=1)), axis=1)

    @cached_property
    def _places(self) -> list[int]:
        return [QUOTE_NAMES.index(name) for name in self.names]


def quoted(quotes: Floats) -> Mask:
    """Which bets another book has an opinion on, from quote features of shape (n, len(QUOTE_NAMES))."""
    return np.asarray(~np.isnan(quotes[:, 0]))


def fit_quoted(
    data: TrainingSet, market: MarketTarget, recipe: Recipe, weights: Mapping[str, float] | None = None
) -> QuotedModel | None:
    """Learn from bets with and without quotes; None where too few with quotes have a close.

    Closes that an export lacks are taken from quotes.

    Args:
        data: Single bets.
        market: The calibrations of price and close.
        recipe: How.
        weights: Kept for scores to come.
    """
    data = replace(data, closing_odds=np.where(data.closed, data.closing_odds, data.filled_close))
    if (quoted(data.quotes) & data.closed).sum() < MIN_QUOTED:
        return None
    taught = lessons(data, market, recipe.result_weight)
    rows = data.closed | data.decided
    places = [QUOTE_NAMES.index(name) for name in QUOTES_LEARNED]
    member = MovementTrees().fit(
        replace(taught, features=np.column_stack([taught.features, data.quotes[rows][:, places]])), recipe
    )
    return QuotedModel(member, weights=weights) if member else None


def book_weights(metadata: Mapping[bytes, bytes] | None, key: bytes) -> dict[str, float]:
    """The books' weights that a file of quote rows keeps in its metadata."""
    return {name: float(value) for name, value in json.loads((metadata or {}).get(key, b"{}")).items()}
