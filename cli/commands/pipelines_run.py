"""``pikkit pipelines run``: a pipeline on this machine, told of as it goes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.output import say

_BROKEN = 1


class Pipeline(StrEnum):
    """The pipelines that run here."""

    BASELINE = "baseline"
    INGESTION = "ingestion"
    MONITORING = "monitoring"
    QUOTES = "quotes"
    ROLLOUT = "rollout"
    TRAINING = "training"


def run_pipeline(
    pipeline: Annotated[Pipeline, typer.Argument(help="Which one.")],
    bets: Annotated[Path | None, typer.Option(help="Sync with this export, or folder of them, first.")] = None,
    as_of: Annotated[str, typer.Option(help="Only bets placed before this moment, ISO 8601 with its time zone.")] = "",
    since: Annotated[str, typer.Option(help='Only bets placed since then: "30d", or a date.')] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Tell how it goes as JSON lines.")] = False,
) -> None:
    """Run a pipeline here, as a cluster would.

    Ingestion syncs, checks, reports and notifies; it and training take --bets and --as-of. Monitoring looks for drift,
    notifies, and trains where it is bad; baseline brings what drift is measured against up to date; both take --since.
    Quotes fetches what books offer. Rollout brings a rollout one look further. `pikkit pipelines describe` says what
    else each takes, and `pikkit pipelines submit` takes it.
    """
    given = {"--bets": str(bets) if bets else "", "--as-of": as_of, "--since": since}
    arguments = [text for name, value in given.items() if value for text in (name, value)]
    follow("pikkit.pipelines", [pipeline, *arguments], as_json=as_json)


def follow(module: str, arguments: list[str], *, as_json: bool) -> None:
    """Run a module as a process and print its lines as they come; its failure is this command's."""
    from pikkit.embedded.child import start_child
    from pikkit.embedded.stopping import stoppable
    from pikkit.home import own_home

    with stoppable():
        given = [*arguments, *(["--json"] if as_json else [])]
        child = start_child("pipeline", module, given, own_home().settings, piped=True)
        try:
            last = ""
            for last in child.process.stdout or ():
                say(last, nl=False)
            child.process.wait()
        finally:
            child.stop()
    if child.process.returncode:
        raise child.failure(told=child.process.returncode == _BROKEN and _tells_failure(last))


def _tells_failure(line: str) -> bool:
    """Whether the last line of a run is that it failed, in text or JSON; else the process itself did."""
    return line.startswith("pipeline: failed") or '"state": "failed"' in line.lower()
