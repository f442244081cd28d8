"""The gate: what is promoted, held and rejected, and how often chance alone would be promoted."""

import numpy as np
import pytest

from pikkit.training.gate import MIN_BETS, MIN_EVENTS, SURE, GateDecision, GateEvidence, decide_promotion
from pikkit.training.losses import expected_calibration_error


def evidence(
    gain: np.ndarray, champion: bool = True, ece: float = 0.02, event: np.ndarray | None = None
) -> GateEvidence:
    """A challenger that is better by ``gain`` on each bet."""
    events = np.arange(len(gain)) if event is None else event
    return GateEvidence(0.7 - gain, np.full(len(gain), 0.7), events, ece, against_champion=champion)


def gains(mean: float, n: int = 600, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, 0.1, n)


@pytest.mark.parametrize("champion", [True, False])
def test_a_clearly_better_model_is_promoted(champion: bool) -> None:
    verdict = decide_promotion(evidence(gains(0.03), champion))
    assert verdict.decision is GateDecision.PROMOTE
    assert ("the champion" if champion else "the price alone") in verdict.reasons[0]


@pytest.mark.parametrize("champion", [True, False])
def test_a_clearly_worse_model_is_rejected(champion: bool) -> None:
    assert decide_promotion(evidence(gains(-0.03), champion)).decision is GateDecision.REJECT


@pytest.mark.parametrize("champion", [True, False])
def test_a_miscalibrated_model_is_rejected_however_good(champion: bool) -> None:
    verdict = decide_promotion(evidence(gains(0.03), champion, ece=0.2))
    assert verdict.decision is GateDecision.REJECT
    assert "calibration error is 0.200" in verdict.reasons[0]


def test_a_model_as_good_as_the_champion_is_held() -> None:
    assert decide_promotion(evidence(np.zeros(600))).decision is GateDecision.HOLD


def test_a_first_model_that_is_the_price_is_promoted() -> None:
    assert decide_promotion(evidence(np.zeros(600), champion=False)).decision is GateDecision.PROMOTE


@pytest.mark.parametrize("n", [0, 1, MIN_BETS - 1])
@pytest.mark.parametrize("mean", [-0.05, 0.05])
def test_thin_data_promotes_a_first_model_and_holds_a_later_one(n: int, mean: float) -> None:
    assert decide_promotion(evidence(gains(mean, n), champion=False, ece=0.4)).decision is GateDecision.PROMOTE
    assert decide_promotion(evidence(gains(mean, n), champion=True, ece=0.4)).decision is GateDecision.HOLD


def test_many_bets_on_few_events_are_thin_data() -> None:
    few = np.arange(600) % (MIN_EVENTS - 1)
    assert decide_promotion(evidence(gains(0.03), event=few)).decision is GateDecision.HOLD
    assert decide_promotion(evidence(gains(-0.03), champion=False, event=few * 0)).decision is GateDecision.PROMOTE


def test_bets_on_one_event_are_no_further_evidence() -> None:
    gain = gains(0.0, 60)
    gain += 0.012 - gain.mean()  # one standard error over 60 events, three over 600
    alone = decide_promotion(evidence(np.repeat(gain, 10), event=np.arange(600)))
    together = decide_promotion(evidence(np.repeat(gain, 10), event=np.repeat(np.arange(60), 10)))
    assert (alone.decision, together.decision) == (GateDecision.PROMOTE, GateDecision.HOLD)


def test_chance_is_promoted_no_more_often_than_the_level_allows() -> None:
    found = [decide_promotion(evidence(gains(0.0, 250, seed)), seed).decision for seed in range(250)]
    rate = found.count(GateDecision.PROMOTE) / len(found)
    assert rate <= 1 - SURE + 3 * np.sqrt(SURE * (1 - SURE) / len(found))
    assert rate > 0


@pytest.mark.parametrize("n", [MIN_BETS, 1000])
def test_true_probabilities_are_hardly_ever_called_miscalibrated(n: int) -> None:
    rng = np.random.default_rng(n)
    rejected = 0
    for seed in range(60):
        p = rng.uniform(0.3, 0.7, n)
        error = expected_calibration_error(p, (rng.random(n) < p).astype(np.float64))
        rejected += "calibration" in decide_promotion(evidence(np.zeros(n), ece=error), seed).reasons[0]
    assert rejected <= 3


def test_the_same_evidence_and_seed_decide_the_same() -> None:
    assert decide_promotion(evidence(gains(0.005)), 3) == decide_promotion(evidence(gains(0.005)), 3)
