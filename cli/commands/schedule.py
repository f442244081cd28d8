"""``pikkit schedule``: what runs when, on a cluster or here."""

from typing import Annotated

import typer

from pikkit.cli.child_lists import tell_list
from pikkit.cli.output import AsCsv, AsJson, say

app = typer.Typer(
    help="Run pipelines on a schedule: on a cluster (PIKKIT_SCHEDULE__KUBEFLOW_HOST), or here.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

MODULE = "pikkit.pipelines.schedule"
_COLUMNS = ("name", "pipeline", "cron", "zone", "next", "last", "result", "enabled", "id")


@app.command("apply")
def apply_schedules(as_json: AsJson = False) -> None:
    """Have the cluster run the schedules of the settings, and no others of ours; doing it again changes nothing."""
    _tell(["apply"], as_json=as_json)


@app.command("list")
def list_schedules(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Say what runs when: on the cluster as it knows it, else as the settings say."""
    tell_list("schedule", MODULE, ["list"], "schedules", _COLUMNS, as_json=as_json, as_csv=as_csv)


@app.command("remove")
def remove(
    names: Annotated[list[str] | None, typer.Argument(help="Which ones. Default: all of ours.")] = None,
    as_json: AsJson = False,
) -> None:
    """Have the cluster stop running schedules."""
    _tell(["remove", *(names or [])], as_json=as_json)


@app.command("run")
def run_here(as_json: Annotated[bool, typer.Option("--json", help="Tell what happens as JSON lines.")] = False) -> None:
    """Run the schedules here, in the foreground, until Ctrl-C.

    A run that is late by more than PIKKIT_SCHEDULE__LATE_SECONDS is left out, and so is one whose last has not ended.
    """
    from pikkit.embedded.child import start_child
    from pikkit.embedded.stopping import Stopped, stoppable
    from pikkit.home import own_home

    child = start_child("schedule", MODULE, ["run", *(["--json"] if as_json else [])], own_home().settings, piped=True)
    try:
        with stoppable():
            for line in child.process.stdout or ():
                say(line, nl=False)
            child.process.wait()
    except Stopped:
        say("Stopped.", err=True)
        return
    finally:
        child.stop()
    if child.process.returncode:
        raise child.failure()


def _tell(arguments: list[str], *, as_json: bool) -> None:
    from pikkit.embedded.child import run_to_end
    from pikkit.home import own_home

    sentence = run_to_end("schedule", MODULE, [*arguments, *(["--json"] if as_json else [])], own_home().settings)
    say(sentence, nl=False)
