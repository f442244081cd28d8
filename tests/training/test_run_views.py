"""What a run's page in Kubeflow Pipelines shows of an evaluation."""

import pytest

from pikkit.report.run_views import roc_curve
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.record import ReliabilityBin


def one_bin(bets: int, p: float, won: float) -> ReliabilityBin:
    return ReliabilityBin(bets, p, Measured(won, won, won), p - 0.05, p + 0.05)


def test_the_curve_goes_from_nothing_to_everything_through_the_bins() -> None:
    curve = roc_curve([one_bin(10, 0.2, 0.1), one_bin(10, 0.8, 0.9)])
    assert curve.won == pytest.approx([0.0, 0.9, 1.0])
    assert curve.lost == pytest.approx([0.0, 0.1, 1.0])
    assert curve.threshold == pytest.approx([1.0, 0.75, 0.15])


@pytest.mark.parametrize("won", [0.0, 1.0])
def test_there_is_none_where_all_bets_ended_alike(won: float) -> None:
    assert roc_curve([one_bin(10, 0.5, won)]) == ([], [], [])
    assert roc_curve([]) == ([], [], [])
