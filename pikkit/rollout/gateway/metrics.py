"""What an arm's own pods counted of their requests, read from their /metrics."""

from collections.abc import Iterable, Mapping
from typing import Any

from pikkit.base.bounded_answer import FAULTS, AnswerTooLongError, bounded_answer
from pikkit.rollout.planning.goal import at
from pikkit.rollout.request_counts import RequestCounts

PORT = 8080
_SECONDS = 3.0
_MOST_BYTES = 4 << 20
"""A predictor's own are 30 KB."""


def counts_of(pods: Iterable[Mapping[str, Any]]) -> dict[str, RequestCounts]:
    """What each of them counted since its process began, by pod and restarts; those that do not answer are left out."""
    read = {_process(pod): _of_pod(pod) for pod in pods}
    return {name: counts for name, counts in read.items() if counts is not None}


def parse_metrics(text: str) -> RequestCounts:
    """A predictor's counters in Prometheus's text format; answers by their longest milliseconds."""
    from prometheus_client.parser import text_string_to_metric_families

    answered = errors = 0
    within: dict[float, int] = {}
    for family in text_string_to_metric_families(text):
        for name, labels, value, *_ in family.samples:
            if name == "pikkit_errors_total" and labels.get("status", "").startswith("5"):
                errors += int(value)
            elif labels.get("stage") != "predict":
                continue
            elif name == "pikkit_stage_seconds_count":
                answered = int(value)
            elif name == "pikkit_stage_seconds_bucket":
                within[1000 * float(labels["le"])] = int(value)
    return RequestCounts(answered + errors, errors, within)


def _process(pod: Mapping[str, Any]) -> str:
    """A name that changes when the counters begin anew."""
    restarts = (one.get("restartCount", 0) for one in at(pod, "status", "containerStatuses") or [])
    return f"{pod['metadata']['name']}/{sum(restarts)}"


def _of_pod(pod: Mapping[str, Any]) -> RequestCounts | None:
    address = at(pod, "status", "podIP")
    if not address:
        return None
    try:
        answer = bounded_answer("GET", f"http://{address}:{PORT}/metrics", _SECONDS, _MOST_BYTES, direct=True)
        return parse_metrics(answer.text) if answer.status == 200 else None
    except (*FAULTS, AnswerTooLongError, LookupError, OverflowError):
        return None
