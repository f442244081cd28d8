"""How far scores are from the truth, where the truth is known: the sample's own chances of winning.

    python benchmarks/sample_truth.py [--bets N] [--seed S] [--trials N] [--seconds S]

A sample is generated, trained on as exports are, and its last 30 % by time scored as of their placement. For each kind
of opinion: the mean distance from the true probability, over the single bets whose truth is known.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.model_quality import SEED, TEST_SHARE, features_of, train
from pikkit.bets.outcome import BetType
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, settled_bets, training_set
from pikkit.training.logistic import sigmoid
from pikkit.training.splits import holdout


def main() -> None:
    """Generate, train, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bets", type=int, default=100_000)
    parser.add_argument("--bettors", type=int, default=24)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=45.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = generate_sample(SampleConfig(bets=options.bets, bettors=options.bettors, seed=options.seed))
        write_exports(sample, folder / "exports")
        training = features_of(folder / "exports", folder)
        bundle = train(training, folder, options.trials, options.seconds)
        _compare(bundle, pq.read_table(training), sample.truth)


def _compare(bundle: Bundle, rows: pa.Table, truth: pa.Table) -> None:
    table, data = settled_bets(rows), training_set(rows)
    p_true = _p_true(table, truth)
    straight = np.array([kind == BetType.STRAIGHT for kind in table["bet_type"].to_pylist()])
    kept = holdout(data, TEST_SHARE).test & straight & ~np.isnan(p_true)
    later, p_true = data.take(kept), p_true[kept]
    prediction = bundle.predict_set(later)
    close = sigmoid(bundle.market.close_margin(later))
    closed = later.closed
    opinions = {"1 / odds": 1 / later.odds, "calibrated price": prediction.p_market, "Pikkit": prediction.p_win}
    base = np.abs(opinions["1 / odds"] - p_true)
    print(f"\n{len(later):,} later single bets; mean distance from the true probability")
    print(f"{'':18}{'all':>9}{'against 1 / odds':>18}{'with a close':>14}")
    for name, p in opinions.items():
        _line(name, np.abs(p - p_true), base, closed)
    print(f"{'closing line':18}{'':27}{np.abs(close - p_true)[closed].mean():14.4f}")


def _line(name: str, distance: Floats, base: Floats, closed: np.ndarray) -> None:
    share = distance.mean() / base.mean() - 1
    print(f"{name:18}{distance.mean():9.4f}{share:17.0%} {distance[closed].mean():14.4f}")


def _p_true(table: pa.Table, truth: pa.Table) -> Floats:
    """The true probability of each bet, NaN where it is not known or its id is another bet's too."""
    keys = zip(truth["bettor"].to_pylist(), truth["bet_id"].to_pylist(), strict=True)
    known: dict[tuple[str, str], float] = {}
    for key, p, rule in zip(keys, truth["p_true"].to_pylist(), truth["rule"].to_pylist(), strict=True):
        known[key] = float("nan") if p is None or rule is not None or key in known else p
    asked = zip(table["bettor"].to_pylist(), table["bet_id"].to_pylist(), strict=True)
    return np.array([known.get(key, float("nan")) for key in asked])


if __name__ == "__main__":
    main()
