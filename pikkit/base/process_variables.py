"""Variables of every process that works for us, whoever starts it.

No telemetry, threads that wait without work, and no code of the folder it happens to run in.
"""

import os

NO_TELEMETRY = {
    "DO_NOT_TRACK": "1",
    "FEAST_USAGE": "False",
    "GX_ANALYTICS_ENABLED": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
}
SHARED_CORES = {"OMP_WAIT_POLICY": "PASSIVE", "OPENBLAS_NUM_THREADS": "1"}
"""Threads of trees sleep while they wait for each other (OpenMP's own word for it), and linear algebra has one.

By default both turn in circles while they wait, which takes the cores from whatever they wait for: beside other work
six fits of 6,000 bets took 350 s instead of 7, and 300 products of such matrices 120 s instead of 4.
"""
SAFE_PATH = {"PYTHONSAFEPATH": "1"}
"""Python's own (3.11): what is called ``python -m`` looks for no module in the folder it happens to run in."""


def share_cores() -> None:
    """Have this process and those it starts wait without work, unless its environment says otherwise.

    Libraries read this when they are loaded: to be called before NumPy is.
    """
    for name, value in SHARED_CORES.items():
        os.environ.setdefault(name, value)


def keep_to_installed_modules() -> None:
    """Have no process that this one starts run code of the current folder: one of exports, say, that somebody sent."""
    os.environ.update(SAFE_PATH)
