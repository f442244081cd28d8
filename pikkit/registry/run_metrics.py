"""What a run's report says in steps: fold by fold, trial by trial, share by share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikkit.report import RunReport


def stepwise(report: "RunReport") -> Iterator[tuple[str, float, int]]:
    """Metrics with their values and steps. Gains are over the price, in nats a bet."""
    for step, fold in enumerate(report.folds):
        yield "fold.gain", fold.gain, step
        yield "fold.bets", float(fold.bets), step
    for stage in report.tuning.stages if report.tuning else ():
        for step, trial in enumerate(stage.trials):
            if trial.gain is not None:
                yield f"tuning.{stage.name}.gain", trial.gain, step
    for step, point in enumerate(report.evaluation.learning_curve):
        yield "learning_curve.bets", float(point.bets), step
        yield "learning_curve.gain", point.gain.value, step


def by_feature(report: "RunReport") -> Iterator[tuple[str, float]]:
    """Each feature's share of what moves scores."""
    for feature in report.features:
        yield f"importance.{feature.name}", feature.share
