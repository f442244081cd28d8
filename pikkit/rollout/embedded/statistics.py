"""What Envoy's statistics say of a version's requests."""

import re

from pikkit.rollout.embedded.admin import ask_admin
from pikkit.rollout.embedded.envoy import cluster_of
from pikkit.rollout.request_counts import RequestCounts

_LINE = re.compile(r"envoy_cluster_(?P<name>\w+)\{(?P<labels>[^}]*)\} (?P<value>\S+)")
_LABEL = re.compile(r'(\w+)="([^"]*)"')
_TIMES = "upstream_rq_time_bucket"


def read_counters(admin: str, version: str) -> RequestCounts | None:
    """A version's counters by the Envoy with this admin socket; None if it does not answer or does not know it."""
    cluster = cluster_of(version)
    text = ask_admin(admin, f"/stats/prometheus?filter=^cluster.{cluster}.upstream")
    return None if text is None else parse_counters(text, cluster)


def parse_counters(text: str, cluster: str) -> RequestCounts | None:
    """A cluster's counters in Prometheus's text format; None if there are none of it.

    Errors are answers of 5xx, connections refused and answers broken off: a request that was tried again elsewhere, so
    that its caller saw none of it, counts against the version that failed it.
    """
    counters: dict[str, int] = {}
    within: dict[float, int] = {}
    for line in _LINE.finditer(text):
        labels = dict(_LABEL.findall(line["labels"]))
        if labels.get("envoy_cluster_name") != cluster:
            continue
        if line["name"] == _TIMES:
            within[float(labels["le"])] = int(float(line["value"]))
        elif line["name"] == "upstream_rq_xx":
            counters[f"{labels['envoy_response_code_class']}xx"] = int(float(line["value"]))
        else:
            counters[line["name"]] = int(float(line["value"]))
    if "upstream_rq_total" not in counters:
        return None
    failures = ("5xx", "upstream_cx_connect_fail", "upstream_rq_rx_reset")
    return RequestCounts(counters["upstream_rq_total"], sum(counters.get(name, 0) for name in failures), within)
