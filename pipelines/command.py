"""``python -m pipelines.training``: run the training pipeline here and tell how it goes, line by line."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pikkit.bets.export import find_exports
from pikkit.errors import InputError
from pikkit.settings import Settings, get_settings
from pipelines.events import StepEvent
from pipelines.failures import REFUSED
from pipelines.local import run_locally
from pipelines.training import training_pipeline


def main(argv: Sequence[str] | None = None) -> int:
    """Run it.

    With ``--json`` every line on stdout is a ``StepEvent``; the last one is the pipeline's, done or failed. Without, a
    line for a person. The sentence of a failure is on stderr too.

    Returns:
        0; 2 if the input or the state of things does not allow it; 1 if a step failed unexpectedly.
    """
    settings = get_settings()
    asked = _parser(settings).parse_args(argv)
    out = sys.stdout

    def emit(event: StepEvent) -> None:
        out.write((event.to_json() if asked.json else event.to_text()) + "\n")
        out.flush()

    try:
        arguments = _arguments(asked)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    failure = run_locally(training_pipeline, arguments, settings, emit)
    if failure:
        sys.stderr.write(f"{failure.sentence}\n")
    return failure.code if failure else 0


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines.training", description="Train on this machine.")
    parser.add_argument("--bets", help="a CSV export or a folder of them to import first")
    parser.add_argument("--as-of", default="", help="ISO 8601 moment with its time zone: only bets placed before it")
    parser.add_argument("--trials", type=int, default=settings.tuning_trials, help="at most so many tuning trials")
    parser.add_argument("--seconds", type=float, default=settings.tuning_seconds, help="tune at most so long")
    parser.add_argument("--seed", type=int, default=settings.seed, help="seed of everything random")
    parser.add_argument("--test-share", type=float, default=settings.test_share, help="share held out, by time")
    parser.add_argument("--json", action="store_true", help="tell how it goes as JSON lines")
    return parser


def _arguments(asked: argparse.Namespace) -> dict[str, object]:
    """The pipeline's arguments. The rest it reads from the settings, so that no password is in a command line."""
    if asked.bets is not None:
        find_exports(asked.bets)  # says at once what is wrong with the path
    bets = str(Path(asked.bets).resolve()) if asked.bets is not None else ""
    return {
        "bets": bets,
        "as_of": asked.as_of,
        "trials": asked.trials,
        "seconds": asked.seconds,
        "seed": asked.seed,
        "test_share": asked.test_share,
    }
