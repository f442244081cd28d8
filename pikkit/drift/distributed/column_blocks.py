"""A part of a window as blocks: each column's values to whoever compares it, and what goes elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.schema import BETS
from pikkit.drift.column_sample import Sample
from pikkit.drift.distributed.part_scoring import PartScoring
from pikkit.spark.blocks import Block
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import settled_bets, training_set
from pikkit.training.event_numbers import TrainingEvents

DRAWN, SETTLED = "drawn rows", "settled bets"
"""Names of the blocks that are no column's; their partitions come after those of the columns."""
PLACE, VALUES = "place", "values"
P_MODEL, P_PRICE = "p_model", "p_price"


@dataclass(frozen=True)
class ColumnBlocks:
    """What becomes of a part.

    Attributes:
        scoring: How its bets are scored; the window begins with its ``first``.
        names: The columns to compare.
        together: Those of them that are compared row by row.
        drawn: The window's rows that are, ascending, counted from its first.
    """

    scoring: PartScoring
    names: tuple[str, ...]
    together: tuple[str, ...]
    drawn: npt.NDArray[np.int64]

    @property
    def partitions(self) -> int:
        """How many there are of blocks."""
        return len(self.names) + 2

    def __call__(self, number: int) -> Iterator[Block]:
        """The blocks of a part."""
        bets, first = self.scoring.bets, self.scoring.first
        table = bets.read(number)
        rows = np.arange(max(first - bets.begins[number], 0), table.num_rows)
        if len(rows):
            sample = self.scoring.scored(number, table, rows)
            yield from self._columns(number, sample)
            yield from self._rows(number, sample, bets.begins[number] + int(rows[0]) - first)
        yield from self._settled(number, table)

    def _columns(self, number: int, sample: Sample) -> Iterator[Block]:
        for part, name in enumerate(self.names):
            values = sample.column(name)
            texts = values.dtype.kind != "f"
            yield part, name, number, pa.table({VALUES: pa.array(values, pa.string() if texts else pa.float64())})

    def _rows(self, number: int, sample: Sample, begin: int) -> Iterator[Block]:
        first, last = np.searchsorted(self.drawn, [begin, begin + len(sample)], side="left")
        places = self.drawn[first:last]
        columns = {name: sample.numbers[name][places - begin] for name in self.together}
        yield len(self.names), DRAWN, number, pa.table({PLACE: places, **columns})

    def _settled(self, number: int, table: pa.Table) -> Iterator[Block]:
        bundle = self.scoring.load()
        new = pc.greater(table["placed_at"], pa.scalar(bundle.window.end, table["placed_at"].type))
        settled = settled_bets(table.filter(new))
        if settled.num_rows:
            yield len(self.names) + 1, SETTLED, number, _with_chances(bundle, settled)


def _with_chances(bundle: Bundle, settled: pa.Table) -> pa.Table:
    """Settled bets as the store has them, with what model and price said of each."""
    prediction = bundle.predict_set(training_set(settled, events=_no_events))
    bets = settled.select(BETS.names)
    return bets.append_column(P_MODEL, pa.array(prediction.p_win)).append_column(P_PRICE, pa.array(prediction.p_market))


def _no_events(bets: pa.Table) -> TrainingEvents:
    """Which bets are on one event is seen where all of them are."""
    return TrainingEvents(np.zeros(bets.num_rows, np.int64), np.empty((bets.num_rows, 0), np.int64))
