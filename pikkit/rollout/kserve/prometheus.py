"""What Prometheus knows of a version's requests, by the predictor's own metrics."""

import json
import math
from urllib.parse import urlencode

from pikkit.base.bounded_answer import FAULTS, AnswerTooLongError, bounded_answer
from pikkit.rollout.judging.evidence import ArmTraffic

_OF_VERSION = '* on(instance) group_left() max by(instance) (pikkit_model_info{{version="{version}"}} == 1)'
_REQUESTS = 'sum(increase(pikkit_stage_seconds_count{{stage="predict"}}[{window}]) {of})'
_ERRORS = 'sum(increase(pikkit_errors_total{{status=~"5.."}}[{window}]) {of})'
_P95 = 'histogram_quantile(0.95, sum by(le) (increase(pikkit_stage_seconds_bucket{{stage="predict"}}[{window}]) {of}))'

_SECONDS = 5.0
_MOST_BYTES = 1 << 20
"""A single number is 200 bytes."""


def read_traffic(url: str, version: str, window: str) -> ArmTraffic | None:
    """A version's requests over a window; None where Prometheus is away or knows nothing of it.

    Args:
        url: Prometheus's.
        version: As the predictor names it: "pikkit/4".
        window: "15m".
    """
    of = _OF_VERSION.format(version=version)
    requests, errors, p95 = (_value(url, query.format(window=window, of=of)) for query in (_REQUESTS, _ERRORS, _P95))
    if requests is None:
        return None
    failed = round(errors or 0.0)
    return ArmTraffic(round(requests) + failed, failed, None if p95 is None else 1000 * p95)


def _value(url: str, query: str) -> float | None:
    """A query's single number; None without one."""
    try:
        address = f"{url.rstrip('/')}/api/v1/query?{urlencode({'query': query})}"
        answer = bounded_answer("GET", address, _SECONDS, _MOST_BYTES)
        if answer.status != 200:
            return None
        series = json.loads(answer.body)["data"]["result"]
        number = float(series[0]["value"][1]) if series else math.nan
    except (*FAULTS, AnswerTooLongError, LookupError, TypeError, RecursionError):
        return None
    return number if math.isfinite(number) else None
