"""A challenger may not be bought with a segment: what counts as surely worse, and how seldom chance does."""

import numpy as np
import pytest

from pikkit.training.evaluation.segment_keys import Segments
from pikkit.training.gate import GateDecision, GateEvidence, decide_promotion
from pikkit.training.worse_segments import BOUND, MIN_BETS, MIN_EVENTS, worse_segments

N = 4000


def divided(parts: int, n: int = N) -> Segments:
    return Segments("sport", np.arange(n) % parts, tuple(f"part {i}" for i in range(parts)))


def gains(mean: float, worse: float, parts: int = 4, seed: int = 1) -> np.ndarray:
    """Gains of ``mean``, and of ``worse`` in the first part."""
    noise = np.random.default_rng(seed).normal(0, 0.05, N)
    return noise + np.where(np.arange(N) % parts == 0, worse, mean)


def verdict(gain: np.ndarray, champion: bool = True, parts: int = 4) -> tuple[GateDecision, tuple[str, ...]]:
    flat = np.full(N, 0.7)
    found = decide_promotion(GateEvidence(flat - gain, flat, np.arange(N), 0.01, champion, 0.01, (divided(parts),)))
    return found.decision, found.reasons


def test_a_better_model_that_is_surely_worse_in_a_segment_is_held() -> None:
    decision, reasons = verdict(gains(0.03, -0.02))
    assert decision is GateDecision.HOLD
    assert "On the 1000 bets of sport part 0 it is surely worse than the champion, by 0.0" in reasons[1]


def test_a_first_model_is_promoted_all_the_same_and_the_segment_told() -> None:
    decision, reasons = verdict(gains(0.03, -0.02), champion=False)
    assert decision is GateDecision.PROMOTE
    assert "surely worse than the price alone" in reasons[1]


def test_a_segment_worse_by_less_than_the_bound_holds_nothing_back() -> None:
    decision, reasons = verdict(gains(0.03, -BOUND / 2))
    assert decision is GateDecision.PROMOTE
    assert len(reasons) == 1


def test_chance_hardly_ever_makes_one_of_many_segments_look_bad() -> None:
    flagged = [
        bool(worse_segments(gains(-BOUND, -BOUND, seed=seed), np.arange(N), [divided(8)], seed)) for seed in range(40)
    ]
    assert np.mean(flagged) <= 0.2


@pytest.mark.parametrize(
    ("n", "events"), [(MIN_BETS - 1, MIN_BETS - 1), (MIN_BETS, MIN_EVENTS - 1)], ids=["few bets", "few events"]
)
def test_thin_segments_do_not_speak(n: int, events: int) -> None:
    gain = np.full(n, -0.1) + np.random.default_rng(1).normal(0, 0.01, n)
    one = Segments("sport", np.zeros(n, dtype=np.int64), ("only",))
    assert worse_segments(gain, np.arange(n) % events, [one], 0) == ()


def test_the_worst_comes_first() -> None:
    gain = np.random.default_rng(2).normal(0, 0.01, N) - 0.02 * (np.arange(N) % 4)
    assert [segment.name for segment in worse_segments(gain, np.arange(N), [divided(4)], 0)] == [
        "part 3",
        "part 2",
        "part 1",
    ]


def test_models_that_say_the_same_have_no_worse_segment() -> None:
    assert worse_segments(np.zeros(N), np.arange(N), [divided(4)], 0) == ()
    assert worse_segments(np.zeros(N), np.arange(N), [], 0) == ()
