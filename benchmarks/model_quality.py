"""How much of the gap from price to closing line is closed out of time: ours beside the usual way, in one run.

    python benchmarks/model_quality.py [PATH] [--trials N] [--seconds S]

PATH is an export or a folder of them. All models learn from the same first 70 % of the bets by time and are judged on
the same last 30 %. The usual way is a plain gradient-boosted classifier on the same features and results, without the
price as its offset and without the closing line as its teacher.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import xgboost as xgb

from pikkit.bets.export import find_exports, read_export
from pikkit.features.build.build import TRAINING_FILE, build_features
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.training import training_steps
from pikkit.training.bootstrap import cluster_bootstrap, percentile_interval
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, TrainingSet, load_training_set
from pikkit.training.logistic import logit
from pikkit.training.losses import expected_calibration_error, log_losses
from pikkit.training.splits import holdout
from pikkit.training.tuning import Budget

TEST_SHARE = 0.3
SEED = 7


def main() -> None:
    """Train, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", help="default: a generated sample of 100,000 bets")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        training = features_of(options.path or sample_exports(Path(folder) / "sample"), Path(folder))
        bundle = train(training, Path(folder), options.trials, options.seconds)
        _judge(bundle, load_training_set(training))


def sample_exports(folder: Path) -> Path:
    """Write a sample of 100,000 bets as exports."""
    write_exports(generate_sample(SampleConfig(bets=100_000, bettors=24)), folder)
    return folder


def features_of(path: Path, folder: Path) -> Path:
    """Read exports, build their features in a folder and return the file of training rows."""
    started = time.perf_counter()
    tables = [read_export(file).bets for file in find_exports(path)]
    pq.write_table(pa.concat_tables(tables), folder / "bets.parquet")
    rows = build_features(folder / "bets.parquet", folder)
    print(f"{rows:,} bets read and joined with their features in {time.perf_counter() - started:.1f} s")
    return folder / TRAINING_FILE


def train(training: Path, folder: Path, trials: int, seconds: float) -> Bundle:
    """Tune, blend and calibrate on the training window, and return the bundle that is judged."""
    started = time.perf_counter()
    training_steps.tune(
        training, folder / "recipe.json", budget=Budget(trials, seconds), seed=SEED, test_share=TEST_SHARE
    )
    training_steps.fit_ensemble(training, folder / "recipe.json", folder / "ensemble", seed=SEED, test_share=TEST_SHARE)
    training_steps.calibrate(training, folder / "ensemble", folder / "bundle", seed=SEED, test_share=TEST_SHARE)
    bundle = Bundle.load(folder / "bundle")
    print(f"trained in {time.perf_counter() - started:.1f} s; blend {bundle.recipe.weights}")
    return bundle


def _judge(bundle: Bundle, data: TrainingSet) -> None:
    split = holdout(data, TEST_SHARE)
    past, test = data.take(split.train).singles(), data.take(split.test).singles()
    test = test.take(test.decided & test.closed)
    prediction = bundle.predict(test.features, test.odds, test.n_legs)
    close = bundle.market.close_margin(test)
    margins = {
        "calibrated price": logit(prediction.p_market),
        "plain XGBoost": _plain(past, test),
        "Pikkit": logit(prediction.p_win),
        "closing line": close,
    }
    price_loss, close_loss = (log_losses(margins[name], test.won) for name in ("calibrated price", "closing line"))
    print(f"\njudged on {len(test):,} later bets with a close, of {len(np.unique(test.event)):,} events")
    print(f"{'':18}{'log loss':>10}{'gap closed':>12}{'95 % interval':>18}{'ECE':>8}")
    for name, margin in margins.items():
        loss = log_losses(margin, test.won)
        sums = cluster_bootstrap(np.column_stack([price_loss - loss, price_loss - close_loss]), test.event, SEED)
        low, high = percentile_interval(sums[:, 0] / sums[:, 1])
        gap = (price_loss - loss).sum() / (price_loss - close_loss).sum()
        error = expected_calibration_error(1 / (1 + np.exp(-margin)), test.won)
        print(f"{name:18}{loss.mean():10.5f}{gap:12.3f}{f'[{low:.2f}, {high:.2f}]':>18}{error:8.4f}")


def _plain(past: TrainingSet, test: TrainingSet) -> Floats:
    past = past.take(past.decided)
    parameters = {"objective": "binary:logistic", "max_depth": 3, "eta": 0.05, "subsample": 0.7, "seed": SEED}
    booster = xgb.train({**parameters, "nthread": 2}, xgb.DMatrix(past.features, past.won), 200)
    return np.asarray(booster.predict(xgb.DMatrix(test.features), output_margin=True), dtype=np.float64)


if __name__ == "__main__":
    main()
