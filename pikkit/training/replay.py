"""Replay exports: score every settled bet as of the moment it was placed, and measure. How the product is judged."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.features.build import features_as_of
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import training_set
from pikkit.training.evaluation import Evaluation, evaluate


@dataclass(frozen=True)
class Replay:
    """What a replay found.

    Attributes:
        evaluation: The figures.
        learned_from: Settled bets placed before the model's training window ended: it may have learned from them, so
            they flatter it.
    """

    evaluation: Evaluation
    learned_from: int


def replay(bundle: Bundle, asked: pa.Table, history: pa.Table, seed: int = 0) -> Replay:
    """Score the settled bets of ``asked``, each knowing only what had settled before it was placed.

    Args:
        bundle: The model.
        asked: The export's bets (schema BETS).
        history: The store's bets; where it holds one of the export's too, the export's counts.
        seed: Seed of the intervals.
    """
    ids = pa.chunked_array([pc.unique(asked["bet_id"])])
    other = history.filter(pc.invert(pc.is_in(history["bet_id"], value_set=ids.combine_chunks())))
    data = training_set(features_as_of(asked, pa.concat_tables([other, asked])))
    seen = int((data.placed_at <= bundle.window.end_microseconds).sum())
    return Replay(evaluate(bundle, data, seed), seen)
