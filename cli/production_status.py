"""How things stand in production: what serves, rolls out, drifts and waits. Nothing is made by looking."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from pikkit.home import Home

if TYPE_CHECKING:
    from pikkit.settings import Settings

Standing = dict[str, dict[str, object] | None]


def production_status(settings: "Settings") -> Standing:
    """For ``--json``: serving, rollout, drift, outbox, pods; null where there is nothing to tell."""
    stored = Home(settings).has_store()
    return {
        "serving": _serving(settings),
        "rollout": _rollout(settings) if stored else None,
        "drift": _drift(settings) if stored else None,
        "outbox": _outbox(settings),
        "pods": pods_document(settings),
    }


def standing_lines(now: Standing) -> list[str]:
    """The same in lines for a person; none for what there is nothing to tell of."""
    texts = {
        "serving": "Serving: {traffic}",
        "rollout": "Rollout: {stable} to {candidate}, {percent} %, {phase}; last: {decision}",
        "drift": "Drift: {severity}, checked {made_at:.16}",
        "outbox": "Outbox: {pending} waiting, {dead} given up",
    }
    told_lines = [text.format(**values) for name, text in texts.items() if (values := now[name])]
    return [*told_lines, *pods_lines(now["pods"])]


def pods_document(settings: "Settings") -> dict[str, object] | None:
    """How the pods of the cluster that the settings name stand; null where they name none."""
    if not (settings.gateway_namespace or settings.kserve_namespace):
        return None
    from pikkit.deploying.pods_standing import pods_standing

    standing = pods_standing(settings)
    return asdict(standing) if standing else None


def pods_lines(pods: dict[str, object] | None) -> list[str]:
    """The same in lines."""
    if pods is None:
        return []
    return ["Pods: {ready} of {pods} ready".format(**pods), *(f"  {trouble}" for trouble in pods["troubles"])]  # type: ignore[attr-defined]


def _serving(settings: "Settings") -> dict[str, object] | None:
    from pikkit.base.process import process_runs
    from pikkit.rollout.embedded.files import read_served
    from pikkit.rollout.wording import traffic_text

    served = read_served(settings)
    if served is None or not process_runs(served.pid):
        return None
    return {**asdict(served), "traffic": traffic_text(served.weights)}


def _rollout(settings: "Settings") -> dict[str, object] | None:
    from pikkit.rollout.ledger import history
    from pikkit.rollout.state import newest_rollout

    rollout = newest_rollout(history(settings, settings.model_name))
    if rollout is None:
        return None
    where = {"stable": rollout.stable, "candidate": rollout.candidate, "percent": rollout.percent}
    return {**where, "phase": rollout.phase.value, "decision": rollout.last.decision}


def _drift(settings: "Settings") -> dict[str, object] | None:
    from pikkit.drift.reports import latest_report

    report = latest_report(settings, settings.model_name)
    if report is None:
        return None
    return {"severity": report.severity.value, "made_at": report.made_at.isoformat(), "rows": report.rows}


def _outbox(settings: "Settings") -> dict[str, object] | None:
    from pikkit.outbox import open_outbox
    from pikkit.outbox.box import path_of

    if not path_of(settings).is_file():
        return None
    outbox = open_outbox(settings)
    try:
        return asdict(outbox.depth())
    finally:
        outbox.close()
