"""Samples as the arrays that the worker reads."""

from dataclasses import dataclass

import numpy as np

from pikkit.drift.bins import Bins, bins_of, is_categorical
from pikkit.drift.column_results import request_features
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import shared_columns
from pikkit.drift.detector_values import Floats, Values
from pikkit.drift.detectors.row_sample import Standardisation, sampled

ROWS = 2000
"""Rows of a side that the classifier gets at most."""


@dataclass(frozen=True)
class Blocks:
    """Arrays by the worker's names, and the features of each block in the order of its columns."""

    arrays: dict[str, np.ndarray]
    features: dict[str, list[str]]


def blocks_of(reference: Sample, window: Sample) -> Blocks:
    """Both samples in blocks of columns that are compared alike and have equally many rows."""
    names = shared_columns(reference, window)
    by_block: dict[str, list[str]] = {"continuous": [], "flags": [], "texts": []}
    for name in names:
        by_block[_block(reference, name)].append(name)
    features = {block: columns for block, columns in by_block.items() if columns}
    arrays: dict[str, np.ndarray] = {}
    for block, columns in features.items():
        arrays |= (
            _continuous(reference, window, columns)
            if block == "continuous"
            else _coded(block, reference, window, columns)
        )
    return Blocks(arrays | _rows(reference, window, names), features)


def _block(reference: Sample, name: str) -> str:
    if name in reference.categories:
        return "texts"
    return "flags" if is_categorical(reference.numbers[name]) else "continuous"


def _continuous(reference: Sample, window: Sample, columns: list[str]) -> dict[str, Floats]:
    sides = {"continuous_reference": reference.rows(columns), "continuous_window": window.rows(columns)}
    return {name: np.nan_to_num(rows) for name, rows in sides.items()}


def _coded(block: str, reference: Sample, window: Sample, columns: list[str]) -> dict[str, np.ndarray]:
    pairs = [_pair(reference.column(name), window.column(name)) for name in columns]
    return {
        f"{block}_reference": np.column_stack([before for before, _ in pairs]),
        f"{block}_window": np.column_stack([now for _, now in pairs]),
        f"{block}_sizes": np.array([1 + max(before.max(), now.max()) for before, now in pairs]),
    }


def _pair(reference: Values, window: Values) -> tuple[Values, Values]:
    """Both sides as numbers of the categories that either has: alibi-detect stumbles over one that none has."""
    bins = bins_of(reference)
    before, now = _codes(bins, reference), _codes(bins, window)
    used = np.union1d(before, now)
    return np.searchsorted(used, before), np.searchsorted(used, now)


def _codes(bins: Bins, values: Values) -> Values:
    """Each value's place among the labels."""
    names, place = np.unique(values.astype(str), return_inverse=True)
    one_each = [values[np.flatnonzero(place == k)[:1]] for k in range(len(names))]
    return np.array([int(np.argmax(bins.counts(one))) for one in one_each], dtype=np.int64)[place]


def _rows(reference: Sample, window: Sample, names: list[str]) -> dict[str, Floats]:
    columns = request_features(names)
    if len(columns) < 2:
        return {}
    before = reference.rows(columns)
    scale = Standardisation.of(before)
    return {
        "rows_reference": scale.applied(sampled(before, ROWS, 0)),
        "rows_window": scale.applied(sampled(window.rows(columns), ROWS, 1)),
    }
