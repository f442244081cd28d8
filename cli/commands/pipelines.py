"""``pikkit pipelines``: the pipelines as files for a cluster, and their runs there and here."""

from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.child_lists import tell_list
from pikkit.cli.commands import pipelines_run
from pikkit.cli.output import AsCsv, AsJson, answer, say

app = typer.Typer(help="The pipelines, on a cluster and here.", no_args_is_help=True, rich_markup_mode=None)

MODULE = "pikkit.pipelines.runs"
RunId = Annotated[str, typer.Argument(help="The run's id.")]
_PIPELINE = ("name", "description", "arguments")
_ARGUMENT = ("name", "kind", "default", "meaning")
_TASK = ("name", "state", "error", "pod")
_RUN = ("id", "name", "state", "created", "finished", "recurring", "error", "tasks")
Name = Annotated[str, typer.Argument(help="baseline, ingestion, monitoring, quotes, rollout or training.")]


@app.callback()
def pipelines() -> None:
    """The pipelines, on a cluster and here."""


@app.command("compile")
def compile_(
    out: Annotated[Path | None, typer.Option("--out", "--output", help="Folder. Default: {home}/pipelines.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Check them by Kubeflow Pipelines' own protobufs.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compile every pipeline to the YAML that Kubeflow Pipelines runs, and say which files those are.

    What pods are given (ConfigMap, Secret, resources, volumes) is from the settings' section pipelines.
    """
    from pikkit.embedded.child import run_to_end
    from pikkit.home import own_home

    settings = own_home().settings
    folder = (out or settings.resolved_home / "pipelines").expanduser().resolve()
    arguments = ["--out", str(folder), *(["--check"] if check else [])]
    files = run_to_end("compiler", "pikkit.pipelines.compile", arguments, settings).splitlines()
    sentences = ["Kubeflow Pipelines' own protobufs read all of them."] if check else []
    answer({"files": files, "checked": check}, "\n".join([*files, *sentences]), as_json=as_json)


@app.command("spark")
def spark(
    command: Annotated[str, typer.Argument(help="The command, as one text: 'drift check --since 30d'.")],
    name: Annotated[str, typer.Option(help="Of the application.")] = "pikkit",
    executors: Annotated[int, typer.Option(min=1, help="How many.")] = 2,
    cores: Annotated[int, typer.Option(min=1, help="Of each.")] = 1,
    memory: Annotated[str, typer.Option(help="Java's heap of an executor.")] = "1g",
    overhead: Annotated[str, typer.Option(help="Beside it, for Python: 1g a core at least.")] = "1g",
    account: Annotated[str, typer.Option(help="The service account that may start executors.")] = "spark",
    image: Annotated[str, typer.Option(help="One with the extra spark and Java 17. Default: the steps'.")] = "",
) -> None:
    """Print a command as a SparkApplication of Kubeflow's Spark operator, for kubectl apply -f -.

    Its pods are given what a step's pod is, and share the home of PIKKIT_PIPELINES__HOME_CLAIM.
    """
    from pikkit.embedded.child import run_to_end
    from pikkit.home import own_home

    given = {"name": name, "executors": executors, "cores": cores, "memory": memory, "overhead": overhead}
    chosen = [f"--{key}={value}" for key, value in {**given, "account": account}.items()]
    chosen += [f"--image={image}"] if image else []
    made = run_to_end("manifest", "pikkit.pipelines.spark_application", [*chosen, command], own_home().settings)
    say(made, nl=False)


app.command("run")(pipelines_run.run_pipeline)


@app.command("list")
def list_pipelines(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the pipelines and what each does."""
    tell_list("pipelines", MODULE, ["list"], "pipelines", _PIPELINE, as_json=as_json, as_csv=as_csv)


@app.command("describe")
def describe(name: Name, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Say what a pipeline does, and every argument it takes: name, kind, default, meaning."""
    tell_list("pipelines", MODULE, ["describe", name], "arguments", _ARGUMENT, as_json=as_json, as_csv=as_csv)


@app.command("submit")
def submit(
    name: Name,
    arg: Annotated[list[str] | None, typer.Option("--arg", help="NAME=VALUE; as often as there are.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Tell how its steps get on, to the end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell how it goes as JSON lines.")] = False,
) -> None:
    """Run a pipeline on the cluster of PIKKIT_SCHEDULE__KUBEFLOW_HOST; without one, here, to its end."""
    given = [text for one in arg or [] for text in ("--arg", one)]
    pipelines_run.follow(MODULE, ["submit", name, *given, *(["--watch"] if watch else [])], as_json=as_json)


@app.command("status")
def status(
    run: Annotated[str, typer.Argument(help="A run's id. Default: list the newest runs.")] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Say how a run gets on, step by step, or which runs there are: on the cluster, or here where none is set.

    Of runs here, the newest are kept.
    """
    arguments = ["status", *([run] if run else [])]
    rows, columns = ("tasks", _TASK) if run else ("runs", _RUN)
    tell_list("pipelines", MODULE, arguments, rows, columns, as_json=as_json, as_csv=as_csv)


@app.command("logs")
def logs(
    run: RunId,
    step: Annotated[str, typer.Argument(help="A step: tune, register, ….")],
    lines: Annotated[int, typer.Option(min=0, help="Only the last so many. Default: all.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Print what a step of a run has said, on the cluster or here."""
    _tell(["logs", run, step, "--lines", str(lines)], as_json=as_json)


@app.command("retry")
def retry(run: RunId, as_json: AsJson = False) -> None:
    """Have a run on the cluster go on from the steps that failed."""
    _tell(["retry", run], as_json=as_json)


@app.command("artifacts")
def artifacts(
    run: RunId,
    to: Annotated[Path, typer.Option(help="Folder to copy them to; it is made.")],
    as_json: AsJson = False,
) -> None:
    """Copy what a run left: on a cluster, from the store of PIKKIT_PIPELINES__ROOT; here, from the home."""
    _tell(["artifacts", run, "--to", str(to.expanduser().resolve())], as_json=as_json)


def _tell(arguments: list[str], *, as_json: bool) -> None:
    from pikkit.embedded.child import run_to_end
    from pikkit.home import own_home

    output = run_to_end("pipelines", MODULE, [*arguments, *(["--json"] if as_json else [])], own_home().settings)
    say(output, nl=False)
