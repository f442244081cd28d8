"""``python -m pipelines.schedule apply|list|remove|run``: what runs when, on a cluster or here."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from pikkit.base.errors import InputError, PikkitError
from pikkit.pipelines.arguments import typed
from pikkit.pipelines.catalogue import pipeline_here
from pikkit.pipelines.failures import REFUSED
from pikkit.pipelines.planned import Planned, planned_here, planned_there, table
from pikkit.pipelines.recurring import Cluster
from pikkit.pipelines.waiting import Waiting
from pikkit.settings import Settings, get_settings

Answer = tuple[str, list[Planned] | list[str]]
"""Where, and the schedules there are, or the names of those that were removed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked; lines on stdout, JSON with ``--json``. Returns 0, or 2 and a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.schedule", description="What runs when.")
    parser.add_argument("what", choices=("apply", "list", "remove", "run"))
    parser.add_argument("names", nargs="*", help="remove: which ones (default: all)")
    parser.add_argument("--json", action="store_true", help="a JSON document, or a line of JSON an event")
    asked = parser.parse_args(argv)
    try:
        settings = get_settings()
        if asked.what == "run":
            return run_schedules(settings, as_json=asked.json)
        if asked.what == "remove":
            _tell_removed(_removed(asked.names, settings), settings, as_json=asked.json)
        else:
            _tell_planned(_planned(settings, apply=asked.what == "apply"), settings, as_json=asked.json)
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


def run_schedules(settings: Settings, *, as_json: bool) -> int:
    """Wait and run pipelines until SIGINT or SIGTERM."""
    rules = settings.schedule
    if rules.kubeflow_host:
        raise InputError(f"The schedules run on {rules.kubeflow_host}; here they would run a second time.")
    for one in rules.runs.values():
        typed(one.pipeline, pipeline_here(one.pipeline), one.arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def tell(line: str) -> None:
        line_fields = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": line}
        sys.stdout.write((json.dumps(line_fields) if as_json else f"{line_fields['at']} {line}") + "\n")
        sys.stdout.flush()

    waiting = Waiting(rules, tell, settings.resolved_home)
    waiting.start()
    for name, at in sorted(waiting.next_times().items(), key=lambda item: item[1]):
        tell(f"{name}: next at {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    stop.wait()
    waiting.stop()
    return 0


def _planned(settings: Settings, *, apply: bool) -> list[Planned]:
    rules = settings.schedule
    if not rules.kubeflow_host:
        if apply:
            raise InputError(_NO_CLUSTER)
        return planned_here(rules, settings.resolved_home)
    cluster = Cluster(rules, settings.pipelines)
    runs = cluster.apply(rules.runs) if apply else cluster.runs()
    return planned_there(runs, cluster.last_runs(), rules)


def _removed(names: list[str], settings: Settings) -> list[str]:
    if not settings.schedule.kubeflow_host:
        raise InputError(_NO_CLUSTER)
    return Cluster(settings.schedule, settings.pipelines).remove(names)


_NO_CLUSTER = (
    "No cluster is set (PIKKIT_SCHEDULE__KUBEFLOW_HOST). Without one `pikkit schedule run` runs the schedules."
)


def _tell_planned(planned: list[Planned], settings: Settings, *, as_json: bool) -> None:
    where = settings.schedule.kubeflow_host or "here"
    document = {"where": where, "schedules": [one.to_dict() for one in planned]}
    sys.stdout.write((json.dumps(document) if as_json else table(planned)) + "\n")


def _tell_removed(names: list[str], settings: Settings, *, as_json: bool) -> None:
    document = {"where": settings.schedule.kubeflow_host, "removed": names}
    lines = "\n".join(f"removed {name}" for name in names) or "There was nothing to remove."
    sys.stdout.write((json.dumps(document) if as_json else lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
