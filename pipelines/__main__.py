"""``python -m pipelines training`` and its like: run a pipeline here and tell how it goes."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pikkit.base.errors import InputError
from pikkit.bets.export import find_exports
from pikkit.pipelines.baseline import baseline_pipeline
from pikkit.pipelines.events import StepEvent
from pikkit.pipelines.failures import REFUSED
from pikkit.pipelines.ingestion import ingestion_pipeline
from pikkit.pipelines.local import run_locally
from pikkit.pipelines.monitoring import monitoring_pipeline, shared_monitoring_pipeline
from pikkit.pipelines.rollout import rollout_pipeline
from pikkit.pipelines.training import shared_training_pipeline, training_pipeline
from pikkit.settings import Settings, get_settings

Arguments = Callable[[argparse.Namespace], dict[str, object]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the pipeline named by the first argument.

    With ``--json`` every line on stdout is a ``StepEvent``; the last one is the pipeline's, done or failed. Without, a
    line for a person. The sentence of a failure is on stderr too.

    Returns:
        0; 2 if the input or the state of things does not allow it; 1 if a step failed unexpectedly.
    """
    parser = argparse.ArgumentParser(prog="python -m pipelines", description="Run a pipeline on this machine.")
    parser.add_argument("pipeline", choices=sorted(_RUNNERS), help="which one; each has its own --help")
    given = list(sys.argv[1:] if argv is None else argv)
    return _RUNNERS[parser.parse_args(given[:1]).pipeline](given[1:])


def _train(argv: Sequence[str]) -> int:
    settings = get_settings()
    parser = _parser("training", "Train on this machine.")
    _add_bets(parser)
    _add_budget(parser, settings)
    asked = parser.parse_args(argv)
    pipeline = training_pipeline if asked.tuning_workers == 1 else shared_training_pipeline
    return _run(pipeline, "training", asked, _training_arguments, settings)


def _ingest(argv: Sequence[str]) -> int:
    parser = _parser("ingestion", "Bring the bets up to date, check them, and say what was found.")
    _add_bets(parser)
    return _run(ingestion_pipeline, "ingestion", parser.parse_args(argv), _common_arguments, get_settings())


def _monitor(argv: Sequence[str]) -> int:
    settings = get_settings()
    parser = _parser("monitoring", "Look for drift, tell of it, and train anew where it is bad.")
    parser.add_argument("--since", default="", help='check bets placed since then: "30d", or a date')
    _add_budget(parser, settings)
    asked = parser.parse_args(argv)
    pipeline = monitoring_pipeline if asked.tuning_workers == 1 else shared_monitoring_pipeline
    return _run(pipeline, "monitoring", asked, lambda asked: {"since": asked.since, **_budget(asked)}, settings)


def _refresh(argv: Sequence[str]) -> int:
    parser = _parser("baseline", "Bring what drift is measured against up to date.")
    parser.add_argument("--since", default="", help="take bets placed since then, not what the model learned from")
    parser.add_argument("--until", default="", help="the end of that time")
    asked = parser.parse_args(argv)
    span = {"since": asked.since, "until": asked.until}
    return _run(baseline_pipeline, "baseline", asked, lambda _asked: dict(span), get_settings())


def _roll_out(argv: Sequence[str]) -> int:
    parser = _parser("rollout", "Roll a version out against the champion, judged step by step.")
    parser.add_argument("--model", default="challenger", help="an alias, a version, or models:/NAME@ALIAS")
    parser.add_argument("--strategy", default="canary", help="canary, blue-green or shadow")
    parser.add_argument("--steps", default="", help="percentages separated by commas; default: the strategy's usual")
    parser.add_argument("--interval", default="15m", help="time from one judgement to the next: 30s, 15m, 2h")
    asked = parser.parse_args(argv)
    given = {name: getattr(asked, name) for name in ("model", "strategy", "steps", "interval")}
    return _run(rollout_pipeline, "rollout", asked, lambda _asked: dict(given), get_settings())


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
    parser = argparse.ArgumentParser(prog=f"python -m pipelines {name}", description=description)
    parser.add_argument("--json", action="store_true", help="tell how it goes as JSON lines")
    return parser


def _add_bets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bets", help="a CSV export or a folder of them to import first")
    parser.add_argument("--as-of", default="", help="ISO 8601 moment with its time zone: only bets placed before it")


def _add_budget(parser: argparse.ArgumentParser, settings: Settings) -> None:
    parser.add_argument("--trials", type=int, default=settings.tuning_trials, help="at most so many tuning trials")
    parser.add_argument("--seconds", type=float, default=settings.tuning_seconds, help="tune at most so long")
    parser.add_argument("--tuning-workers", type=int, default=1, help="so many processes tune at the same time")
    parser.add_argument("--seed", type=int, default=settings.seed, help="seed of everything random")
    parser.add_argument("--test-share", type=float, default=settings.test_share, help="share held out, by time")


def _common_arguments(asked: argparse.Namespace) -> dict[str, object]:
    """What a pipeline that reads bets is given; the rest is in the settings, so that no command has a password."""
    if asked.bets is not None:
        find_exports(asked.bets)  # says at once what is wrong with the path
    bets = str(Path(asked.bets).resolve()) if asked.bets is not None else ""
    return {"bets": bets, "as_of": asked.as_of}


def _training_arguments(asked: argparse.Namespace) -> dict[str, object]:
    return {**_common_arguments(asked), **_budget(asked)}


def _budget(asked: argparse.Namespace) -> dict[str, object]:
    budget = {"trials": asked.trials, "seconds": asked.seconds, "tuning_workers": asked.tuning_workers}
    return {**budget, "seed": asked.seed, "test_share": asked.test_share}


_RUNNERS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "baseline": _refresh,
    "ingestion": _ingest,
    "monitoring": _monitor,
    "rollout": _roll_out,
    "training": _train,
}

if __name__ == "__main__":
    sys.exit(main())
