"""``python -m pipelines.training``, ``python -m pipelines.ingestion``: run a pipeline here and tell how it goes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pikkit.bets.export import find_exports
from pikkit.errors import InputError
from pikkit.settings import Settings, get_settings
from pipelines.events import StepEvent
from pipelines.failures import REFUSED
from pipelines.ingestion import ingestion_pipeline
from pipelines.local import run_locally
from pipelines.training import shared_training_pipeline, training_pipeline

Arguments = Callable[[argparse.Namespace], dict[str, object]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the training pipeline.

    With ``--json`` every line on stdout is a ``StepEvent``; the last one is the pipeline's, done or failed. Without, a
    line for a person. The sentence of a failure is on stderr too.

    Returns:
        0; 2 if the input or the state of things does not allow it; 1 if a step failed unexpectedly.
    """
    settings = get_settings()
    asked = _training_parser(settings).parse_args(argv)
    pipeline = training_pipeline if asked.tuning_workers == 1 else shared_training_pipeline
    return _run(pipeline, "training", asked, _training_arguments, settings)


def ingest_here(argv: Sequence[str] | None = None) -> int:
    """Run the ingestion pipeline; says and returns what ``main`` does. A gate that stops the bets is a 2."""
    asked = _parser("ingestion", "Bring the bets up to date, check them, and say what was found.").parse_args(argv)
    return _run(ingestion_pipeline, "ingestion", asked, _common_arguments, get_settings())


def _run(pipeline: Any, name: str, asked: argparse.Namespace, arguments_of: Arguments, settings: Settings) -> int:
    out = sys.stdout

    def emit(event: StepEvent) -> None:
        out.write((event.to_json() if asked.json else event.to_text()) + "\n")
        out.flush()

    try:
        arguments = arguments_of(asked)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    failure = run_locally(pipeline, arguments, settings, emit, name)
    if failure:
        sys.stderr.write(f"{failure.sentence}\n")
    return failure.code if failure else 0


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m pipelines.{name}", description=description)
    parser.add_argument("--bets", help="a CSV export or a folder of them to import first")
    parser.add_argument("--as-of", default="", help="ISO 8601 moment with its time zone: only bets placed before it")
    parser.add_argument("--json", action="store_true", help="tell how it goes as JSON lines")
    return parser


def _training_parser(settings: Settings) -> argparse.ArgumentParser:
    parser = _parser("training", "Train on this machine.")
    parser.add_argument("--trials", type=int, default=settings.tuning_trials, help="at most so many tuning trials")
    parser.add_argument("--seconds", type=float, default=settings.tuning_seconds, help="tune at most so long")
    parser.add_argument("--tuning-workers", type=int, default=1, help="so many processes tune at the same time")
    parser.add_argument("--seed", type=int, default=settings.seed, help="seed of everything random")
    parser.add_argument("--test-share", type=float, default=settings.test_share, help="share held out, by time")
    return parser


def _common_arguments(asked: argparse.Namespace) -> dict[str, object]:
    """What every pipeline is given. The rest it reads from the settings, so that no password is in a command line."""
    if asked.bets is not None:
        find_exports(asked.bets)  # says at once what is wrong with the path
    bets = str(Path(asked.bets).resolve()) if asked.bets is not None else ""
    return {"bets": bets, "as_of": asked.as_of}


def _training_arguments(asked: argparse.Namespace) -> dict[str, object]:
    budget = {"trials": asked.trials, "seconds": asked.seconds, "tuning_workers": asked.tuning_workers}
    return {**_common_arguments(asked), **budget, "seed": asked.seed, "test_share": asked.test_share}
