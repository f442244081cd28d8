"""What Envoy's statistics say of a version's requests."""

import re
from dataclasses import dataclass

from pikkit.rollout.embedded.admin import ask_admin
from pikkit.rollout.embedded.envoy import cluster_of
from pikkit.rollout.judging.evidence import ArmTraffic

_LINE = re.compile(r"envoy_cluster_(?P<name>\w+)\{(?P<labels>[^}]*)\} (?P<value>\S+)")
_LABEL = re.compile(r'(\w+)="([^"]*)"')
_TIMES = "upstream_rq_time_bucket"


@dataclass(frozen=True)
class Counted:
    """A version's counters since Envoy started: requests, errors, and answers by their longest milliseconds."""

    requests: int
    errors: int
    within: dict[float, int]

    def since(self, before: "Counted | None") -> ArmTraffic:
        """What happened after an earlier reading; all of it without one."""
        base = before if before and before.requests <= self.requests else Counted(0, 0, {})
        within = {bound: count - base.within.get(bound, 0) for bound, count in self.within.items()}
        return ArmTraffic(self.requests - base.requests, max(0, self.errors - base.errors), _quantile(within, 0.95))


def read_counters(admin: str, version: str) -> Counted | None:
    """A version's counters by the Envoy with this admin socket; None if it does not answer or does not know it."""
    cluster = cluster_of(version)
    text = ask_admin(admin, f"/stats/prometheus?filter=^cluster.{cluster}.upstream")
    return None if text is None else parse_counters(text, cluster)


def parse_counters(text: str, cluster: str) -> Counted | None:
    """A cluster's counters in Prometheus's text format; None if there are none of it.

    Errors are answers of 5xx, connections refused and answers broken off: a request that was tried again elsewhere, so
    that its caller saw none of it, counts against the version that failed it.
    """
    found: dict[str, int] = {}
    within: dict[float, int] = {}
    for line in _LINE.finditer(text):
        labels = dict(_LABEL.findall(line["labels"]))
        if labels.get("envoy_cluster_name") != cluster:
            continue
        if line["name"] == _TIMES:
            within[float(labels["le"])] = int(float(line["value"]))
        elif line["name"] == "upstream_rq_xx":
            found[f"{labels['envoy_response_code_class']}xx"] = int(float(line["value"]))
        else:
            found[line["name"]] = int(float(line["value"]))
    if "upstream_rq_total" not in found:
        return None
    failures = ("5xx", "upstream_cx_connect_fail", "upstream_rq_rx_reset")
    return Counted(found["upstream_rq_total"], sum(found.get(name, 0) for name in failures), within)


def _quantile(within: dict[float, int], share: float) -> float | None:
    """The bound that a share of the answers is within, linear between bounds (histogram_quantile)."""
    total = max(within.values(), default=0)
    if not total:
        return None
    low, below = 0.0, 0
    for bound, count in sorted(within.items()):
        if count >= share * total:
            if bound == float("inf"):
                return low
            return low + (bound - low) * (share * total - below) / max(count - below, 1)
        low, below = bound, count
    return low
