"""The judge's decisions, and that what it promises of error rates holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from benchmarks.rollout_bench import simulate
from pikkit.rollout.judging import ArmTraffic, JudgeRules, RolloutDecision, RolloutEvidence, judge
from pikkit.rollout.judging.evidence import stability_index
from pikkit.rollout.judging.health import more_errors
from pikkit.rollout.judging.sequential import log_wealth

RULES = JudgeRules()
NOTHING = np.empty(0)


def noise(mean: float, n: int = 3000) -> np.ndarray:
    return np.random.default_rng(3).normal(mean, 0.03, n)


GOOD = RolloutEvidence(noise(0.001), NOTHING, 0.02, ArmTraffic(900, 0, 9.0), ArmTraffic(100, 0, 10.0))


def test_a_candidate_that_is_no_worse_and_healthy_is_promoted() -> None:
    verdict = judge(GOOD, RULES)
    assert verdict.decision is RolloutDecision.PROMOTE
    assert "On 3,000 events with a result" in verdict.reasons[0]
    assert "100 requests, 0 with errors" in verdict.reasons[-1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"candidate": None}, "metrics of the live requests cannot be had"),
        ({"stable": None}, "metrics of the live requests cannot be had"),
        ({"candidate": ArmTraffic(49, 0, 10.0)}, "has answered 49 live requests; 50 are needed"),
        ({"settled": noise(0.001, 150)}, "150 events with a result are new to both versions; 200 are needed"),
        ({"settled": noise(-0.002, 400)}, "does not yet rule out"),
        ({"settled": NOTHING}, "0 events with a result"),
        ({"shift": 0.4}, "PSI 0.40"),
        ({"drift": "odds moved."}, "drifted severely"),
    ],
)
def test_what_is_not_known_holds(change: dict[str, object], words: str) -> None:
    verdict = judge(replace(GOOD, **change), RULES)  # type: ignore[arg-type]
    assert verdict.decision is RolloutDecision.HOLD
    assert words in " ".join(verdict.reasons)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"settled": noise(-0.02)}, "The candidate is worse: on 3,000 events with a result"),
        ({"closed": noise(-0.02)}, "The candidate is worse: on 3,000 events with a closing price"),
        ({"candidate": ArmTraffic(100, 9, 10.0)}, "fails more often: 9 of its 100 requests, 0 of 900"),
        ({"candidate": ArmTraffic(100, 0, 80.0)}, "is slow: 95 % of its requests take up to 80 ms"),
    ],
)
def test_harm_is_rolled_back_with_its_numbers(change: dict[str, object], words: str) -> None:
    verdict = judge(replace(GOOD, **change), RULES)  # type: ignore[arg-type]
    assert verdict.decision is RolloutDecision.ROLLBACK
    assert words in verdict.reasons[0]


def test_harm_is_rolled_back_even_where_metrics_are_away() -> None:
    assert judge(replace(GOOD, settled=noise(-0.02), candidate=None), RULES).decision is RolloutDecision.ROLLBACK


def test_wrong_decisions_are_rarer_than_the_budget_over_simulated_rollouts() -> None:
    """The candidate is 0.0021 nats worse, just beyond the margin; and one exactly as good as the stable version."""
    worse = simulate(0.156, rollouts=100, events=3000)
    assert worse.nats > RULES.margin
    assert worse.promoted <= RULES.alpha
    equal = simulate(0.08, rollouts=100, events=3000)
    assert equal.rolled_back <= RULES.alpha
    assert equal.promoted > 0.9


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=30), st.floats(-0.1, 0.1))
def test_wealth_is_finite_however_wild_the_observations(observed: list[float], mean: float) -> None:
    assert np.isfinite(log_wealth(np.array(observed), mean, 0.5)).all()


def test_wealth_does_not_grow_on_average_if_the_mean_is_as_supposed() -> None:
    """A test martingale: the mean over every sequence of ±0.5 is exactly 1."""
    sequences = np.array(np.meshgrid(*[[-0.5, 0.5]] * 8)).reshape(8, -1).T
    ends = [np.exp(log_wealth(one, 0.0, 0.5)[-1]) for one in sequences]
    assert np.mean(ends) == pytest.approx(1.0)


@given(st.integers(1, 80), st.integers(1, 80), st.integers(0, 10), st.integers(0, 10))
def test_more_errors_is_fishers_exact_test(stable: int, candidate: int, wrong: int, failed: int) -> None:
    wrong, failed = min(wrong, stable), min(failed, candidate)
    table = [[failed, candidate - failed], [wrong, stable - wrong]]
    expected = fisher_exact(table, alternative="greater").pvalue
    assert more_errors(ArmTraffic(stable, wrong, None), ArmTraffic(candidate, failed, None)) == pytest.approx(expected)


def test_the_stability_index_is_zero_for_the_same_scores_and_large_for_others() -> None:
    scores = np.linspace(0.1, 0.9, 500)
    assert stability_index(scores, scores) == pytest.approx(0.0)
    assert stability_index(scores, scores**3) > 0.25
