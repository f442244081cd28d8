"""Promotion is a statistical decision: is the challenger better than what would serve without it?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pikkit.training.bootstrap import cluster_bootstrap
from pikkit.training.dataset import Floats, Ints

MIN_BETS = 200
"""Decided bets a decision needs."""
CALIBRATION_BOUND = 0.05
"""Expected calibration error beyond which nothing is promoted, added to what chance alone would give."""
SURE = 0.9


class Decision(StrEnum):
    """What becomes of a challenger."""

    PROMOTE = "PROMOTE"
    HOLD = "HOLD"
    REJECT = "REJECT"


@dataclass(frozen=True)
class Verdict:
    """A decision and its reasons, as sentences."""

    decision: Decision
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """Paired results on the same decided bets; arrays have n rows.

    Attributes:
        challenger: The challenger's log losses.
        incumbent: Those of what would serve without it: the champion, or the price where there is none.
        event: Event ids.
        ece: The challenger's calibration error.
        against_champion: Whether there is a champion.
    """

    challenger: Floats
    incumbent: Floats
    event: Ints
    ece: float
    against_champion: bool


def decide(evidence: Evidence, seed: int = 0) -> Verdict:
    """Decide by a paired bootstrap over events.

    The first model is promoted unless it is surely worse than the price: without it nothing serves, and where history
    is thin it is the price. A later one must surely beat the champion.
    """
    n = len(evidence.challenger)
    against = "the champion" if evidence.against_champion else "the price alone"
    if n < MIN_BETS and evidence.against_champion:
        return Verdict(Decision.HOLD, (f"Only {n} decided bets are new to both models; {MIN_BETS} are needed.",))
    bound = CALIBRATION_BOUND + 1.0 / np.sqrt(max(n, 1))
    if evidence.ece > bound:
        sentence = f"The calibration error is {evidence.ece:.3f}; at most {bound:.3f} is accepted on {n} bets."
        return Verdict(Decision.REJECT, (sentence,))
    gain = evidence.incumbent - evidence.challenger
    sure = _probability_better(gain, evidence.event, seed)
    sentence = f"On {n} bets its log loss is {gain.mean():+.5f} better than that of {against}; P(better) = {sure:.2f}."
    return Verdict(_decision(sure, evidence.against_champion), (sentence,))


def _decision(sure: float, against_champion: bool) -> Decision:
    if sure < 1 - SURE:
        return Decision.REJECT
    if sure >= SURE or not against_champion:
        return Decision.PROMOTE
    return Decision.HOLD


def _probability_better(gain: Floats, event: Ints, seed: int) -> float:
    """The share of resamples in which the gain is positive; a gain of nothing counts as half."""
    if len(gain) == 0:
        return 0.5
    sums = cluster_bootstrap(gain[:, None], event, seed)[:, 0]
    return float(np.mean(sums > 0) + 0.5 * np.mean(sums == 0))
