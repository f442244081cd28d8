"""What a run's report says in a registry's words: metrics, figures in steps, tags and a sentence.

The registry reads them from a file of the report's folder, so that it need not know what a report is.
"""

from collections.abc import Iterator
from typing import Any

from pikkit.report.report_record import RunReport
from pikkit.report.sentences import run_headline


def run_facts(report: RunReport) -> dict[str, Any]:
    """The facts as JSON: ``metrics``, ``steps`` (name, value, step), ``tags`` and ``description``."""
    origin = {"git_commit": report.origin.commit, "pikkit_version": report.origin.version}
    return {
        "metrics": dict(_by_feature(report)),
        "steps": [list(step) for step in _stepwise(report)],
        "tags": {name: value for name, value in origin.items() if value},
        "description": run_headline(report),
    }


def _stepwise(report: RunReport) -> Iterator[tuple[str, float, int]]:
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


def _by_feature(report: RunReport) -> Iterator[tuple[str, float]]:
    """Each feature's share of what moves scores."""
    for feature in report.features:
        yield f"importance.{feature.name}", feature.share
