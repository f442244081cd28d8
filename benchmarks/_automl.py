"""One AutoML system in its own process: learns from arrays on disk for so long, and writes what it says of the rest.

    python benchmarks/_automl.py flaml|autogluon ARRAYS.npz SECONDS OUT.npy

Needs nothing of Pikkit's, so that the systems can live in an environment of their own. ``ARRAYS`` holds ``features``
and ``won`` to learn from, in order of time, and ``later``, the features to judge on; ``OUT`` gets P(won), shape (n,).
"""

import sys
import tempfile
import time

import numpy as np

SEED = 7


def flaml(past: np.ndarray, won: np.ndarray, later: np.ndarray, seconds: float) -> np.ndarray:
    """FLAML, judged by log loss on later rows as it searches."""
    from flaml import AutoML  # noqa: PLC0415 - one system is enough

    search = AutoML()
    settings = {"task": "classification", "metric": "log_loss", "split_type": "time", "seed": SEED, "n_jobs": 2}
    search.fit(past, won, time_budget=seconds, verbose=0, **settings)
    return np.asarray(search.predict_proba(later)[:, 1])


def autogluon(past: np.ndarray, won: np.ndarray, later: np.ndarray, seconds: float) -> np.ndarray:
    """AutoGluon's tabular predictor at its default presets, calibrated by itself."""
    import pandas as pd  # noqa: PLC0415
    from autogluon.tabular import TabularPredictor  # noqa: PLC0415

    frame = pd.DataFrame(past).rename(columns=str)
    with tempfile.TemporaryDirectory() as folder:
        predictor = TabularPredictor("won", problem_type="binary", eval_metric="log_loss", path=folder, verbosity=0)
        predictor.fit(frame.assign(won=won), time_limit=seconds, num_cpus=2)
        chances = predictor.predict_proba(pd.DataFrame(later).rename(columns=str))
    return np.asarray(chances[1])


SYSTEMS = {"flaml": flaml, "autogluon": autogluon}


def main(system: str, arrays: str, seconds: str, out: str) -> None:
    """Learn, say, write; print the seconds it took."""
    with np.load(arrays) as data:
        past, won, later = data["features"], data["won"].astype(int), data["later"]
    started = time.perf_counter()
    np.save(out, SYSTEMS[system](past, won, later, float(seconds)))
    print(f"{time.perf_counter() - started:.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
