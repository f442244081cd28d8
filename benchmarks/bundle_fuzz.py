"""What becomes of bundles whose trees were changed somewhere: ``python -m benchmarks.bundle_fuzz [--files 110]``.

Each file is read twice, by a fork of this process (whose libraries are loaded, which is most of the time): as by a
server that trusts it, XGBoost reading and predicting; and as by the child that ``prove`` starts.
"""

import argparse
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import xgboost as xgb

from pikkit.training import proof
from tests.safety.crafted import TREES, mutated
from tests.training.bundles import small_bundle

SECONDS = 5
"""Of processor time; what takes longer hangs."""
OUTCOMES = {0: "read and scored", proof.REFUSED: "refused by a sentence", 1: "refused by an error"}


def main() -> None:
    """Print how many there were of each outcome."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=110)
    files = parser.parse_args().files
    proof.SECONDS = SECONDS
    bundle = small_bundle()
    trusted, proven = Counter[str](), Counter[str]()
    with TemporaryDirectory() as folder:
        good = Path(folder) / "bundle"
        bundle.save(good)
        for seed in range(files):
            crafted = mutated(good, Path(folder), seed)
            trusted[_outcome(lambda: _trust(crafted / TREES, len(bundle.feature_names)))] += 1  # noqa: B023 - called here
            proven[_outcome(lambda: proof.main([str(crafted)]))] += 1  # noqa: B023
    for name, outcomes in (("trusted", trusted), ("proven", proven)):
        print(f"{name}: {', '.join(f'{count} {outcome}' for outcome, count in sorted(outcomes.items()))}")


def _trust(trees: Path, width: int) -> int:
    booster = xgb.Booster({"nthread": 1})
    booster.load_model(bytearray(trees.read_bytes()))
    rows = np.random.default_rng(0).normal(0, 3, (64, width))
    booster.inplace_predict(rows, predict_type="margin")
    booster.predict(xgb.DMatrix(rows, nthread=1), pred_contribs=True)
    return 0


def _outcome(read: Callable[[], int]) -> str:
    pid = os.fork()
    if not pid:
        _read_and_leave(read)
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        hung = os.WTERMSIG(status) in (24, 9)  # SIGXCPU, and SIGKILL at the hard limit
        return "hung" if hung else "ended by a signal"
    return OUTCOMES[os.WEXITSTATUS(status)]


def _read_and_leave(read: Callable[[], int]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        code = read()
    except Exception:  # whatever it is, it is no end of the process
        code = 1
    os._exit(code)


if __name__ == "__main__":
    main()
