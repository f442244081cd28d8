"""``python -m pipelines.schedule apply|list|remove|run``: what runs when, on a cluster or here."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from pikkit.base.errors import InputError, PikkitError
from pikkit.pipelines.failures import REFUSED
from pikkit.pipelines.recurring import PREFIX, Cluster, RecurringRun
from pikkit.pipelines.waiting import Waiting
from pikkit.settings import get_settings
from pikkit.settings.schedule import ScheduleRules


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked; lines on stdout, JSON with ``--json``. Returns 0, or 2 and a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.schedule", description="What runs when.")
    parser.add_argument("what", choices=("apply", "list", "remove", "run"))
    parser.add_argument("names", nargs="*", help="remove: which ones (default: all)")
    parser.add_argument("--json", action="store_true", help="a JSON document, or a line of JSON an event")
    asked = parser.parse_args(argv)
    rules = get_settings().schedule
    try:
        if asked.what == "run":
            return run_schedules(rules, as_json=asked.json)
        _print(_done(asked.what, asked.names, rules), as_json=asked.json)
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0


def run_schedules(rules: ScheduleRules, *, as_json: bool) -> int:
    """Wait and run pipelines until SIGINT or SIGTERM."""
    if rules.kubeflow_host:
        raise InputError(f"The schedules run on {rules.kubeflow_host}; here they would run a second time.")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def tell(line: str) -> None:
        said = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": line}
        sys.stdout.write((json.dumps(said) if as_json else f"{said['at']} {line}") + "\n")
        sys.stdout.flush()

    waiting = Waiting(rules, tell)
    waiting.start()
    for name, at in sorted(waiting.next_times().items(), key=lambda item: item[1]):
        tell(f"{name}: next at {at:%Y-%m-%d %H:%M} UTC")
    stop.wait()
    waiting.stop()
    return 0


def _done(what: str, names: list[str], rules: ScheduleRules) -> dict[str, object]:
    if not rules.kubeflow_host:
        if what == "list":
            return {"where": "here", "schedules": _planned(rules)}
        raise InputError(
            "No cluster is set (PIKKIT_SCHEDULE__KUBEFLOW_HOST). Without one `pikkit schedule run` runs the schedules."
        )
    cluster = Cluster(rules)
    if what == "remove":
        return {"where": rules.kubeflow_host, "removed": cluster.remove(names)}
    runs = cluster.apply(rules.runs) if what == "apply" else cluster.runs()
    return {"where": rules.kubeflow_host, "schedules": [_run(run) for run in runs]}


def _planned(rules: ScheduleRules) -> list[dict[str, object]]:
    return [{"name": name, "pipeline": one.pipeline, "cron": one.cron} for name, one in rules.runs.items()]


def _run(run: RecurringRun) -> dict[str, object]:
    return {"name": run.name.removeprefix(PREFIX), "cron": run.cron, "id": run.id, "enabled": run.enabled}


def _print(document: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(document) + "\n")
        return
    for kind in ("schedules", "removed"):
        listed = document.get(kind, [])
        for one in listed if isinstance(listed, list) else []:
            sys.stdout.write((" ".join(map(str, one.values())) if isinstance(one, dict) else f"removed {one}") + "\n")


if __name__ == "__main__":
    sys.exit(main())
