"""A version's baseline made on Spark: the sample in its bundle, beside past windows that workers scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.bets.schema import BETS
from pikkit.drift.baseline import Baseline
from pikkit.drift.column_sample import Sample, drawn_in_order
from pikkit.drift.distributed.part_scoring import PartScoring
from pikkit.drift.distributed.spark_parts import collected, run_on_parts
from pikkit.drift.made_baseline import ModelAtHand, bundle_baseline, bundled_numbers, past_ranges
from pikkit.drift.quote_columns import QUOTED_BOOKS
from pikkit.drift.scored_window import CATEGORIES
from pikkit.drift.usual import ROWS
from pikkit.quotes.stored_features import stored_quote_features
from pikkit.settings import Settings
from pikkit.spark.blocks import Block

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBERS, _TEXTS = "numbers", "texts"
_KEPT = ("placed_at", "odds", "closing_odds", *CATEGORIES)
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Chosen:
    """Some bets of a part, scored."""

    scoring: PartScoring
    places: Places

    def __call__(self, number: int) -> Iterator[Block]:
        rows = self.scoring.bets.chosen(number, self.places)
        if len(rows):
            sample = self.scoring.scored(number, self.scoring.bets.read(number), rows)
            for name, columns in ((_NUMBERS, sample.numbers), (_TEXTS, sample.categories)):
                yield number, name, number, pa.table({key: pa.array(values) for key, values in columns.items()})


def baseline_on_spark(settings: Settings, model: ModelAtHand, scoring: PartScoring, spark: "SparkSession") -> Baseline:
    """What ``made_baseline.baseline_of_bundle`` makes of the same bets.

    Args:
        settings: Where quotes are, how long windows are, and the seed.
        model: Whose.
        scoring: How workers score; its bets are at least those placed in the training window.
        spark: What runs it.
    """
    bets, span, bundled = scoring.bets, model.bundle.window, bundled_numbers(model)
    edges = [(moment - _EPOCH) // timedelta(microseconds=1) for moment in (span.start, span.end)]
    first = int(np.searchsorted(bets.placed_at, edges[0], side="left"))
    last = int(np.searchsorted(bets.placed_at, edges[1], side="right"))
    quoted = QUOTED_BOOKS in bundled
    quotes = stored_quote_features(settings, bets.columns(BETS.names, first, last)) if quoted else None
    ranges = past_ranges(bets.placed_at[first:last], settings.drift_window_days)
    drawn = [first + begin + drawn_in_order(end - begin, ROWS, settings.seed) for begin, end in ranges]
    asked = replace(scoring, first=first, quotes=quotes, quoted=quotes is not None)
    past = _windows(asked, drawn, spark)
    return bundle_baseline(model, bundled, bets.columns(_KEPT, first, last), past, settings.seed)


def _windows(scoring: PartScoring, drawn: Sequence[Places], spark: "SparkSession") -> list[Sample]:
    """The samples of some places each, which ascend from one to the next."""
    places = np.concatenate([np.zeros(0, np.int64), *drawn])
    if not len(places):
        return [Sample({}) for _ in drawn]
    blocks = sorted(collected(run_on_parts(spark, len(scoring.bets.parts), _Chosen(scoring, places))), key=_by_part)
    numbers, texts = (pa.concat_tables([b[3] for b in blocks if b[1] == name]) for name in (_NUMBERS, _TEXTS))
    ends = np.cumsum([0, *map(len, drawn)]).tolist()
    cut = partial(_sample, numbers, texts)
    return [cut(begin, end) for begin, end in pairwise(ends)]


def _by_part(block: Block) -> int:
    return block[2]


def _sample(numbers: pa.Table, texts: pa.Table, begin: int, end: int) -> Sample:
    rows, words = numbers.slice(begin, end - begin), texts.slice(begin, end - begin)
    return Sample(
        {name: rows[name].to_numpy() for name in rows.column_names},
        {name: np.array(words[name].to_pylist(), dtype=object) for name in words.column_names},
    )
