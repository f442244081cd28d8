"""A part's single bets scored where a worker is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.drift.column_sample import Sample
from pikkit.drift.detector_values import Floats
from pikkit.drift.distributed.single_bets import SingleBets
from pikkit.drift.quote_columns import quoted_texts
from pikkit.drift.scored_window import categories_of, scored_numbers
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.training.bundle import Bundle


@dataclass(frozen=True)
class PartScoring:
    """How workers score.

    Attributes:
        load: Loads the model where a worker is.
        bets: The single bets.
        first: The first place that is asked for.
        quotes: What other books offered on those from there on, shape (n, len(QUOTE_NAMES)); None: nobody stores any.
        quoted: Whether their columns are wanted at all.
    """

    load: Callable[[], Bundle]
    bets: SingleBets
    first: int = 0
    quotes: Floats | None = None
    quoted: bool = True

    def scored(self, number: int, table: pa.Table, rows: npt.NDArray[np.int64]) -> Sample:
        """Some of a part's single bets (``SingleBets.read``) with what the model saw and said of them."""
        bundle, taken = self.load(), table.take(pa.array(rows))
        features = np.column_stack([taken[name].to_numpy() for name in bundle.feature_names])
        numbers = scored_numbers(bundle, features, taken["odds"].to_numpy(), self._quotes(number, rows))
        return Sample(numbers, {**categories_of(taken), **quoted_texts(numbers)})

    def _quotes(self, number: int, rows: npt.NDArray[np.int64]) -> Floats | None:
        if not self.quoted:
            return None
        if self.quotes is None:
            return np.full((len(rows), len(QUOTE_NAMES)), np.nan)
        return np.asarray(self.quotes[self.bets.begins[number] + rows - self.first])
