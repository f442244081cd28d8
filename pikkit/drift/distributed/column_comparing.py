"""What is done with all blocks of one column: it is compared as one process would compare it."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter

from pikkit.bets.settlement import shares_of
from pikkit.drift.column_results import SCORE, ColumnResults, column_results
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import shape_of
from pikkit.drift.decay import SettledBets, decay
from pikkit.drift.detector_values import Values
from pikkit.drift.distributed.column_blocks import DRAWN, P_MODEL, P_PRICE, SETTLED, VALUES
from pikkit.drift.expected_loss import expected_loss_result
from pikkit.drift.result import PerformanceResult, Shape
from pikkit.spark.blocks import packed, unpacked
from pikkit.training.dataset import settled_bets
from pikkit.training.event_numbers import bet_events

FOUND = "found"


@dataclass(frozen=True)
class Found:
    """What a worker found.

    Attributes:
        column: Of a column that has values on both sides.
        shape: How it is distributed.
        performance: What the scores expect, or what settled bets say of them.
    """

    column: ColumnResults | None = None
    shape: Shape | None = None
    performance: tuple[PerformanceResult, ...] = ()

    def packed(self) -> pa.Table:
        """As a block's table."""
        return pa.table({FOUND: [json.dumps(asdict(self))]})

    @classmethod
    def read(cls, table: pa.Table) -> Self:
        """Read what ``packed`` wrote."""
        return TypeAdapter(cls).validate_python(json.loads(table[FOUND][0].as_py()))


@dataclass(frozen=True)
class ColumnComparing:
    """Compares columns with a reference.

    Attributes:
        reference: What is normal.
        expected_clv: The closing line value of the bets learned from; None: not known.
    """

    reference: Sample
    expected_clv: float | None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Compare the one column whose blocks are given; blocks that are no column's are put together or measured."""
        blocks = sorted(unpacked(batches), key=lambda block: block[2])
        if not blocks:
            return
        part, name, at, _ = blocks[0]
        table = pa.concat_tables([table for *_, table in blocks])
        if name == DRAWN:
            yield packed((part, name, at, table.combine_chunks()))
        elif name == SETTLED:
            yield packed((part, name, at, Found(performance=self._decay(table)).packed()))
        else:
            yield packed((part, name, at, self._compared(name, _values(table)).packed()))

    def _compared(self, name: str, window: Values) -> Found:
        reference = self.reference.column(name)
        expected = (expected_loss_result(window, reference),) if name == SCORE else ()
        results = column_results(name, reference, window)
        return Found(results, shape_of(name, reference, window) if results else None, expected)

    def _decay(self, bets: pa.Table) -> tuple[PerformanceResult, ...]:
        return decay(_settled(bets), self.expected_clv)


def _settled(bets: pa.Table) -> SettledBets:
    """As ``scored_window.settled_since`` has them: events are seen in all settled bets, those decided are measured."""
    table = settled_bets(bets)
    won, odds, closing, p_model, p_price = (
        column.cast(pa.float64()).fill_null(float("nan")).to_numpy()
        for column in (shares_of(table), *(table[name] for name in ("odds", "closing_odds", P_MODEL, P_PRICE)))
    )
    placed, settled = (table[name].cast(pa.int64()).to_numpy() for name in ("placed_at", "settled_at"))
    decided = np.flatnonzero(~np.isnan(won))
    rows = decided[np.argsort(np.maximum(settled, placed)[decided], kind="stable")]
    event = bet_events(table).event
    return SettledBets(p_model[rows], p_price[rows], won[rows], event[rows], odds[rows] / closing[rows] - 1)


def _values(table: pa.Table) -> Values:
    column = table[VALUES]
    return column.to_numpy() if pa.types.is_floating(column.type) else np.array(column.to_pylist(), dtype=object)
