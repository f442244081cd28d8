"""What becomes of bundles whose trees were changed somewhere: ``python -m benchmarks.bundle_fuzz [--files 110]``.

Each file is first read as a server would that trusts it, in a process of its own without any check, then by ``prove``.
"""

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from pikkit.base.errors import InputError
from pikkit.training.proof import prove
from tests.safety.crafted import TREES, mutated
from tests.training.bundles import small_bundle

UNGUARDED = """
import sys, numpy as np, xgboost as xgb
booster = xgb.Booster({"nthread": 1})
booster.load_model(bytearray(open(sys.argv[1], "rb").read()))
rows = np.random.default_rng(0).normal(0, 3, (64, int(sys.argv[2])))
booster.inplace_predict(rows, predict_type="margin")
booster.predict(xgb.DMatrix(rows), pred_contribs=True)
"""
SECONDS = 20


def main() -> None:
    """Print how many there were of each outcome."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=110)
    files = parser.parse_args().files
    unguarded, proven = Counter[str](), Counter[str]()
    with TemporaryDirectory() as folder:
        good = Path(folder) / "bundle"
        bundle = small_bundle()
        bundle.save(good)
        for seed in range(files):
            crafted = mutated(good, Path(folder), seed)
            unguarded[_unguarded(crafted / TREES, len(bundle.feature_names))] += 1
            proven[_proven(crafted)] += 1
    for name, found in (("XGBoost alone", unguarded), ("prove", proven)):
        print(f"{name}: {', '.join(f'{count} {outcome}' for outcome, count in sorted(found.items()))}")


def _unguarded(trees: Path, width: int) -> str:
    command = [sys.executable, "-c", UNGUARDED, str(trees), str(width)]
    try:
        code = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).returncode
    except subprocess.TimeoutExpired:
        return "hung"
    return "read" if code == 0 else "refused" if code > 0 else "ended by a signal"


def _proven(bundle: Path) -> str:
    try:
        prove(bundle)
    except InputError as error:
        return "refused, its child ended or hung" if "is not loaded" in str(error) else "refused"
    return "hold"


if __name__ == "__main__":
    main()
