"""Who a bet is compared with: the smallest group that is large enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.quality.anomalies.anomaly_detector import Floats, Ints
from pikkit.quality.anomalies.group_codes import GroupCodes, Keys
from pikkit.quality.anomalies.grouped_values import GroupedSample


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


def levels(values: Floats, columns: GroupCodes, chain: Sequence[Keys], min_group: int) -> Iterator[GroupLevel]:
    """Give each finite value to the first keys of the chain whose group has ``min_group`` finite values.

    Args:
        values: Shape (n,); NaN where there is nothing to judge.
        columns: n rows.
        chain: From the smallest groups to the largest.
        min_group: A value without such a group is in no level.
    """
    known = np.isfinite(values)
    pending = known.copy()
    for keys in chain:
        if not pending.any():
            return
        codes, size = columns.of(keys)
        large = np.bincount(codes[known], minlength=size) >= min_group
        judged = np.flatnonzero(pending & large[codes])
        if judged.size:
            yield _level(keys, judged, known, values, codes, size)
        pending[judged] = False


def _level(keys: Keys, judged: Ints, known: np.ndarray, values: Floats, codes: Ints, size: int) -> GroupLevel:
    """Number the groups that are asked for from 0, and collect their values."""
    asked = np.zeros(size, dtype=bool)
    asked[codes[judged]] = True
    number = np.cumsum(asked) - 1
    members = np.flatnonzero(known & asked[codes])
    sample = GroupedSample.of(values[members], number[codes[members]], int(asked.sum()))
    return GroupLevel(keys, judged, number[codes[judged]], sample)
