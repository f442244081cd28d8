"""``python -m pipelines.runs submit|status|logs|retry|artifacts|list|describe``: runs on a cluster, or here."""

import argparse
import json
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pikkit.base.errors import PikkitError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.kubeflow.failure import failure_of_run
from pikkit.kubeflow.run import Run
from pikkit.pipelines.__main__ import main as run_here
from pikkit.pipelines.aligned import aligned
from pikkit.pipelines.arguments import Argument, arguments_of, read_pairs, typed
from pikkit.pipelines.catalogue import NAMES, pipeline_for, pipeline_here
from pikkit.pipelines.cluster_runs import ClusterRuns
from pikkit.pipelines.failures import BROKEN, REFUSED
from pikkit.pipelines.home_runs import HomeRuns
from pikkit.pipelines.submitting import follow, submit
from pikkit.settings import Settings, get_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked. Returns 0; 1 if a run that was watched failed; 2 and a sentence on stderr if it is refused."""
    asked = _parser().parse_args(argv)
    try:
        return int(asked.do(asked, get_settings()))
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.runs", description="Runs of pipelines, on the cluster or here."
    )
    whats = parser.add_subparsers(required=True)
    one = _what(whats, "submit", _submit, "name")
    one.add_argument("--arg", action="append", default=[], metavar="NAME=VALUE")
    one.add_argument("--watch", action="store_true")
    one = _what(whats, "status", _status)
    one.add_argument("run", nargs="?", default="")
    one = _what(whats, "logs", _logs, "run", "step")
    one.add_argument("--lines", type=int, default=0)
    _what(whats, "retry", _retry, "run")
    one = _what(whats, "artifacts", _artifacts, "run")
    one.add_argument("--to", type=Path, required=True)
    _what(whats, "list", _list)
    _what(whats, "describe", _describe, "name")
    return parser


def _what(whats: Any, name: str, do: Any, *positional: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = whats.add_parser(name)
    for one in positional:
        parser.add_argument(one)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(do=do)
    return parser


def _submit(asked: argparse.Namespace, settings: Settings) -> int:
    given = read_pairs(asked.arg)
    if not settings.schedule.kubeflow_host:
        return _run_here(asked, typed(asked.name, pipeline_here(asked.name), given))
    made = submit(asked.name, given, settings)
    _say(asdict(made), f"{made.name} is run {made.id}: {made.url}", as_json=asked.json)
    if not asked.watch:
        return 0

    def tell(step: str, state: str) -> None:
        _say({"step": step, "state": state}, f"{step}: {state.lower()}", as_json=asked.json)

    run = follow(KubeflowApi.of(settings.schedule), made.id, tell)
    reason = "" if run.succeeded else failure_of_run(run.id, settings.schedule) or run.error
    sentences = [*filter(None, [reason]), f"pipeline: {run.state.lower()}"]
    _say({"run": run.id, "state": run.state, "error": reason}, "\n".join(sentences), as_json=asked.json)
    if not run.succeeded:
        sys.stderr.write(f"The run failed; `pikkit pipelines logs {run.id} STEP` has all that a step said.\n")
    return 0 if run.succeeded else BROKEN


def _run_here(asked: argparse.Namespace, arguments: dict[str, Any]) -> int:
    """Without a cluster: as `python -m pipelines NAME` does, which always watches."""
    options = {f"--{name.replace('_', '-')}": value for name, value in arguments.items()}
    return run_here([asked.name, *(f"{flag}={value}" for flag, value in options.items()), *(["--json"] * asked.json)])


def _status(asked: argparse.Namespace, settings: Settings) -> int:
    source = _runs_of(settings)
    if asked.run:
        run = source.run(asked.run)
        _say(_document(run), _run_text(run, source.page(run)), as_json=asked.json)
        return 0
    runs = source.runs()
    rows = [
        ("id", "state", "began (UTC)", "pipeline"),
        *((run.id, run.state.lower(), _at(run), run.name) for run in runs),
    ]
    text = aligned(rows) if runs else "There are no runs."
    _say({"runs": [_document(run) for run in runs]}, text, as_json=asked.json)
    return 0


def _runs_of(settings: Settings) -> ClusterRuns | HomeRuns:
    """Those of the cluster; of this machine where no cluster is set."""
    return ClusterRuns(settings) if settings.schedule.kubeflow_host else HomeRuns(settings)


def _logs(asked: argparse.Namespace, settings: Settings) -> int:
    source = _runs_of(settings)
    run = source.run(asked.run)
    log = source.log(run, asked.step)
    lines = deque(log, asked.lines) if asked.lines > 0 else log
    if not asked.json:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0
    task = run.task(asked.step)
    facts = {"step": task.name, "pod": task.pod} if task else {}
    _say({"run": run.id, **facts, "lines": list(lines)}, "", as_json=True)
    return 0


def _retry(asked: argparse.Namespace, settings: Settings) -> int:
    _runs_of(settings).retry(asked.run)
    _say({"run": asked.run}, f"The failed steps of run {asked.run} are tried again.", as_json=asked.json)
    return 0


def _artifacts(asked: argparse.Namespace, settings: Settings) -> int:
    files = [str(path) for path in _runs_of(settings).copy_artifacts(asked.run, asked.to)]
    _say({"files": files}, "\n".join(files), as_json=asked.json)
    return 0


def _describe(asked: argparse.Namespace, settings: Settings) -> int:
    pipeline = pipeline_for(asked.name, settings.pipelines)
    arguments = arguments_of(pipeline)
    document = {"name": asked.name, "description": pipeline.description, "arguments": [asdict(a) for a in arguments]}
    rows = [("argument", "kind", "if not given", "meaning"), *map(_argument_cells, arguments)]
    _say(document, f"{asked.name}: {pipeline.description}\n\n{aligned(rows)}", as_json=asked.json)
    return 0


def _argument_cells(argument: Argument) -> tuple[str, ...]:
    default = f'"{argument.default}"' if isinstance(argument.default, str) else f"{argument.default}"
    return argument.name, argument.kind, default, argument.meaning


def _list(asked: argparse.Namespace, settings: Settings) -> int:
    made = {name: pipeline_for(name, settings.pipelines) for name in NAMES}
    document = [
        {"name": name, "description": one.description, "arguments": [argument.name for argument in arguments_of(one)]}
        for name, one in made.items()
    ]
    text = aligned([("pipeline", "what it does"), *((name, one.description) for name, one in made.items())])
    _say({"pipelines": document}, text, as_json=asked.json)
    return 0


def _run_text(run: Run, url: str) -> str:
    steps = [(task.name.replace("-", "_"), task.state.lower(), task.error) for task in run.tasks]
    table = aligned([("step", "state", "error"), *steps]) if steps else "No step has begun."
    return f"{run.name}: {run.state.lower()}{_why(run.error)}\n\n{table}\n\n{url}"


def _why(error: str) -> str:
    return f" ({error})" if error else ""


def _at(run: Run) -> str:
    return f"{run.created:%Y-%m-%d %H:%M}" if run.created else "–"


def _document(run: Run) -> dict[str, object]:
    moments = {name: value.isoformat() if value else None for name, value in _moments(run).items()}
    return asdict(run) | moments


def _moments(run: Run) -> dict[str, Any]:
    return {"created": run.created, "finished": run.finished}


def _say(document: dict[str, Any], text: str, *, as_json: bool) -> None:
    sys.stdout.write((json.dumps(document) if as_json else text) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
