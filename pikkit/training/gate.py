"""Promotion is a statistical decision: is the challenger better than what would serve without it?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pikkit.base.differences import compared_with
from pikkit.training.bootstrap import cluster_bootstrap
from pikkit.training.dataset import Floats, Ints
from pikkit.training.evaluation.segment_keys import Segments
from pikkit.training.losses import chance_error
from pikkit.training.worse_segments import WorseSegment, worse_segments

MIN_BETS = 200
"""Decided bets a decision needs."""
MIN_EVENTS = 30
"""Events it needs: over fewer, resampling them says too little (Cameron, Gelbach & Miller, 2008)."""
CALIBRATION_BOUND = 0.05
"""Expected calibration error beyond which nothing is promoted, added to what chance alone would give."""
SURE = 0.9


class GateDecision(StrEnum):
    """What becomes of a challenger."""

    PROMOTE = "PROMOTE"
    HOLD = "HOLD"
    REJECT = "REJECT"


@dataclass(frozen=True)
class GateVerdict:
    """A decision and its reasons, as sentences."""

    decision: GateDecision
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class GateEvidence:
    """Paired results on the same decided bets; arrays have n rows.

    Attributes:
        challenger: The challenger's log losses.
        incumbent: Those of what would serve without it: the champion, or the price where there is none.
        event: Event ids.
        ece: The challenger's calibration error.
        against_champion: Whether there is a champion.
        ece_by_chance: What the calibration error would be by chance alone; None: that of independent even chances.
        divisions: Ways to divide the bets into segments, none of which may be surely worse by more than a bound.
    """

    challenger: Floats
    incumbent: Floats
    event: Ints
    ece: float
    against_champion: bool
    ece_by_chance: float | None = None
    divisions: tuple[Segments, ...] = ()


def decide_promotion(evidence: GateEvidence, seed: int = 0) -> GateVerdict:
    """Decide by a paired bootstrap over events.

    The first model is promoted unless it is surely worse than the price: without it nothing serves, and where history
    is thin it is the price. A later one must surely beat the champion, and be surely worse in no segment by more than
    a bound: then it is held. What a first model does to a segment is said, and holds nothing back.
    """
    n, events = len(evidence.challenger), len(np.unique(evidence.event))
    if n < MIN_BETS or events < MIN_EVENTS:
        return _undecided(n, events, evidence.against_champion)
    by_chance = chance_error(n) if evidence.ece_by_chance is None else evidence.ece_by_chance
    bound = CALIBRATION_BOUND + by_chance
    if evidence.ece > bound:
        sentence = f"The calibration error is {evidence.ece:.3f}; at most {bound:.3f} is accepted on {n} bets."
        return GateVerdict(GateDecision.REJECT, (sentence,))
    gain = evidence.incumbent - evidence.challenger
    sure = _probability_better(gain, evidence.event, seed)
    against = "the champion" if evidence.against_champion else "the price alone"
    loss = compared_with(float(gain.mean()), f"that of {against}")
    sentence = f"On {n} bets its log loss is {loss}; P(better) = {sure:.2f}."
    worse = worse_segments(gain, evidence.event, evidence.divisions, seed)
    decision = _decision(sure, evidence.against_champion)
    if worse and evidence.against_champion and decision is GateDecision.PROMOTE:
        decision = GateDecision.HOLD
    return GateVerdict(decision, (sentence, *(_worse(segment, against) for segment in worse)))


def _worse(segment: WorseSegment, against: str) -> str:
    part = f"{segment.by.replace('_', ' ')} {segment.name}"
    return f"On the {segment.bets} bets of {part} it is surely worse than {against}, by {-segment.gain:.5f} nats a bet."


def _undecided(n: int, events: int, against_champion: bool) -> GateVerdict:
    needed = f"{MIN_BETS} on {MIN_EVENTS} events are needed"
    if against_champion:
        sentence = f"Only {n} decided bets on {events} events are new to both models; {needed}."
        return GateVerdict(GateDecision.HOLD, (sentence,))
    sentence = f"Only {n} decided bets on {events} events were held out; {needed} to judge it. Nothing served before."
    return GateVerdict(GateDecision.PROMOTE, (sentence,))


def _decision(sure: float, against_champion: bool) -> GateDecision:
    if sure < 1 - SURE:
        return GateDecision.REJECT
    if sure >= SURE or not against_champion:
        return GateDecision.PROMOTE
    return GateDecision.HOLD


def _probability_better(gain: Floats, event: Ints, seed: int) -> float:
    """The share of resamples in which the gain is positive; a gain of nothing counts as half."""
    sums = cluster_bootstrap(gain[:, None], event, seed)[:, 0]
    return float(np.mean(sums > 0) + 0.5 * np.mean(sums == 0))
