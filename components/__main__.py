"""Run one step alone, on files: ``python -m components STEP --help``."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from kfp import dsl

from pikkit.base.errors import PikkitError
from pikkit.components.catalogue import ComponentEntry, Port, entry, names
from pikkit.components.example import run_example

REFUSED = 2
EXAMPLE = "--example"
"""In place of files: sample data, and the steps that the step's inputs come from."""
_TYPES = {"str": str, "int": int, "float": float}


def main(argv: Sequence[str] | None = None) -> int:
    """Run it and print the metadata of what it wrote as JSON; 2 and a sentence on stderr if it refuses."""
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description="Run one step alone, on files.")
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    entries = {name: entry(name) for name in names()}
    for e in entries.values():
        _add_step(steps, e)
    given = list(sys.argv[1:] if argv is None else argv)
    if len(given) == 2 and given[0] in entries and given[1] == EXAMPLE:
        return _run(lambda: run_example(given[0]))
    asked = parser.parse_args(given)
    e = entries[asked.step]
    arguments = {port.name: _value(port, getattr(asked, port.name)) for port in e.ports if port.is_argument}
    return _run(lambda: _run_on_files(e, arguments))


def _run_on_files(e: ComponentEntry, arguments: dict[str, Any]) -> dict[str, Any]:
    answer = e.component.python_func(**arguments)
    outputs = [port for port in e.ports if port.is_output]
    return {port.name: arguments[port.name].metadata if port.is_artifact else answer for port in outputs}


def _run(step: Callable[[], dict[str, Any]]) -> int:
    try:
        with redirect_stdout(sys.stderr):  # how far it is, is no part of the answer
            written = step()
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    sys.stdout.write(json.dumps(written, indent=2) + "\n")
    return 0


def _add_step(steps: Any, e: ComponentEntry) -> None:
    parser = steps.add_parser(e.name, help=e.summary, description=f"{e.summary} {e.details}")
    parser.add_argument(EXAMPLE, action="store_true", help="run it on sample data; alone, without other options")
    for port in filter(lambda port: port.is_argument, e.ports):
        flag = f"--{port.name.replace('_', '-')}"
        if port.is_artifact:
            many = "+" if port.many else None
            required = port.kind != "Metrics"
            parser.add_argument(flag, type=Path, required=required, nargs=many, metavar="PATH", help=port.meaning)
        elif port.kind == "bool":
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=port.default, help=port.meaning)
        else:
            parser.add_argument(
                flag, type=_TYPES[port.kind], default=port.default, required=not port.optional, help=port.meaning
            )


def _value(port: Port, asked: Any) -> Any:
    """A parameter as it is; an artifact at its path, which a component may take to have a folder."""
    if not port.is_artifact:
        return asked
    if asked and port.is_output:
        asked.resolve().parent.mkdir(parents=True, exist_ok=True)
    if port.many:
        return [_artifact(port, path) for path in asked]
    return _artifact(port, asked)


def _artifact(port: Port, asked: Path | None) -> Any:
    return getattr(dsl, port.kind)(name=port.name, uri=str(asked.resolve()) if asked else "", metadata={})


if __name__ == "__main__":
    sys.exit(main())
