"""A check for drift on Spark: the report of ``store_check.check``, to the last bit."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pikkit.base.errors import NotReadyError
from pikkit.base.progress import Tell, silent
from pikkit.bets.schema import BETS
from pikkit.drift.baseline import Baseline, load_baseline, save_baseline
from pikkit.drift.column_results import EDGE, SCORE, request_features
from pikkit.drift.compare import enough
from pikkit.drift.distributed.column_blocks import ColumnBlocks
from pikkit.drift.distributed.column_comparing import ColumnComparing
from pikkit.drift.distributed.compared_window import ComparedWindow, drawn_places_of
from pikkit.drift.distributed.part_scoring import PartScoring
from pikkit.drift.distributed.single_bets import SingleBets
from pikkit.drift.distributed.spark_baseline import baseline_on_spark
from pikkit.drift.distributed.spark_parts import collected, run_on_parts
from pikkit.drift.made_baseline import ModelAtHand
from pikkit.drift.quote_columns import COLUMNS, QUOTED
from pikkit.drift.result import DriftReport
from pikkit.drift.scored_window import CATEGORIES
from pikkit.drift.since import read_since
from pikkit.drift.store_check import DriftQuery, dated, model_at_hand, none_since, nothing_stored
from pikkit.features.build.distributed.snapshot_slices import SLICE_ROWS, newest_moment
from pikkit.features.build.distributed.spark_build import DistributedBuild
from pikkit.quotes.stored_features import quotes_are_stored, stored_quote_features
from pikkit.registry import resolve
from pikkit.settings import Settings
from pikkit.spark.blocks import BLOCKS_DDL
from pikkit.spark.worker_errors import worker_errors
from pikkit.training.bundle import Bundle

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PARTS = 4
"""Of a check, as it tells how far it is."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SparkCheck:
    """How a check is made on Spark.

    Attributes:
        settings: Where everything is, for the workers too.
        snapshot: The store's bets; the workers read it by this path.
        folder: For part files, which the workers write and read.
        spark: What runs it.
        slice_rows: Bets that a worker scores at once.
    """

    settings: Settings
    snapshot: Path
    folder: Path
    spark: "SparkSession"
    slice_rows: int = SLICE_ROWS

    def check(self, asked: DriftQuery, tell: Tell = silent) -> DriftReport:
        """Check as ``store_check.check`` does with its usual engine; a baseline that is not there yet is made and kept.

        Raises:
            NotReadyError: There is no such model, or no bet.
            InputError: Something asked for cannot be read, or there are too few bets.
        """
        tell(0, _PARTS, "parts done, reading the model")
        model, newest = model_at_hand(self.settings, asked.model), newest_moment(self.snapshot)
        if newest is None:
            raise nothing_stored()
        since = read_since(asked.since or f"{self.settings.drift_window_days}d", newest)
        known, span = self._known(model), model.bundle.window
        tell(1, _PARTS, "parts done, building features")
        needed = min(since, span.end) if known else min(since, span.start)
        with worker_errors():
            scoring = PartScoring(self._loader(asked.model, model), self._built(_microseconds(needed)))
            tell(2, _PARTS, "parts done, finding the baseline")
            baseline = known or self._made(model, scoring)
            first = _first(scoring.bets, _microseconds(since), asked.last)
            if first == len(scoring.bets.placed_at):
                raise none_since(since)
            tell(3, _PARTS, f"parts done, comparing {len(scoring.bets.placed_at) - first:,} bets")
            return self._compared(model, baseline, replace(scoring, first=first))

    def _known(self, model: ModelAtHand) -> Baseline | None:
        try:
            return load_baseline(self.settings, model.name, model.version)
        except NotReadyError:
            return None

    def _made(self, model: ModelAtHand, scoring: PartScoring) -> Baseline:
        made = baseline_on_spark(self.settings, model, scoring, self.spark)
        save_baseline(self.settings, made)
        return load_baseline(self.settings, model.name, model.version)

    def _built(self, since: int) -> SingleBets:
        build = replace(DistributedBuild.of(self.snapshot, self.folder, self.slice_rows), since=since, views=False)
        build.run(self.spark)
        return SingleBets.of(build.parts(), since)

    def _loader(self, uri: str, model: ModelAtHand) -> "_Loader":
        own = uri if uri and not uri.startswith("models:") else f"models:/{model.name}/{model.version}"
        return _Loader(own, self.settings.resolved_tracking_uri, self.settings.model_cache)

    def _compared(self, model: ModelAtHand, baseline: Baseline, scoring: PartScoring) -> DriftReport:
        bets, first = scoring.bets, scoring.first
        count = len(bets.placed_at) - first
        enough(count)
        quotes = None
        if quotes_are_stored(self.settings):  # how much each book counts is learned from all bets of the window
            quotes = stored_quote_features(self.settings, bets.columns(BETS.names, first, first + count))
        names = _names(model.bundle, baseline)
        blocks = ColumnBlocks(
            replace(scoring, quotes=quotes), names, tuple(request_features(names)), drawn_places_of(count)
        )
        compare = ColumnComparing(baseline.sample, baseline.expected_clv)
        made = run_on_parts(self.spark, len(bets.parts), blocks)
        columns = collected(made.repartitionById(blocks.partitions, "part").mapInArrow(compare, BLOCKS_DDL))
        report = ComparedWindow.of(columns, count).report(baseline)
        return dated(report, float(bets.placed_at[first]), float(bets.placed_at[-1]), report.performance)


@dataclass(frozen=True)
class _Loader:
    """Loads a model where a worker is, once a process."""

    uri: str
    tracking: str
    cache: Path

    def __call__(self) -> Bundle:
        return _loaded(self)


@lru_cache(maxsize=1)
def _loaded(model: _Loader) -> Bundle:
    return Bundle.load(resolve(model.uri, model.tracking, model.cache).folder)


def _names(bundle: Bundle, baseline: Baseline) -> tuple[str, ...]:
    """The columns that both sides have, in the reference's order: numbers first."""
    numbers = {*bundle.feature_names, *COLUMNS, SCORE, EDGE}
    texts = {*CATEGORIES, QUOTED}
    sample = baseline.sample
    return (*(name for name in sample.numbers if name in numbers), *(n for n in sample.categories if n in texts))


def _first(bets: SingleBets, since: int, last: int | None) -> int:
    """The place where a window begins."""
    first = int(np.searchsorted(bets.placed_at, since, side="left"))
    return first if last is None else max(first, len(bets.placed_at) - last)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
