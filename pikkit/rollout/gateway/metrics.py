"""What an arm's own pods counted of their requests, read from their /metrics."""

from collections.abc import Iterable, Mapping
from typing import Any

from pikkit.base.plain_http import no_tls
from pikkit.rollout.embedded.statistics import Counted
from pikkit.rollout.planning.goal import at

PORT = 8080
_SECONDS = 3


def count(pods: Iterable[Mapping[str, Any]]) -> Counted | None:
    """The sum over those that answer; None if none does."""
    read = [found for pod in pods if (found := _of_pod(pod)) is not None]
    if not read:
        return None
    bounds = {bound for one in read for bound in one.within}
    within = {bound: sum(one.within.get(bound, 0) for one in read) for bound in bounds}
    return Counted(sum(one.requests for one in read), sum(one.errors for one in read), within)


def parse_metrics(text: str) -> Counted:
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
    return Counted(answered + errors, errors, within)


def _of_pod(pod: Mapping[str, Any]) -> Counted | None:
    address = at(pod, "status", "podIP")
    if not address:
        return None
    import httpx

    try:
        answer = httpx.get(f"http://{address}:{PORT}/metrics", timeout=_SECONDS, trust_env=False, verify=no_tls())
        return parse_metrics(answer.raise_for_status().text)
    except (httpx.HTTPError, ValueError):
        return None
