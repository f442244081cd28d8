"""Which calibrator: each is fitted on earlier out-of-time predictions and judged on later ones."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pikkit.training.bootstrap import cluster_bootstrap
from pikkit.training.calibration.calibrator import Calibrator
from pikkit.training.calibration.kinds import KINDS
from pikkit.training.dataset import Floats, Ints, TrainingSet
from pikkit.training.logistic import sigmoid
from pikkit.training.losses import expected_calibration_error, log_losses

EDGES = (0.2, 0.4, 0.6, 0.8)
"""Quantiles of placement time from which later predictions are judged; those before the first only fit."""
MIN_FITTED = 200
"""Decided bets a fit needs before it; with fewer nothing is judged, and nothing is corrected."""


@dataclass(frozen=True)
class CalibratorCandidate:
    """How a kind of calibrator did on later bets.

    Attributes:
        kind: Its name.
        gain: How much lower its log loss was than without calibration, in nats a bet.
        behind: How far the gain is below the best kind's.
        behind_error: The standard error of that, over resampled events.
        ece: Its calibration error on them.
        chosen: Whether it is the one.
    """

    kind: str
    gain: float
    behind: float
    behind_error: float
    ece: float
    chosen: bool


def choose_calibrator(
    margin: Floats, data: TrainingSet, seed: int
) -> tuple[Calibrator, tuple[CalibratorCandidate, ...]]:
    """The simplest kind whose loss is within one standard error of the best's (Breiman et al., 1984), fitted on all.

    Args:
        margin: Out-of-time log odds, shape (n,).
        data: The decided bets they are of, in order of placement.
        seed: Of the resampling.

    Returns:
        The calibrator, and every candidate's score; no candidates where there are too few bets to compare on.
    """
    judged = _judged(margin, data)
    if judged is None:
        return KINDS[0].fit(margin, data.won), ()
    margins, rows = judged
    won, event = data.won[rows], data.event[rows]
    losses = np.column_stack([log_losses(margins[:, k], won) for k in range(len(KINDS))])
    best = int(losses.mean(axis=0).argmin())
    behind = losses - losses[:, [best]]
    errors = cluster_bootstrap(behind, event, seed).std(axis=0) / len(won)
    chosen = int(np.flatnonzero(behind.mean(axis=0) <= errors + 1e-15)[0])
    candidates = tuple(
        CalibratorCandidate(
            kind=kind.kind,
            gain=float((losses[:, 0] - losses[:, k]).mean()),
            behind=float(behind[:, k].mean()),
            behind_error=float(errors[k]),
            ece=expected_calibration_error(sigmoid(margins[:, k]), won),
            chosen=k == chosen,
        )
        for k, kind in enumerate(KINDS)
    )
    return KINDS[chosen].fit(margin, data.won), candidates


def _judged(margin: Floats, data: TrainingSet) -> tuple[Floats, Ints] | None:
    """Every kind's margins of the later bets, shape (m, kinds), and which bets they are."""
    parts: list[Floats] = []
    rows: list[Ints] = []
    if not len(data):
        return None
    edges = [*np.quantile(data.placed_at, EDGES), np.inf]
    for start, end in pairwise(edges):
        later = (data.placed_at >= start) & (data.placed_at < end)
        earlier = (data.settled_at < start) & ~np.isin(data.event, data.event[later])
        if earlier.sum() < MIN_FITTED or not later.any():
            continue
        fits = [kind.fit(margin[earlier], data.won[earlier]) for kind in KINDS]
        parts.append(np.column_stack([fit.margin(margin[later]) for fit in fits]))
        rows.append(np.flatnonzero(later))
    return (np.concatenate(parts), np.concatenate(rows)) if parts else None
