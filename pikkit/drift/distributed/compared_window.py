"""What workers found of a window's columns, put together to a report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.drift.baseline import Baseline
from pikkit.drift.column_results import all_results, request_features
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import TOGETHER, in_common
from pikkit.drift.detectors import DETECTORS
from pikkit.drift.detectors.row_sample import RowDetector
from pikkit.drift.distributed.column_blocks import DRAWN, PLACE, SETTLED
from pikkit.drift.distributed.column_comparing import Found
from pikkit.drift.result import DriftReport, DriftResult
from pikkit.drift.store_check import made_report, shown_columns
from pikkit.spark.blocks import Block

_BY_ROWS: tuple[RowDetector[Any], ...] = tuple(one for one in DETECTORS if isinstance(one, RowDetector))


def drawn_places_of(count: int) -> npt.NDArray[np.int64]:
    """The rows of a window of so many that some detector compares, ascending."""
    return np.unique(np.concatenate([detector.places(count) for detector in _BY_ROWS]))


@dataclass(frozen=True)
class ComparedWindow:
    """All that was found.

    Attributes:
        columns: Of each column, in the reference's order.
        settled: Of bets settled since the training; None where there are none.
        drawn: The rows that are compared as rows, with their places.
        count: Bets of the window.
    """

    columns: tuple[Found, ...]
    settled: Found | None
    drawn: pa.Table
    count: int

    @classmethod
    def of(cls, blocks: Sequence[Block], count: int) -> Self:
        """Read the blocks that ``ColumnComparing`` gave, in any order."""
        by_name = {name: table for _, name, _, table in sorted(blocks, key=lambda block: block[0])}
        drawn, settled = by_name.pop(DRAWN), by_name.pop(SETTLED, None)
        columns = tuple(Found.read(table) for table in by_name.values())
        return cls(columns, Found.read(settled) if settled else None, drawn, count)

    def report(self, baseline: Baseline) -> DriftReport:
        """The report; its window is still to be dated."""
        known = [part.column for part in self.columns if part.column]
        in_common([column.name for column in known])
        compared = [column.name for column in known if not column.unsaid]
        results = all_results(known, self._rows(baseline.sample, request_features(compared)), baseline.limits)
        shapes = {part.shape.feature: part.shape for part in self.columns if part.shape}
        shown = [shapes[name] for name in shown_columns(list(shapes), results)]
        expected = tuple(one for part in self.columns for one in part.performance)
        settled = self.settled.performance if self.settled else ()
        return replace(made_report(baseline, self.count, results, shown), performance=(*settled, *expected))

    def _rows(self, reference: Sample, names: Sequence[str]) -> list[DriftResult]:
        if len(names) < 2 or len(reference) < 2:
            return []
        before = reference.rows(names)
        return [self._judged(detector, before, names) for detector in _BY_ROWS]

    def _judged(self, detector: RowDetector[Any], before: np.ndarray, names: Sequence[str]) -> DriftResult:
        places = np.searchsorted(self.drawn[PLACE].to_numpy(), detector.places(self.count))
        rows = np.column_stack([self.drawn[name].to_numpy() for name in names])[places]
        return detector.result(TOGETHER, detector.judge(detector.fit(before, TOGETHER).known, rows))
