"""From many p-values and effects to verdicts."""

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.drift.benjamini_hochberg import adjusted
from pikkit.drift.column_sample import Sample, joined_samples
from pikkit.drift.compare import compare, shapes
from pikkit.drift.result import DriftResult
from pikkit.drift.usual import usual_limits
from pikkit.settings.drift_severity import DriftSeverity
from tests.drift.samples import sample

# Benjamini & Hochberg (1995), section 4: four of fifteen are rejected at 0.05.
PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def result(p: float, effect: float = 0.5, detector: str = "ks") -> DriftResult:
    return DriftResult(f"f{p}", detector, effect, p, effect, "distance", 0.15, 1000, 1000, DriftSeverity.NONE)


def test_the_papers_example_rejects_four() -> None:
    found = adjusted([result(p) for p in PAPER], alpha=0.05)
    assert [one.drifted for one in found] == [True] * 4 + [False] * 11
    assert found[0].q_value == pytest.approx(0.0015)


def test_each_detector_is_adjusted_by_itself() -> None:
    found = adjusted([result(0.004), *(result(0.9, detector="cramer_von_mises") for _ in range(50))])
    assert found[0].q_value == pytest.approx(0.004)


def test_drift_is_significant_and_large() -> None:
    small, chance, large = adjusted([result(1e-9, 0.05), result(0.5, 0.5), result(1e-9, 0.17)])
    assert [one.severity for one in (small, chance, large)] == [
        DriftSeverity.NONE,
        DriftSeverity.NONE,
        DriftSeverity.WARNING,
    ]


def test_what_is_usual_is_no_drift() -> None:
    one = result(1e-9, 0.3)
    (found,) = adjusted([one], {(one.feature, "ks"): 0.4})
    assert (found.severity, found.threshold) == (DriftSeverity.NONE, 0.4)


def test_bets_of_one_kind_are_no_drift_and_of_another_are() -> None:
    reference = sample(3000, 1)
    assert [one for one in compare(reference, sample(800, 2)) if one.drifted] == []
    moved = {one.feature for one in compare(reference, sample(800, 3, shift=0.7)) if one.drifted}
    assert moved == {"price_logit", "score", "all request features"}
    news = {
        (one.feature, one.detector)
        for one in compare(reference, sample(800, 4, books=("A", "B", "C", "Z")))
        if one.drifted
    }
    assert ("sportsbook", "novelty") in news


def test_every_result_says_how_many_bets_it_compared() -> None:
    found = compare(sample(3000, 1), sample(800, 2))
    assert all(0 < one.n_window <= 800 and 0 < one.n_reference <= 3000 for one in found)
    assert {one.detector for one in found} == {
        "psi", "ks", "cramer_von_mises", "chi_square", "novelty", "mmd", "classifier", "change",
    }  # fmt: skip


def test_seasons_of_the_past_raise_the_limits() -> None:
    """Every other window plays longer odds: that is the game, not drift. Twice as long is drift."""
    past = [sample(400, 10 + k, shift=0.8 * (k % 2)) for k in range(8)]
    reference, limits = joined_samples(past), usual_limits(past)
    season, more = sample(400, 50, shift=0.8), sample(400, 51, shift=2.4)
    assert any(one.drifted for one in compare(sample(3000, 1), season))
    assert not any(one.drifted for one in compare(reference, season, limits))
    assert any(one.feature == "price_logit" and one.drifted for one in compare(reference, more, limits))


def test_too_few_past_windows_say_nothing() -> None:
    assert usual_limits([sample(400, 2), sample(400, 3), sample(20, 4), sample(20, 5)]) == {}


def test_too_few_bets_are_a_sentence() -> None:
    with pytest.raises(InputError, match="The window holds 12 bets; at least 30"):
        compare(sample(500, 1), sample(12, 2))


def test_nothing_in_common_is_a_sentence() -> None:
    with pytest.raises(InputError, match="no column in common"):
        compare(sample(500, 1), Sample({"another": np.zeros(50)}))


def test_shapes_are_shares_of_both_sides() -> None:
    shape, books = shapes(sample(900, 1), sample(300, 2, books=("A", "Z")), ["price_logit", "sportsbook"])
    for one in (shape, books):
        assert sum(one.reference) == pytest.approx(1)
        assert sum(one.window) == pytest.approx(1)
    assert "new" in books.labels
    assert books.reference[books.labels.index("new")] == 0
