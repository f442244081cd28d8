"""``python -m pipelines training`` and its like: run a pipeline here and tell how it goes."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pikkit.base.errors import InputError
from pikkit.base.pod_process import heed_sigterm
from pikkit.bets.export import find_exports
from pikkit.pipelines.argument_values import OF_SETTINGS, check_values
from pikkit.pipelines.arguments import Argument, Value, arguments_of
from pikkit.pipelines.catalogue import NAMES, pipeline_here
from pikkit.pipelines.events import StepEvent
from pikkit.pipelines.failures import REFUSED
from pikkit.pipelines.local import run_locally
from pikkit.settings import Settings, get_settings

_TYPES = {"text": str, "whole number": int, "number": float}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the pipeline named by the first argument.

    With ``--json`` every line on stdout is a ``StepEvent``; the last one is the pipeline's, done or failed. Without, a
    line for a person. The sentence of a failure is on stderr too.

    Returns:
        0; 2 if the input or the state of things does not allow it; 1 if a step failed unexpectedly.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description="Run a pipeline on this machine.")
    parser.add_argument("pipeline", choices=NAMES, help="which one; each has its own --help")
    heed_sigterm()
    given = list(sys.argv[1:] if argv is None else argv)
    name = parser.parse_args(given[:1]).pipeline
    try:
        settings = get_settings()
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return _run(name, given[1:], settings)


def _run(name: str, argv: Sequence[str], settings: Settings) -> int:
    asked = vars(_parser(name, settings).parse_args(argv))
    as_json, out = asked.pop("json"), sys.stdout

    def emit(event: StepEvent) -> None:
        out.write((event.to_json() if as_json else event.to_text()) + "\n")
        out.flush()

    try:
        arguments = _with_whole_path(asked)
        check_values(name, arguments)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    pipeline = pipeline_here(name, int(arguments.get("tuning_workers", 1)))
    failure = run_locally(pipeline, arguments, settings, emit, name)
    if failure:
        sys.stderr.write(f"{failure.sentence}\n")
    return failure.code if failure else 0


def _parser(name: str, settings: Settings) -> argparse.ArgumentParser:
    pipeline = pipeline_here(name)
    parser = argparse.ArgumentParser(prog=f"python -m {__package__} {name}", description=pipeline.description)
    parser.add_argument("--json", action="store_true", help="tell how it goes as JSON lines")
    for argument in arguments_of(pipeline):
        _add(parser, argument, _default(argument, settings))
    return parser


def _add(parser: argparse.ArgumentParser, argument: Argument, default: Value) -> None:
    flag, meaning = f"--{argument.name.replace('_', '-')}", argument.meaning.replace("%", "%%")
    if argument.kind in _TYPES:
        parser.add_argument(flag, type=_TYPES[argument.kind], default=default, help=meaning)
    else:
        parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=default, help=meaning)


def _default(argument: Argument, settings: Settings) -> Value:
    field = OF_SETTINGS.get(argument.name)
    default: Value = getattr(settings, field) if field else argument.default  # this machine's, not the pipeline's
    return default


def _with_whole_path(asked: dict[str, Any]) -> dict[str, Any]:
    """Steps run elsewhere in the tree; what is wrong with a path is said at once."""
    if not asked.get("bets"):
        return asked
    find_exports(Path(asked["bets"]))
    return asked | {"bets": str(Path(asked["bets"]).resolve())}


if __name__ == "__main__":
    sys.exit(main())
