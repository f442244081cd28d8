"""Replay exports: score every settled bet as of the moment it was placed, and measure. How the product is judged."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.progress import Tell, silent
from pikkit.bets.outcome import Outcome
from pikkit.features.build.build import features_as_of
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import settled_bets, training_set
from pikkit.training.evaluation import Evaluation, Kelly, measure_bundle
from pikkit.training.evaluation.segment_keys import segment_keys


@dataclass(frozen=True)
class Replay:
    """What a replay found.

    Attributes:
        evaluation: The figures.
        learned_from: Settled bets placed before the model's training window ended: it may have learned from them, so
            they flatter it.
        undated: Settled bets left out because nothing says when they were settled: no history could hold them.
    """

    evaluation: Evaluation
    learned_from: int
    undated: int = 0


def replay(
    bundle: Bundle,
    asked: pa.Table,
    history: pa.Table,
    seed: int = 0,
    kelly: Kelly | None = None,
    tell: Tell = silent,
) -> Replay:
    """Score the settled bets of ``asked``, each knowing only what had settled before it was placed.

    Args:
        bundle: The model.
        asked: The export's bets (schema BETS).
        history: The store's bets; where it holds one of the export's too, the export's counts.
        seed: Seed of the intervals.
        kelly: How the backtest stakes; None: its default.
        tell: Told how much is done.
    """
    tell(0, 2, "parts done, building features")
    ids = pa.chunked_array([pc.unique(asked["bet_id"])])
    other = history.filter(pc.invert(pc.is_in(history["bet_id"], value_set=ids.combine_chunks())))
    table = settled_bets(features_as_of(asked, pa.concat_tables([other, asked])))
    data = training_set(table)
    seen = int((data.placed_at <= bundle.window.end_microseconds).sum())
    tell(1, 2, "parts done, scoring and measuring")
    evaluation = measure_bundle(bundle, data, seed, keys=segment_keys(table), kelly=kelly)
    return Replay(evaluation, seen, _undated(asked))


def _undated(bets: pa.Table) -> int:
    settled = pc.not_equal(bets["outcome"], Outcome.OPEN)
    return int(pc.sum(pc.and_(settled, pc.is_null(bets["settled_at"]))).as_py() or 0)
