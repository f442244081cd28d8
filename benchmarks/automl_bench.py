"""Score against training time: ours beside AutoML systems given the same features, the same time, the same later bets.

    python benchmarks/automl_bench.py [PATH] [--seconds 30 60 120] [--python PYTHON] [--systems pikkit flaml autogluon]

PATH is an export or a folder of them; default: a generated sample. Everything learns from the first 70 % of the bets
by time and is judged on the later bets that have a closing line. The AutoML systems are not among Pikkit's
dependencies: ``--python`` names the interpreter of an environment that has them
(``pip install "flaml[automl]" "autogluon.tabular[lightgbm,xgboost,catboost]"``). Pikkit's time is the whole of tuning,
ensemble and calibration; what they need beside tuning is taken off tuning's budget.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.model_quality import SEED, TEST_SHARE, features_of, sample_exports
from pikkit.training import training_steps
from pikkit.training.bootstrap import cluster_bootstrap, percentile_interval
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, TrainingSet, load_training_set
from pikkit.training.logistic import logit
from pikkit.training.losses import expected_calibration_error, log_losses
from pikkit.training.soft_target import MarketTarget
from pikkit.training.splits import holdout
from pikkit.training.tuning import Budget

RUNNER = Path(__file__).with_name("_automl.py")
BESIDE_TUNING = 30.0
"""Seconds of a training run that are not tuning."""
LEAST_TUNING = 5.0


@dataclass(frozen=True)
class Row:
    """One system at one budget; times in seconds, losses in nats."""

    system: str
    budget: float
    took: float
    log_loss: float
    gap_closed: float
    low: float
    high: float
    ece: float


def main() -> None:
    """Run every system at every budget and print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", help="default: a generated sample of 100,000 bets")
    parser.add_argument("--seconds", type=float, nargs="+", default=[30.0, 60.0, 120.0, 240.0, 480.0])
    parser.add_argument("--systems", nargs="+", default=["pikkit", "flaml", "autogluon"])
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the AutoML systems")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        training = features_of(options.path or sample_exports(folder / "sample"), folder)
        rows = list(_rows(training, folder, options))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))


def _rows(training: Path, folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    data = load_training_set(training)
    split = holdout(data, TEST_SHARE)
    past, later = data.take(split.train).singles(), data.take(split.test).singles()
    past, later = past.take(past.decided), later.take(later.decided & later.closed)
    arrays = folder / "arrays.npz"
    np.savez(arrays, features=past.features, won=past.won, later=later.features)
    judge = Judge(MarketTarget.fit(past), later)
    for seconds in options.seconds:
        for system in options.systems:
            margin, took = _run(system, training, later, arrays, seconds, folder, options.python)
            row = judge.row(system, seconds, took, margin)
            if not options.json:
                print(_text(row), flush=True)
            yield row


def _run(
    system: str, training: Path, later: TrainingSet, arrays: Path, seconds: float, folder: Path, python: str
) -> tuple[Floats, float]:
    if system == "pikkit":
        return _pikkit(training, later, seconds, folder)
    out = folder / "said.npy"
    command = [python, str(RUNNER), system, str(arrays), str(seconds), str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return logit(np.load(out)), float(done.stdout.split()[-1])


def _pikkit(training: Path, later: TrainingSet, seconds: float, folder: Path) -> tuple[Floats, float]:
    started = time.perf_counter()
    recipe, blend, made = (folder / f"{name}_{seconds:.0f}" for name in ("recipe", "blend", "bundle"))
    budget = Budget(10_000, max(seconds - BESIDE_TUNING, LEAST_TUNING))
    training_steps.tune(training, recipe, budget=budget, seed=SEED, test_share=TEST_SHARE)
    training_steps.fit_ensemble(training, recipe, blend, seed=SEED, test_share=TEST_SHARE)
    training_steps.calibrate(training, blend, made, seed=SEED, test_share=TEST_SHARE)
    took = time.perf_counter() - started
    return logit(Bundle.load(made).predict_set(later).p_win), took


class Judge:
    """Compares log odds of the same later bets with the calibrated price (0) and the closing line (1)."""

    def __init__(self, market: MarketTarget, later: TrainingSet) -> None:
        self._later = later
        self._price, self._close = (
            log_losses(margin, later.won) for margin in (market.price_margin(later), market.close_margin(later))
        )

    def row(self, system: str, budget: float, took: float, margin: Floats) -> Row:
        """The figures of one system's log odds, shape (n,)."""
        loss = log_losses(margin, self._later.won)
        gains = np.column_stack([self._price - loss, self._price - self._close])
        sums = cluster_bootstrap(gains, self._later.event, SEED)
        low, high = percentile_interval(sums[:, 0] / sums[:, 1])
        gap = float(gains[:, 0].sum() / gains[:, 1].sum())
        error = expected_calibration_error(1 / (1 + np.exp(-margin)), self._later.won)
        return Row(system, budget, took, float(loss.mean()), gap, low, high, error)


def _text(row: Row) -> str:
    return (
        f"{row.system:10} budget {row.budget:4.0f} s, took {row.took:6.1f} s: log loss {row.log_loss:.5f}, "
        f"gap closed {row.gap_closed:+.2f} [{row.low:+.2f}, {row.high:+.2f}], ECE {row.ece:.4f}"
    )


if __name__ == "__main__":
    main()
