"""A bettor's last bets that had settled when a bet was placed, one by one."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.definitions.bet_features import price_logit
from pikkit.features.views.entity_keys import UNKNOWN
from pikkit.training.dataset import Floats, Ints, TrainingSet

LAST = 20
"""How many bets back."""
CHANNELS = ("movement", "closed", "price", "excess", "decided", "stake", "hours", "same_book", "same_market")
WIDTH = LAST * len(CHANNELS) + 1
"""Columns that ``with_histories`` appends: the bets, newest first, and how many there are."""
MOVEMENT_BOUND = 1.0


def with_histories(data: TrainingSet, settled: pa.Table) -> TrainingSet:
    """The same set with every bet's history appended to its features.

    Args:
        data: All settled bets (``training_set``).
        settled: Their rows (``settled_bets``), in the same order.
    """
    previous = previous_bets(data, _codes(settled, "bettor"))
    steps = _steps(data, settled, previous)
    flat = steps.reshape(len(data), -1)
    return replace(data, features=np.column_stack([data.features, flat, (previous >= 0).sum(axis=1)]))


def previous_bets(data: TrainingSet, bettor: Ints) -> Ints:
    """The rows of each bet's bettor's last single bets settled before its placement, newest first; −1 where none.

    A bet placed at the very moment another settles does not know of it, as in every feature.

    Returns:
        Shape (n, LAST).
    """
    previous = np.full((len(data), LAST), -1, dtype=np.int64)
    for own in np.unique(bettor):
        rows = np.flatnonzero(bettor == own)
        singles = rows[data.n_legs[rows] == 1]
        by_time = singles[np.argsort(data.settled_at[singles], kind="stable")]
        known = np.searchsorted(data.settled_at[by_time], data.placed_at[rows], side="left")
        position = known[:, None] - 1 - np.arange(LAST)
        there = position >= 0
        previous[rows] = np.where(there, by_time[np.maximum(position, 0)] if len(by_time) else -1, -1)
    return previous


def _steps(data: TrainingSet, settled: pa.Table, previous: Ints) -> Floats:
    """Every channel of every previous bet, shape (n, LAST, channels); 0 where there is none."""
    there = previous >= 0
    own = _own_channels(data)[previous]
    stake = np.log1p(data.stake)[previous]
    usual = (stake * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    hours = (data.placed_at[:, None] - data.settled_at[previous]) / 3_600_000_000
    market = _codes(settled, "sport") * 1_000_000 + _codes(settled, "market") * 1_000 + _codes(settled, "side")
    relative = [stake - usual[:, None], np.log1p(np.maximum(hours, 0.0)) / 5]
    same = [key[previous] == key[:, None] for key in (_codes(settled, "sportsbook"), market)]
    steps = np.concatenate([own, np.stack([*relative, *same], axis=2)], axis=2)
    return np.asarray(steps * there[:, :, None], dtype=np.float64)


def _own_channels(data: TrainingSet) -> Floats:
    """What a bet says of itself, whoever asks: movement to its close, price, and wins above the price."""
    moved = price_logit(data.closing_odds) - price_logit(data.odds)
    excess = data.won - 1 / data.odds
    return np.column_stack([
        np.nan_to_num(np.clip(moved, -MOVEMENT_BOUND, MOVEMENT_BOUND)),
        data.closed,
        price_logit(data.odds),
        np.nan_to_num(excess),
        data.decided,
    ])  # fmt: skip


def _codes(settled: pa.Table, name: str) -> Ints:
    column = pc.fill_null(settled[name], UNKNOWN).combine_chunks().dictionary_encode()
    return np.asarray(column.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
