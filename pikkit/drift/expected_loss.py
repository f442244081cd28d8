"""What log loss to expect of scores whose results are not known yet."""

from dataclasses import dataclass

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats
from pikkit.drift.result import PerformanceResult
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.training.logistic import logit
from pikkit.training.losses import log_losses


@dataclass(frozen=True, slots=True)
class ExpectedLoss:
    """The mean log loss that n scores expect, in nats, and the standard error of what will be measured on them."""

    mean: float
    standard_error: float
    n: int


def expected_log_loss(p: Floats) -> ExpectedLoss:
    """The entropy of calibrated probabilities: a bet that wins with probability p costs −ln p then and −ln(1 − p) else.

    It is right as far as the scores are calibrated (confidence-based performance estimation; Garg et al., ICLR 2022,
    on when any such estimate can be).

    Args:
        p: Scores, shape (n,).

    Raises:
        InputError: There are none, or one is no probability.
    """
    if not len(p) or not np.all((p >= 0) & (p <= 1)):
        raise InputError("An expected log loss needs at least one score, and scores between 0 and 1.")
    margin = logit(p)
    variance = p * (1 - p) * margin**2
    return ExpectedLoss(float(np.mean(log_losses(margin, p))), float(np.sqrt(variance.sum())) / len(p), len(p))


def expected_loss_result(p: Floats, reference: Floats | None) -> PerformanceResult:
    """The estimate beside the reference's. It is told, not judged: a loss grows with the odds that are played, too."""
    expected_loss = expected_log_loss(p)
    before = expected_log_loss(reference).mean if reference is not None and len(reference) else expected_loss.mean
    return PerformanceResult(
        metric="expected log loss",
        value=expected_loss.mean,
        expected=before,
        effect=expected_loss.mean - before,
        effect_name="nats a bet",
        threshold=float(np.log(2)),
        log_e=None,
        alpha=0.0,
        n=expected_loss.n,
        severity=DriftSeverity.NONE,
    )
