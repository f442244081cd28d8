"""How much each feature moves a model's scores, on a sample of what the model learned from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from pikkit.base.errors import InputError
from pikkit.training.bundle import REFERENCE, Bundle
from pikkit.training.dataset import Floats


@dataclass(frozen=True)
class Importance:
    """One feature's part in a model.

    Attributes:
        name: The feature.
        moves: Mean distance by which it moves a bet's log odds from what is typical; 0 and up.
        share: Its part in the sum of these over all features; 0 where nothing moves.
    """

    name: str
    moves: float
    share: float


def importances(bundle: Bundle, folder: Path) -> tuple[Importance, ...]:
    """Each of a bundle's features by its mean |contribution| to the shift, before calibration, in the model's order.

    Contributions are Shapley values of the shift from the price, as far as the members' own are (for trees those of
    Lundberg et al., 2020); the sample holds the single bets of the training window.

    Args:
        bundle: The model.
        folder: Where it was loaded from: the sample lies beside it.

    Raises:
        InputError: The sample is missing, or lacks a feature.
    """
    path = folder / REFERENCE
    if not path.is_file():
        raise InputError(f"The bundle in {folder} has no reference sample ({REFERENCE}) to tell importances from.")
    moves = np.abs(bundle.contributions(_features(path, bundle.feature_names))).mean(axis=0)
    total = float(moves.sum())
    return tuple(
        Importance(name, move, move / total if total else 0.0)
        for name, move in zip(bundle.feature_names, moves.tolist(), strict=True)
    )


def _features(path: Path, names: tuple[str, ...]) -> Floats:
    missing = sorted(set(names) - set(pq.read_schema(path).names))
    if missing:
        raise InputError(f"The reference sample {path} lacks the features {', '.join(missing)}.")
    table = pq.read_table(path, columns=list(names))
    return np.column_stack([table[name].to_numpy() for name in names])
