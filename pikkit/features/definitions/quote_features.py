"""Features of what other books offered on the bet when it was placed. Where no book did, all are NaN, never zero.

They are kept apart from the others, which every model reads: a model learns from these only where there are quotes, and
says without them exactly what it would have said without ever having seen one.
"""

from collections.abc import Callable

import numpy as np

from pikkit.features.definitions.bet_features import MICROSECONDS_AN_HOUR, price_logit
from pikkit.features.definitions.feature import Columns, Feature, FeatureType, Floats, floats

CONSENSUS, SHARP, BEST, SPREAD, BOOKS, NEWEST, MOVEMENT = (
    "quotes.consensus",
    "quotes.sharp",
    "quotes.best",
    "quotes.spread",
    "quotes.books",
    "quotes.newest",
    "quotes.movement",
)
"""What they are computed from, of each bet, NaN where not known: the mean of the other books' margin-free log odds; the
same with books weighted by how well they foretold closes; the best other price; the log odds' standard deviation; how
many books there are; when the newest offer was observed (µs); how far the mean moved since the books' first offers."""

QUOTED = (CONSENSUS, SHARP, BEST, SPREAD, BOOKS, NEWEST, MOVEMENT)


def _over_price(name: str) -> Callable[[Columns], Floats]:
    return lambda columns: floats(columns, name) - price_logit(floats(columns, "odds"))


def _quoted(
    name: str, unit: str, meaning: str, compute: Callable[[Columns], Floats], type_: FeatureType = FeatureType.FLOAT
) -> Feature:
    return Feature(name, "quotes", unit, meaning, compute, "not known, where no other book is", type=type_)


QUOTE_FEATURES: tuple[Feature, ...] = (
    _quoted("quote_consensus", "log odds", "what the other books think, over the price", _over_price(CONSENSUS)),
    _quoted("quote_sharp", "log odds", "what the books that know best think, over the price", _over_price(SHARP)),
    _quoted(
        "quote_best",
        "log ratio",
        "the best other price against the bet's",
        lambda columns: np.log(floats(columns, BEST) / floats(columns, "odds")),
    ),
    _quoted("quote_spread", "log odds", "how far the other books disagree", lambda columns: floats(columns, SPREAD)),
    _quoted("quote_books", "books", "how many other books there are", lambda c: floats(c, BOOKS), FeatureType.INTEGER),
    _quoted(
        "quote_movement",
        "log odds",
        "how far the other books moved since they were first seen",
        lambda columns: floats(columns, MOVEMENT),
    ),
    _quoted(
        "quote_age",
        "hours",
        "how old the newest other price is",
        lambda columns: (floats(columns, "placed_at") - floats(columns, NEWEST)) / MICROSECONDS_AN_HOUR,
    ),
)
"""All of them, in the order of their columns in the rows of quotes."""

QUOTE_NAMES: tuple[str, ...] = tuple(feature.name for feature in QUOTE_FEATURES)

QUOTES_LEARNED: tuple[str, ...] = QUOTE_NAMES[:-1]
"""Those that models learn from: not the age, which tells when a feed was asked and not what books think."""


def quote_matrix(columns: Columns) -> Floats:
    """The quote features of n bets, shape (n, len(QUOTE_FEATURES)); the same code offline and online.

    Args:
        columns: ``odds``, ``placed_at`` and the seven above, shape (n,) each.
    """
    return np.column_stack([feature.compute(columns) for feature in QUOTE_FEATURES])
