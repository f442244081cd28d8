"""Every bet of a training file as lessons, a chunk at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from pikkit.quality.anomalies import bet_trust
from pikkit.settings.anomalies import AnomalyPolicy, AnomalyRules
from pikkit.training.bundle import TrainingWindow
from pikkit.training.dataset import TrainingSet, settled_bets, training_chunks, training_set
from pikkit.training.event_numbers import TrainingEvents
from pikkit.training.soft_target import Lessons, MarketTarget, lessons

CHUNK = 1 << 17
"""Bets read at once: about 300 MB with what is made of them."""


@dataclass(frozen=True)
class StreamedLessons:
    """A ``training.parquet`` that memory need not hold.

    Attributes:
        training: The file.
        anomalies: What learning does with bets out of the ordinary. What is usual is read off each chunk, which is of
            bets placed one after another; other books' prices are not asked.
    """

    training: Path
    anomalies: AnomalyRules

    def chunks(self, market: MarketTarget, result_weight: float) -> Iterator[Lessons]:
        """The lessons of the settled single bets (``soft_target.lessons``)."""
        for data in self._sets():
            yield lessons(data, market, result_weight)

    def window(self) -> TrainingWindow:
        """When those bets were placed and settled, and how many there are."""
        placed, settled, bets, closed = [], [], 0, 0
        for data in self._sets():
            placed.append(int(data.placed_at.min()))
            settled.append(int(data.settled_at.max()))
            bets, closed = bets + len(data), closed + int(data.closed.sum())
        start, end = (datetime.fromtimestamp(moment / 1e6, UTC) for moment in (min(placed), max(settled)))
        return TrainingWindow(start, end, bets, closed)

    def _sets(self) -> Iterator[TrainingSet]:
        for rows in training_chunks(self.training, CHUNK):
            data = self._trusted(rows).singles()
            if len(data):
                yield data

    def _trusted(self, rows: pa.Table) -> TrainingSet:
        data = training_set(rows, events=_no_events)
        if self.anomalies.policy is AnomalyPolicy.IGNORE or not len(data):
            return data
        trust = bet_trust(settled_bets(rows), self.anomalies)
        return replace(data, trust=np.where(trust > 0, trust, 1.0)).take(trust > 0)


def _no_events(bets: pa.Table) -> TrainingEvents:
    """Nothing is split here, so nobody asks which bets share an event."""
    return TrainingEvents(np.arange(bets.num_rows), np.empty((bets.num_rows, 0), dtype=np.int64))
