"""Who a bet is compared with: the smallest group that is large enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pikkit.quality.anomalies.anomaly_detector import Floats, Ints
from pikkit.quality.anomalies.grouped_values import GroupedSample

Keys = tuple[str, ...]
"""The columns whose values make a group; none: everybody."""


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """The rows that are judged by groups of these keys, and those groups.

    Attributes:
        keys: What the groups share.
        rows: Shape (m,), the rows to judge.
        groups: Shape (m,), the group of each in ``sample``.
        sample: Every value of those groups, also of rows judged elsewhere.
    """

    keys: Keys
    rows: Ints
    groups: Ints
    sample: GroupedSample


def levels(values: Floats, columns: pa.Table, chain: Sequence[Keys], min_group: int) -> Iterator[GroupLevel]:
    """Give each finite value to the first keys of the chain whose group has ``min_group`` finite values.

    Args:
        values: Shape (n,); NaN where there is nothing to judge.
        columns: n rows; a null is a value of its own.
        chain: From the smallest groups to the largest.
        min_group: A value without such a group is in no level.
    """
    known = np.isfinite(values)
    pending = known.copy()
    for keys in chain:
        if not pending.any():
            return
        codes = _codes(columns, keys)
        counts = np.bincount(codes[known], minlength=int(codes.max()) + 1)
        judged = np.flatnonzero(pending & (counts[codes] >= min_group))
        if judged.size:
            yield _level(keys, judged, known, values, codes)
        pending[judged] = False


def _level(keys: Keys, judged: Ints, known: np.ndarray, values: Floats, codes: Ints) -> GroupLevel:
    """Number the groups that are asked for from 0, and collect their values."""
    asked = np.zeros(int(codes.max()) + 1, dtype=bool)
    asked[codes[judged]] = True
    number = np.cumsum(asked) - 1
    members = np.flatnonzero(known & asked[codes])
    sample = GroupedSample.of(values[members], number[codes[members]], int(asked.sum()))
    return GroupLevel(keys, judged, number[codes[judged]], sample)


def _codes(columns: pa.Table, keys: Keys) -> Ints:
    """Each row's group as a small number."""
    codes = np.zeros(columns.num_rows, dtype=np.int64)
    for key in keys:
        encoded = columns[key].combine_chunks().dictionary_encode("encode")
        codes = codes * len(encoded.dictionary) + encoded.indices.to_numpy(zero_copy_only=False)
        codes = _numbered(codes)
    return codes


def _numbered(codes: Ints) -> Ints:
    return np.asarray(pa.array(codes).dictionary_encode().indices.to_numpy(), dtype=np.int64)
