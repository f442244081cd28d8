"""A bundle read for the first time in a process of its own: what a file does to a reader, it does to that one.

XGBoost reads trees in C++, and a crafted file ends the process that reads it, or keeps it busy for ever. So whoever
serves has a child read and try a bundle first, in bounded time and memory, and lets nothing of it near itself before
that child said that it holds.

``python -m pikkit.training.proof FOLDER`` is that child: 0 if it holds, 2 with a sentence if not.
"""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np

from pikkit.base.errors import InputError

SECONDS = 60
"""Of processor time and, twice that, of any: reading a bundle takes three, all but a tenth of it loading libraries."""
MEMORY_BYTES = 2**30
"""Of its own data; libraries included it takes a quarter."""
REFUSED = 2
ROWS = 64
"""Bets it is tried on: more than are walked by NumPy, so that XGBoost predicts, too."""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONFAULTHANDLER": ""}


def prove(folder: Path) -> None:
    """Have a child read a bundle and score with it.

    Raises:
        InputError: It is damaged, or what is read of it ends a process or keeps it busy; the sentence says which.
    """
    command = [sys.executable, "-m", "pikkit.training.proof", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 — the command is ours
            command,
            env={**os.environ, **_ONE_THREAD},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"The bundle in {folder} is not loaded: it was not read after {2 * SECONDS} s.") from error
    if done.returncode:
        raise InputError(_refusal(folder, done.returncode, done.stderr.decode(errors="replace")))


def _refusal(folder: Path, code: int, sentence: str) -> str:
    words = next((line.strip() for line in reversed(sentence.splitlines()) if line.strip()), "")
    if code == REFUSED and words:
        return words
    if code < 0:
        how = "kept it busy for too long" if -code == signal.SIGXCPU else f"ended it ({signal.Signals(-code).name})"
        return f"The bundle in {folder} is not loaded: what was read of it in a process of its own {how}."
    return f"The bundle in {folder} is not loaded: the process that tried it ended with code {code}. {words}".rstrip()


def main(arguments: list[str]) -> int:
    """Read and try a bundle, within bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _try(Path(arguments[0]))
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


def _try(folder: Path) -> None:
    sys.modules["sklearn"] = None  # type: ignore[assignment]  # XGBoost loads it where it can, which takes half the time

    from pikkit.training.bundle import Bundle  # noqa: PLC0415 (loads xgboost)

    bundle = Bundle.load(folder)
    bundle.prepare()
    rng = np.random.default_rng(0)
    features = rng.normal(0.0, 3.0, (ROWS, len(bundle.feature_names)))
    odds, legs = rng.uniform(1.01, 50.0, ROWS), rng.integers(1, 4, ROWS)
    for n in (1, ROWS):
        prediction = bundle.predict(features[:n], odds[:n], legs[:n])
        chances = (prediction.p_win, prediction.low, prediction.high, prediction.p_market)
        if not all(((p > 0) & (p < 1)).all() for p in chances):
            raise InputError(f"The bundle in {folder} gives no probabilities.")
        if not np.isfinite(bundle.contributions(features[:n])).all():
            raise InputError(f"The bundle in {folder} gives reasons that are no numbers.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
